import { join } from 'node:path';
import type { StockSettings } from '../../shared/stock/projection.ts';
import { buildPage, openBrowser, serve } from './lib/bench-page.ts';
import { calibrateMs } from './lib/calibrate.ts';
import { inTemporaryFolder } from './lib/in-temporary-folder.ts';
import { median } from './lib/median.ts';
import { percentile } from './lib/percentile.ts';
import { printResult } from './lib/print-result.ts';
import { writeStreet } from './lib/street-documents.ts';

/*
 * The search over a street's records in the worker of the workstation, in Chromium: from the question on its way to the worker to the ranked answer in the page.
 */

const STORE = 'bench-search';
/** Some 200,000 records that can be found; rooms and persons are those of the street of the real size. `--small` for trying. */
const SIZE = { people: 100_000, enterprises: 6_000, components: 10_000, cases: 24_000, days: 400, rooms: 60_000 };
const SMALL = { people: 10_000, enterprises: 600, components: 1_000, cases: 2_000, days: 60 };
const QUESTIONS = 600;
const WARM = 30;
const PATIENCE_MS = 600_000;

interface Built {
  readonly buildMs: number;
  readonly rulesMs: number;
  readonly saveMs: number;
  readonly documents: number;
  readonly records: number;
  readonly questions: readonly string[];
}
interface InPage {
  readonly build: (asked: object) => Promise<Built>;
  readonly open: (store: string, settings: StockSettings, way: string, whole: boolean) => Promise<number>;
  readonly timed: (store: string, questions: readonly object[]) => Promise<readonly number[]>;
  readonly workerBytes: () => Promise<number>;
}

async function measure(folder: string): Promise<void> {
  const calibMs = calibrateMs();
  console.log('造一条街的资料');
  const data = join(folder, 'data');
  const street = writeStreet(data, process.argv.includes('--small') ? SMALL : SIZE, (type) => type !== 'careFile');
  await buildPage('renderer/data/stock/bench', join(folder, 'page'));
  const served = await serve([join(folder, 'page'), data]);
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('console', (message) => {
      if (message.type() === 'error') console.error(`页面：${message.text()}`);
    });
    await page.goto(served.address);
    await page.locator('html[data-ready="bench"]').waitFor({ state: 'attached' });
    console.log(`建立 ${street.documents} 份资料的库存`);
    const built = await page.evaluate(
      (asked) => (globalThis as unknown as { readonly bench: InPage }).bench.build(asked),
      { store: STORE, settings: street.settings, files: street.files, questions: QUESTIONS + WARM },
    );
    console.log('从存下的样子打开');
    const loadMs = await page.evaluate(
      ([store, settings]) =>
        (globalThis as unknown as { readonly bench: InPage }).bench.open(store, settings, 'shipped', false),
      [STORE, street.settings] as const,
    );
    const ask = (typed: readonly string[]): Promise<readonly number[]> =>
      page.evaluate(
        ([store, all]) =>
          (globalThis as unknown as { readonly bench: InPage }).bench.timed(
            store,
            all.map((one) => ({ ask: 'find', typed: one })),
          ),
        [STORE, typed] as const,
      );
    await page.waitForTimeout(20_000); // the rules run behind the first seconds
    await ask(built.questions.slice(0, WARM));
    const times = await ask(built.questions.slice(WARM));
    const heap = await page.evaluate(() => (globalThis as unknown as { readonly bench: InPage }).bench.workerBytes());
    const slowest = times.indexOf(Math.max(...times));
    console.log(`最慢的一问：${built.questions[WARM + slowest] ?? ''}，${Math.round(times[slowest] ?? 0)} 毫秒`);
    printResult('search', [
      { key: 'records', words: '可查找的人、房、企、物、事件', value: built.records, unit: '条' },
      {
        key: 'p95_ms',
        words: `${times.length} 问，从发出到排好序的答案`,
        value: tenth(percentile(times, 0.95)),
        unit: '毫秒',
      },
      { key: 'p50_ms', words: '其中一半不超过', value: tenth(median(times)), unit: '毫秒' },
      {
        key: 'build_s',
        words: `从 ${built.documents} 份资料建立库存和索引`,
        value: tenth(built.buildMs / 1000),
        unit: '秒',
      },
      { key: 'rules_s', words: '全部规则查一遍', value: tenth(built.rulesMs / 1000), unit: '秒' },
      { key: 'load_ms', words: '从封存的样子打开到可查找', value: Math.round(loadMs), unit: '毫秒' },
      { key: 'heap_mb', words: '后台线程占用', value: Math.round(heap / 1_048_576), unit: 'MB' },
      { key: 'calib_ms', words: '固定的一段计算', value: calibMs, unit: '毫秒' },
    ]);
  } finally {
    await browser.close();
    served.stop();
  }
}

const tenth = (value: number): number => Number(value.toFixed(1));

await inTemporaryFolder('bench-search-', measure);

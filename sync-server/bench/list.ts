import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import type { StockSettings } from '../../shared/stock/projection.ts';
import type { SeedSize } from '../cli/seed/profile.ts';
import { buildPage, openBrowser, serve } from './lib/bench-page.ts';
import { calibrateMs } from './lib/calibrate.ts';
import { inTemporaryFolder } from './lib/in-temporary-folder.ts';
import { median } from './lib/median.ts';
import { percentile } from './lib/percentile.ts';
import { printResult, type Figure } from './lib/print-result.ts';
import { STREET_NOW_MS, writeStreet } from './lib/street-documents.ts';

/*
 * 人房企物 with a street's people in it: from the click to the first rows, from a filter or a long scroll to its rows, and how many times longer the same rows take when
 * all of them stand in the document. The shipped page over the shipped worker, in Chromium; only the server is left out.
 */

const SIZES: readonly SeedSize[] = [
  { people: 20_000, enterprises: 1_500, components: 2_000, cases: 1_000, days: 30 },
  { people: 100_000, enterprises: 6_000, components: 10_000, cases: 1_000, days: 30, rooms: 60_000 },
];
const TRIED: readonly SeedSize[] = [{ people: 5_000, enterprises: 300, components: 500, cases: 100, days: 30 }];
const RUNS = 3;
const ROUNDS = 40;
const PATIENCE_MS = 600_000;

interface InPage {
  readonly prepare: (files: readonly string[], settings: StockSettings, nowMs: number) => Promise<number>;
  readonly firstRows: () => Promise<{ readonly rowsMs: number; readonly wholeMs: number }>;
  readonly filterTimes: (rounds: number) => Promise<readonly number[]>;
  readonly naive: (nowMs: number) => Promise<number>;
}
interface Measured {
  readonly people: number;
  readonly firstRowsMs: number;
  readonly wholePageMs: number;
  readonly filters: readonly number[];
  readonly naiveMs: number;
}

async function measureOne(browser: Browser, folder: string, size: SeedSize): Promise<Measured> {
  const data = join(folder, `data-${size.people}`);
  const street = writeStreet(data, size, (type) => type !== 'careFile');
  const served = await serve([join(folder, 'page'), data]);
  const opened: { readonly rowsMs: number; readonly wholeMs: number }[] = [];
  let last: Pick<Measured, 'people' | 'filters' | 'naiveMs'> | undefined;
  try {
    for (let run = 1; run <= RUNS; run += 1) {
      const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' });
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE_MS);
      page.on('console', (message) => {
        if (message.type() === 'error') console.error(`页面：${message.text()}`);
      });
      await page.goto(served.address);
      await page.locator('html[data-ready="bench"]').waitFor({ state: 'attached' });
      const people = await page.evaluate(
        ([files, settings, nowMs]) =>
          (globalThis as unknown as { readonly bench: InPage }).bench.prepare(files, settings, nowMs),
        [street.files, street.settings, STREET_NOW_MS] as const,
      );
      await page.waitForTimeout(size.people / 5); // the rules run behind the first seconds
      opened.push(await page.evaluate(() => (globalThis as unknown as { readonly bench: InPage }).bench.firstRows()));
      if (run === RUNS) {
        const filters = await page.evaluate(
          (rounds) => (globalThis as unknown as { readonly bench: InPage }).bench.filterTimes(rounds),
          ROUNDS,
        );
        const naiveMs = await page.evaluate(
          (nowMs) => (globalThis as unknown as { readonly bench: InPage }).bench.naive(nowMs),
          STREET_NOW_MS,
        );
        last = { people, filters, naiveMs };
      }
      await context.close();
    }
  } finally {
    served.stop();
  }
  if (last === undefined) throw new Error('nothing was measured');
  return {
    ...last,
    firstRowsMs: median(opened.map(({ rowsMs }) => rowsMs)),
    wholePageMs: median(opened.map(({ wholeMs }) => wholeMs)),
  };
}

async function measure(folder: string): Promise<void> {
  const calibMs = calibrateMs();
  await buildPage('renderer/features/stock/bench', join(folder, 'page'));
  const browser = await openBrowser();
  const figures: Figure[] = [];
  try {
    const sizes = process.argv.includes('--small') ? TRIED : SIZES;
    for (const [at, size] of sizes.entries()) {
      console.log(`${size.people} 人`);
      const { people, firstRowsMs, wholePageMs, filters, naiveMs } = await measureOne(browser, folder, size);
      // The largest is what the line is about; the others stand in the table under names of their own.
      const suffix = at === sizes.length - 1 ? '' : `_${size.people}`;
      const words = `${people} 人：`;
      figures.push(
        {
          key: `first_rows_ms${suffix}`,
          words: `${words}点开人房企物到看见各行，中位数`,
          value: Math.round(firstRowsMs),
          unit: '毫秒',
        },
        {
          key: `whole_page_ms${suffix}`,
          words: `${words}到所有的数也都在，中位数`,
          value: Math.round(wholePageMs),
          unit: '毫秒',
        },
        {
          key: `filter_p95_ms${suffix}`,
          words: `${words}${filters.length} 次筛选和滚动`,
          value: Math.round(percentile(filters, 0.95)),
          unit: '毫秒',
        },
        { key: `filter_p50_ms${suffix}`, words: '其中一半不超过', value: Math.round(median(filters)), unit: '毫秒' },
        {
          key: `ratio_naive${suffix}`,
          words: '全部行都放进页面，是它的几倍',
          value: Number((naiveMs / firstRowsMs).toFixed(1)),
          unit: '倍',
        },
      );
    }
  } finally {
    await browser.close();
  }
  printResult('list', [...figures, { key: 'calib_ms', words: '固定的一段计算', value: calibMs, unit: '毫秒' }]);
}

await inTemporaryFolder('bench-list-', measure);

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { seededRandom } from '../../shared/lib/random.ts';
import type { StockSettings } from '../../shared/stock/projection.ts';
import { buildPage, openBrowser, serve } from './lib/bench-page.ts';
import { calibrateMs } from './lib/calibrate.ts';
import { callsTo } from './lib/in-page.ts';
import { inTemporaryFolder } from './lib/in-temporary-folder.ts';
import { median } from './lib/median.ts';
import { printResult } from './lib/print-result.ts';
import { writeStreet } from './lib/street-documents.ts';

/*
 * What the seal costs: the same store with and without it, in Chromium. Opening (databases and stock, from the password's key to lists that can be used), reading 50 and 500
 * whole records, and searching. The two stores take turns in one page (RxDB opens no more collections at once). For the search both stocks are open and asked the same
 * questions by turns: an answer takes less than a millisecond, and what else the machine does meanwhile must meet both.
 */

const SIZE = { people: 20_000, enterprises: 1_500, components: 2_000, cases: 1_000, days: 30 };
const SMALL = { people: 3_000, enterprises: 200, components: 300, cases: 100, days: 30 };
const RUNS = 8;
const READINGS = 12;
/** Rounds of questions to the two stocks, one after the other; each round gives one ratio. */
const ROUNDS = 301;
const SEARCHES = 10;
/** The rules run behind the first seconds after opening. */
const RULES_MS = 4_000;
const PATIENCE_MS = 900_000;
const WAYS = ['sealed', 'unsealed'] as const;
type Way = (typeof WAYS)[number];

interface InPage {
  readonly openStore: (store: string, sealed: boolean) => Promise<number>;
  readonly fillStore: (store: string, files: readonly string[]) => Promise<number>;
  readonly closeStore: (store: string) => Promise<void>;
  readonly open: (store: string, settings: StockSettings, way: Way, whole: boolean) => Promise<number>;
  readonly close: (store: string) => Promise<void>;
  readonly timed: (store: string, questions: readonly object[]) => Promise<readonly number[]>;
  readonly readTimes: (
    store: string,
    collection: string,
    lists: readonly (readonly string[])[],
  ) => Promise<readonly number[]>;
}

/** One call of the page's own functions. */
const call = callsTo<InPage>();

const ratio = (of: Readonly<Record<Way, readonly number[]>>): number =>
  Number((median(of.sealed) / median(of.unsealed)).toFixed(2));
const storeOf = (way: Way): string => `bench-${way}`;

/** Milliseconds of the middle question of each round, by way; round by round the two stand side by side. */
async function searchTimes(
  page: Page,
  settings: StockSettings,
  word: () => string,
): Promise<Readonly<Record<Way, readonly number[]>>> {
  for (const way of WAYS) await call(page, 'open', storeOf(way), settings, way, true);
  await page.waitForTimeout(2 * RULES_MS);
  const times: Record<Way, number[]> = { sealed: [], unsealed: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    const questions = Array.from({ length: SEARCHES }, () => ({ ask: 'find', typed: word() }));
    for (const way of round % 2 === 0 ? WAYS : [...WAYS].reverse()) {
      const found = median(await call(page, 'timed', storeOf(way), questions));
      // The first is warming up.
      if (round > 0) times[way].push(found);
    }
  }
  for (const way of WAYS) await call(page, 'close', storeOf(way));
  return times;
}

async function measure(folder: string): Promise<void> {
  const calibMs = calibrateMs();
  console.log('造一条街的资料');
  const data = join(folder, 'data');
  const street = writeStreet(data, process.argv.includes('--small') ? SMALL : SIZE, (type) => type !== 'careFile');
  const people = street.files.flatMap((file) =>
    (
      JSON.parse(readFileSync(join(data, file), 'utf8')) as readonly {
        readonly _id: string;
        readonly name?: string;
        readonly type: string;
      }[]
    ).filter(({ type }) => type === 'person'),
  );
  const chance = seededRandom(50);
  const somebody = () => people[Math.floor(chance() * people.length)];
  const some = (count: number): readonly string[] => {
    const from = Math.floor(chance() * (people.length - count));
    return people.slice(from, from + count).map(({ _id }) => _id);
  };
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
    for (const way of WAYS) {
      await call(page, 'openStore', storeOf(way), way === 'sealed');
      const count = await call(page, 'fillStore', storeOf(way), street.files);
      await call(page, 'open', storeOf(way), street.settings, way, true);
      await call(page, 'close', storeOf(way));
      await call(page, 'closeStore', storeOf(way));
      console.log(`${way === 'sealed' ? '封存的' : '不封的'}库：${count} 份资料`);
    }
    const opens: Record<Way, number[]> = { sealed: [], unsealed: [] };
    const reads: Record<'50' | '500', Record<Way, number[]>> = {
      '50': { sealed: [], unsealed: [] },
      '500': { sealed: [], unsealed: [] },
    };
    for (let run = 0; run < RUNS; run += 1) {
      const lists = Array.from({ length: READINGS }, () => ({ '50': some(50), '500': some(500) }));
      for (const way of run % 2 === 0 ? WAYS : [...WAYS].reverse()) {
        const name = storeOf(way);
        const store = await call(page, 'openStore', name, way === 'sealed');
        const stock = await call(page, 'open', name, street.settings, way, false);
        await page.waitForTimeout(RULES_MS);
        const found = {
          '50': await call(
            page,
            'readTimes',
            name,
            'residents',
            lists.map((list) => list['50']),
          ),
          '500': await call(
            page,
            'readTimes',
            name,
            'residents',
            lists.map((list) => list['500']),
          ),
        };
        await call(page, 'close', name);
        await call(page, 'closeStore', name);
        // The first is warming up.
        if (run === 0) continue;
        opens[way].push(store + stock);
        reads['50'][way].push(...found['50']);
        reads['500'][way].push(...found['500']);
      }
    }
    const searches = await searchTimes(page, street.settings, () => somebody()?.name ?? '王');
    const both = (of: Readonly<Record<Way, readonly number[]>>): string =>
      `${median(of.sealed).toFixed(1)} 与 ${median(of.unsealed).toFixed(1)} 毫秒`;
    printResult('sealed', [
      { key: 'open_ratio', words: `打开库和库存：${both(opens)}`, value: ratio(opens), unit: '倍' },
      { key: 'list50_ratio', words: `读 50 份整档：${both(reads['50'])}`, value: ratio(reads['50']), unit: '倍' },
      { key: 'list500_ratio', words: `读 500 份整档：${both(reads['500'])}`, value: ratio(reads['500']), unit: '倍' },
      {
        key: 'search_ratio',
        words: `查找，两边轮流问：${both(searches)}`,
        value: Number(
          median(searches.sealed.map((sealed, round) => sealed / (searches.unsealed[round] ?? Number.NaN))).toFixed(2),
        ),
        unit: '倍',
      },
      { key: 'records', words: '库里的资料', value: street.documents, unit: '份' },
      { key: 'calib_ms', words: '固定的一段计算', value: calibMs, unit: '毫秒' },
    ]);
  } finally {
    await browser.close();
    served.stop();
  }
}

await inTemporaryFolder('bench-sealed-', measure);

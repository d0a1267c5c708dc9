import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { OPEN_STATES } from '../../shared/cases/queues.ts';
import { STATE_STAGE } from '../../shared/cases/acts.ts';
import { isoAt } from '../../shared/lib/clock.ts';
import type { StockSettings } from '../../shared/stock/projection.ts';
import { buildPage, openBrowser, serve } from './lib/bench-page.ts';
import { calibrateMs } from './lib/calibrate.ts';
import { callsTo } from './lib/in-page.ts';
import { inTemporaryFolder } from './lib/in-temporary-folder.ts';
import { median } from './lib/median.ts';
import { percentile } from './lib/percentile.ts';
import { printResult } from './lib/print-result.ts';
import { STREET_NOW_MS, writeStreet } from './lib/street-documents.ts';

/*
 * 事件 with 50,000 cases in it, half of them open (which no street has): from the click to the first rows, from a change of queue, filter, order or group to its rows, the
 * longest task while scrolling, what page and worker hold; and every queue's number and list against a look at every case. The shipped page over the shipped worker, in
 * Chromium; only the server is left out.
 */

const RUNS = 3;
const ROUNDS = 25;
const SCROLLED_FRAMES = 400;
const PATIENCE_MS = 600_000;
const HOUR_MS = 3_600_000;

interface Timed {
  readonly what: string;
  readonly ms: number;
}

interface InPage {
  readonly prepare: (files: readonly string[], settings: StockSettings, nowMs: number) => Promise<number>;
  readonly firstRows: () => Promise<{ readonly rowsMs: number; readonly wholeMs: number }>;
  readonly filterTimes: (rounds: number) => Promise<readonly Timed[]>;
  readonly scrollThrough: (frames: number) => Promise<number>;
  readonly checkCounts: () => Promise<number>;
  readonly heapBytes: () => Promise<number>;
}
const call = callsTo<InPage>();

/** Every other case is opened again, dealt out over the stages, due within days before and after now. */
function halfOpen(): <T extends { readonly type: string }>(document: T) => T {
  let seen = 0;
  return (document) => {
    if (document.type !== 'case') return document;
    const nth = (seen += 1);
    if (nth % 2 === 0) return document;
    const state = OPEN_STATES[(nth >> 1) % OPEN_STATES.length] ?? 'reported';
    const dueMs = STREET_NOW_MS + (((nth * 7_919) % 240) - 60) * HOUR_MS;
    return {
      ...document,
      ...{ state, stage: STATE_STAGE[state], closedAt: undefined, handledInTime: undefined },
      ...(state === 'suspended'
        ? { suspendedUntil: isoAt(dueMs), dueAt: undefined, warnAt: undefined }
        : {
            ...{ suspendedUntil: undefined, dueAt: isoAt(dueMs), warnAt: isoAt(dueMs - 4 * HOUR_MS) },
            ...{ dueClock: 'handle', dueSpan: { clock: 'work', ms: 8 * HOUR_MS } },
          }),
    };
  };
}

/** Kept from the beginning; the page itself knows nothing of being watched. */
const watchTasks = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const tasks: { start: number; length: number }[] = [];
    Object.assign(globalThis, { longTasks: tasks });
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) tasks.push({ start: startTime, length: duration });
    }).observe({ type: 'longtask', buffered: true });
  });
/** The longest task since a moment of the page's clock, 0 when none was longer than the 50 ms the browser reports from. */
const longestSince = (page: Page, since: number): Promise<number> =>
  page.evaluate(
    (from) =>
      Math.max(
        0,
        ...(globalThis as unknown as { longTasks: { start: number; length: number }[] }).longTasks
          .filter(({ start }) => start >= from)
          .map(({ length }) => length),
      ),
    since,
  );

async function measure(folder: string): Promise<void> {
  const calibMs = calibrateMs();
  const isSmall = process.argv.includes('--small');
  await buildPage('renderer/features/cases/bench', join(folder, 'page'));
  const data = join(folder, 'data');
  const size = {
    people: 500,
    enterprises: 50,
    components: 50,
    cases: isSmall ? 2_000 : 50_000,
    days: isSmall ? 20 : 400,
  };
  const street = writeStreet(data, size, (type) => type === 'case', halfOpen());
  const served = await serve([join(folder, 'page'), data]);
  const browser = await openBrowser();
  const opened: { readonly rowsMs: number; readonly wholeMs: number }[] = [];
  let last:
    | {
        readonly rows: number;
        readonly filters: readonly Timed[];
        readonly longest: number;
        readonly bytes: number;
        readonly compared: number;
      }
    | undefined;
  try {
    for (let run = 1; run <= RUNS; run += 1) {
      const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' });
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE_MS);
      page.on('console', (message) => {
        if (message.type() === 'error') console.error(`页面：${message.text()}`);
      });
      await watchTasks(page);
      await page.goto(served.address);
      await page.locator('html[data-ready="bench"]').waitFor({ state: 'attached' });
      const rows = await call(page, 'prepare', street.files, street.settings, STREET_NOW_MS);
      await page.waitForTimeout(3_000); // what is made ahead runs behind the first seconds
      opened.push(await call(page, 'firstRows'));
      if (run === RUNS) {
        const filters = await call(page, 'filterTimes', ROUNDS);
        const longest = await longestSince(page, await call(page, 'scrollThrough', SCROLLED_FRAMES));
        const compared = await call(page, 'checkCounts');
        last = { rows, filters, longest, compared, bytes: await call(page, 'heapBytes') };
      }
      await context.close();
    }
  } finally {
    await browser.close();
    served.stop();
  }
  if (last === undefined) throw new Error('nothing was measured');
  const { rows, filters, longest, bytes, compared } = last;
  const times = filters.map(({ ms }) => ms);
  for (const what of new Set(filters.map((one) => one.what))) {
    const own = filters.filter((one) => one.what === what).map(({ ms }) => ms);
    console.log(`${what}：${String(own.length)} 次，p95 ${String(Math.round(percentile(own, 0.95)))} 毫秒`);
  }
  printResult('queue', [
    { key: 'rows', words: '事件', value: rows, unit: '件' },
    {
      key: 'first_rows_ms',
      words: '点开事件到看见各行，中位数',
      value: Math.round(median(opened.map(({ rowsMs }) => rowsMs))),
      unit: '毫秒',
    },
    {
      key: 'whole_page_ms',
      words: '到所有的数也都在，中位数',
      value: Math.round(median(opened.map(({ wholeMs }) => wholeMs))),
      unit: '毫秒',
    },
    {
      key: 'filter_p95_ms',
      words: `${String(times.length)} 次换队列、条件、文字、排序、分组和长滚动`,
      value: Math.round(percentile(times, 0.95)),
      unit: '毫秒',
    },
    { key: 'filter_p50_ms', words: '其中一半不超过', value: Math.round(median(times)), unit: '毫秒' },
    { key: 'longest_task_ms', words: '滚动时最长的任务（50 毫秒以下记 0）', value: Math.round(longest), unit: '毫秒' },
    { key: 'heap_mb', words: '页面和后台合计', value: Math.round(bytes / 1_048_576), unit: 'MB' },
    { key: 'queues_checked', words: '队列的数和清单都与逐件查看一致', value: compared, unit: '个' },
    { key: 'calib_ms', words: '固定的一段计算', value: calibMs, unit: '毫秒' },
  ]);
}

await inTemporaryFolder('bench-queue-', measure);

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type BrowserContext } from '@playwright/test';
import { calibrateMs } from './lib/calibrate.ts';
import { inTemporaryFolder } from './lib/in-temporary-folder.ts';
import { median } from './lib/median.ts';
import { printResult } from './lib/print-result.ts';
import { runToEnd, startReady } from './lib/run-program.ts';

/*
 * How long it takes to the map: an empty folder filled with the demonstration street (`seed_s`), and a warm `npm start` on it in a browser that
 * has been here before, from the command to a map that can be used (`ready_ms`).
 */

const root = process.cwd();
const LAUNCHER = join(root, 'sync-server/cli/start.mjs');
const SERVER = join(root, 'out/server/main.js');
const WARM_RUNS = 3;
const PATIENCE_MS = 120_000;

interface WarmStart {
  readonly readyMs: number;
  readonly serverMs: number;
}

/** The launcher's own choice of a browser; it is plain Node without types, and this bundle lies elsewhere. */
async function browserPath(): Promise<string | undefined> {
  const module = (await import(pathToFileURL(join(root, 'sync-server/cli/launch/find-browser.mjs')).href)) as {
    readonly findBrowser: () => { readonly path: string } | undefined;
  };
  return module.findBrowser()?.path;
}

async function openBrowser(profile: string): Promise<BrowserContext> {
  const path = await browserPath();
  return chromium.launchPersistentContext(profile, {
    ...(path === undefined ? {} : { executablePath: path }),
    // Chromium refuses its own sandbox to root.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    viewport: { width: 1366, height: 768 },
    locale: 'zh-CN',
  });
}

/** The page says on its document what can be used. */
const MAP_IS_READY = 'html[data-ready="map"]';

async function startOnce(data: string, profile: string, extra: readonly string[]): Promise<WarmStart> {
  const startedAt = performance.now();
  const running = await startReady([LAUNCHER, '--no-open', '--data', data, ...extra]);
  const serverMs = performance.now() - startedAt;
  const context = await openBrowser(profile);
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(running.ready.url);
    await page.locator(MAP_IS_READY).waitFor({ state: 'attached', timeout: PATIENCE_MS });
    return { readyMs: performance.now() - startedAt, serverMs };
  } finally {
    await context.close();
    await running.stop();
  }
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

async function measure(folder: string): Promise<void> {
  const [data, profile] = [join(folder, 'data'), join(folder, 'profile')];
  const calibMs = calibrateMs();
  console.log('填入演示街道');
  const seedSeconds = await seconds(() =>
    runToEnd([SERVER, 'seed', 'demo', '--data', data], (line) => {
      console.log(`  ${line}`);
    }),
  );
  console.log('第一次打开：浏览器取全部资料');
  // A free port now, remembered by the launcher: the same origin in every later start.
  const first = await startOnce(data, profile, ['--port', '0']);
  const warm: WarmStart[] = [];
  for (let run = 1; run <= WARM_RUNS; run += 1) {
    warm.push(await startOnce(data, profile, []));
    console.log(`热启动 ${run}/${WARM_RUNS}：${Math.round(warm.at(-1)?.readyMs ?? 0)} 毫秒`);
  }
  printResult('start', [
    { key: 'seed_s', words: '空目录到填好演示街道', value: Number(seedSeconds.toFixed(1)), unit: '秒' },
    {
      key: 'ready_ms',
      words: '热启动到地图可用，中位数',
      value: Math.round(median(warm.map(({ readyMs }) => readyMs))),
      unit: '毫秒',
    },
    {
      key: 'server_ms',
      words: '其中到 READY，中位数',
      value: Math.round(median(warm.map(({ serverMs }) => serverMs))),
      unit: '毫秒',
    },
    { key: 'first_ms', words: '第一次打开（资料还在中心）到地图可用', value: Math.round(first.readyMs), unit: '毫秒' },
    { key: 'calib_ms', words: '固定的一段计算', value: calibMs, unit: '毫秒' },
  ]);
}

await inTemporaryFolder('bench-start-', measure);

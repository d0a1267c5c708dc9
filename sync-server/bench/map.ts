import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AddressInfo } from 'node:net';
import { chromium, type Browser, type Page } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { calibrateMs } from './lib/calibrate.ts';
import { inTemporaryFolder } from './lib/in-temporary-folder.ts';
import { median } from './lib/median.ts';
import { printResult } from './lib/print-result.ts';

/*
 * The shipped map with a whole district on it: how long to the first picture, how long the longest task while it is dragged and zoomed, and how many
 * times longer the same data takes as <GeoJSON> components in SVG.
 */

const root = process.cwd();
const SIZES = { grids: 1272, buildings: 20_000, points: 100_000 } as const;
/** Ours and the naive way in turn: what slows the machine down for a while slows both, and the ratio stays. */
const ROUNDS = 3;
const PATIENCE_MS = 240_000;
const WINDOW = { width: 1366, height: 768 };
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
};

async function buildPage(folder: string): Promise<void> {
  await build({
    root: join(root, 'renderer/map/bench'),
    configFile: false,
    publicDir: false,
    base: './',
    logLevel: 'warn',
    assetsInclude: ['**/*.pmtiles'],
    plugins: [react()],
    build: { outDir: folder, emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0, chunkSizeWarningLimit: 4000 },
  });
}

function serve(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://bench').pathname));
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
    if (!file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve(server);
    });
  });
}

async function openBrowser(): Promise<Browser> {
  const module = (await import(pathToFileURL(join(root, 'sync-server/cli/launch/find-browser.mjs')).href)) as {
    readonly findBrowser: () => { readonly path: string } | undefined;
  };
  const path = module.findBrowser()?.path;
  return chromium.launch({
    ...(path === undefined ? {} : { executablePath: path }),
    // Chromium refuses its own sandbox to root.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
}

async function openPage(browser: Browser, address: string, way: 'ours' | 'naive'): Promise<Page> {
  const page = await browser.newPage({ viewport: WINDOW });
  page.setDefaultTimeout(PATIENCE_MS);
  // Kept from the beginning; the page itself knows nothing of being watched.
  await page.addInitScript(() => {
    const tasks: { start: number; length: number }[] = [];
    Object.assign(globalThis, { longTasks: tasks });
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) tasks.push({ start: startTime, length: duration });
    }).observe({ type: 'longtask', buffered: true });
  });
  const query = new URLSearchParams({
    way,
    ...Object.fromEntries(Object.entries(SIZES).map(([name, size]) => [name, String(size)])),
  });
  await page.goto(`${address}?${query.toString()}`);
  await page.locator('html[data-ready="bench"]').waitFor({ state: 'attached' });
  await page.waitForTimeout(500);
  return page;
}

const firstPicture = (page: Page): Promise<number> =>
  page.evaluate(() => (globalThis as unknown as { draw: () => Promise<number> }).draw());

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

const settle = (page: Page): Promise<void> => page.waitForTimeout(700);

/** By hand: drags in all directions, and the wheel from the whole district down to single buildings and back. */
async function panAndZoom(page: Page): Promise<void> {
  const [x, y] = [WINDOW.width / 2, WINDOW.height / 2];
  const drag = async (east: number, south: number): Promise<void> => {
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + east, y + south, { steps: 12 });
    await page.mouse.up();
    await settle(page);
  };
  const wheel = async (steps: number): Promise<void> => {
    await page.mouse.move(x, y);
    await page.mouse.wheel(0, -steps * 100);
    await settle(page);
  };
  const around = [
    [-400, 0],
    [0, -250],
    [400, 0],
    [0, 250],
  ] as const;
  for (const [east, south] of around) await drag(east, south);
  for (const steps of [-1, -1, -1, 1, 1, 1, 1, 1, 1]) {
    await wheel(steps);
    await drag(-300, 120);
    await drag(300, -120);
  }
}

async function measure(folder: string): Promise<void> {
  const calibMs = calibrateMs();
  await buildPage(folder);
  const server = await serve(folder);
  const browser = await openBrowser();
  try {
    const address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
    const rounds: { first: number; atFirst: number; longest: number; naive: number }[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      const page = await openPage(browser, address, 'ours');
      const before = await page.evaluate(() => performance.now());
      const first = await firstPicture(page);
      await settle(page);
      const drawn = await page.evaluate(() => performance.now());
      const atFirst = await longestSince(page, before);
      const naivePage = await openPage(browser, address, 'naive');
      const naive = await firstPicture(naivePage);
      await naivePage.close();
      await page.bringToFront();
      await panAndZoom(page);
      const longest = await longestSince(page, drawn);
      rounds.push({ first, atFirst, longest, naive });
      const [ms, times] = [(value: number): string => String(Math.round(value)), (naive / first).toFixed(1)];
      console.log(
        `${String(round)}/${String(ROUNDS)}：首图 ${ms(first)} 毫秒，GeoJSON 组件 ${ms(naive)} 毫秒，${times} 倍；首图时最长任务 ${ms(atFirst)} 毫秒，拖动缩放时 ${ms(longest)} 毫秒`,
      );
      await page.close();
    }
    printResult('map', [
      {
        key: 'first_picture_ms',
        words: '1,272 个网格、20,000 幢楼、100,000 个点到首图，中位数',
        value: Math.round(median(rounds.map(({ first }) => first))),
        unit: '毫秒',
      },
      {
        key: 'longest_task_ms',
        words: '拖动和缩放时最长的任务，各次最坏；0 为没有超过 50 毫秒的',
        value: Math.round(Math.max(...rounds.map(({ longest }) => longest))),
        unit: '毫秒',
      },
      {
        key: 'first_task_ms',
        words: '到首图为止最长的任务，各次最坏',
        value: Math.round(Math.max(...rounds.map(({ atFirst }) => atFirst))),
        unit: '毫秒',
      },
      {
        key: 'naive_ms',
        words: '同样的数据用 GeoJSON 组件（SVG）到首图',
        value: Math.round(median(rounds.map(({ naive }) => naive))),
        unit: '毫秒',
      },
      {
        key: 'ratio_naive',
        words: '快多少倍，逐轮相比后取中位数',
        value: Number(median(rounds.map(({ first, naive }) => naive / first)).toFixed(1)),
        unit: '倍',
      },
      { key: 'calib_ms', words: '固定的一段计算', value: calibMs, unit: '毫秒' },
    ]);
  } finally {
    await browser.close();
    server.close();
  }
}

await inTemporaryFolder('bench-map-', measure);

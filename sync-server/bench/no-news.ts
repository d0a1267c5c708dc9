import { setTimeout as pause } from 'node:timers/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { openBrowser } from './lib/bench-page.ts';
import { calibrateMs } from './lib/calibrate.ts';
import { countingProxy, type CountingProxy } from './lib/counting-proxy.ts';
import { inTemporaryFolder } from './lib/in-temporary-folder.ts';
import { listening } from './lib/listening.ts';
import { median } from './lib/median.ts';
import { printResult } from './lib/print-result.ts';
import { BENCH_PASSWORD, EVERYTHING, scatteredStore } from './lib/scattered-store.ts';
import { buildSyncPage, inSyncPage, openSyncPage } from './lib/sync-page.ts';

/*
 * The network comes back and nothing is new: the shipped client in Chromium, open, signed in, everything pulled. The line is cut below it, long enough that it asks only every
 * four seconds, and joined again; a proxy counts what goes over it from then on, both directions, headers included.
 */

const DOCUMENTS = 60_000;
const SMALL = 2_000;
const ROUNDS = 5;
/** By then the client asks as seldom as it ever does. */
const AWAY_MS = 6_000;
/** Whatever a reconnect sets off has been sent by then. */
const AFTER_MS = 4_000;
const LONGPOLL = 'feed=longpoll';

interface Reconnect {
  readonly requests: readonly string[];
  readonly up: number;
  readonly down: number;
  /** From the network's return until the client has taken in the answer and waits for news. */
  readonly ms: number;
}

async function reconnect(page: Page, proxy: CountingProxy): Promise<Reconnect> {
  proxy.cut(true);
  await page.context().setOffline(true);
  await inSyncPage(page, 'isOnline', false);
  await pause(AWAY_MS);
  proxy.reset();
  proxy.cut(false);
  const startedAt = performance.now();
  await page.context().setOffline(false);
  await inSyncPage(page, 'isOnline', true);
  await pause(AFTER_MS);
  const { up, down, requests } = proxy.passed();
  const waits = requests.find(({ line }) => line.includes(LONGPOLL));
  if (waits === undefined) throw new Error('客户端没有重新等变更');
  return { requests: requests.map(({ line }) => line), up, down, ms: waits.atMs - startedAt };
}

async function measure(folder: string): Promise<void> {
  const calibMs = calibrateMs();
  const documents = process.argv.includes('--small') ? SMALL : DOCUMENTS;
  const pageFolder = join(folder, 'page');
  await buildSyncPage(pageFolder);
  console.log(`备好 ${String(documents)} 份资料的库`);
  const server = await listening(await scatteredStore(documents), pageFolder);
  const proxy = await countingProxy(Number(new URL(server.address).port));
  const browser = await openBrowser();
  try {
    const page = await openSyncPage(await browser.newContext({ locale: 'zh-CN' }), proxy.address);
    console.log('客户端取下全部资料');
    const pulled = await inSyncPage(page, 'firstPull', EVERYTHING.account, BENCH_PASSWORD);
    if (pulled.documents !== documents)
      throw new Error(`客户端有 ${String(pulled.documents)} 份，应有 ${String(documents)} 份`);
    await inSyncPage(page, 'settled');
    const rounds: Reconnect[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      const one = await reconnect(page, proxy);
      rounds.push(one);
      console.log(
        `${String(round)}/${String(ROUNDS)}：${String(one.requests.length)} 个请求，上 ${String(one.up)} 下 ${String(one.down)} 字节，${String(Math.round(one.ms))} 毫秒：` +
          one.requests.map((line) => line.replace(/since=[^&]*/, 'since=…')).join('；'),
      );
    }
    const most = (of: (one: Reconnect) => number): number => Math.max(...rounds.map(of));
    const times = rounds.map(({ ms }) => ms);
    printResult('no-news', [
      { key: 'documents', words: '客户端已取下的资料', value: pulled.documents, unit: '份' },
      {
        key: 'requests',
        words: '恢复联网后发出的请求，最多的一次',
        value: most((one) => one.requests.length),
        unit: '个',
      },
      { key: 'bytes', words: '双向，含请求行和头，最多的一次', value: most(({ up, down }) => up + down), unit: '字节' },
      { key: 'up_bytes', words: '其中客户端发出', value: most(({ up }) => up), unit: '字节' },
      { key: 'down_bytes', words: '其中服务器发出', value: most(({ down }) => down), unit: '字节' },
      { key: 'ms', words: '从恢复到答复已收下、重新等变更，中位数', value: Math.round(median(times)), unit: '毫秒' },
      { key: 'worst_ms', words: '同上，最慢的一次', value: Math.round(Math.max(...times)), unit: '毫秒' },
      { key: 'calib_ms', words: '固定的一段计算', value: calibMs, unit: '毫秒' },
    ]);
    await inSyncPage(page, 'close');
  } finally {
    await browser.close();
    proxy.stop();
    await server.stop();
  }
}

await inTemporaryFolder('bench-no-news-', measure);

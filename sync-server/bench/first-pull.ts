import { join } from 'node:path';
import { systemClock } from '../../shared/lib/clock.ts';
import { inMemory, remote, replicate, type ClientPouch } from '../test/harness/pouch.ts';
import { openBrowser } from './lib/bench-page.ts';
import { calibrateMs } from './lib/calibrate.ts';
import { inTemporaryFolder } from './lib/in-temporary-folder.ts';
import { listening } from './lib/listening.ts';
import { median } from './lib/median.ts';
import { printResult, type Figure } from './lib/print-result.ts';
import { BENCH_PASSWORD, CLERK, COMMUNITY, EVERYTHING, OF_COMMUNITY, scatteredStore } from './lib/scattered-store.ts';
import { buildSyncPage, inSyncPage, openSyncPage } from './lib/sync-page.ts';

/*
 * A community's 10,000 documents out of 10,000, 100,000 and 1,000,000: read as our client reads them (pages of the scoped feed, written while the next one comes), and as
 * PouchDB's replicator reads them from a server without scopes (an account that sees everything, a selector). Both over http into a PouchDB in memory.
 * And once more out of 100,000 in Chromium, the page and the server behind one address: the shipped data layer from the password on, sealing what it writes and building its lists,
 * against PouchDB's replicator with the same selector into an IndexedDB of its own, in clear.
 */

const SIZES = [
  { name: '10k', count: 10_000 },
  { name: '100k', count: 100_000 },
  { name: '1m', count: 1_000_000 },
] as const;
const IN_BROWSER = '100k';
const ROUNDS = 3;
/** Each takes some ten seconds and more, and a new context has an empty IndexedDB. */
const BROWSER_ROUNDS = process.argv.includes('--small') ? 1 : 3;
const SELECTOR = { scope: { $gte: COMMUNITY, $lt: `${COMMUNITY}~` } };
const LIMIT = 500;

interface Page {
  readonly results: readonly { readonly doc: Readonly<Record<string, unknown>> }[];
  readonly last_seq: string;
}

/** Milliseconds of one pull; says so where not everything came. */
async function timed(pull: (into: ClientPouch) => Promise<unknown>): Promise<number> {
  const into = inMemory();
  try {
    const startedAt = performance.now();
    await pull(into);
    const ms = performance.now() - startedAt;
    const { rows } = await into.allDocs();
    if (rows.length !== OF_COMMUNITY)
      throw new Error(`${String(rows.length)} of ${String(OF_COMMUNITY)} documents came`);
    return ms;
  } finally {
    await into.destroy();
  }
}

async function scoped(server: string, into: ClientPouch): Promise<void> {
  const authorization = `Basic ${Buffer.from(`${CLERK.account}:${BENCH_PASSWORD}`).toString('base64')}`;
  let written: Promise<unknown> = Promise.resolve();
  for (let since = '0'; ;) {
    const query = new URLSearchParams({ include_docs: 'true', removals: '1', limit: String(LIMIT), since });
    const response = await fetch(`${server}/records/_changes?${query.toString()}`, { headers: { authorization } });
    if (!response.ok) throw new Error(await response.text());
    const page = (await response.json()) as Page;
    await written;
    written = into.bulkDocs(
      page.results.map(({ doc }) => doc),
      { new_edits: false },
    );
    if (page.results.length < LIMIT) break;
    since = page.last_seq;
  }
  await written;
}

const bySelector = (server: string, into: ClientPouch): PromiseLike<unknown> =>
  replicate(remote(`${server}/records`, EVERYTHING.account, BENCH_PASSWORD), into, {
    selector: SELECTOR,
  });

interface InBrowser {
  readonly ms: number;
  readonly plainMs: number;
  readonly usableMs: number;
  readonly usableAt: number;
}

/** By turns, each in a profile of its own. */
async function inBrowser(server: string): Promise<readonly InBrowser[]> {
  const browser = await openBrowser();
  const inNew = async <T>(work: (page: Awaited<ReturnType<typeof openSyncPage>>) => Promise<T>): Promise<T> => {
    const context = await browser.newContext({ locale: 'zh-CN' });
    try {
      return await work(await openSyncPage(context, server));
    } finally {
      await context.close();
    }
  };
  const whole = <T extends { readonly documents: number }>(pulled: T): T => {
    if (pulled.documents !== OF_COMMUNITY)
      throw new Error(`${String(pulled.documents)} of ${String(OF_COMMUNITY)} documents came`);
    return pulled;
  };
  try {
    const rounds: InBrowser[] = [];
    for (let round = 1; round <= BROWSER_ROUNDS; round += 1) {
      const ours = whole(await inNew((page) => inSyncPage(page, 'firstPull', CLERK.account, BENCH_PASSWORD)));
      const plain = whole(
        await inNew((page) => inSyncPage(page, 'plainPull', EVERYTHING.account, BENCH_PASSWORD, SELECTOR)),
      );
      const { doneMs: ms, usableMs, usableAt } = ours;
      rounds.push({ ms, plainMs: plain.ms, usableMs, usableAt });
      console.log(
        `Chromium ${String(round)}/${String(BROWSER_ROUNDS)}：${String(Math.round(ms))} 毫秒，可用在 ${String(Math.round(usableMs))} 毫秒（已到 ${String(usableAt)} 份）；PouchDB ${String(Math.round(plain.ms))} 毫秒`,
      );
    }
    return rounds;
  } finally {
    await browser.close();
  }
}

function browserFigures(rounds: readonly InBrowser[]): readonly Figure[] {
  const ms = median(rounds.map((round) => round.ms));
  const plainMs = median(rounds.map((round) => round.plainMs));
  return [
    {
      key: 'browser_docs_per_s',
      words: `Chromium 里的客户端，库里 ${IN_BROWSER}，从输入密码到全部落盘 ${String(Math.round(ms))} 毫秒`,
      value: Math.round(OF_COMMUNITY / (ms / 1000)),
      unit: '份/秒',
    },
    {
      key: 'speedup_browser',
      words: `同一 Chromium 里 PouchDB 按条件复制用 ${String(Math.round(plainMs))} 毫秒；逐轮相比后取中位数`,
      value: Number(median(rounds.map((round) => round.plainMs / round.ms)).toFixed(1)),
      unit: '倍',
    },
    {
      key: 'first_usable_ms',
      words: '从输入密码到事件列表可看、居民列表有一屏',
      value: Math.round(median(rounds.map(({ usableMs }) => usableMs))),
      unit: '毫秒',
    },
    {
      key: 'first_usable_docs',
      words: `那时本机有了多少份（共 ${String(OF_COMMUNITY)} 份），最多的一次`,
      value: Math.max(...rounds.map(({ usableAt }) => usableAt)),
      unit: '份',
    },
  ];
}

async function measure(folder: string): Promise<void> {
  const calibMs = calibrateMs();
  const sizes = process.argv.includes('--small') ? SIZES.slice(0, 2) : SIZES;
  const servers: { readonly name: string; readonly server: string; readonly stop: () => Promise<void> }[] = [];
  const pageFolder = join(folder, 'page');
  await buildSyncPage(pageFolder);
  try {
    for (const { name, count } of sizes) {
      console.log(`备好 ${String(count)} 份资料的库`);
      const { address, stop, opened } = await listening(await scatteredStore(count), pageFolder);
      // A store that was filled long ago may know the clerk under another id.
      await opened.server.accounts.put(CLERK.account, BENCH_PASSWORD, CLERK, systemClock.nowMs() - 1);
      servers.push({ name, server: address, stop });
    }
    const times = new Map<string, number[]>(servers.map(({ name }) => [name, []]));
    // By turns, so that whatever else the machine does meets all sizes; the first round is warming up.
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const { name, server } of servers) {
        const ms = await timed((into) => scoped(server, into));
        if (round > 0) times.get(name)?.push(ms);
      }
    }
    const msOf = (name: string): number => median(times.get(name) ?? []);
    const figures: Figure[] = servers.map(({ name }) => ({
      key: `t${name}_ms`,
      words: `一个社区 ${String(OF_COMMUNITY)} 份，库里 ${name}`,
      value: Math.round(msOf(name)),
      unit: '毫秒',
    }));
    const [small = [], large = []] = [times.get('10k'), times.get('1m')];
    if (large.length > 0) {
      const growth = median(large.map((ms, round) => ms / (small[round] ?? Number.NaN)));
      figures.push({ key: 'growth', words: '百万份里取与一万份里取', value: Number(growth.toFixed(2)), unit: '倍' });
    }
    for (const { name, server } of servers.slice(1)) {
      console.log(`PouchDB 按条件复制，库里 ${name}`);
      const ms = await timed(async (into) => bySelector(server, into));
      figures.push({
        key: `speedup_${name}`,
        words: `PouchDB 按条件复制用 ${String(Math.round(ms))} 毫秒`,
        value: Number((ms / msOf(name)).toFixed(1)),
        unit: '倍',
      });
    }
    const browsed = servers.find(({ name }) => name === IN_BROWSER);
    if (browsed !== undefined) figures.push(...browserFigures(await inBrowser(browsed.server)));
    printResult('first-pull', [...figures, { key: 'calib_ms', words: '固定的一段计算', value: calibMs, unit: '毫秒' }]);
  } finally {
    for (const { stop } of servers) await stop();
  }
}

await inTemporaryFolder('bench-first-pull-', measure);

import { inMemory, remote, replicate, type ClientPouch } from '../test/harness/pouch.ts';
import { calibrateMs } from './lib/calibrate.ts';
import { listening } from './lib/listening.ts';
import { median } from './lib/median.ts';
import { printResult, type Figure } from './lib/print-result.ts';
import { BENCH_PASSWORD, CLERK, COMMUNITY, EVERYTHING, OF_COMMUNITY, scatteredStore } from './lib/scattered-store.ts';

/*
 * A community's 10,000 documents out of 10,000, 100,000 and 1,000,000: read as our client reads them (pages of the scoped feed, written while the next one comes), and as
 * PouchDB's replicator reads them from a server without scopes (an account that sees everything, a selector). Both over http into a PouchDB in memory.
 */

const SIZES = [
  { name: '10k', count: 10_000 },
  { name: '100k', count: 100_000 },
  { name: '1m', count: 1_000_000 },
] as const;
const ROUNDS = 3;
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
    selector: { scope: { $gte: COMMUNITY, $lt: `${COMMUNITY}~` } },
  });

async function measure(): Promise<void> {
  const calibMs = calibrateMs();
  const sizes = process.argv.includes('--small') ? SIZES.slice(0, 2) : SIZES;
  const servers: { readonly name: string; readonly server: string; readonly stop: () => Promise<void> }[] = [];
  try {
    for (const { name, count } of sizes) {
      console.log(`备好 ${String(count)} 份资料的库`);
      const { address, stop } = await listening(await scatteredStore(count));
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
    printResult('first-pull', [...figures, { key: 'calib_ms', words: '固定的一段计算', value: calibMs, unit: '毫秒' }]);
  } finally {
    for (const { stop } of servers) await stop();
  }
}

try {
  await measure();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

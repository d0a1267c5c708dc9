import { setTimeout as pause } from 'node:timers/promises';
import { join } from 'node:path';
import { openDatabases, openStores } from '../src/open-databases.ts';
import { openAccounts } from '../src/session/accounts.ts';
import { systemDocuments } from '../src/store/system-documents.ts';
import { calibrateMs } from './lib/calibrate.ts';
import { caseIn, person } from './lib/grids.ts';
import { helpWith, isHelper, startHelper } from './lib/helpers.ts';
import { inTurns, lightClient, type LightClient } from './lib/light-client.ts';
import { percentile } from './lib/percentile.ts';
import { printResult } from './lib/print-result.ts';
import { BENCH_PASSWORD, CHEAP, COMMUNITY, OF_COMMUNITY, scatteredStore } from './lib/scattered-store.ts';
import { putAccounts, serveUnderLoad, type ServerUnderLoad } from './lib/server-under-load.ts';

/*
 * The morning after the roll-out: a hundred new workstations of one community take in its 10,000 documents of 1 KB, all at once, out of a store of 100,000. They read as the
 * shipped client does, page after page, and keep nothing: what is measured is the server. Beside them a colleague goes on with his work.
 */

const CLIENTS = process.argv.includes('--small') ? 10 : 100;
const STORED = 100_000;
const HELPERS = 2;
const LOOK_EVERY_MS = 250;
const COLLEAGUE_EVERY_MS = 250;

interface Pulled {
  readonly documents: number;
  readonly ms: number;
}
type Message =
  | { readonly kind: 'signIn'; readonly server: string; readonly accounts: readonly string[] }
  | { readonly kind: 'pull' };

function bePullers(): void {
  const clients: LightClient[] = [];
  const pull = async (client: LightClient): Promise<Pulled> => {
    const startedAt = performance.now();
    const ids = new Set<string>();
    await client.catchUp('0', ({ results }) => {
      for (const { id } of results) ids.add(id);
    });
    return { documents: ids.size, ms: performance.now() - startedAt };
  };
  helpWith(async (asked) => {
    // What `startHelper<Message>` sends.
    const message = asked as Message;
    if (message.kind === 'pull') return Promise.all(clients.map(pull));
    await inTurns(message.accounts, 4, async (account) => {
      const client = lightClient(message.server);
      await client.signIn(account, BENCH_PASSWORD);
      clients.push(client);
    });
    return clients.length;
  });
}

const newcomers = Array.from({ length: CLIENTS }, (_, nth) =>
  person(`rollout${String(nth).padStart(3, '0')}`, 'communityClerk', COMMUNITY),
);
/** Works in another community: what he writes is nobody's first pull. */
const ELSEWHERE = '310115005090001';
const colleague = person('colleague', 'gridWorker', ELSEWHERE);

async function withAccounts(folder: string): Promise<void> {
  const stores = await openStores(folder);
  const databases = await openDatabases(stores, join(folder, 'index'));
  try {
    await putAccounts(openAccounts(systemDocuments(databases.system), CHEAP), [...newcomers, colleague]);
  } finally {
    await databases.close();
    await stores.close();
  }
}

/** How long his pushes take, one after the other, until the signal comes. */
async function goOnWorking(server: string, over: AbortSignal): Promise<readonly number[]> {
  const client = lightClient(server);
  await client.signIn(colleague.account, BENCH_PASSWORD);
  const times: number[] = [];
  while (!over.aborted) {
    const startedAt = performance.now();
    const json = { docs: [caseIn(colleague, ELSEWHERE)] };
    const { status, text } = await client.ask('POST', '/records/_bulk_docs?returns=docs', json);
    if (status !== 201 || !text.includes('"ok":true')) throw new Error(`没有收下：${text.slice(0, 200)}`);
    times.push(performance.now() - startedAt);
    await pause(COLLEAGUE_EVERY_MS);
  }
  client.close();
  return times;
}

/** The most memory that the server took meanwhile, in MB. */
async function mostMemory(server: ServerUnderLoad, over: AbortSignal): Promise<number> {
  let most = 0;
  for (;;) {
    most = Math.max(most, (await server.standing()).rssMb);
    if (over.aborted) return most;
    await pause(LOOK_EVERY_MS);
  }
}

async function measure(): Promise<void> {
  const calibMs = calibrateMs();
  console.log(`备好 ${String(STORED)} 份资料的库`);
  const folder = await scatteredStore(STORED);
  await withAccounts(folder);
  const helpers = Array.from({ length: HELPERS }, () => startHelper<Message>());
  const server = await serveUnderLoad({ folder, couch: null });
  const over = new AbortController();
  try {
    await Promise.all(
      helpers.map((helper, mine) =>
        helper.ask({
          kind: 'signIn',
          server: server.address,
          accounts: newcomers.filter((_one, nth) => nth % HELPERS === mine).map(({ account }) => account),
        }),
      ),
    );
    const before = await server.standing();
    console.log(`${String(CLIENTS)} 台同时取 ${String(OF_COMMUNITY)} 份`);
    const beside = [goOnWorking(server.address, over.signal), mostMemory(server, over.signal)] as const;
    const startedAt = performance.now();
    const pulled = (await Promise.all(helpers.map((helper) => helper.ask<readonly Pulled[]>({ kind: 'pull' })))).flat();
    const totalS = (performance.now() - startedAt) / 1_000;
    over.abort();
    const [pushes, mostMb] = await Promise.all(beside);
    const short = pulled.filter(({ documents }) => documents < OF_COMMUNITY);
    if (pulled.length !== CLIENTS || short.length > 0)
      throw new Error(`${String(short.length)} 台没有取全，例如 ${String(short[0]?.documents)} 份`);
    const { cpuSeconds } = await server.standing();
    printResult('rollout', [
      { key: 'total_s', words: '从开始到最后一台取完', value: Number(totalS.toFixed(1)), unit: '秒' },
      {
        key: 'slowest_s',
        words: '最慢的一台',
        value: Number((Math.max(...pulled.map(({ ms }) => ms)) / 1_000).toFixed(1)),
        unit: '秒',
      },
      { key: 'server_mb', words: '其间服务端进程的内存（RSS），最多时', value: Math.round(mostMb), unit: 'MB' },
      { key: 'before_mb', words: '开始之前', value: Math.round(before.rssMb), unit: 'MB' },
      { key: 'clients', words: '终端', value: CLIENTS, unit: '台' },
      { key: 'documents', words: '每台取的资料，每份约 1 KB', value: OF_COMMUNITY, unit: '份' },
      {
        key: 'docs_per_s',
        words: '服务端一共每秒给出',
        value: Math.round((CLIENTS * OF_COMMUNITY) / totalS),
        unit: '份',
      },
      {
        key: 'server_cpu_s',
        words: '其间服务端用的处理器时间',
        value: Number((cpuSeconds - before.cpuSeconds).toFixed(1)),
        unit: '秒',
      },
      {
        key: 'colleague_p95_ms',
        words: `其间同事上报一件到收下，95%（${String(pushes.length)} 件）`,
        value: Math.round(percentile(pushes, 0.95)),
        unit: '毫秒',
      },
      { key: 'calib_ms', words: '固定的一段计算', value: calibMs, unit: '毫秒' },
    ]);
  } finally {
    over.abort();
    for (const helper of helpers) helper.stop();
    await server.stop();
  }
}

if (isHelper()) bePullers();
else {
  try {
    await measure();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

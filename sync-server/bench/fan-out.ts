import { setTimeout as pause } from 'node:timers/promises';
import { join } from 'node:path';
import type { CaseDocument } from '../../shared/domain/case.ts';
import type { User } from '../../shared/domain/staff.ts';
import { couchHttp } from '../src/store/couch/couch-http.ts';
import { calibrateMs } from './lib/calibrate.ts';
import { caseIn, gridAt, GRIDS, workersOfGrids } from './lib/grids.ts';
import { helpWith, isHelper, startHelper, type Helper } from './lib/helpers.ts';
import { inTemporaryFolder } from './lib/in-temporary-folder.ts';
import { inTurns, lightClient, wallMs, type LightClient } from './lib/light-client.ts';
import { percentile } from './lib/percentile.ts';
import { printResult, type Figure } from './lib/print-result.ts';
import { BENCH_PASSWORD } from './lib/scattered-store.ts';
import {
  fill,
  placeForLoad,
  serveUnderLoad,
  type PlaceForLoad,
  type ServerUnderLoad,
} from './lib/server-under-load.ts';

/*
 * A thousand workstations wait, ten to a grid, each with a session and the one long poll of the shipped client; fifty cases a second are written, to one grid after the
 * other. Counted at the clients: from the sending of the write to the moment at which a client has its row. Then five thousand. On the embedded store somebody else writes
 * through the server, for nobody else can; on a CouchDB straight into that, past the server.
 */

const WRITES_PER_S = 50;
const WARM_UP_S = 3;
const MEASURED_S = 20;
const SMALL = process.argv.includes('--small');
const FIRST = SMALL ? 200 : 1_000;
const THEN = SMALL ? 400 : 5_000;
const THEN_MEASURED_S = 10;
/** What is on its way has come by then, or it does not come. */
const LAST_COMES_MS = 5_000;
const SETTLED_MS = 4_000;
const HELPERS = 2;
const SIGN_INS_AT_ONCE = 16;

/** A row that came: which document, to which client, when. */
type Delivery = readonly [id: string, client: number, atMs: number];
type Message =
  | {
      readonly kind: 'open';
      readonly server: string;
      readonly clients: readonly { readonly nth: number; readonly account: string }[];
    }
  | { readonly kind: 'collect' };

function beClients(): void {
  let deliveries: Delivery[] = [];
  const waitOn = async (client: LightClient, nth: number, from: string): Promise<void> => {
    for (let since = from; ;) {
      const page = await client.page(since, true);
      const at = wallMs();
      for (const { id } of page.results) deliveries.push([id, nth, at]);
      since = page.last_seq;
    }
  };
  helpWith(async (asked) => {
    // What `startHelper<Message>` sends.
    const message = asked as Message;
    if (message.kind === 'collect') {
      const collected = deliveries;
      deliveries = [];
      return collected;
    }
    await inTurns(message.clients, SIGN_INS_AT_ONCE, async ({ nth, account }) => {
      const client = lightClient(message.server);
      await client.signIn(account, BENCH_PASSWORD);
      const since = await client.catchUp('0');
      waitOn(client, nth, since).catch((error: unknown) => {
        console.error(`客户端 ${account}：${String(error)}`);
        process.exit(1);
      });
    });
    return message.clients.length;
  });
}

/** Writes one case into a grid; resolves when it is acknowledged. */
type Write = (document: CaseDocument, grid: number) => Promise<void>;

async function writer(server: ServerUnderLoad, { couch }: PlaceForLoad, writers: readonly User[]): Promise<Write> {
  if (couch !== null) {
    const http = couchHttp(couch.address, 'records');
    return async (document) => {
      const { body } = await http.write('/_bulk_docs', { method: 'POST', body: { docs: [document] } });
      const [row] = body as readonly { readonly rev?: string }[];
      if (row?.rev === undefined) throw new Error(`CouchDB 没有收下：${JSON.stringify(row)}`);
    };
  }
  const clients = await Promise.all(
    writers.map(async ({ account }) => {
      const client = lightClient(server.address);
      await client.signIn(account, BENCH_PASSWORD);
      return client;
    }),
  );
  return async (document, grid) => {
    const answer = await clients[grid]?.ask('POST', '/records/_bulk_docs?returns=docs', { docs: [document] });
    if (answer?.status !== 201 || !answer.text.includes('"ok":true'))
      throw new Error(`没有收下：${answer?.text.slice(0, 200) ?? ''}`);
  };
}

interface Written {
  readonly id: string;
  readonly grid: number;
  readonly sentMs: number;
}

async function writeFor(seconds: number, write: Write, writers: readonly User[]): Promise<readonly Written[]> {
  const written: Written[] = [];
  const underWay: Promise<void>[] = [];
  const failed: unknown[] = [];
  const startedAt = performance.now();
  for (let nth = 0; nth < seconds * WRITES_PER_S; nth += 1) {
    const grid = nth % GRIDS.length;
    const reporter = writers[grid];
    if (reporter === undefined) throw new Error('a writer for each grid');
    const document = caseIn(reporter, gridAt(grid));
    await pause(Math.max(0, startedAt + (nth * 1_000) / WRITES_PER_S - performance.now()));
    written.push({ id: document._id, grid, sentMs: wallMs() });
    underWay.push(
      write(document, grid).catch((error: unknown) => {
        failed.push(error);
      }),
    );
  }
  await Promise.all(underWay);
  if (failed.length > 0) throw failed[0] as Error;
  return written;
}

interface Measured {
  readonly latencies: readonly number[];
  readonly share: number;
  readonly cpuShare: number;
}

async function measureFor(
  seconds: number,
  clients: number,
  { server, helpers, write, writers }: Bench,
): Promise<Measured> {
  await writeFor(WARM_UP_S, write, writers);
  await pause(LAST_COMES_MS / 2);
  for (const helper of helpers) await helper.ask({ kind: 'collect' });
  const [before, startedAt] = [await server.standing(), performance.now()];
  const written = await writeFor(seconds, write, writers);
  const [after, tookS] = [await server.standing(), (performance.now() - startedAt) / 1_000];
  await pause(LAST_COMES_MS);
  const sentAt = new Map(written.map(({ id, sentMs }) => [id, sentMs]));
  const came = new Map<string, number>();
  for (const helper of helpers)
    for (const [id, client, atMs] of await helper.ask<readonly Delivery[]>({ kind: 'collect' })) {
      const sent = sentAt.get(id);
      const key = `${id} ${String(client)}`;
      if (sent !== undefined && !came.has(key)) came.set(key, atMs - sent);
    }
  const expected = written.reduce((sum, { grid }) => sum + clientsOf(grid, clients), 0);
  return {
    latencies: [...came.values()],
    share: came.size / expected,
    cpuShare: (after.cpuSeconds - before.cpuSeconds) / tookS,
  };
}

/** Client `nth` works in grid `nth` modulo so many grids. */
const clientsOf = (grid: number, clients: number): number => Math.ceil((clients - grid) / GRIDS.length);

interface Bench {
  readonly server: ServerUnderLoad;
  readonly helpers: readonly Helper<Message>[];
  readonly write: Write;
  readonly writers: readonly User[];
}

async function openClients(users: readonly User[], from: number, { server, helpers }: Bench): Promise<void> {
  const clients = users.map(({ account }, at) => ({ nth: from + at, account }));
  await Promise.all(
    helpers.map((helper, mine) =>
      helper.ask({
        kind: 'open',
        server: server.address,
        clients: clients.filter(({ nth }) => nth % helpers.length === mine),
      }),
    ),
  );
  const until = performance.now() + 60_000;
  while (performance.now() < until) {
    if ((await server.standing()).openFeeds >= from + users.length) return;
    await pause(200);
  }
  throw new Error('不是每个客户端都在等');
}

const rounded = (value: number, digits = 1): number => Number(value.toFixed(digits));

function figuresOf(
  { latencies, share, cpuShare }: Measured,
  clients: number,
  memory: { readonly mbPerClient: number; readonly storeFeeds: number },
  suffix: string,
): readonly Figure[] {
  const words = `${String(clients)} 个客户端，`;
  return [
    { key: `clients${suffix}`, words: '在等的客户端，100 个网格', value: clients, unit: '个' },
    {
      key: `p95_ms${suffix}`,
      words: `${words}从写出到收到，95%`,
      value: rounded(percentile(latencies, 0.95)),
      unit: '毫秒',
    },
    { key: `p50_ms${suffix}`, words: '同上，一半', value: rounded(percentile(latencies, 0.5)), unit: '毫秒' },
    { key: `worst_ms${suffix}`, words: '同上，最慢', value: rounded(percentile(latencies, 1)), unit: '毫秒' },
    {
      key: `delivered_share${suffix}`,
      words: `收到的占应收到的；应收 ${String(Math.round(latencies.length / share))} 次`,
      value: rounded(share, 6),
      unit: '',
    },
    {
      key: `mb_per_client${suffix}`,
      words: '服务端进程的内存（RSS）按客户端增加',
      value: rounded(memory.mbPerClient, 4),
      unit: 'MB',
    },
    { key: `feeds${suffix}`, words: '服务端对库的变更流', value: memory.storeFeeds, unit: '条' },
    { key: `cpu_share${suffix}`, words: '服务端占一个核', value: rounded(cpuShare, 2), unit: '' },
  ];
}

async function measure(folder: string): Promise<void> {
  const calibMs = calibrateMs();
  const place = placeForLoad(join(folder, 'data'));
  const helpers = Array.from({ length: HELPERS }, () => startHelper<Message>());
  let server: ServerUnderLoad | null = null;
  try {
    const users = workersOfGrids('client', THEN);
    const writers = workersOfGrids('writer', GRIDS.length);
    console.log(`备好 ${String(users.length + writers.length)} 个账号${place.couch === null ? '' : '（CouchDB）'}`);
    const there = writers.flatMap((reporter, at) =>
      Array.from({ length: 5 }, () => ({ ...caseIn(reporter, gridAt(at)), audience: [] })),
    );
    await fill(place, { users: [...users, ...writers], documents: there });
    server = await serveUnderLoad(place);
    const bench: Bench = { server, helpers, writers, write: await writer(server, place, writers) };
    // What any work brings into memory is not the clients'.
    await writeFor(WARM_UP_S, bench.write, writers);
    await pause(SETTLED_MS);
    const empty = await server.standing();
    const memoryWith = async (clients: number) => {
      await pause(SETTLED_MS);
      const { rssMb, storeFeeds } = await bench.server.standing();
      return { mbPerClient: (rssMb - empty.rssMb) / clients, storeFeeds };
    };

    console.log(`${String(FIRST)} 个客户端登录、取完、等变更`);
    await openClients(users.slice(0, FIRST), 0, bench);
    const firstMemory = await memoryWith(FIRST);
    const first = await measureFor(MEASURED_S, FIRST, bench);
    const said = [Math.round(percentile(first.latencies, 0.95)), first.share, rounded(first.cpuShare, 2)].map(String);
    console.log(`  95% ${said[0] ?? ''} 毫秒，收到 ${said[1] ?? ''}，服务端占 ${said[2] ?? ''} 个核`);
    console.log(`${String(THEN)} 个`);
    await openClients(users.slice(FIRST), FIRST, bench);
    const thenMemory = await memoryWith(THEN);
    const then = await measureFor(THEN_MEASURED_S, THEN, bench);

    printResult('fan-out', [
      ...figuresOf(first, FIRST, firstMemory, ''),
      { key: 'databases', words: '库的个数', value: empty.stores, unit: '个' },
      { key: 'writes_per_s', words: '每秒写入，轮流写到各网格', value: WRITES_PER_S, unit: '份' },
      {
        key: 'on_couchdb',
        words: '1：资料在 CouchDB，写入不经过服务端',
        value: place.couch === null ? 0 : 1,
        unit: '',
      },
      ...figuresOf(then, THEN, thenMemory, '_5k'),
      { key: 'calib_ms', words: '固定的一段计算', value: calibMs, unit: '毫秒' },
    ]);
  } finally {
    for (const helper of helpers) helper.stop();
    await server?.stop();
    await place.couch?.remove();
  }
}

if (isHelper()) beClients();
else await inTemporaryFolder('bench-fan-out-', measure);

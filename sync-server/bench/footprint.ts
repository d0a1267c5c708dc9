import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { auditId } from '../../shared/domain/audit.ts';
import { typeOfId } from '../../shared/domain/document-types.ts';
import { ROLE_NAMES } from '../../shared/domain/roles.ts';
import { openDatabases, openStores, type Databases, type Stores } from '../src/open-databases.ts';
import { calibrateMs } from './lib/calibrate.ts';
import { inTemporaryFolder } from './lib/in-temporary-folder.ts';
import { printResult } from './lib/print-result.ts';
import { runToEnd, startReady } from './lib/run-program.ts';

/*
 * What a filled data folder takes: documents by type, bytes of each in the store and in the index beside it, how long a server needs to build that index anew, and its memory. Of
 * `--data DIR`, which `seed street --data DIR` has filled; without it a folder is filled with the demonstration first. Beside it what a link of the audit takes: the seed makes none.
 */

const SERVER = join(process.cwd(), 'out/server/main.js');
const LINKS = 20_000;
const AT_ONCE = 500;
/** Pulled while the server's memory is watched. */
const MOST_PULLED = 50_000;
/** Where the index remembers each document once (src/index/README.md). */
const OF_A_DOCUMENT = 'd!';

function bytesIn(folder: string): number {
  return readdirSync(folder, { withFileTypes: true }).reduce(
    (sum, entry) =>
      sum + (entry.isDirectory() ? bytesIn(join(folder, entry.name)) : statSync(join(folder, entry.name)).size),
    0,
  );
}

/** MB that a process has in memory; Linux tells. */
function memoryOf(pid: number, what: 'VmRSS' | 'VmHWM'): number {
  const text = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(new RegExp(`${what}:\\s+(\\d+)`).exec(text)?.[1] ?? Number.NaN) / 1_024);
}

async function typesIn({ served }: Databases): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const { index } of [served.records, served.evidence]) {
    for await (const key of index.keys({ prefix: OF_A_DOCUMENT, end: `${OF_A_DOCUMENT}~` })) {
      const type = typeOfId(key.slice(OF_A_DOCUMENT.length));
      counts.set(type, (counts.get(type) ?? 0) + 1);
    }
  }
  return counts;
}

/** A link as a terminal pushes it. */
const linkOf = (seq: number): Readonly<Record<string, unknown>> & { readonly _id: string } => {
  const installation = '01J'.padEnd(26, 'X');
  const mac = (of: number): string => createHash('sha256').update(String(of)).digest('hex');
  return {
    _id: auditId(installation, seq),
    type: 'audit',
    scope: '310115005001',
    schema: 1,
    installation,
    seq,
    at: '2026-03-01T01:00:00.000Z',
    clock: 'trusted',
    person: 'staff:01J00CKERK0000000000000000',
    role: 'communityClerk',
    act: 'view',
    object: `person:01J${seq.toString(36).toUpperCase().padStart(23, '0')}`,
    prev: mac(seq - 1),
    mac: mac(seq),
  };
};

async function bytesOfALink(folder: string): Promise<{ readonly store: number; readonly index: number }> {
  const stores = await openStores(folder);
  const databases = await openDatabases(stores, join(folder, 'index'));
  for (let seq = 1; seq <= LINKS; seq += AT_ONCE)
    await databases.served.audit.write(
      Array.from({ length: AT_ONCE }, (_, at) => linkOf(seq + at)),
      { newEdits: true },
    );
  await databases.close();
  await stores.close();
  return { store: bytesIn(join(folder, 'audit')) / LINKS, index: bytesIn(join(folder, 'index', 'audit')) / LINKS };
}

/** A server as it is shipped: its memory when it is ready, and at most while somebody who sees everything pulls it all. */
async function memoryOfServer(
  data: string,
): Promise<{ readonly idle: number; readonly most: number; readonly readyMs: number }> {
  const startedAt = performance.now();
  const running = await startReady([SERVER, 'serve', '--data', data, '--demo']);
  const readyMs = performance.now() - startedAt;
  try {
    const idle = memoryOf(running.pid, 'VmRSS');
    const seesAll = running.ready.accounts?.find(({ role }) => role === ROLE_NAMES.supervisor);
    if (seesAll === undefined) throw new Error('这个目录不是演示街道');
    const authorization = `Basic ${Buffer.from(`${seesAll.name}:${seesAll.password}`).toString('base64')}`;
    for (let since = '0', pulled = 0; pulled < MOST_PULLED;) {
      const response = await fetch(
        `${running.ready.server}/records/_changes?include_docs=true&limit=500&since=${since}`,
        { headers: { authorization } },
      );
      const { results, last_seq: next } = (await response.json()) as { results: readonly unknown[]; last_seq: string };
      if (!response.ok) throw new Error(`a pull is answered with ${String(response.status)}`);
      if (results.length === 0) break;
      since = next;
      pulled += results.length;
    }
    return { idle, most: memoryOf(running.pid, 'VmHWM'), readyMs };
  } finally {
    await running.stop();
  }
}

async function measure(folder: string): Promise<void> {
  const { values } = parseArgs({ args: process.argv.slice(2), options: { data: { type: 'string' } } });
  const data = values.data ?? join(folder, 'data');
  if (values.data === undefined) {
    console.log('先填演示街道');
    await runToEnd([SERVER, 'seed', 'demo', '--data', data], () => undefined);
  }
  const memory = await memoryOfServer(data);
  const stores = await openStores(data);
  const startedAt = performance.now();
  const databases = await openDatabases(stores, join(folder, 'index'));
  const rebuildMs = performance.now() - startedAt;
  const types = await typesIn(databases);
  await databases.close();
  const count = async (store: Stores['records']): Promise<number> => (await store.info()).documents;
  const [records, evidence] = [await count(stores.records), await count(stores.evidence)];
  await stores.close();
  const link = await bytesOfALink(join(folder, 'audit'));
  for (const [type, number] of [...types].sort(([, a], [, b]) => b - a)) console.log(`${type.padEnd(14)} ${number}`);
  const each = (bytes: number, of: number): number => Math.round(bytes / of);
  const people = types.get('person') ?? Number.NaN;
  printResult('footprint', [
    { key: 'people', words: '居民', value: people, unit: '人' },
    { key: 'records', words: '资料，全部类型', value: records, unit: '份' },
    {
      key: 'per_person',
      words: '每个居民的资料，事件除外',
      value: Number(((records - (types.get('case') ?? 0)) / people).toFixed(2)),
      unit: '份',
    },
    { key: 'record_bytes', words: '一份资料在库里', value: each(bytesIn(join(data, 'records')), records), unit: 'B' },
    {
      key: 'record_index_bytes',
      words: '一份资料在索引里',
      value: each(bytesIn(join(folder, 'index', 'records')), records),
      unit: 'B',
    },
    {
      key: 'photo_bytes',
      words: '照片和缩略图平均，在库里',
      value: each(bytesIn(join(data, 'evidence')), evidence),
      unit: 'B',
    },
    {
      key: 'photo_index_bytes',
      words: '一份照片或缩略图在索引里',
      value: each(bytesIn(join(folder, 'index', 'evidence')), evidence),
      unit: 'B',
    },
    { key: 'link_bytes', words: '一条留痕在库里', value: Math.round(link.store), unit: 'B' },
    { key: 'link_index_bytes', words: '一条留痕在索引里', value: Math.round(link.index), unit: 'B' },
    { key: 'rebuild_s', words: '重建全部索引', value: Number((rebuildMs / 1_000).toFixed(1)), unit: '秒' },
    {
      key: 'rebuild_docs_per_s',
      words: '重建索引',
      value: Math.round(((records + evidence) * 1_000) / rebuildMs),
      unit: '份',
    },
    { key: 'ready_ms', words: '启动到可用', value: Math.round(memory.readyMs), unit: '毫秒' },
    { key: 'idle_mb', words: '服务端内存，启动后', value: memory.idle, unit: 'MB' },
    { key: 'most_mb', words: '最多，督查从头取 5 万份时', value: memory.most, unit: 'MB' },
    { key: 'calib_ms', words: '固定的一段计算', value: calibrateMs(), unit: '毫秒' },
  ]);
}

await inTemporaryFolder('bench-footprint-', measure);

import 'fake-indexeddb/auto';
import { createRxDatabase, type RxStorage } from 'rxdb/plugins/core';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { afterEach, expect, it, vi } from 'vitest';
import { PULLED } from '../collections/pulled-marks.ts';
import type { LocalCollections } from '../collections/open-database.ts';
import { cell, once } from '../live.ts';
import { newestAnswered } from './newest-answered.ts';
import { startReplication, type FeedMemory, type Replication } from './replicate.ts';
import { Unreachable, type ServerLink } from './server-link.ts';

type Storage = RxStorage<unknown, unknown>;
type Ask = (path: string, signal?: AbortSignal) => Promise<unknown>;

/** Takes a collection, and then nothing more that has to be made anew, as a disk that is full. */
function fullForNotes(): Storage {
  const storage: Storage = getRxStorageDexie();
  const plain = storage.createStorageInstance.bind(storage);
  storage.createStorageInstance = (asked) =>
    asked.collectionName.startsWith('rx-replication-meta')
      ? Promise.reject(new DOMException('full', 'QuotaExceededError'))
      : plain(asked);
  return storage;
}

/** Takes a pulled document of this id only when it is told to. */
function slowFor(id: string, mayWrite: Promise<void>): Storage {
  const storage: Storage = getRxStorageDexie();
  const plain = storage.createStorageInstance.bind(storage);
  storage.createStorageInstance = async (asked) => {
    const instance = await plain(asked);
    const write = instance.bulkWrite.bind(instance);
    instance.bulkWrite = async (rows, context) => {
      const isIt = rows.some(({ document }) => (document as unknown as { readonly _id?: string })._id === id);
      if (isIt && context.startsWith(PULLED)) await mayWrite;
      return write(rows, context);
    };
    return instance;
  };
  return storage;
}

/** No news until whoever asks gives up. */
const never: Ask = (_path, signal) =>
  new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => {
      reject(new Unreachable('given up'));
    });
  });
let stop: () => Promise<void> = () => Promise.resolve();
afterEach(() => stop());

async function aReplica(name: string, storage: Storage, ask: Ask, here: readonly object[] = []) {
  const database = await createRxDatabase({ name, storage, multiInstance: false });
  const text = { type: 'string', maxLength: 60 };
  const properties = { _id: text, type: text, scope: text, rev: text, changes: { type: 'array' } };
  const schema = { version: 0, primaryKey: '_id', type: 'object', properties } as const;
  const collections = await database.addCollections({ residents: { schema } });
  for (const document of here) await collections.residents.insert(document);
  const told = cell<readonly string[]>([]);
  const remembered = cell<readonly FeedMemory[]>([]);
  const replication: Replication = await startReplication({
    collections: collections as unknown as LocalCollections,
    held: { begin: () => () => undefined },
    answered: newestAnswered(),
    link: {
      contact: cell({ online: true }),
      halted: cell(null),
      ask: (_shape: unknown, path: string, { signal }: { readonly signal: AbortSignal }) => ask(path, signal),
    } as unknown as ServerLink,
    pusherOf: () => null,
    whenSignedIn: () => Promise.resolve(),
    writeWaitingAgain: () => Promise.resolve(0),
    remember: (memory) => {
      remembered.set([...remembered.get(), memory]);
      return Promise.resolve();
    },
    recall: () => Promise.resolve(null),
    beforeReplaced: () => Promise.resolve(),
    beforeGone: () => Promise.resolve(),
    onTrouble: (what) => {
      told.set([...told.get(), what]);
    },
  });
  stop = async () => {
    await replication.stop();
    await database.close();
  };
  return { told, remembered, replication, residents: collections.residents };
}

const place = { type: 'person', scope: '310115005001001' };
const row = (id: string) => ({ id, seq: '1', changes: [], doc: { _id: id, _rev: '1-a', ...place } });

it('ends on a full disk where RxDB could not even begin', async () => {
  const { told, replication } = await aReplica('replicate-full', fullForNotes(), never);
  await once(told, (so) => so.length > 0);
  await replication.stop();
  expect(told.get()).toEqual(['replication of residents']);
});

it('does not take for written what a batch brings when it is read once more', async () => {
  const before = { _id: 'person:0', ...place, changes: [] };
  const [first, second] = [row('person:1'), row('person:2')];
  let isWritable = (): void => undefined;
  const mayWrite = new Promise<void>((resolve) => (isWritable = resolve));
  let [walks, asked] = [0, 0];
  const ask: Ask = (path, signal) => {
    // What was here before the walk is asked about at its end, and the answer is cut off once.
    if (path === '/records/_all_docs') {
      asked += 1;
      return asked === 1
        ? Promise.reject(new Unreachable('cut off'))
        : Promise.resolve({ rows: [{ key: before._id, value: {} }] });
    }
    if (!path.includes('since=0')) return never(path, signal);
    walks += 1;
    const results = asked === 0 ? [first] : [first, second];
    return Promise.resolve({ results, last_seq: String(results.length), pending: 0 });
  };
  const { remembered } = await aReplica('replicate-again', slowFor('person:2', mayWrite), ask, [before]);
  await vi.waitUntil(() => walks > 1, { timeout: 5_000 });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect([asked, remembered.get()]).toEqual([1, []]);
  isWritable();
  await once(remembered, (so) => so.length > 0);
  expect(remembered.get().at(-1)?.position.seq).toBe('2');
});

it('takes away what came before a walk that replaces it, and was still on its way into the store when the walk ended', async () => {
  const gone = 'person:1';
  let isWritable = (): void => undefined;
  const mayWrite = new Promise<void>((resolve) => (isWritable = resolve));
  const ask: Ask = (path, signal) => {
    if (path === '/records/_all_docs') return Promise.resolve({ rows: [{ key: gone, error: 'not_found' }] });
    const since = /since=(\d)/.exec(path)?.[1] ?? '';
    const answers: Readonly<Record<string, object>> = {
      0: { results: [row(gone)], last_seq: '1' },
      1: { results: [], last_seq: '2', reset: true, resetBegins: true },
      2: { results: [], last_seq: '3' },
    };
    const answer = answers[since];
    return answer === undefined ? never(path, signal) : Promise.resolve({ ...answer, pending: 0 });
  };
  const { remembered, residents } = await aReplica('replicate-late', slowFor(gone, mayWrite), ask);
  await new Promise((resolve) => setTimeout(resolve, 300));
  isWritable();
  await vi.waitUntil(async () => (await residents.storageInstance.findDocumentsById([gone], true)).length > 0);
  await once(remembered, (so) => so.at(-1)?.position.seq === '3');
  expect(await residents.find().exec()).toEqual([]);
});

it('takes away what came with a walk that was cut off, and left before it was begun again', async () => {
  const [stays, leaves] = ['person:1', 'person:2'];
  let walks = 0;
  const ask: Ask = (path, signal) => {
    // About what is here and did not come.
    if (path === '/records/_all_docs')
      return walks === 1 ? Promise.reject(new Unreachable('cut off')) : Promise.resolve({ rows: [] });
    if (!path.includes('since=0')) return never(path, signal);
    walks += 1;
    const results = walks === 1 ? [row(stays), row(leaves)] : [row(stays)];
    return Promise.resolve({ results, last_seq: '1', pending: 0 });
  };
  const before = { _id: 'person:0', ...place, changes: [] };
  const { remembered, residents } = await aReplica('replicate-anew', getRxStorageDexie(), ask, [before]);
  await once(remembered, (so) => so.length > 0);
  expect(walks).toBe(2);
  const isHere = async (id: string) => (await residents.storageInstance.findDocumentsById([id], false)).length > 0;
  await vi.waitUntil(async () => !(await isHere(leaves)), { timeout: 5_000 });
  expect(await isHere(stays)).toBe(true);
});

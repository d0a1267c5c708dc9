import { createRxDatabase, type RxCollection, type RxDatabase, type RxStorage } from 'rxdb/plugins/core';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { DOCUMENT_TYPES, type RecordType } from '../../../../shared/domain/document-types.ts';
import type { StockSettings } from '../../../../shared/stock/projection.ts';
import { SCHEMAS, type LocalDocument } from '../../collections/schemas.ts';
import { sealedStorage } from '../../seal/sealed-storage.ts';
import { aesGcmSealer } from '../../seal/sealer.ts';
import { workerLine } from '../lines.ts';
import type { FromWorker, Line, Question } from '../protocol.ts';
import { STOCK_COLLECTIONS } from '../store-reader.ts';
import type { BuildAsked, Built } from './build.worker.ts';
import { UNSEALED, unsealedStorage } from './unsealed.ts';
import { MADE_OF } from './made-of.ts';

/* What a bench asks of a page: to build a stock, to open it, to ask it. Every time is taken here, from the question on its way to the answer. */

const KEY_ID = '00000001';
const keys = new Map<string, CryptoKey>();
async function keyOf(store: string): Promise<CryptoKey> {
  const known = keys.get(store);
  if (known !== undefined) return known;
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  keys.set(store, key);
  return key;
}

interface OpenLine {
  readonly line: Line;
  readonly until: <T>(holds: (message: FromWorker) => T | undefined) => Promise<T>;
}
const lines = new Map<string, OpenLine>();

function eitherLine(sealed: boolean): Line {
  const worker = new Worker(new URL('./either.worker.ts', import.meta.url), {
    type: 'module',
    name: sealed ? 'sealed' : UNSEALED,
  });
  return {
    post: (message) => {
      worker.postMessage(message);
    },
    onMessage: (heard) => {
      worker.addEventListener('message', (event: MessageEvent<FromWorker>) => {
        heard(event.data);
      });
    },
    end: () => {
      worker.terminate();
    },
  };
}

/** Opens a store's stock; gives the milliseconds until it is ready, or until it also holds all that the store has. */
async function open(
  store: string,
  settings: StockSettings,
  way: 'shipped' | 'sealed' | 'unsealed',
  whole: boolean,
): Promise<number> {
  const key = await keyOf(store);
  const startedAt = performance.now();
  const line = way === 'shipped' ? workerLine() : eitherLine(way === 'sealed');
  const listeners = new Set<(message: FromWorker) => void>();
  line.onMessage((message) => {
    if (message.say === 'trouble') console.error(message.what, message.why);
    for (const listener of [...listeners]) listener(message);
  });
  const until: OpenLine['until'] = (holds) =>
    new Promise((resolve) => {
      const listener = (message: FromWorker): void => {
        const value = holds(message);
        if (value === undefined) return;
        listeners.delete(listener);
        resolve(value);
      };
      listeners.add(listener);
    });
  const ready = until((message) =>
    message.say === 'status' && message.status.ready && (!whole || message.status.behind === 0) ? true : undefined,
  );
  line.post({
    say: 'open',
    store: { store, collections: STOCK_COLLECTIONS, key, keyId: KEY_ID, madeOf: MADE_OF },
    settings,
  });
  await ready;
  lines.set(store, { line, until });
  return performance.now() - startedAt;
}

let last = 0;
async function ask(store: string, question: Question): Promise<unknown> {
  const there = lines.get(store);
  if (there === undefined) throw new Error(`${store} is open`);
  const id = (last += 1);
  const answer = there.until((message) => (message.say === 'value' && message.id === id ? message : undefined));
  there.line.post({ say: 'ask', id, question });
  return (await answer).value;
}

async function timed(store: string, questions: readonly Question[]): Promise<readonly number[]> {
  const times: number[] = [];
  for (const question of questions) {
    const startedAt = performance.now();
    await ask(store, question);
    times.push(performance.now() - startedAt);
  }
  return times;
}

async function close(store: string): Promise<void> {
  const there = lines.get(store);
  if (there === undefined) return;
  const closed = there.until((message) => (message.say === 'closed' ? true : undefined));
  there.line.post({ say: 'close' });
  await closed;
  there.line.end();
  lines.delete(store);
}

async function build(asked: Omit<BuildAsked, 'key' | 'keyId'>): Promise<Built> {
  const key = await keyOf(asked.store);
  const worker = new Worker(new URL('./build.worker.ts', import.meta.url), { type: 'module' });
  const answer = await new Promise<Built>((resolve, reject) => {
    worker.addEventListener('message', (event: MessageEvent<Built>) => {
      resolve(event.data);
    });
    worker.addEventListener('error', (event) => {
      reject(new Error(event.message));
    });
    // A worker would look for them beside its own script.
    const files = asked.files.map((file) => new URL(file, location.href).href);
    worker.postMessage({ ...asked, files, key, keyId: KEY_ID } satisfies BuildAsked);
  });
  worker.terminate();
  return answer;
}

type Database = RxDatabase<Record<string, RxCollection<LocalDocument>>>;
const databases = new Map<string, Database>();

/** The store behind a stock, its wrapper on or off. Gives the milliseconds it took to open. */
async function openStore(store: string, sealed: boolean): Promise<number> {
  const key = await keyOf(store);
  const startedAt = performance.now();
  const plain: RxStorage<unknown, unknown> = getRxStorageDexie();
  const storage = sealed ? sealedStorage(plain, aesGcmSealer(key, KEY_ID), () => undefined) : unsealedStorage(plain);
  const database: Database = await createRxDatabase({ name: store, storage, multiInstance: false, eventReduce: false });
  await database.addCollections(Object.fromEntries(STOCK_COLLECTIONS.map((name) => [name, { schema: SCHEMAS[name] }])));
  databases.set(store, database);
  return performance.now() - startedAt;
}

async function fillStore(store: string, files: readonly string[]): Promise<number> {
  const database = databases.get(store);
  if (database === undefined) throw new Error(`${store} is open`);
  let count = 0;
  for (const file of files) {
    const documents = (await (await fetch(file)).json()) as readonly {
      readonly _id: string;
      readonly scope: string;
      readonly type: RecordType;
    }[];
    for (const name of STOCK_COLLECTIONS) {
      const batch = documents.filter(({ type }) => DOCUMENT_TYPES[type].collection === name);
      const inClear = { unsent: 0, ref: '', ref2: '' };
      await database.collections[name]?.bulkInsert(batch.map((document) => ({ ...document, ...inClear })));
      count += batch.length;
    }
  }
  return count;
}

/** Whole documents of one collection, by id, as pages read them. */
async function readTimes(
  store: string,
  collection: string,
  lists: readonly (readonly string[])[],
): Promise<readonly number[]> {
  const storage = databases.get(store)?.collections[collection]?.storageInstance;
  if (storage === undefined) throw new Error(`${store} is open`);
  const times: number[] = [];
  for (const ids of lists) {
    const startedAt = performance.now();
    const found = await storage.findDocumentsById([...ids], false);
    times.push(performance.now() - startedAt);
    if (found.length !== ids.length) throw new Error(`${String(found.length)} of ${String(ids.length)} documents`);
  }
  return times;
}

async function closeStore(store: string): Promise<void> {
  await databases.get(store)?.close();
  databases.delete(store);
}

interface MemoryReport {
  readonly breakdown: readonly {
    readonly bytes: number;
    readonly attribution: readonly { readonly scope: string }[];
  }[];
}
/** What the workers hold, typed arrays included, after a collection of garbage; only where the page is isolated. */
async function workerBytes(): Promise<number> {
  const { measureUserAgentSpecificMemory: measure } = performance as unknown as {
    readonly measureUserAgentSpecificMemory: () => Promise<MemoryReport>;
  };
  const { breakdown } = await measure.call(performance);
  return breakdown
    .filter(({ attribution }) => attribution.some(({ scope }) => scope === 'DedicatedWorkerGlobalScope'))
    .reduce((sum, { bytes }) => sum + bytes, 0);
}

Object.assign(globalThis, {
  bench: { open, ask, timed, close, build, openStore, fillStore, readTimes, closeStore, workerBytes },
});
document.documentElement.dataset['ready'] = 'bench';

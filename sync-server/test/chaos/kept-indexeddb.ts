import '../../../renderer/data/testing/browser-double.ts';
import { closeSync, existsSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { serialize } from 'node:v8';
import { frameOf, framed, framesIn, lengthOf, type Frame, type Op, type Shape, type StoreShape } from './frames.ts';

/*
 * fake-indexeddb on a file: every transaction is one frame, appended before `complete` is announced, and played back at the next start. What a process had been told
 * is written survives its SIGKILL, what was under way is there whole or not at all: what a browser promises. Test equipment.
 */

/* The insides of fake-indexeddb, as far as they are touched here. */
interface RawRecord {
  readonly key: unknown;
  value: unknown;
}
interface RawStore {
  readonly name: string;
  readonly keyPath: string | string[] | null;
  readonly autoIncrement: boolean;
  readonly rawIndexes: ReadonlyMap<string, StoreShape['indexes'][number]>;
  readonly records: { readonly values: () => Iterable<RawRecord> };
  storeRecord: (record: RawRecord, noOverwrite: boolean, log?: object) => unknown;
  deleteRecord: (key: unknown, log?: object) => void;
  clear: (log?: object) => void;
}
interface RawDatabase {
  readonly name: string;
  readonly connections: readonly unknown[];
  readonly version: number;
  readonly rawObjectStores: ReadonlyMap<string, RawStore>;
}
interface RawTransaction {
  readonly mode: IDBTransactionMode;
  readonly db: { readonly _rawDatabase: RawDatabase };
  readonly _rollbackLog: object;
  readonly _requests: readonly { readonly request: { readonly readyState: string } }[];
  _abort: (name: string | null) => void;
  _start: () => void;
  _markFinished: () => void;
}
const factory = indexedDB as unknown as { readonly _databases: Map<string, RawDatabase> };

const BLOB = '$blob';
const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** Blobs of a value, by themselves: their bytes have to be waited for. */
function blobsIn(value: unknown): readonly Blob[] {
  if (value instanceof Blob) return [value];
  return isPlain(value) ? Object.values(value).flatMap(blobsIn) : [];
}
function packed(value: unknown, bytesOf: ReadonlyMap<Blob, Uint8Array>): unknown {
  if (value instanceof Blob) return { [BLOB]: bytesOf.get(value), type: value.type };
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([field, one]) => [field, packed(one, bytesOf)]));
}
/** Bytes get a buffer of their own: a view into the whole file would be copied with it at every reading. */
function unpacked(value: unknown): unknown {
  if (value instanceof Uint8Array) return Uint8Array.from(value);
  if (Array.isArray(value)) return value.map(unpacked);
  if (!isPlain(value)) return value;
  if (BLOB in value) return new Blob([Uint8Array.from(value[BLOB] as Uint8Array)], { type: String(value['type']) });
  return Object.fromEntries(Object.entries(value).map(([field, one]) => [field, unpacked(one)]));
}

const rangeOf = (key: unknown): unknown => {
  if (!(key instanceof IDBKeyRange)) return { only: key };
  const { lowerOpen, upperOpen } = key;
  return { lower: key.lower as unknown, upper: key.upper as unknown, lowerOpen, upperOpen };
};
interface KeptRange {
  readonly only?: unknown;
  readonly lower?: unknown;
  readonly upper?: unknown;
  readonly lowerOpen?: boolean;
  readonly upperOpen?: boolean;
}
function keyOrRange(kept: unknown): unknown {
  const range = kept as KeptRange;
  if ('only' in range) return unpacked(range.only);
  const { lower, upper, lowerOpen, upperOpen } = range;
  if (lower === undefined) return IDBKeyRange.upperBound(upper, upperOpen);
  if (upper === undefined) return IDBKeyRange.lowerBound(lower, lowerOpen);
  return IDBKeyRange.bound(lower, upper, lowerOpen, upperOpen);
}

const shapeOf = ({ version, rawObjectStores }: RawDatabase): Shape => ({
  version,
  stores: [...rawObjectStores.values()].map(({ name, keyPath, autoIncrement, rawIndexes }) => ({
    name,
    keyPath,
    autoIncrement,
    indexes: [...rawIndexes.values()].map((index) => ({
      name: index.name,
      keyPath: index.keyPath,
      unique: index.unique,
      multiEntry: index.multiEntry,
    })),
  })),
});

class DiskFull extends Error {
  override readonly name = 'QuotaExceededError';
}

export interface KeptIndexedDb {
  /** Nothing more fits: every transaction that writes is aborted, as a browser does it. */
  full: boolean;
  /** Changes a letter in the `nth` sealed row of the databases whose name matches; false where there is none. */
  readonly spoil: (database: RegExp, nth: number) => boolean;
  /** Forgets everything and lets the file go. False: something of it was still open. */
  readonly close: () => boolean;
}

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('IndexedDB request failed'));
    };
  });

/** Makes a database what a frame says of its shape, by the API itself. */
async function reshape(name: string, { version, stores }: Shape): Promise<void> {
  const request = indexedDB.open(name, version);
  request.onupgradeneeded = () => {
    const { result, transaction } = request;
    for (const there of [...result.objectStoreNames])
      if (!stores.some((store) => store.name === there)) result.deleteObjectStore(there);
    for (const { name: store, keyPath, autoIncrement, indexes } of stores) {
      const isThere = result.objectStoreNames.contains(store);
      const object = isThere
        ? transaction?.objectStore(store)
        : result.createObjectStore(store, { keyPath, autoIncrement });
      for (const there of [...(object?.indexNames ?? [])])
        if (!indexes.some((index) => index.name === there)) object?.deleteIndex(there);
      for (const { name: index, keyPath: path, unique, multiEntry } of indexes)
        if (object?.indexNames.contains(index) === false) object.createIndex(index, path, { unique, multiEntry });
    }
  };
  (await settled(request)).close();
}

/** The prototype of the raw stores; it is not exported. */
async function rawStores(): Promise<RawStore> {
  const request = indexedDB.open('kept-probe', 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore('probe');
  };
  (await settled(request)).close();
  const store = factory._databases.get('kept-probe')?.rawObjectStores.get('probe');
  factory._databases.delete('kept-probe');
  return Object.getPrototypeOf(store) as RawStore;
}

/** The register of accounts is open for as long as the page lives. */
const STAYS_OPEN = 'ggw-accounts';

/** Plays back what lies in the file and keeps everything written from now on, until it is closed. One at a time. */
export async function keepIndexedDb(file: string): Promise<KeptIndexedDb> {
  const raw = await rawStores();
  const before = existsSync(file) ? framesIn(readFileSync(file)) : [];
  for (const bytes of before) {
    const frame = frameOf(bytes);
    if ('gone' in frame) {
      factory._databases.delete(frame.database);
      continue;
    }
    if (frame.shape !== undefined) await reshape(frame.database, frame.shape);
    const stores = factory._databases.get(frame.database)?.rawObjectStores;
    for (const [verb, name, key, value] of frame.ops) {
      const store = stores?.get(name);
      if (verb === 'put') store?.storeRecord({ key: unpacked(key), value: unpacked(value) }, false);
      else if (verb === 'delete') store?.deleteRecord(keyOrRange(key));
      else store?.clear();
    }
  }

  const disk = openSync(file, 'a');
  // A kill may tear the frame that is being appended: what comes behind it would be read as the rest of it.
  ftruncateSync(disk, lengthOf(before));
  const kept: { full: boolean } = { full: false };
  const append = (frame: Frame): void => {
    if (kept.full) throw new DiskFull('the disk is full');
    writeSync(disk, framed(serialize(frame)));
  };

  const opsOf = new WeakMap<object, Op[]>();
  const note = (log: object | undefined, op: Op): void => {
    // A rollback has no log: it undoes what was noted in a transaction that will not be written.
    if (log === undefined) return;
    const ops = opsOf.get(log) ?? [];
    ops.push(op);
    opsOf.set(log, ops);
  };
  const { storeRecord, deleteRecord, clear } = raw;
  Object.assign(raw, {
    storeRecord(this: RawStore, record: RawRecord, noOverwrite: boolean, log?: object) {
      const key = storeRecord.call(this, record, noOverwrite, log);
      note(log, ['put', this.name, key, record.value]);
      return key;
    },
    deleteRecord(this: RawStore, key: unknown, log?: object) {
      deleteRecord.call(this, key, log);
      note(log, ['delete', this.name, rangeOf(key)]);
    },
    clear(this: RawStore, log?: object) {
      clear.call(this, log);
      note(log, ['clear', this.name]);
    },
  } satisfies Partial<RawStore>);

  const bytesOf = new WeakMap<Blob, Uint8Array>();
  const aborted = new WeakSet<RawTransaction>();
  const write = ({ mode, db, _rollbackLog }: RawTransaction): void => {
    const ops = opsOf.get(_rollbackLog) ?? [];
    const isShaped = mode === 'versionchange';
    if (ops.length === 0 && !isShaped) return;
    const { _rawDatabase: database } = db;
    if (factory._databases.get(database.name) !== database) throw new Error(`${database.name} is of another machine`);
    const blobs = new Map(
      ops.flatMap((op) => blobsIn(op[3])).map((blob) => [blob, bytesOf.get(blob) ?? new Uint8Array()]),
    );
    append({
      database: database.name,
      ...(isShaped ? { shape: shapeOf(database) } : {}),
      ops: ops.map((op): Op => (op[0] === 'put' ? [op[0], op[1], op[2], packed(op[3], blobs)] : op)),
    });
  };
  const transactions = IDBTransaction.prototype as unknown as RawTransaction;
  const { _abort, _start, _markFinished } = transactions;
  Object.assign(transactions, {
    _abort(this: RawTransaction, name: string | null) {
      aborted.add(this);
      _abort.call(this, name);
    },
    _start(this: RawTransaction) {
      const isEnding = !this._requests.some(({ request }) => request.readyState !== 'done');
      const unread = (opsOf.get(this._rollbackLog) ?? [])
        .flatMap((op) => blobsIn(op[3]))
        .filter((blob) => !bytesOf.has(blob));
      if (!isEnding || unread.length === 0) {
        _start.call(this);
        return;
      }
      const read = unread.map(async (blob) => bytesOf.set(blob, new Uint8Array(await blob.arrayBuffer())));
      void Promise.all(read).then(() => {
        _start.call(this);
      });
    },
    _markFinished(this: RawTransaction) {
      if (this.mode !== 'readonly' && !aborted.has(this)) {
        try {
          write(this);
        } catch (error) {
          // Nothing of it is there: what waits for `complete` hears of an abort.
          this._abort(error instanceof DiskFull ? error.name : 'UnknownError');
          return;
        }
      }
      _markFinished.call(this);
    },
  } satisfies Partial<RawTransaction>);
  const { _databases: databases } = factory;
  const drop = databases.delete.bind(databases);
  databases.delete = (name) => {
    if (databases.has(name)) append({ database: name, gone: true });
    return drop(name);
  };

  return Object.assign(kept, {
    close: (): boolean => {
      const open = [...databases.values()].filter(
        ({ name, connections }) => name !== STAYS_OPEN && connections.length > 0,
      );
      Object.assign(raw, { storeRecord, deleteRecord, clear });
      Object.assign(transactions, { _abort, _start, _markFinished });
      Reflect.deleteProperty(databases, 'delete');
      databases.clear();
      closeSync(disk);
      return open.length === 0;
    },
    spoil: (matching: RegExp, nth: number): boolean => {
      const rows = [...databases.values()]
        .filter(({ name }) => matching.test(name))
        .flatMap((database) =>
          [...database.rawObjectStores.values()].flatMap((store) =>
            [...store.records.values()].map((record) => ({ database, store, record })),
          ),
        )
        .flatMap((row) => {
          const sealed = Object.entries(row.record.value as Record<string, unknown>).find(
            ([, value]) => typeof value === 'string' && value.length > 60,
          );
          return sealed === undefined ? [] : [{ ...row, field: sealed[0], text: String(sealed[1]) }];
        });
      const row = rows[nth % Math.max(1, rows.length)];
      if (row === undefined) return false;
      const { database, store, record, field, text } = row;
      const middle = text.length >> 1;
      const other = text[middle] === 'A' ? 'B' : 'A';
      const value = {
        ...(record.value as object),
        [field]: text.slice(0, middle) + other + text.slice(middle + 1),
      };
      record.value = value;
      append({ database: database.name, ops: [['put', store.name, record.key, value]] });
      return true;
    },
  });
}

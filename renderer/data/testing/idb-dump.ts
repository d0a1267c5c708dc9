import { committed, settled } from '../../lib/idb.ts';
import { fromBase64, toBase64 } from '../../lib/bytes.ts';

/** All IndexedDB databases of a terminal as JSON: how a store that an older version wrote is kept, and put back as it lay on the disk. */
export interface DumpedDatabase {
  readonly name: string;
  readonly version: number;
  readonly stores: readonly DumpedStore[];
}
interface DumpedStore {
  readonly name: string;
  readonly keyPath: string | readonly string[] | null;
  readonly autoIncrement: boolean;
  readonly indexes: readonly {
    readonly name: string;
    readonly keyPath: string | readonly string[];
    readonly unique: boolean;
    readonly multiEntry: boolean;
  }[];
  /** Keys beside the values only where they are not in them. */
  readonly rows: readonly { readonly key?: unknown; readonly value: unknown }[];
}

const BYTES = '$bytes';

const packed = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return { [BYTES]: toBase64(new Uint8Array(value)) };
  if (Array.isArray(value)) return value.map(packed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([field, one]) => [field, packed(one)]));
};
const unpacked = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(unpacked);
  if (typeof value !== 'object' || value === null) return value;
  if (BYTES in value) return fromBase64(String(value[BYTES]));
  return Object.fromEntries(Object.entries(value).map(([field, one]) => [field, unpacked(one)]));
};

const opened = (name: string, version?: number, make?: (database: IDBDatabase) => void): Promise<IDBDatabase> => {
  const request = indexedDB.open(name, version);
  if (make !== undefined) {
    request.onupgradeneeded = () => {
      make(request.result);
    };
  }
  return settled(request);
};

async function dumpStore(store: IDBObjectStore): Promise<DumpedStore> {
  const [keys, values] = await Promise.all([settled(store.getAllKeys()), settled<unknown[]>(store.getAll())]);
  const isOutOfLine = store.keyPath === null;
  return {
    name: store.name,
    keyPath: store.keyPath,
    autoIncrement: store.autoIncrement,
    indexes: [...store.indexNames].map((name) => {
      const { keyPath, unique, multiEntry } = store.index(name);
      return { name, keyPath, unique, multiEntry };
    }),
    rows: values.map((value, at) => ({ ...(isOutOfLine ? { key: keys[at] } : {}), value: packed(value) })),
  };
}

export async function dumpIdb(): Promise<readonly DumpedDatabase[]> {
  const dumped: DumpedDatabase[] = [];
  for (const { name } of await indexedDB.databases()) {
    if (name === undefined) continue;
    const database = await opened(name);
    const names = [...database.objectStoreNames];
    const transaction = names.length === 0 ? null : database.transaction(names);
    const stores =
      transaction === null ? [] : await Promise.all(names.map((one) => dumpStore(transaction.objectStore(one))));
    dumped.push({ name, version: database.version, stores });
    database.close();
  }
  return dumped;
}

export async function restoreIdb(databases: readonly DumpedDatabase[]): Promise<void> {
  for (const { name, version, stores } of databases) {
    const database = await opened(name, version, (fresh) => {
      for (const { name: store, keyPath, autoIncrement, indexes } of stores) {
        const made = fresh.createObjectStore(store, { keyPath: keyPath as string | string[] | null, autoIncrement });
        for (const { name: index, keyPath: path, unique, multiEntry } of indexes)
          made.createIndex(index, path as string | string[], { unique, multiEntry });
      }
    });
    const filled = stores.filter(({ rows }) => rows.length > 0);
    if (filled.length > 0) {
      const transaction = database.transaction(
        filled.map((store) => store.name),
        'readwrite',
      );
      for (const { name: store, keyPath, rows } of filled) {
        for (const { key, value } of rows) {
          const put = transaction.objectStore(store);
          if (keyPath === null) put.put(unpacked(value), key as IDBValidKey);
          else put.put(unpacked(value));
        }
      }
      await committed(transaction);
    }
    database.close();
  }
}

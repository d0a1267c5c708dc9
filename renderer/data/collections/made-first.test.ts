import 'fake-indexeddb/auto';
import { fillWithDefaultSettings, type RxDocumentData, type RxStorage } from 'rxdb/plugins/core';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { afterEach, expect, it, vi } from 'vitest';
import { madeFirst } from './made-first.ts';

interface Row {
  readonly id: string;
  readonly place: string;
}
const schema = fillWithDefaultSettings<Row>({
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: { type: 'string', maxLength: 20 }, place: { type: 'string', maxLength: 20 } },
  required: ['place'],
  indexes: ['place'],
});
const storage: RxStorage<unknown, unknown> = madeFirst(getRxStorageDexie());
const opened = (databaseName: string) =>
  storage.createStorageInstance<Row>({
    ...{ databaseInstanceToken: databaseName, databaseName, collectionName: 'rows', schema, options: {} },
    ...{ multiInstance: false, devMode: false },
  });
const row = (id: string) => ({
  document: {
    id,
    place: 'p',
    _deleted: false,
    _attachments: {},
    _rev: '1-a',
    _meta: { lwt: 1 },
  } as RxDocumentData<Row>,
});

afterEach(() => vi.restoreAllMocks());

it('says that a database could not be made, and makes it once there is room', async () => {
  vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  await expect(opened('full')).rejects.toThrow('full');
  vi.restoreAllMocks();

  const instance = await opened('full');
  expect((await instance.bulkWrite([row('a')], 'test')).error).toEqual([]);
  await instance.close();
});

it('makes it as RxDB itself would: what is written lies there at the next opening', async () => {
  const first = await opened('kept');
  await first.bulkWrite([row('a')], 'test');
  await first.close();
  const second = await opened('kept');
  expect((await second.findDocumentsById(['a'], false)).map(({ place }) => place)).toEqual(['p']);
  await second.close();
  // As it is made without ours: the same tables and indexes, or RxDB would have to upgrade it.
  const plain = await getRxStorageDexie().createStorageInstance<Row>({
    ...{ databaseInstanceToken: 'plain', databaseName: 'plain', collectionName: 'rows', schema, options: {} },
    ...{ multiInstance: false, devMode: false },
  });
  await plain.bulkWrite([row('a')], 'test');
  await plain.close();
  expect(await shapeOf('rxdb-dexie-kept--0--rows')).toEqual(await shapeOf('rxdb-dexie-plain--0--rows'));
});

async function shapeOf(name: string): Promise<unknown> {
  const request = indexedDB.open(name);
  const database = await new Promise<IDBDatabase>((resolve) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
  });
  const stores = [...database.objectStoreNames];
  const transaction = database.transaction(stores);
  const shape = stores.map((store) => {
    const { keyPath, autoIncrement, indexNames } = transaction.objectStore(store);
    return { store, keyPath, autoIncrement, indexes: [...indexNames] };
  });
  database.close();
  return { version: database.version, shape };
}

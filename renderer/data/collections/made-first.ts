import { Dexie } from 'dexie';
import type { RxStorage, RxStorageInstanceCreationParams } from 'rxdb/plugins/core';
import { getDexieStoreSchema } from 'rxdb/plugins/storage-dexie';

/** As RxDB names the database of a collection, and the tables in it. */
const nameOf = ({ databaseName, schema, collectionName }: Readonly<MadeOf>): string =>
  `rxdb-dexie-${databaseName}--${String(schema.version)}--${collectionName}`;
const tablesOf = (schema: Parameters<typeof getDexieStoreSchema>[0]): Record<string, string> => ({
  docs: getDexieStoreSchema(schema),
  changes: '++sequence, id',
  attachments: 'id',
});

interface MadeOf {
  readonly databaseName: string;
  readonly collectionName: string;
  readonly schema: { readonly version: number };
}

/**
 * Makes the database of a collection before RxDB opens it, and says so where that fails. RxDB itself hands out a collection before its database is open, and keeps one that
 * could not be made, as on a full disk, for failed until the page is loaded anew: a replication begun in such an instant would never bring anything again, and say nothing.
 */
export function madeFirst<Internals, Options>(storage: RxStorage<Internals, Options>): RxStorage<Internals, Options> {
  return {
    ...storage,
    createStorageInstance: async <D>(params: RxStorageInstanceCreationParams<D, Options>) => {
      const name = nameOf(params);
      const there = await indexedDB.databases();
      if (!there.some((one) => one.name === name)) {
        const database = new Dexie(name, { autoOpen: false });
        database.version(1).stores(tablesOf(params.schema));
        try {
          await database.open();
        } finally {
          database.close();
        }
      }
      return storage.createStorageInstance<D>(params);
    },
  };
}

import type { RxCollection } from 'rxdb/plugins/core';

/** A stored row as it lies on the disk. */
interface RawRow {
  readonly sealed: string;
}
export interface RawTable {
  readonly get: (id: string) => Promise<RawRow>;
  readonly put: (row: RawRow) => Promise<unknown>;
}

/** The table behind a collection, past the seal: what somebody with the disk in his hands could change. */
export async function rawTable<T>(collection: RxCollection<T>): Promise<RawTable> {
  const internals = (await Promise.resolve(collection.storageInstance.internals)) as { readonly dexieTable: RawTable };
  return internals.dexieTable;
}

/** Alters the last bytes of a cipher text, as a bad sector would. */
export async function spoil<T>(collection: RxCollection<T>, id: string): Promise<void> {
  const table = await rawTable(collection);
  const row = await table.get(id);
  await table.put({ ...row, sealed: `${row.sealed.slice(0, -6)}AAAAA=` });
}

import type { BulkWriteRow, RxStorage, RxStorageInstance, RxStorageInstanceCreationParams } from 'rxdb/plugins/core';

/** What a Dexie storage instance lets out, as far as it tells of the last write. */
interface DexieInternals {
  readonly dexieTable: {
    readonly orderBy: (index: '_meta.lwt') => {
      readonly last: () => Promise<{ readonly _meta: { readonly lwt: number } } | undefined>;
    };
  };
}

/** RxDB dates writes to a hundredth of a millisecond. */
const next = (lwt: number): number => Math.round(lwt * 100 + 1) / 100;

/**
 * One write after the other, each dated later than all before it, whatever the device's clock says. Whoever goes through a store in the order of its writing (RxDB's
 * search for what is unsent, the stock, marked documents) remembers the date up to which he came: what is written afterwards, and dated before it because the clock was
 * ahead until then or the sealing of an earlier write took longer, he would never see.
 */
export function writesInOrder<Internals, Options>(
  storage: RxStorage<Internals, Options>,
): RxStorage<Internals, Options> {
  return {
    ...storage,
    createStorageInstance: async <D>(params: RxStorageInstanceCreationParams<D, Options>) => {
      const instance = await storage.createStorageInstance<D>(params);
      order(instance);
      return instance;
    },
  };
}

function order<D, Internals, Options>(instance: RxStorageInstance<D, Internals, Options>): void {
  const write = instance.bulkWrite.bind(instance);
  /** Of the newest write known here, of this window or another. */
  let latest = 0;
  let isLatestRead = false;
  let before: Promise<unknown> = Promise.resolve();
  instance.changeStream().subscribe(({ events }) => {
    for (const { documentData } of events) latest = Math.max(latest, documentData._meta.lwt);
  });
  const readLatest = async (): Promise<void> => {
    if (isLatestRead) return;
    // Types say it is there at once; of this storage it is a promise.
    const { dexieTable } = (await Promise.resolve(instance.internals)) as unknown as DexieInternals;
    const newest = await dexieTable.orderBy('_meta.lwt').last();
    latest = Math.max(latest, newest?._meta.lwt ?? 0);
    isLatestRead = true;
  };
  const dated = (rows: BulkWriteRow<D>[]): BulkWriteRow<D>[] => {
    const dates = rows.map(({ document }) => document._meta.lwt);
    const isLater = Math.min(...dates) > latest;
    latest = isLater ? Math.max(...dates) : next(latest);
    if (isLater) return rows;
    const lwt = latest;
    return rows.map((row) => ({ ...row, document: { ...row.document, _meta: { ...row.document._meta, lwt } } }));
  };
  instance.bulkWrite = (rows, context) => {
    const written = before.then(async () => {
      await readLatest();
      return write(dated(rows), context);
    });
    // Whether it was written is its writer's to know; the next one only waits for its end.
    before = written.catch(() => undefined);
    return written;
  };
}

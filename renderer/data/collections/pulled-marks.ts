import { defaultHashSha256, type BulkWriteRow, type RxStorage } from 'rxdb/plugins/core';

/** What our replication is called in RxDB's own tables. */
export const REPLICATION = 'records';
/** How RxDB names a write of documents that it pulled. */
export const PULLED = 'replication-downstream-';
/** By what it knows its own mark again. */
const MARKED_BY = defaultHashSha256(`rxdbreplication${REPLICATION}`);

/**
 * RxDB marks a document that it pulled, so that it knows it for the server's even where the note of that was not written any more, because the window was closed between the
 * two. The mark of one that is new here gets lost on its way through RxDB. Without it the document counts as written here: whatever is pulled of it later is passed over,
 * and where the place up to which was looked for unsent writes is behind it already, nobody sends it either, and it stays as it is for ever. Here it is marked again.
 */
export function pulledMarks<Internals, Options>(storage: RxStorage<Internals, Options>): RxStorage<Internals, Options> {
  return {
    ...storage,
    createStorageInstance: async <D>(params: Parameters<typeof storage.createStorageInstance<D>>[0]) => {
      const instance = await storage.createStorageInstance<D>(params);
      const write = instance.bulkWrite.bind(instance);
      instance.bulkWrite = async (rows, context) => {
        if (!context.startsWith(PULLED)) return write(rows, context);
        const hash = await MARKED_BY;
        const marked = (row: BulkWriteRow<D>): BulkWriteRow<D> => {
          if (row.previous !== undefined) return row;
          // Of the first revision of it here.
          const _meta = { ...row.document._meta, o: { _rev: 1, hash } };
          return { ...row, document: { ...row.document, _meta } };
        };
        return write(rows.map(marked), context);
      };
      return instance;
    },
  };
}

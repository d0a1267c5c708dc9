import type { BulkWriteRow, RxStorageInstance, RxStorageWriteErrorConflict } from 'rxdb/plugins/core';

/** Rows that are not written, in the words in which RxDB's replication hears that somebody was faster: it goes on without them. */
export function overtaken<D, Internals, Options>(
  { schema }: Pick<RxStorageInstance<D, Internals, Options>, 'schema'>,
  rows: readonly BulkWriteRow<D>[],
  context: string,
): RxStorageWriteErrorConflict<D>[] {
  const { primaryKey } = schema;
  const path = typeof primaryKey === 'string' ? primaryKey : primaryKey.key;
  const idOf = (document: object): string => String((document as Readonly<Record<string, unknown>>)[path]);
  return rows.map((writeRow) => ({
    ...{ status: 409, isError: true, documentId: idOf(writeRow.document), writeRow, context },
    documentInDb: writeRow.previous ?? writeRow.document,
  }));
}

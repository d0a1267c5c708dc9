import type { RxStorage, RxStorageInstanceCreationParams } from 'rxdb/plugins/core';

/** What RxDB notes of a document it has from the server (its replication's own table): enough to know the same again. */
interface Note {
  readonly docData?: Readonly<Record<string, unknown>>;
}

const KEPT = ['_id', 'type', 'scope', 'rev', '_deleted'] as const;

function slim<D>(document: D): D {
  const { docData } = document as Note;
  if (docData === undefined) return document;
  const kept = Object.fromEntries(KEPT.flatMap((field) => (field in docData ? [[field, docData[field]]] : [])));
  return { ...document, docData: kept };
}

/** The notes of a collection whose documents are told apart by their revision alone: RxDB puts the schema of the documents into that of its notes. */
function isOfRecords(schema: { readonly properties: object }): boolean {
  const { docData } = schema.properties as { readonly docData?: { readonly properties?: object } };
  return docData?.properties !== undefined && 'ref' in docData.properties;
}

/**
 * RxDB keeps beside every document a second copy of it: what the server was last known to hold, to merge with. A record's edits say themselves what they were made
 * upon (`records/rebase.ts`), so that its revision is enough, and a first pull seals and writes half as much.
 */
export function slimNotes<Internals, Options>(storage: RxStorage<Internals, Options>): RxStorage<Internals, Options> {
  return {
    ...storage,
    createStorageInstance: async <D>(params: RxStorageInstanceCreationParams<D, Options>) => {
      const instance = await storage.createStorageInstance(params);
      if (!isOfRecords(params.schema)) return instance;
      const write = instance.bulkWrite.bind(instance);
      instance.bulkWrite = (rows, context) =>
        write(
          rows.map((row) => ({ ...row, document: slim(row.document) })),
          context,
        );
      return instance;
    },
  };
}

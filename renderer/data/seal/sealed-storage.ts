import type {
  BulkWriteRow,
  EventBulk,
  PreparedQuery,
  RxDocumentData,
  RxDocumentWriteData,
  RxJsonSchema,
  RxStorage,
  RxStorageChangeEvent,
  RxStorageInstance,
  RxStorageInstanceCreationParams,
  RxStorageWriteError,
} from 'rxdb/plugins/core';
import { Subject } from 'rxjs';
import { assert } from '../../../shared/lib/assert.ts';
import { SealBroken, type Sealer } from './sealer.ts';

/** A stored document whose seal does not open: damaged on disk or tampered with. */
export interface BrokenDocument {
  readonly collection: string;
  readonly id: string;
  /** The clear fields that are left of it. */
  readonly clear: Readonly<Record<string, unknown>>;
  /** The storage's own handle, for whoever takes the ruin away. */
  readonly internals: unknown;
}

type Fields = Record<string, unknown>;
type Stored = RxDocumentData<Fields>;
type Inner = RxStorageInstance<Fields, unknown, unknown, unknown>;

/** What RxDB itself needs to see, and what says nothing of its own: who it is about is inside. */
const ALWAYS_CLEAR = ['_deleted', '_meta', '_rev', '_attachments', 'type', 'scope'] as const;
const SEALED_FIELD = 'sealed';
/** So many are opened at once: enough to keep WebCrypto busy, few enough to let the page breathe between. */
const BATCH = 250;

/**
 * Wraps an RxStorage (DESIGN §6): a collection whose schema has `encrypted` is stored as primary key, index fields, type, scope, RxDB's own fields
 * and one cipher text that holds the whole document, unknown fields included. RxDB passes `encrypted` on to its replication metadata, so that is sealed too.
 * Not `wrapRxStorageInstance` of RxDB: that one opens every event once per subscriber, in no fixed order, and cannot survive a broken document.
 * Queries may select and sort by clear fields only.
 */
export function sealedStorage<Internals, Options>(
  storage: RxStorage<Internals, Options>,
  sealer: Sealer,
  onBroken: (broken: BrokenDocument) => void,
): RxStorage<Internals, Options> {
  return {
    ...storage,
    name: `sealed-${storage.name}`,
    createStorageInstance: async <RxDocType>(params: RxStorageInstanceCreationParams<RxDocType, Options>) => {
      if (params.schema.encrypted === undefined || params.schema.encrypted.length === 0) {
        return storage.createStorageInstance(params);
      }
      const outer = params.schema as unknown as RxJsonSchema<RxDocumentData<Fields>>;
      const clear = clearFieldsOf(outer);
      const inner = (await storage.createStorageInstance({
        ...params,
        // The document type of the inner instance is the sealed form, whatever the caller's is.
        schema: innerSchema(outer, clear) as unknown as typeof params.schema,
      })) as unknown as Inner;
      const instance = sealedInstance(inner, outer, clear, sealer, onBroken);
      return instance as unknown as RxStorageInstance<RxDocType, Internals, Options>;
    },
  };
}

const primaryPathOf = (schema: RxJsonSchema<RxDocumentData<Fields>>): string =>
  typeof schema.primaryKey === 'string' ? schema.primaryKey : schema.primaryKey.key;

function clearFieldsOf(schema: RxJsonSchema<RxDocumentData<Fields>>): ReadonlySet<string> {
  const clear = new Set<string>(ALWAYS_CLEAR);
  clear.add(primaryPathOf(schema));
  // The parts of a composed key are in the key anyway.
  if (typeof schema.primaryKey !== 'string') for (const part of schema.primaryKey.fields) clear.add(part);
  for (const field of (schema.indexes ?? []).flat()) {
    assert(
      !field.includes('.') || field.startsWith('_meta.'),
      `an index field lies at the top of the document: ${field}`,
    );
    clear.add(field);
  }
  return clear;
}

function innerSchema(
  schema: RxJsonSchema<RxDocumentData<Fields>>,
  clear: ReadonlySet<string>,
): RxJsonSchema<RxDocumentData<Fields>> {
  const { encrypted: _sealedHere, ...rest } = schema;
  const properties = Object.fromEntries(Object.entries(schema.properties).filter(([field]) => clear.has(field)));
  return {
    ...rest,
    properties: { ...properties, [SEALED_FIELD]: { type: 'string' } },
    required: (schema.required ?? []).filter((field) => clear.has(field)),
  };
}

function sealedInstance(
  inner: Inner,
  schema: RxJsonSchema<RxDocumentData<Fields>>,
  clear: ReadonlySet<string>,
  sealer: Sealer,
  onBroken: (broken: BrokenDocument) => void,
): Inner {
  const primaryPath = primaryPathOf(schema);
  const idOf = (document: Readonly<Fields>): string => String(document[primaryPath]);
  const placeOf = (document: Readonly<Fields>): string => `${inner.collectionName}/${idOf(document)}`;
  const clearPart = (document: Readonly<Fields>): Fields => {
    const part: Fields = {};
    for (const field of clear) if (document[field] !== undefined) part[field] = document[field];
    return part;
  };

  const sealOne = async (document: RxDocumentWriteData<Fields>): Promise<Stored> => {
    const hidden: Fields = {};
    for (const [field, value] of Object.entries(document)) if (!clear.has(field)) hidden[field] = value;
    const stored: Fields = { ...clearPart(document), [SEALED_FIELD]: await sealer.seal(placeOf(document), hidden) };
    return stored as Stored;
  };

  /** `null`: broken and reported; to the callers it is not there, and the store fetches it anew. */
  const openOne = async (stored: Stored): Promise<Stored | null> => {
    try {
      const hidden = (await sealer.open(placeOf(stored), stored[SEALED_FIELD])) as Fields;
      return { ...hidden, ...clearPart(stored) } as Stored;
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
      onBroken({
        collection: inner.collectionName,
        id: idOf(stored),
        clear: clearPart(stored),
        internals: inner.internals,
      });
      return null;
    }
  };
  const openAll = async (stored: readonly Stored[]): Promise<Stored[]> => {
    const opened: Stored[] = [];
    for (let start = 0; start < stored.length; start += BATCH) {
      const batch = await Promise.all(stored.slice(start, start + BATCH).map(openOne));
      for (const document of batch) if (document !== null) opened.push(document);
    }
    return opened;
  };

  // Events leave in the order in which the store made them. What this window has just written is not opened again.
  type Events = EventBulk<RxStorageChangeEvent<Fields>, unknown>;
  const events = new Subject<Events>();
  // Known by the cipher text, which is like no other: two writes on the same revision, of which one fails, would have the same name.
  const justWritten = new Map<string, BulkWriteRow<Fields>>();
  let queue: Promise<void> = Promise.resolve();

  const openEvent = async (event: RxStorageChangeEvent<Fields>): Promise<RxStorageChangeEvent<Fields> | null> => {
    const stored = event.documentData as Stored;
    const own = justWritten.get(String(stored[SEALED_FIELD]));
    const documentData = own === undefined ? await openOne(stored) : (own.document as Stored);
    if (documentData === null) return null;
    // Of another window's write the state before is not sent along sealed; only RxDB's own query cache would use it, and that recomputes.
    const previousDocumentData = own?.previous ?? event.previousDocumentData;
    return { ...event, documentData, previousDocumentData };
  };
  const subscription = inner.changeStream().subscribe((bulk) => {
    queue = queue.then(async () => {
      const opened = await Promise.all(bulk.events.map(openEvent));
      const readable = opened.filter((event) => event !== null);
      if (readable.length > 0) events.next({ ...bulk, events: readable });
    });
  });

  const openError = async (
    error: RxStorageWriteError<Fields>,
    rows: ReadonlyMap<string, BulkWriteRow<Fields>>,
  ): Promise<RxStorageWriteError<Fields>> => {
    const writeRow = rows.get(error.documentId);
    assert(writeRow !== undefined, 'a write error names a row of the write');
    if (error.status !== 409) return { ...error, writeRow };
    const documentInDb = (await openOne(error.documentInDb)) ?? error.documentInDb;
    return { ...error, writeRow, documentInDb };
  };

  const close = async (end: () => Promise<void>): Promise<void> => {
    subscription.unsubscribe();
    await queue;
    events.complete();
    await end();
  };

  return {
    databaseName: inner.databaseName,
    collectionName: inner.collectionName,
    internals: inner.internals,
    options: inner.options,
    schema,
    bulkWrite: async (rows, context) => {
      const byId = new Map(rows.map((row) => [idOf(row.document), row]));
      const sealed = await Promise.all(
        rows.map(async ({ previous, document }) => ({
          ...(previous === undefined ? {} : { previous: clearPart(previous) as Stored }),
          document: await sealOne(document),
        })),
      );
      for (const [at, row] of rows.entries()) justWritten.set(String(sealed[at]?.document[SEALED_FIELD]), row);
      try {
        const result = await inner.bulkWrite(sealed, context);
        // RxDB relies on it: the events of a write are out before the write resolves.
        await queue;
        return { error: await Promise.all(result.error.map((error) => openError(error, byId))) };
      } finally {
        for (const row of sealed) justWritten.delete(String(row.document[SEALED_FIELD]));
      }
    },
    query: async (prepared: PreparedQuery<Fields>) => {
      const result = await inner.query(prepared);
      return { documents: await openAll(result.documents) };
    },
    findDocumentsById: async (ids, deleted) => openAll(await inner.findDocumentsById(ids, deleted)),
    count: (prepared) => inner.count(prepared),
    getAttachmentData: (id, attachment, digest) => inner.getAttachmentData(id, attachment, digest),
    changeStream: () => events.asObservable(),
    cleanup: (minimumDeletedTime) => inner.cleanup(minimumDeletedTime),
    close: () => close(() => inner.close()),
    remove: () => close(() => inner.remove()),
  };
}

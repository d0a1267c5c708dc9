import {
  getChangedDocumentsSince,
  normalizeMangoQuery,
  prepareQuery,
  type MangoQuery,
  type PreparedQuery,
  type RxDocumentData,
} from 'rxdb/plugins/core';
import { assert } from '../../../shared/lib/assert.ts';
import { migrated } from '../../../shared/migrations/migrate.ts';
import { tombstone, withoutInternals } from './local-form.ts';
import type { LocalCollection } from './open-database.ts';
import type { LocalDocument } from './schemas.ts';

/**
 * Straight to the storage of a collection, past RxDB's document and query caches: lists of thousands are held once, as rows, by their own reader.
 * `T` is what the collection holds; it was parsed when it came in.
 */
type Data = RxDocumentData<LocalDocument>;
/** What lies here may have been written by an older version: it is read in the form of this one, and written so the next time (`shared/migrations`). */
const dataOf = (stored: Data): unknown => migrated(withoutInternals(stored));

export async function readOne<T>(collection: LocalCollection, id: string): Promise<T | null> {
  const [found] = await collection.storageInstance.findDocumentsById([id], false);
  return found === undefined ? null : (dataOf(found) as T);
}

/** Several at once, those that are not there left out. */
export async function readMany<T>(
  collection: LocalCollection,
  ids: readonly string[],
): Promise<ReadonlyMap<string, T>> {
  const found = await collection.storageInstance.findDocumentsById([...new Set(ids)], false);
  return new Map(found.map((stored) => [stored._id, dataOf(stored) as T]));
}

/** What is asked of a collection; all of it names clear fields only. */
export interface Asked {
  readonly where: Readonly<Record<string, unknown>>;
  /** Newest first by this field, so many: sorted and cut before anything is opened. */
  readonly latest?: { readonly by: string; readonly limit: number; readonly index: readonly string[] };
}

function preparedFor(collection: LocalCollection, { where, latest }: Asked): PreparedQuery<LocalDocument> {
  const { schema } = collection.storageInstance;
  // RxDB's planner takes one of our indexes only when the selector names `_deleted`, with which each of them begins.
  const query = {
    selector: { ...where, _deleted: false },
    ...(latest === undefined
      ? {}
      : { sort: [{ [latest.by]: 'desc' }], limit: latest.limit, index: ['_deleted', ...latest.index, '_id'] }),
  };
  return prepareQuery(schema, normalizeMangoQuery(schema, query as unknown as MangoQuery<Data>));
}

export async function readWhere<T>(collection: LocalCollection, asked: Asked): Promise<readonly T[]> {
  const { documents } = await collection.storageInstance.query(preparedFor(collection, asked));
  return documents.map((document) => dataOf(document) as T);
}

/** Counted on the index, nothing opened. */
export async function countWhere(collection: LocalCollection, where: Asked['where']): Promise<number> {
  return (await collection.storageInstance.count(preparedFor(collection, { where }))).count;
}

/** What changed, in order: the document as it is now, or `null` where it went. Windows beside this one included. */
export function watch<T>(
  collection: LocalCollection,
  heard: (changes: ReadonlyMap<string, T | null>, latestLwt: number) => void,
): () => void {
  const subscription = collection.storageInstance.changeStream().subscribe(({ events }) => {
    const stored = events.map(({ documentData }) => documentData as Data);
    heard(
      new Map(stored.map((one) => [one._id, one._deleted ? null : (dataOf(one) as T)])),
      Math.max(0, ...stored.map(({ _meta }) => _meta.lwt)),
    );
  });
  return () => {
    subscription.unsubscribe();
  };
}

/** How far a collection was read: RxDB's own checkpoint, in order of (`lwt`, id). */
export interface ReadTo {
  readonly id: string;
  readonly lwt: number;
}

/** The next documents after a checkpoint, in order of their writing; those that went as `null`. */
export async function readSince<T>(
  collection: LocalCollection,
  from: ReadTo | undefined,
  limit: number,
): Promise<{ readonly changes: ReadonlyMap<string, T | null>; readonly to: ReadTo | undefined }> {
  const { documents, checkpoint } = await getChangedDocumentsSince<LocalDocument, ReadTo>(
    collection.storageInstance,
    limit,
    from,
  );
  const changes = documents.map((one) => [one._id, one._deleted ? null : (dataOf(one) as T)] as const);
  return { changes: new Map(changes), to: checkpoint };
}

/** A write without what was written. */
export interface Write {
  readonly id: string;
  /** RxDB's time of it. */
  readonly lwt: number;
  /** The document went by it. */
  readonly isGone: boolean;
}

/** That something was written. Windows beside this one included. */
export function watchWrites(collection: LocalCollection, heard: (writes: readonly Write[]) => void): () => void {
  const subscription = collection.storageInstance.changeStream().subscribe(({ events }) => {
    heard(
      events.map(({ documentId: id, documentData }) => {
        const { _meta, _deleted: isGone } = documentData as Data;
        return { id, lwt: _meta.lwt, isGone };
      }),
    );
  });
  return () => {
    subscription.unsubscribe();
  };
}

/** A document is there and its seal does not open: nothing can be made of it until it is mended (`sync/mending.ts`, which has heard of it). */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

/**
 * Reads, changes and writes one document; begins anew when somebody else wrote in between. `change` gets `null` where there is none
 * and gives `null` to leave things as they are. Throws `Unreadable`.
 */
export async function changeOne<T extends LocalDocument>(
  collection: LocalCollection,
  id: string,
  change: (now: T | null) => T | null,
  context: string,
): Promise<void> {
  const storage = collection.storageInstance;
  for (let wasInTheWay = false; ;) {
    const [previous] = await storage.findDocumentsById([id], true);
    const next = change(previous === undefined || previous._deleted ? null : (dataOf(previous) as T));
    if (next === null) return;
    const internals = {
      _deleted: false,
      _attachments: {},
      _meta: { lwt: 0, ...previous?._meta },
      _rev: previous?._rev ?? '',
    };
    const document = { ...next, ...internals } as unknown as Data;
    const { error } = await storage.bulkWrite(
      [previous === undefined ? { document } : { previous, document }],
      context,
    );
    const [failed] = error;
    if (failed === undefined) return;
    assert(failed.status === 409, `a local write of ${id} fails only by a race, not with ${String(failed.status)}`);
    // Once it was somebody else's in the same instant, and is found the next time.
    if (previous === undefined && wasInTheWay) throw new Unreadable(id);
    wasInTheWay = previous === undefined;
  }
}

/**
 * Takes documents out of this terminal, and only out of it: no pusher of ours sends a deletion, and the feed brings again what comes into sight again. Who was
 * written in the same instant stays.
 */
export async function letGo(collection: LocalCollection, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const storage = collection.storageInstance;
  const found = await storage.findDocumentsById([...ids], false);
  const rows = found.map((previous) => {
    const { _rev, _meta } = previous;
    return { previous, document: { ...tombstone(previous), _attachments: {}, _meta: { ..._meta }, _rev } };
  });
  const { error } = await storage.bulkWrite(rows, 'let go');
  const [failed] = error.filter(({ status }) => status !== 409);
  assert(failed === undefined, 'what is here may be taken away, unless it was written meanwhile');
}

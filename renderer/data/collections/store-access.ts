import { normalizeMangoQuery, prepareQuery, type MangoQuery, type RxDocumentData } from 'rxdb/plugins/core';
import { assert } from '../../../shared/lib/assert.ts';
import { withoutInternals } from './local-form.ts';
import type { LocalCollection } from './open-database.ts';
import type { LocalDocument } from './schemas.ts';

/**
 * Straight to the storage of a collection, past RxDB's document and query caches: lists of thousands are held once, as rows, by their own reader.
 * `T` is what the collection holds; it was parsed when it came in.
 */
type Data = RxDocumentData<LocalDocument>;
const dataOf = (stored: Data): unknown => withoutInternals(stored);

export async function readOne<T>(collection: LocalCollection, id: string): Promise<T | null> {
  const [found] = await collection.storageInstance.findDocumentsById([id], false);
  return found === undefined ? null : (dataOf(found) as T);
}

/** Every document that fits, in no order; `where` names clear fields only. */
export async function readWhere<T>(
  collection: LocalCollection,
  where: Readonly<Record<string, unknown>>,
): Promise<readonly T[]> {
  const { schema } = collection.storageInstance;
  // RxDB's planner takes one of our indexes only when the selector names `_deleted`, with which each of them begins.
  const selector = { ...where, _deleted: false } as MangoQuery<Data>['selector'];
  const prepared = prepareQuery(schema, normalizeMangoQuery(schema, { selector } as MangoQuery<Data>));
  const { documents } = await collection.storageInstance.query(prepared);
  return documents.map((document) => dataOf(document) as T);
}

/** What changed, in order: the document as it is now, or `null` where it went. Windows beside this one included. */
export function watch<T>(
  collection: LocalCollection,
  heard: (changes: ReadonlyMap<string, T | null>) => void,
): () => void {
  const subscription = collection.storageInstance.changeStream().subscribe(({ events }) => {
    heard(
      new Map(
        events.map(({ documentId, documentData }) => [
          documentId,
          (documentData as Data)._deleted ? null : (dataOf(documentData as Data) as T),
        ]),
      ),
    );
  });
  return () => {
    subscription.unsubscribe();
  };
}

/**
 * Reads, changes and writes one document; begins anew when somebody else wrote in between. `change` gets `null` where there is none
 * and gives `null` to leave things as they are.
 */
export async function changeOne<T extends LocalDocument>(
  collection: LocalCollection,
  id: string,
  change: (now: T | null) => T | null,
  context: string,
): Promise<void> {
  const storage = collection.storageInstance;
  for (;;) {
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
  }
}

import {
  fillWithDefaultSettings,
  getChangedDocumentsSince,
  normalizeMangoQuery,
  prepareQuery,
  type MangoQuery,
  type RxDocumentData,
  type RxStorage,
  type RxStorageInstance,
} from 'rxdb/plugins/core';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import type { CollectionName } from '../../../shared/domain/document-types.ts';
import { DOCUMENT_TYPES } from '../../../shared/domain/document-types.ts';
import { FACT_TYPES, type Incoming } from '../../../shared/stock/slim.ts';
import { dueOf } from '../cases/case-row.ts';
import type { ReadTo } from '../collections/store-access.ts';
import { SCHEMAS, type LocalDocument } from '../collections/schemas.ts';

/** The collections whose documents make the stock. */
export const STOCK_COLLECTIONS: readonly CollectionName[] = [
  ...new Set(FACT_TYPES.map((type) => DOCUMENT_TYPES[type].collection)),
];

/** By its type: what the store holds was judged when it was written. */
const isCase = (document: { readonly type: string }): document is CaseDocument => document.type === 'case';

type Data = RxDocumentData<LocalDocument>;
type Instance = RxStorageInstance<LocalDocument, unknown, unknown, ReadTo>;

export interface StoreReader {
  /** The next documents after a checkpoint, in order of their writing; deleted ones as `null`. */
  readonly since: (
    collection: CollectionName,
    from: ReadTo | undefined,
    limit: number,
  ) => Promise<{
    readonly documents: readonly (readonly [string, Incoming | null])[];
    readonly to: ReadTo | undefined;
  }>;
  readonly byId: (
    collection: CollectionName,
    ids: readonly string[],
  ) => Promise<readonly (readonly [string, Incoming | null])[]>;
  /** How many were written since, counted on the index. */
  readonly countSince: (collection: CollectionName, from: ReadTo | undefined) => Promise<number>;
  readonly close: () => Promise<void>;
}

/**
 * Reads the collections of a store where the stock lives, past the window: a second opening of the same databases by RxDB's own storage, only for reading. Nothing is
 * sent through the window but the news that something was written.
 */
export function openStoreReader(databaseName: string, storage: RxStorage<unknown, unknown>): StoreReader {
  const instances = new Map<CollectionName, Promise<Instance>>();
  const instanceOf = (collection: CollectionName): Promise<Instance> => {
    const known = instances.get(collection);
    if (known !== undefined) return known;
    const opened = storage.createStorageInstance<LocalDocument>({
      databaseInstanceToken: `${databaseName}-stock`,
      databaseName,
      collectionName: collection,
      schema: fillWithDefaultSettings(SCHEMAS[collection]),
      options: {},
      // News come from the window; nothing is written here that others would have to hear of.
      multiInstance: false,
      devMode: false,
    }) as Promise<Instance>;
    instances.set(collection, opened);
    return opened;
  };
  const asIncoming = (document: Data): readonly [string, Incoming | null] => {
    const { _deleted, _meta, _rev, _attachments, ...rest } = document;
    if (_deleted) return [rest._id, null];
    return [rest._id, isCase(rest) ? { ...rest, ...dueOf(rest) } : rest];
  };

  return {
    since: async (collection, from, limit) => {
      const instance = await instanceOf(collection);
      const { documents, checkpoint } = await getChangedDocumentsSince<LocalDocument, ReadTo>(instance, limit, from);
      return { documents: documents.map(asIncoming), to: checkpoint };
    },
    byId: async (collection, ids) => {
      const instance = await instanceOf(collection);
      const found = await instance.findDocumentsById([...ids], true);
      const there = new Map(found.map((document) => [document._id, asIncoming(document)]));
      return ids.map((id) => there.get(id) ?? [id, null]);
    },
    countSince: async (collection, from) => {
      const instance = await instanceOf(collection);
      const query = {
        selector: { '_meta.lwt': { $gt: from?.lwt ?? 0 } },
        index: ['_meta.lwt', '_id'],
      } as unknown as MangoQuery<Data>;
      const { count } = await instance.count(
        prepareQuery(instance.schema, normalizeMangoQuery(instance.schema, query)),
      );
      return count;
    },
    close: async () => {
      await Promise.all([...instances.values()].map(async (instance) => (await instance).close()));
    },
  };
}

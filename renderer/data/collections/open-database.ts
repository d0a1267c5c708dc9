import {
  createRxDatabase,
  type RxCollection,
  type RxConflictHandler,
  type RxDatabase,
  type RxStorage,
} from 'rxdb/plugins/core';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import type { CollectionName } from '../../../shared/domain/document-types.ts';
import { sealedStorage, type BrokenDocument } from '../seal/sealed-storage.ts';
import type { Sealer } from '../seal/sealer.ts';
import { madeFirst } from './made-first.ts';
import { pulledMarks } from './pulled-marks.ts';
import { slimNotes } from './slim-notes.ts';
import { SCHEMAS, type LocalDocument } from './schemas.ts';
import type { StorageLayer } from './storage-layer.ts';
import { writesInOrder } from './writes-in-order.ts';

export type LocalCollection = RxCollection<LocalDocument>;
export type LocalCollections = Readonly<Record<CollectionName, LocalCollection>>;

export interface LocalDatabase {
  readonly collections: LocalCollections;
  readonly close: () => Promise<void>;
}

export interface DatabaseSettings {
  readonly name: string;
  readonly sealer: Sealer;
  readonly onBroken: (broken: BrokenDocument) => void;
  readonly conflictHandlerOf: (name: CollectionName) => RxConflictHandler<LocalDocument>;
  /** Only these collections: tests hold several terminals in one process, where RxDB opens no more than 13 in all. */
  readonly only?: readonly CollectionName[];
  /** A collection's database was deleted, or taken away by the browser, while it was open. */
  readonly onGone?: () => void;
  /** What stands before the store where something is replicated, the outermost last. */
  readonly layers?: readonly StorageLayer[];
  /** False where there is only one window and no BroadcastChannel to keep alive: tests. */
  readonly multiInstance: boolean;
}

/** One sealed RxDB database for everything that is edited and queried, one collection per kind of record (DESIGN §2). */
export async function openLocalDatabase(settings: DatabaseSettings): Promise<LocalDatabase> {
  const { name, sealer, onBroken, conflictHandlerOf, multiInstance, only } = settings;
  const slim: RxStorage<unknown, unknown> = slimNotes(sealedStorage(madeFirst(getRxStorageDexie()), sealer, onBroken));
  const ordered = writesInOrder(pulledMarks(slim));
  const storage = (settings.layers ?? []).reduce((inner, layer) => layer(inner), ordered);
  const database: RxDatabase = await createRxDatabase({
    name,
    storage,
    multiInstance,
    // Live lists follow the change stream themselves; RxDB's query cache never sees a query of ours.
    eventReduce: false,
  });
  const names = only ?? (Object.keys(SCHEMAS) as CollectionName[]);
  const schemas = names.map((one) => [one, { schema: SCHEMAS[one], conflictHandler: conflictHandlerOf(one) }] as const);
  let collections: LocalCollections;
  try {
    collections = (await database.addCollections(Object.fromEntries(schemas))) as unknown as LocalCollections;
    for (const one of names) await watchOver(collections[one], settings.onGone);
  } catch (error) {
    // Or the next attempt would meet an open database of the same name.
    await database.close();
    throw error;
  }
  return {
    collections,
    close: async () => {
      await database.close();
    },
  };
}

/** What a Dexie storage instance lets out, as far as it tells of the end. */
interface DexieInternals {
  readonly dexieDb: { readonly on: (event: 'versionchange' | 'close', heard: () => void) => void };
}

/** Dexie closes a database that somebody deletes and would open a new, empty one at the next question. */
async function watchOver({ storageInstance }: LocalCollection, onGone: (() => void) | undefined): Promise<void> {
  if (onGone === undefined) return;
  // Types say it is there at once; of this storage it is a promise.
  const { dexieDb } = (await Promise.resolve(storageInstance.internals)) as DexieInternals;
  dexieDb.on('versionchange', onGone);
  dexieDb.on('close', onGone);
}

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
import { slimNotes } from './slim-notes.ts';
import { SCHEMAS, type LocalDocument } from './schemas.ts';

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
  /** False where there is only one window and no BroadcastChannel to keep alive: tests. */
  readonly multiInstance: boolean;
}

/** One sealed RxDB database for everything that is edited and queried, one collection per kind of record (DESIGN §2). */
export async function openLocalDatabase(settings: DatabaseSettings): Promise<LocalDatabase> {
  const { name, sealer, onBroken, conflictHandlerOf, multiInstance, only } = settings;
  const storage: RxStorage<unknown, unknown> = slimNotes(sealedStorage(getRxStorageDexie(), sealer, onBroken));
  const database: RxDatabase = await createRxDatabase({
    name,
    storage,
    multiInstance,
    // Live lists follow the change stream themselves; RxDB's query cache never sees a query of ours.
    eventReduce: false,
  });
  const names = only ?? (Object.keys(SCHEMAS) as CollectionName[]);
  const collections = (await database.addCollections(
    Object.fromEntries(names.map((one) => [one, { schema: SCHEMAS[one], conflictHandler: conflictHandlerOf(one) }])),
  )) as unknown as LocalCollections;
  return {
    collections,
    close: async () => {
      await database.close();
    },
  };
}

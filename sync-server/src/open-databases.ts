import { join } from 'node:path';
import type { DatabaseName } from '../../shared/domain/document-types.ts';
import type { User } from '../../shared/domain/staff.ts';
import { sightOfEvidence, sightOfPlaced, type Sight } from './access/sight.ts';
import { evidenceChanges, ownChanges, type ChangeSource, type Followed } from './feed/change-source.ts';
import { followStore } from './feed/follower.ts';
import { scopedChanges, type ScopedChanges } from './feed/scoped-changes.ts';
import { walkEvidence, walkPlaced, type Walk } from './feed/walk.ts';
import { openCoveringIndex, type CoveringIndex } from './index/covering-index.ts';
import { evidenceKeys, placeKeys } from './index/index-keys.ts';
import { openPouchStore } from './store/pouch-store.ts';
import type { Store, WriteDocument, WriteRow } from './store/port.ts';

/** One served database: its store, the index beside it, and what a person may see of it. */
export interface Database {
  readonly name: DatabaseName;
  readonly store: Store;
  readonly index: CoveringIndex;
  readonly changes: ScopedChanges;
  readonly walk: Walk;
  readonly sightOf: (user: User) => Sight;
  /** Writes, and answers when the index and the feed have it: who was told "stored" also finds it. */
  readonly write: (
    documents: readonly WriteDocument[],
    options: { readonly newEdits: boolean },
  ) => Promise<readonly WriteRow[]>;
}

export interface Databases {
  readonly served: Readonly<Record<DatabaseName, Database>>;
  /** Credentials, sessions, lock-outs, counters. Never served. */
  readonly system: Store;
  readonly close: () => Promise<void>;
}

interface Opened extends Followed {
  readonly store: Store;
}

async function openFollowed(folder: string, name: DatabaseName): Promise<Opened> {
  const store = await openPouchStore(join(folder, name), { keepsOldRevisions: false });
  const index = await openCoveringIndex(
    join(folder, 'index', name),
    { uuid: store.uuid, head: (await store.info()).head },
    name === 'evidence' ? evidenceKeys : placeKeys,
  );
  const follower = followStore(store, index);
  await follower.catchUp();
  await index.settle();
  return { store, index, follower };
}

function database(
  name: DatabaseName,
  opened: Opened,
  walk: Walk,
  source: ChangeSource,
  sightOf: Database['sightOf'],
): Database {
  const { store, index, follower } = opened;
  return {
    name,
    store,
    index,
    walk,
    sightOf,
    changes: scopedChanges(walk, source),
    write: async (documents, options) => {
      const rows = await store.write(documents, options);
      await follower.catchUp();
      return rows;
    },
  };
}

/** Opens everything in a data folder and brings the indexes up to their stores, also after an unclean stop. */
export async function openDatabases(folder: string): Promise<Databases> {
  const records = await openFollowed(folder, 'records');
  const evidence = await openFollowed(folder, 'evidence');
  const audit = await openFollowed(folder, 'audit');
  const system = await openPouchStore(join(folder, 'system'), { keepsOldRevisions: false });
  return {
    served: {
      records: database('records', records, walkPlaced(records.index), ownChanges(records), (user) =>
        sightOfPlaced(user, 'records'),
      ),
      evidence: database(
        'evidence',
        evidence,
        walkEvidence(evidence.index, records.index),
        evidenceChanges(evidence, records),
        (user) => sightOfEvidence(user, records.index),
      ),
      audit: database('audit', audit, walkPlaced(audit.index), ownChanges(audit), (user) =>
        sightOfPlaced(user, 'audit'),
      ),
    },
    system,
    close: async () => {
      for (const { follower, index, store } of [records, evidence, audit]) {
        await follower.close();
        await index.close();
        await store.close();
      }
      await system.close();
    },
  };
}

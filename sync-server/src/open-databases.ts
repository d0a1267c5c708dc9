import { join } from 'node:path';
import type { DatabaseName } from '../../shared/domain/document-types.ts';
import type { User } from '../../shared/domain/staff.ts';
import { allOrNone, type OpenedSoFar } from '../../shared/lib/opened-so-far.ts';
import { sightOfEvidence, sightOfPlaced, type Sight } from './access/sight.ts';
import { evidenceChanges, ownChanges, type ChangeSource, type Followed } from './feed/change-source.ts';
import { followStore, type Follower } from './feed/follower.ts';
import { scopedChanges, type ScopedChanges } from './feed/scoped-changes.ts';
import { walkEvidence, walkPlaced, type Walk } from './feed/walk.ts';
import { openCoveringIndex, type CoveringIndex } from './index/covering-index.ts';
import { evidenceKeys, placeKeys } from './index/index-keys.ts';
import { openPouchStore } from './store/pouch-store.ts';
import type { Store, StoredDocument, WriteDocument, WriteRow } from './store/port.ts';
import { NOBODY, untilItFails, type Broken } from './store/until-it-fails.ts';

/** One served database: its store, the index beside it, and what a person may see of it. */
export interface Database {
  readonly name: DatabaseName;
  readonly store: Store;
  readonly index: CoveringIndex;
  readonly changes: ScopedChanges;
  readonly walk: Walk;
  readonly sightOf: (user: User) => Sight;
  /** The winners of these ids, tombstones too, as the store has them now; out of the index, which has whole documents in reach. Unknown ids are absent. */
  readonly current: (ids: readonly string[]) => Promise<ReadonlyMap<string, StoredDocument>>;
  /** Resolves when index and feed have everything that was written before the call; of evidence those of its subjects too. */
  readonly catchUp: () => Promise<void>;
  /** Writes, and answers when the index and the feed have it: who was told "stored" also finds it. */
  readonly write: (
    documents: readonly WriteDocument[],
    options: { readonly newEdits: boolean },
  ) => Promise<readonly WriteRow[]>;
}

export interface Databases {
  readonly served: Readonly<Record<DatabaseName, Database>>;
  /** The changes of `records` as they are applied, for what follows them inside of the server. */
  readonly recordSteps: Pick<Follower, 'head' | 'read' | 'onStep'>;
  /** Credentials, sessions, lock-outs, counters. Never served. */
  readonly system: Store;
  /** Closes the indexes; the stores belong to who opened them. */
  readonly close: () => Promise<void>;
}

interface Opened extends Followed {
  readonly store: Store;
}

/** Where the documents of an installation lie. Several servers may work on the same. */
export interface Stores {
  readonly records: Store;
  readonly evidence: Store;
  readonly audit: Store;
  /** Credentials, sessions, lock-outs, counters. Never served. */
  readonly system: Store;
  readonly close: () => Promise<void>;
}

/** Counters go on with every case: nobody replicates them, so that nobody asks what they came from. */
const OF_SYSTEM = { formerRevisions: 10 };

/** Opens the stores of a data folder. The caller holds the folder (`data-lock.ts`). */
export function openStores(folder: string, broken = NOBODY): Promise<Stores> {
  return allOrNone(async ({ also, close }) => {
    const open = async (name: string, options = {}): Promise<Store> => {
      const store = await openPouchStore(join(folder, name), { keepsOldRevisions: false, broken, ...options });
      also(store.close);
      return store;
    };
    const records = await open('records');
    const evidence = await open('evidence');
    const audit = await open('audit');
    const system = await open('system', OF_SYSTEM);
    return { records, evidence, audit, system, close };
  });
}

async function openFollowed(
  { also }: OpenedSoFar,
  name: DatabaseName,
  store: Store,
  indexFolder: string,
  broken: Broken,
): Promise<Opened> {
  const opened = await openCoveringIndex(
    join(indexFolder, name),
    { uuid: store.uuid, count: store.count, head: (await store.info()).head },
    name === 'evidence' ? evidenceKeys : placeKeys,
  );
  also(opened.close);
  const whole = untilItFails('the index', broken);
  const index = {
    ...opened,
    apply: (...given: Parameters<CoveringIndex['apply']>) => whole(() => opened.apply(...given)),
  };
  const follower = followStore(store, index);
  also(follower.close);
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
  const { store, index } = opened;
  const { catchUp } = source;
  return {
    name,
    store,
    index,
    walk,
    sightOf,
    changes: scopedChanges(walk, source),
    current: async (ids) => {
      // Another server may have written: the index first comes to where the store is.
      await catchUp();
      const documents = await index.documents(ids);
      const standing = await index.standing(ids);
      // Of what is deleted the index keeps only where it stood.
      const gone = ids.filter((id) => standing.has(id) && !documents.has(id));
      return gone.length === 0 ? documents : new Map([...documents, ...(await store.current(gone))]);
    },
    catchUp,
    write: async (documents, options) => {
      const rows = await store.write(documents, options);
      await catchUp();
      return rows;
    },
  };
}

/** Opens what one server keeps of the stores: an index beside each, brought up to it, also after an unclean stop. */
export function openDatabases(stores: Stores, indexFolder: string, broken = NOBODY): Promise<Databases> {
  return allOrNone(async (opened) => {
    const follow = (name: DatabaseName): Promise<Opened> =>
      openFollowed(opened, name, stores[name], indexFolder, broken);
    const records = await follow('records');
    const evidence = await follow('evidence');
    const audit = await follow('audit');
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
          (user) => sightOfEvidence(user, records.index, records.follower.catchUp),
        ),
        audit: database('audit', audit, walkPlaced(audit.index), ownChanges(audit), (user) =>
          sightOfPlaced(user, 'audit'),
        ),
      },
      recordSteps: records.follower,
      system: stores.system,
      close: opened.close,
    };
  });
}

import { mayWrite } from '../../../shared/access/rights.ts';
import type { AnyRecord } from '../../../shared/actions/change-set.ts';
import { hasHistory } from '../../../shared/domain/change.ts';
import { DOCUMENT_TYPES, typeOfId } from '../../../shared/domain/document-types.ts';
import { recordOf, type LocalRecord } from '../collections/local-form.ts';
import { markedDocuments } from '../collections/marked.ts';
import type { LocalCollections } from '../collections/open-database.ts';
import { readOne, watch } from '../collections/store-access.ts';
import { cell, type Known } from '../live.ts';
import type { Me } from '../me.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { Dispute, MarkedChange, MergedEdit } from './api.ts';
import { disputedUnits, undecided } from './disputes.ts';
import { entryOf, historyNow, queued, type LocalChange } from './history.ts';
import { titleOf } from './in-words.ts';
import { collectionOf } from './pending.ts';
import { waitingRecords } from './reconcile-records.ts';

export interface Disputes {
  readonly open: Known<readonly Dispute[] | undefined>;
  readonly merged: Known<readonly MergedEdit[] | undefined>;
  readonly close: () => Promise<void>;
}

export interface DisputesParts {
  readonly collections: LocalCollections;
  readonly rooms: Rooms;
  readonly me: Me;
  readonly onTrouble: (what: string, error: unknown) => void;
}

const DAY_MS = 86_400_000;
/** What was merged by itself is listed so long. */
const MERGED_DAYS = 7;
const MOST_MERGED = 50;

/** A grid or a community: who keeps the record itself. Whoever stands above them sees what is disputed, and it does not wait for him. */
const KEEPS = 12;

/**
 * What waits for a decision, from the history (which every terminal has) and from what is written here and not yet delivered: a decision made offline is one.
 * Nothing but the history says what is decided, so that it holds everywhere and can be taken back like any act.
 */
export async function openDisputes({ collections, rooms, me, onTrouble }: DisputesParts): Promise<Disputes> {
  const open = cell<readonly Dispute[] | undefined>(undefined);
  const merged = cell<readonly MergedEdit[] | undefined>(undefined);
  // Not every kind is open everywhere: tests open a few.
  if (!Object.hasOwn(collections, 'history')) return { open, merged, close: () => Promise.resolve() };

  const isMergedOfMine = ({ beside, by, at }: MarkedChange): boolean =>
    beside !== undefined && by.id === me.user.id && Date.parse(at) + MERGED_DAYS * DAY_MS > me.clock.nowMs();
  const isMarked = (change: MarkedChange): boolean =>
    (change.lost?.length ?? 0) > 0 || change.settles !== undefined || isMergedOfMine(change);

  const delivered = await markedDocuments<LocalChange, MarkedChange>({
    ...{ collection: collections.history, rooms, box: 'disputes', onTrouble },
    pick: (document) => {
      // Objections lie in the same collection, and say nothing of an act.
      if (!isChange(document)) return null;
      const change = { ...entryOf(document), takenAt: document.takenAt };
      return isMarked(change) ? change : null;
    },
  });
  const waiting = new Map<string, readonly MarkedChange[]>();
  const noteWaiting = (id: string, record: LocalRecord | null): boolean => {
    const marked = record === null ? [] : queued(record).filter(isMarked);
    if (marked.length > 0) waiting.set(id, marked);
    else if (!waiting.delete(id)) return false;
    return true;
  };

  const recordHere = async (id: string): Promise<AnyRecord | null> => {
    const type = typeOfId(id);
    if (!hasHistory(type) || !Object.hasOwn(collections, DOCUMENT_TYPES[type].collection)) return null;
    const found = await readOne<LocalRecord>(collectionOf(collections, type), id);
    return found === null ? null : recordOf(found);
  };
  const disputeOf = async (change: MarkedChange): Promise<Dispute | null> => {
    const record = await recordHere(change.subject);
    if (record === null || record['state'] === 'void' || disputedUnits(record, change).length === 0) return null;
    const mayDecide = mayWrite(me.user, record, record) === 'allowed';
    const isMine = change.by.id === me.user.id;
    const keeps = me.user.posts.some(({ scope }) => scope.length >= KEEPS);
    const waitsFor = !mayDecide ? 'nobody-here' : isMine ? 'author' : keeps ? 'keeper' : 'others';
    return { id: change.id, change, subject: change.subject, title: titleOf(record), waitsFor };
  };
  const mergedOf = async (change: MarkedChange): Promise<MergedEdit | null> => {
    const record = await recordHere(change.subject);
    if (record === null) return null;
    const history = await historyNow(collections, change.subject);
    const theirs = history.find(
      ({ id, by, fields }) =>
        id !== change.id && by.id !== me.user.id && fields.some(({ field }) => change.beside?.includes(field)),
    );
    return { id: change.id, change, subject: change.subject, title: titleOf(record), with: theirs?.by.name };
  };

  const ofDelivered = (): readonly MarkedChange[] => [...delivered.rows.get().values()];
  const compute = async (): Promise<void> => {
    const byId = new Map([...[...waiting.values()].flat(), ...ofDelivered()].map((change) => [change.id, change]));
    const all = [...byId.values()];
    const found = await Promise.all(undecided(all).map(disputeOf));
    open.set(found.filter((one) => one !== null).sort(mineFirst));
    const recent = all
      .filter((change) => isMergedOfMine(change) && (change.lost?.length ?? 0) === 0)
      .sort((a, b) => (a.at < b.at ? 1 : -1));
    const told = await Promise.all(recent.slice(0, MOST_MERGED).map(mergedOf));
    merged.set(told.filter((one) => one !== null));
  };
  /** One computing at a time; what comes meanwhile is one more. */
  let running: Promise<void> | null = null;
  let isWanted = false;
  let isOver = false;
  const refresh = (): void => {
    isWanted = true;
    running ??= (async () => {
      while (isWanted && !isOver) {
        isWanted = false;
        await compute();
      }
    })()
      .catch((error: unknown) => {
        if (!isOver) onTrouble('disputes', error);
      })
      .finally(() => {
        running = null;
      });
  };

  const subjects = (): ReadonlySet<string> =>
    new Set([...ofDelivered(), ...[...waiting.values()].flat()].map(({ subject }) => subject));
  const stops = Object.values(collections)
    .filter((collection) => 'ref' in collection.schema.jsonSchema.properties && collection !== collections.history)
    .map((collection) =>
      watch<LocalRecord>(collection, (changes) => {
        const marked = [...changes].map(([id, record]) => noteWaiting(id, record));
        const about = subjects();
        if (marked.includes(true) || (about.size > 0 && [...changes.keys()].some((id) => about.has(id)))) refresh();
      }),
    );
  stops.push(delivered.rows.subscribe(refresh));
  for (const record of await waitingRecords(collections)) noteWaiting(record._id, record);
  refresh();

  return {
    open,
    merged,
    close: async () => {
      isOver = true;
      for (const stop of stops) stop();
      await running;
      await delivered.close();
    },
  };
}

const isChange = ({ type }: { readonly type: string }): boolean => type === 'change' || type === 'careChange';

/** My own first, then by when they were written, newest first. */
const mineFirst = (a: Dispute, b: Dispute): number =>
  Number(b.waitsFor === 'author') - Number(a.waitsFor === 'author') || (a.change.at < b.change.at ? 1 : -1);

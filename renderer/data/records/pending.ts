import type { AnyRecord } from '../../../shared/actions/change-set.ts';
import { DOCUMENT_TYPES } from '../../../shared/domain/document-types.ts';
import { localRecord, recordOf, type LocalRecord } from '../collections/local-form.ts';
import type { LocalCollection, LocalCollections } from '../collections/open-database.ts';
import { changeOne, Unreadable } from '../collections/store-access.ts';
import type { HandoverOutbox } from '../handover/outbox.ts';
import { commit, type Planned } from '../rooms/mirror.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { queuedChange, type Ledger } from '../sync/ledger.ts';
import { unsentChange } from '../sync/unsent.ts';
import type { PendingWrite } from './pending-write.ts';
import { same } from './lists.ts';
import { rebase } from './rebase.ts';

/** An act that is being written: it touches several collections, which know no common transaction. */
export interface PendingAct {
  readonly batch: string;
  readonly title: string;
  readonly writes: readonly PendingWrite[];
}

export interface PendingParts {
  readonly collections: LocalCollections;
  readonly rooms: Rooms;
  readonly ledger: Ledger;
  readonly handovers: HandoverOutbox;
  /** A record that is there and cannot be read, or is being fetched instead: it has not left. */
  readonly isBroken: (id: string) => boolean;
}

export const collectionOf = (collections: LocalCollections, type: AnyRecord['type']): LocalCollection =>
  collections[DOCUMENT_TYPES[type].collection];

/** Puts an act down for good, with its rows in the ledger and the going of what it replaces: from here on it will be written, whatever happens. */
export async function putDown(
  { rooms, ledger }: PendingParts,
  act: PendingAct,
  replaced: readonly Planned[],
): Promise<void> {
  const rows = act.writes.map(({ entry, after }) => [entry.id, queuedChange(entry, after._id, act.title)] as const);
  const unsent = act.writes.map((write) => unsentChange(write, act.title));
  await commit(
    rooms,
    [ledger.plan(new Map(rows)), ...replaced],
    [{ room: 'pending', id: act.batch, value: act }, ...unsent],
  );
}

/**
 * Writes what an act still lacks in the documents, and takes its box away. May be repeated at any point. What belongs into a damaged record waits beside the ledger for whoever
 * mends it.
 */
export async function carryOut(parts: PendingParts, act: PendingAct): Promise<void> {
  for (const write of act.writes) {
    try {
      await writeOne(parts, write);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
    }
  }
  await parts.rooms.write([{ room: 'pending', id: act.batch, gone: true }]);
}

/** Acts that a crash or a full disk cut off. */
export async function carryOutAll(parts: PendingParts): Promise<void> {
  const acts = [...(await parts.rooms.readAll('pending')).values()] as readonly PendingAct[];
  // In the order in which they were made: a later one may be made upon an earlier.
  for (const act of acts.toSorted((a, b) => (a.batch < b.batch ? -1 : 1))) await carryOut(parts, act);
}

/** Writes an edit that its record lacks although its row waits: the store was lost, and the record with it. The server's own comes with the answer to the push. */
export const writeAgain = (parts: PendingParts, write: PendingWrite): Promise<void> => writeOne(parts, write, true);

async function writeOne(parts: PendingParts, { before, after, entry }: PendingWrite, isLost = false): Promise<void> {
  const { collections, ledger, handovers, isBroken } = parts;
  // Carried out before, sent since, and answered.
  if (ledger.stateOf(entry.id) !== 'waiting') return;
  const found = { gone: false };
  await changeOne<LocalRecord>(
    collectionOf(collections, after.type),
    after._id,
    (now) => {
      found.gone = now === null && before !== null && !isLost;
      if (found.gone && isBroken(after._id)) throw new Unreadable(after._id);
      if (now === null) return found.gone ? null : localRecord(after, undefined, [entry]);
      if (now.changes.some(({ id }) => id === entry.id)) return null;
      const present = recordOf(now);
      if (same(present, before)) return localRecord(after, now.rev, [...now.changes, entry]);
      // A colleague's edit came in since the act was judged: ours goes upon it as it would upon the server's.
      const { document, entries } = rebase(present, [entry], after);
      return localRecord(document, now.rev, [...now.changes, ...entries]);
    },
    'commit',
  );
  // Taken out of our scope in the same instant: it goes after its record.
  if (found.gone) await handovers.putChange(entry, after);
}

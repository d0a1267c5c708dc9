import type { LocalCase } from '../collections/local-form.ts';
import type { LocalCollection } from '../collections/open-database.ts';
import { changeOne, readOne, readWhere } from '../collections/store-access.ts';
import { caseIdOf, type DraftStore } from '../drafts/drafts.ts';
import type { PhotoStore } from '../photos/photo-store.ts';
import { commit } from '../rooms/mirror.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { queuedEntry, type Ledger, type LedgerRow } from './ledger.ts';
import { unsentEntries, withEntry } from './unsent.ts';

export interface ReconcileParts {
  readonly rooms: Rooms;
  readonly cases: LocalCollection;
  readonly ledger: Ledger;
  readonly photos: PhotoStore;
  readonly drafts: DraftStore;
  /** A case that is there and cannot be read: what waits in it is not known to be missing. */
  readonly isBroken: (id: string) => boolean;
}

/**
 * At every start, before anything is shown: what a crash left half done is finished or taken back, so that the ledger says exactly what the cases hold.
 * The cases are the truth; the ledger follows.
 */
export async function reconcile({ rooms, cases, ledger, photos, drafts, isBroken }: ReconcileParts): Promise<void> {
  await putBackEntries({ rooms, cases, ledger, isBroken });
  await finishSubmitted({ rooms, cases, photos, drafts });
  const waiting = await readWhere<LocalCase>(cases, { where: { unsent: { $gt: 0 } } });
  const changes = new Map<string, LedgerRow | null>();

  // An entry without a row: the store was restored or the row was damaged.
  for (const document of waiting) {
    for (const entry of document.log) {
      if (entry.stamp !== undefined || ledger.rows.get().has(entry.id)) continue;
      changes.set(entry.id, queuedEntry(entry, document._id, document.finding));
    }
  }
  // A row whose entry is nowhere: nothing was written at all.
  const byId = new Map(waiting.map((document) => [document._id, document]));
  const queued = [...ledger.rows.get().values()].filter(
    // Edits of records: `records/reconcile-records.ts`; what is handed over is in its document no more.
    ({ delivery, kind, handover }) => delivery === 'queued' && kind !== 'change' && handover === undefined,
  );
  for (const row of queued) {
    const document = byId.get(row.subject) ?? (await readOne<LocalCase>(cases, row.subject));
    const isThere = document?.log.some(({ id }) => id === (row.kind === 'entry' ? row.id : row.entry));
    if (isThere === true) {
      if (row.kind === 'entry' && document !== null) await ledger.settle(document, document.rev ?? '');
      continue;
    }
    // Its loss is told by whoever mends the case (`mending.ts`).
    if (isBroken(row.subject)) continue;
    // A photo whose case has left the scope still waits for its own receipt.
    const isLeftOver = row.kind === 'entry' || isDraftPhoto(photos, row.id);
    if (isLeftOver && (await ledger.waitsOnDisk(row.id))) changes.set(row.id, null);
  }
  if (changes.size > 0) await commit(rooms, [ledger.plan(changes)]);
}

/** Entries that wait and are in no case: the crash came before the case was written, or the store was lost and the case with it. */
export async function putBackEntries({
  rooms,
  cases,
  ledger,
  isBroken,
}: Pick<ReconcileParts, 'rooms' | 'cases' | 'ledger' | 'isBroken'>): Promise<void> {
  for (const { entry, document } of await unsentEntries(rooms, ledger)) {
    const now = await readOne<LocalCase>(cases, document._id);
    if (now?.log.some(({ id }) => id === entry.id) === true || isBroken(document._id)) continue;
    await changeOne<LocalCase>(cases, document._id, (there) => withEntry(there ?? document, entry), 'put back');
  }
}

const isDraftPhoto = (photos: PhotoStore, id: string): boolean => {
  const photo = photos.rows.get().get(id);
  return photo === undefined || !photo.owner.startsWith('case:');
};

/** A draft whose case is already there: the crash came, or the disk was full, after the case was written. */
export async function finishSubmitted({
  rooms,
  cases,
  photos,
  drafts,
}: Pick<ReconcileParts, 'rooms' | 'cases' | 'photos' | 'drafts'>): Promise<void> {
  for (const draft of drafts.rows.get().values()) {
    const id = caseIdOf(draft.id);
    const document = await readOne<LocalCase>(cases, id);
    if (document === null) continue;
    const owned = drafts
      .photosOf(draft)
      .map((photo) => [photo.id, { ...photo, owner: id, scope: document.scope }] as const);
    await commit(rooms, [photos.plan(new Map(owned)), drafts.plan(new Map([[draft.id, null]]))]);
  }
}

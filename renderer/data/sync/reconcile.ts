import type { LocalCase } from '../collections/local-form.ts';
import type { LocalCollection } from '../collections/open-database.ts';
import { changeOne, readOne, readWhere } from '../collections/store-access.ts';
import type { PhotoStore } from '../photos/photo-store.ts';
import { commit } from '../rooms/mirror.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { queuedEntry, type Ledger, type LedgerRow } from './ledger.ts';
import { unsentEntries, withEntry } from './unsent.ts';

export interface ReconcileParts {
  readonly rooms: Rooms;
  readonly cases: LocalCollection;
  readonly ledger: Ledger;
  readonly photos: Pick<PhotoStore, 'rows'>;
  /** A case that is there and cannot be read: what waits in it is not known to be missing. */
  readonly isBroken: (id: string) => boolean;
}

/**
 * At every start, before anything is shown: what a crash left half done is finished or taken back, so that the ledger says exactly what the cases hold.
 * The cases are the truth; the ledger follows.
 */
export async function reconcile({ rooms, cases, ledger, photos, isBroken }: ReconcileParts): Promise<void> {
  await putBackEntries({ rooms, cases, ledger, isBroken });
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
    // A photo whose case has left the scope still waits for its own receipt; one that is damaged has nothing to be sent.
    const isLeftOver = row.kind === 'entry' || !photos.rows.get().has(row.id);
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

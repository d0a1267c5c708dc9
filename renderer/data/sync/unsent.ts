import { projectCase } from '../../../shared/cases/fold.ts';
import { orderLog } from '../../../shared/cases/merge.ts';
import type { CaseDocument, LogEntry } from '../../../shared/domain/case.ts';
import { asLocalCase, type LocalCase } from '../collections/local-form.ts';
import type { PendingWrite } from '../records/pending-write.ts';
import type { Change, Rooms } from '../rooms/rooms.ts';
import type { Ledger } from './ledger.ts';

/**
 * What was written and has no receipt yet, each by itself and whole, under the id of its row of the ledger and for as long as that waits. The documents of the store hold it too; this is
 * what a lost or damaged one is made from again, and what the journal carries.
 */
export interface UnsentEntry {
  readonly kind: 'entry';
  readonly entry: LogEntry;
  /** The case it was made upon; of a new case the case itself. */
  readonly document: CaseDocument;
}
export interface UnsentChange {
  readonly kind: 'change';
  readonly title: string;
  readonly write: PendingWrite;
}

export const unsentEntry = (entry: LogEntry, document: CaseDocument): Change => ({
  room: 'unsent',
  id: entry.id,
  value: { kind: 'entry', entry, document } satisfies UnsentEntry,
});
export const unsentChange = (write: PendingWrite, title: string): Change => ({
  room: 'unsent',
  id: write.entry.id,
  value: { kind: 'change', title, write } satisfies UnsentChange,
});

/** The case with the entry in its log. */
export const withEntry = (document: CaseDocument & { readonly rev?: string }, entry: LogEntry): LocalCase =>
  document.log.some(({ id }) => id === entry.id)
    ? asLocalCase(document)
    : asLocalCase(projectCase({ ...document, log: [...orderLog([...document.log, entry])] }));

/** In the order in which they were made: a later one may stand upon an earlier. */
async function waitingOnes(rooms: Rooms, ledger: Ledger): Promise<readonly (UnsentEntry | UnsentChange)[]> {
  // What lies in this room was put there by the two functions above.
  const all = (await rooms.readAll('unsent')) as ReadonlyMap<string, UnsentEntry | UnsentChange>;
  return [...all]
    .filter(([id]) => {
      const row = ledger.rows.get().get(id);
      // What is handed over is on its way by itself (`handover/outbox.ts`).
      return row?.delivery === 'queued' && row.handover === undefined;
    })
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, one]) => one);
}

export const unsentEntries = async (rooms: Rooms, ledger: Ledger): Promise<readonly UnsentEntry[]> =>
  (await waitingOnes(rooms, ledger)).filter((one) => one.kind === 'entry');
export const unsentChanges = async (rooms: Rooms, ledger: Ledger): Promise<readonly UnsentChange[]> =>
  (await waitingOnes(rooms, ledger)).filter((one) => one.kind === 'change');

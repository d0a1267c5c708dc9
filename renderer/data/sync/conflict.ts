import type { RxConflictHandler, WithDeleted } from 'rxdb/plugins/core';
import { refolded } from '../../../shared/cases/fold.ts';
import { mergeLogs } from '../../../shared/cases/merge.ts';
import type { Rulebooks } from '../../../shared/cases/rulebook.ts';
import type { ChangeEntry } from '../../../shared/domain/change.ts';
import { asLocalCase, localRecord, recordOf, type LocalCase, type LocalRecord } from '../collections/local-form.ts';
import type { LocalDocument } from '../collections/schemas.ts';
import { rebase, withoutEntries } from '../records/rebase.ts';

type Record_ = WithDeleted<LocalDocument>;

/** What the ledger says of one edit; one that it does not know waits as well. `refused`: fallen out of its document, into the 退回箱 or handed over. */
export type EntryState = 'waiting' | 'delivered' | 'refused';

/**
 * Of a case only the log is ever edited, and only by adding: the merge is the union of both logs (DESIGN §4), the rest is the server's or follows from it.
 * Entries that were refused stay out: they lie in the 退回箱, and would otherwise come back with every merge.
 */
export const caseConflictHandler = (
  isRefused: (entryId: string) => boolean,
  rulebooks: Rulebooks,
): RxConflictHandler<LocalDocument> => ({
  isEqual: (one, other) => {
    const [a, b] = [one as Partial<LocalCase> & Partial<Record_>, other as Partial<LocalCase> & Partial<Record_>];
    return (
      a.rev === b.rev &&
      a.unsent === b.unsent &&
      a._deleted === b._deleted &&
      a.log?.length === b.log?.length &&
      a.number === b.number
    );
  },
  resolve: ({ realMasterState, newDocumentState }) => {
    if (realMasterState._deleted) return Promise.resolve(realMasterState);
    const real = realMasterState as WithDeleted<LocalCase>;
    const ours = (newDocumentState as WithDeleted<LocalCase>).log.filter(
      ({ id, stamp }) => stamp !== undefined || !isRefused(id),
    );
    const log = mergeLogs(real.log, ours);
    if (log.length === real.log.length) return Promise.resolve(realMasterState);
    const merged = { ...asLocalCase(refolded({ ...real, log: [...log] }, rulebooks)), _deleted: false };
    return Promise.resolve(merged as Record_);
  },
});

const changesOf = (document: LocalDocument): readonly ChangeEntry[] => (document as Partial<LocalRecord>).changes ?? [];

/**
 * Records: the unsent edits are put upon what the server holds, field by field (`records/rebase.ts`). What has its receipt is in there already; what was refused
 * lies in the 退回箱 and falls out. A document here changes only by a revision of the server or by an edit, so that these two tell whether two are alike.
 */
export const recordConflictHandler = (stateOf: (entryId: string) => EntryState): RxConflictHandler<LocalDocument> => ({
  isEqual: (one, other) => {
    const [a, b] = [changesOf(one), changesOf(other)];
    return (
      one.rev === other.rev && one._deleted === other._deleted && a.length === b.length && a.at(-1)?.id === b.at(-1)?.id
    );
  },
  resolve: ({ realMasterState, newDocumentState }) => {
    if (realMasterState._deleted) return Promise.resolve(realMasterState);
    const { _deleted, ...real } = realMasterState as WithDeleted<LocalRecord>;
    const ours = newDocumentState as WithDeleted<LocalRecord>;
    const waiting = waitingOf(changesOf(ours), stateOf);
    if (waiting.length === 0) return Promise.resolve(realMasterState);
    const { document, entries } = rebase(recordOf(real), waiting, recordOf(ours));
    return Promise.resolve({ ...localRecord(document, real.rev, entries), _deleted: false });
  },
});

/** The edits that still wait for their receipt, as they stand without those that were refused. */
export function waitingOf(
  entries: readonly ChangeEntry[],
  stateOf: (entryId: string) => EntryState,
): readonly ChangeEntry[] {
  return withoutEntries(entries, ({ id }) => stateOf(id) === 'refused').filter(({ id }) => stateOf(id) === 'waiting');
}

import type { RxConflictHandler, WithDeleted } from 'rxdb/plugins/core';
import { projectCase } from '../../../shared/cases/fold.ts';
import { mergeLogs } from '../../../shared/cases/merge.ts';
import { canonicalJson } from '../../../shared/lib/canonical-json.ts';
import { asLocalCase, type LocalCase } from '../collections/local-form.ts';
import type { LocalDocument } from '../collections/schemas.ts';

type Record_ = WithDeleted<LocalDocument>;
type Fields = Readonly<Record<string, unknown>>;

/**
 * Of a case only the log is ever edited, and only by adding: the merge is the union of both logs (DESIGN §4), the rest is the server's or follows from it.
 * Entries that were refused stay out: they lie in the 退回箱, and would otherwise come back with every merge.
 */
export const caseConflictHandler = (isRefused: (entryId: string) => boolean): RxConflictHandler<LocalDocument> => ({
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
    const merged = { ...asLocalCase(projectCase({ ...real, log: [...log] })), _deleted: false };
    return Promise.resolve(merged as Record_);
  },
});

/** Other records: what only we changed is ours, everything else is the server's (DESIGN §5.8). */
export const recordConflictHandler: RxConflictHandler<LocalDocument> = {
  isEqual: (one, other) => one.rev === other.rev && canonicalJson(one) === canonicalJson(other),
  resolve: ({ assumedMasterState, realMasterState, newDocumentState }) => {
    if (realMasterState._deleted || assumedMasterState === undefined) return Promise.resolve(realMasterState);
    const [base, real, ours] = [assumedMasterState, realMasterState, newDocumentState].map(
      (state) => state as unknown as Fields,
    ) as [Fields, Fields, Fields];
    const same = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);
    const onlyOurs = Object.entries(ours).filter(
      ([field, value]) => field !== 'rev' && !same(value, base[field]) && same(real[field], base[field]),
    );
    return Promise.resolve({ ...realMasterState, ...Object.fromEntries(onlyOurs) });
  },
};

import type { AnyRecord } from '../../../shared/actions/change-set.ts';
import { fieldAt } from '../../../shared/actions/field-changes.ts';
import { isNotAlone } from '../../../shared/actions/not-alone.ts';
import { wouldChange } from '../../../shared/actions/settle.ts';
import type { FieldChange } from '../../../shared/domain/change.ts';
import type { MarkedChange, PastChange } from './api.ts';
import { listWithLost, standingInstead } from './lists.ts';
import { unitOf } from './rebase.ts';

/** One field (or one whole unit: a point, a home) of which an edit's value gave way to a colleague's. */
export interface DisputedUnit {
  readonly key: string;
  /** What it was (`from`) and what the one who gave way wrote (`to`); of a list with named items those items alone. */
  readonly fields: readonly FieldChange[];
  /** What stands there now, field by field, cut to the items in question. */
  readonly standing: readonly unknown[];
  /** The fields as they would be with the lost values. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Kept in order with other records: not to be put into force alone. */
  readonly isNotAlone: boolean;
  /** It was changed again since the value gave way: what stands is not what won. */
  readonly isChangedSince: boolean;
}

const isLost = ({ lost }: MarkedChange): boolean => lost !== undefined && lost.length > 0;

/**
 * Edits with lost values upon which nobody has decided. A decision counts unless it was taken back; several (two offices, both offline) are as good as one. The
 * order in which they are known does not matter, and a decision about another record decides nothing.
 */
export function undecided(changes: readonly MarkedChange[]): readonly MarkedChange[] {
  const decisions = changes.filter(({ settles }) => settles !== undefined);
  const holds = ({ batch, subject }: MarkedChange, seen: readonly string[] = []): boolean =>
    !decisions.some(
      (back) =>
        back.undoes === batch &&
        back.subject === subject &&
        !seen.includes(back.batch) &&
        holds(back, [...seen, batch]),
    );
  const decided = new Set(
    decisions
      .filter((decision) => decision.undoes === undefined && holds(decision))
      .map(({ settles, subject }) => `${subject} ${settles ?? ''}`),
  );
  return changes.filter((change) => isLost(change) && !decided.has(`${change.subject} ${change.id}`));
}

/** What there is to decide about one edit, on the record as it is now. Where everything stands by now as he wanted it, nothing. */
export function disputedUnits(record: AnyRecord, change: Pick<MarkedChange, 'lost'>): readonly DisputedUnit[] {
  const units = new Map<string, FieldChange[]>();
  for (const one of change.lost ?? []) units.set(unitOf(one.field), [...(units.get(unitOf(one.field)) ?? []), one]);
  return [...units].flatMap(([key, fields]) => {
    const values: Record<string, unknown> = {};
    for (const lost of fields) {
      const there = lost.field in values ? values[lost.field] : fieldAt(record, lost.field);
      const merged = listWithLost(lost.field, there, lost);
      values[lost.field] = merged === null ? lost.to : merged.list;
    }
    if (!wouldChange(record, values)) return [];
    const standing = fields.map((lost) => standingInstead(lost.field, fieldAt(record, lost.field), lost));
    return [
      {
        ...{ key, fields, standing, values },
        isNotAlone: fields.some(({ field }) => isNotAlone(field)),
        isChangedSince: fields.some(({ instead }, nth) => !isSame(instead, standing[nth])),
      },
    ];
  });
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** The newest edit that gave a field the value it has; `undefined` where the history does not reach so far. */
export function writerOf(history: readonly PastChange[], record: AnyRecord, field: string): PastChange | undefined {
  const value = fieldAt(record, field);
  return (
    history.find(({ fields }) => fields.some((one) => one.field === field && isSame(one.to, value))) ??
    history.find(({ fields }) => fields.some((one) => one.field === field))
  );
}

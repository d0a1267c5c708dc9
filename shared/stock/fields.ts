import { CASE_STATES } from '../domain/case.ts';
import type { Facts } from './facts.ts';
import { ageOn, daysBetween, plusDays } from '../lib/calendar-day.ts';
import { STALE_DAYS } from './days.ts';
import type { RowOf, StockKind } from './rows.ts';

export type AnyRow = RowOf<StockKind>;
export type Value = string | number | boolean | readonly unknown[] | null | undefined;
/** Reads one field of a row, real or computed. */
export type FieldReader = (row: AnyRow) => Value;

type Loose = Readonly<Record<string, unknown>>;

/** How long ago something was last confirmed. */
export function freshnessOf(verifiedOn: string, staleBefore: string): 'fresh' | 'stale' | 'never' {
  if (verifiedOn === '') return 'never';
  return verifiedOn < staleBefore ? 'stale' : 'fresh';
}

/** Longer ago than anybody asks. */
const NEVER_MET_DAYS = 99_999;

/** In which cases are taken up: what is due first, then what is urgent, then what has waited longest. Times are UTC to the millisecond and so sort as they are written. */
const workOrderOf = ({ due, urgent, changedAt }: RowOf<'case'>): string =>
  `${due.dueAt ?? 'none'} ${urgent ? '0' : '1'} ${changedAt}`;

const COMPUTED: Readonly<Record<string, (today: string) => FieldReader>> = {
  unmetDays: (today) => (row) =>
    row.kind !== 'person' ? undefined : row.metOn === '' ? NEVER_MET_DAYS : daysBetween(row.metOn, today),
  age: (today) => (row) => (row.kind === 'person' && row.birth !== '' ? ageOn(row.birth, today) : undefined),
  grid: () => (row) => (row.scope.length === 15 ? row.scope.slice(13) : ''),
  community: () => (row) => (row.scope.length >= 12 ? row.scope.slice(0, 12) : ''),
  freshness: (today) => {
    const staleBefore = plusDays(today, -STALE_DAYS);
    return (row) => freshnessOf(row.verifiedOn, staleBefore);
  },
  hasIssues: () => (row) => row.issues > 0,
  isDisputed: () => (row) => row.openObjections > 0,
  workOrder: () => (row) => (row.kind === 'case' ? workOrderOf(row) : undefined),
  step: () => (row) => (row.kind === 'case' ? CASE_STATES.indexOf(row.state) : undefined),
  lon: () => (row) => ('point' in row ? row.point?.[0] : undefined),
  lat: () => (row) => ('point' in row ? row.point?.[1] : undefined),
  dueIn: (today) => (row) => ('dueOn' in row && row.dueOn !== '' ? daysBetween(today, row.dueOn) : undefined),
};

/**
 * A field by name: of the row; computed; or of the document behind it, by path: `education`, `resident.registeredAddress`. `sample`: any row of the kind, which says
 * what fields its rows have.
 */
export function fieldReader(field: string, today: string, facts: Facts, sample: AnyRow): FieldReader {
  const computed = Object.hasOwn(COMPUTED, field) ? COMPUTED[field] : undefined;
  if (computed !== undefined) return computed(today);
  if (Object.hasOwn(sample, field)) return (row) => (row as unknown as Loose)[field] as Value;
  const [first = '', ...rest] = field.split('.');
  const inRow = Object.hasOwn(sample, first);
  return (row) => {
    let at: unknown = ((inRow ? row : facts.any(row.id)) as Loose | undefined)?.[first];
    for (const step of rest) at = typeof at === 'object' && at !== null ? (at as Loose)[step] : undefined;
    return at as Value;
  };
}

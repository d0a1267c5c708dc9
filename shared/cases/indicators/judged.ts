import { HIT, MISS, type Counted, type Verdict } from './counted.ts';

/** What an indicator says of one case, or of one entry of it. Small enough to be kept of every case. */
export interface Judged {
  readonly entry?: string;
  /** Key of the department it is put down to, '' where none is. */
  readonly department: string;
  /** null: the indicator does not concern it (yet). */
  readonly verdict: Verdict | null;
  /** What it says once trusted now is past an instant, though nothing was written: a time that runs out. */
  readonly later?: { readonly afterMs: number; readonly verdict: Verdict };
  /** Of a mean: milliseconds of the clock's own time. */
  readonly ms?: number;
}

/** What it says at trusted now. */
export const verdictAt = ({ verdict, later }: Judged, nowMs: number): Verdict | null =>
  later !== undefined && nowMs > later.afterMs ? later.verdict : verdict;

/** Whose each is, by its entry where entries are counted. */
export type DepartmentOf = (entry: string | undefined) => string;

/** The items of an indicator over one case, one by one. */
export function judgedIn({ numerator, denominator, excluded }: Counted, departmentOf: DepartmentOf): readonly Judged[] {
  const hits = new Set(numerator.map(({ entry }) => entry));
  const judged = (entry: string | undefined, verdict: Verdict): Judged => ({
    ...(entry === undefined ? {} : { entry }),
    department: departmentOf(entry),
    verdict,
  });
  return [
    ...denominator.map(({ entry }) => judged(entry, hits.has(entry) ? HIT : MISS)),
    ...excluded.map(({ entry, why, by }) => judged(entry, { counts: false, why, by })),
  ];
}

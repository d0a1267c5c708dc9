import type { CaseRow } from '../../data/api.ts';

/** What the chips above the map narrow down. Undefined: all. */
export interface CaseFilter {
  readonly category: string | undefined;
  readonly state: CaseRow['state'] | undefined;
  readonly days: number | undefined;
}

export const EVERYTHING: CaseFilter = { category: undefined, state: undefined, days: undefined };
export const DAY_CHOICES = [1, 7, 30, 90] as const;

export const isNarrowed = (filter: CaseFilter): boolean =>
  filter.category !== undefined || filter.state !== undefined || filter.days !== undefined;

export function filteredCases(open: readonly CaseRow[], filter: CaseFilter, nowMs: number): readonly CaseRow[] {
  return open.filter(
    (row) =>
      (filter.category === undefined || row.categoryName === filter.category) &&
      (filter.state === undefined || row.state === filter.state) &&
      (filter.days === undefined || nowMs - Date.parse(row.reportedAt) <= filter.days * 86_400_000),
  );
}

/** The categories that occur, most frequent first, with their counts. */
export function categoriesIn(open: readonly CaseRow[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const row of open) counts.set(row.categoryName, (counts.get(row.categoryName) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0], 'zh-CN'));
}

import type { CaseRow } from '../../data/api.ts';

const MOST_USUAL = 5;

/** One's own reports weigh more than those of the rest of the area. */
const OWN_WEIGHT = 5;

/** Names of the categories that are reported here most. */
export function usualNames(open: readonly CaseRow[], me: string): readonly string[] {
  const counts = new Map<string, number>();
  for (const { categoryName, reporterId } of open)
    counts.set(categoryName, (counts.get(categoryName) ?? 0) + (reporterId === me ? OWN_WEIGHT : 1));
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, MOST_USUAL)
    .map(([name]) => name);
}

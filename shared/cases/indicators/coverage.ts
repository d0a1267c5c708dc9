import { HIT, MISS } from './counted.ts';
import type { Tally } from './tally.ts';

/** What 区域覆盖率 asks about: the grids of an area, and the days. */
export interface Covering {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly grids: readonly string[];
}

/**
 * 区域覆盖率: of the grids, those from which a patrol reported something in these days, whatever became of it. Grids are told as cases are, so that they are summed,
 * grouped by community and listed in the same way.
 */
export function coverageOf(tallies: Iterable<Tally>, { fromMs, untilMs, grids }: Covering): readonly Tally[] {
  const seen = new Set<string>();
  for (const { channel, reportedAtMs, scope } of tallies)
    if (channel === 'patrol' && reportedAtMs >= fromMs && reportedAtMs < untilMs) seen.add(scope);
  return grids.map((grid) => ({
    ...{ id: grid, scope: grid, category: '', channel: 'patrol' },
    ...{ reportedAtMs: 0, openedAtMs: null, closedAtMs: null },
    place: { id: grid, category: '', atMs: 0, point: [0, 0] },
    judged: { covered: [{ department: '', verdict: seen.has(grid) ? HIT : MISS }] },
  }));
}

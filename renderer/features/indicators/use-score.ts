import { useMemo } from 'react';
import { USUAL_COUNTING, type ScorePart } from '../../../shared/cases/counting-rules.ts';
import type { Cohort } from '../../../shared/cases/indicators/book.ts';
import { combineLive } from '../../lib/combine-live.ts';
import { useHeld } from '../../records/use-held.ts';
import type { Sums } from '../../data/indicators/api.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { partsFor, scoreLines, type ScoredBy, type ScoreLine } from './score-lines.ts';

/** The parts of the score as the tables in force have them. */
export function useScoreParts(by: ScoredBy): readonly ScorePart[] {
  const { catalogs } = useWorkstation();
  const { score } = useLive(catalogs.countingRules) ?? USUAL_COUNTING;
  return useMemo(() => partsFor(score, by), [score, by]);
}

/** The scores of all and of each group; undefined while they are being counted. `cohorts`, `sums`: one of each of `TIMES`. */
export function useScore(
  by: ScoredBy,
  parts: readonly ScorePart[],
  {
    cohorts,
    sums,
    nowMs,
  }: { readonly cohorts: readonly Cohort[]; readonly sums: readonly Sums[]; readonly nowMs: number },
): readonly ScoreLine[] | undefined {
  const { indicators } = useWorkstation();
  const live = useMemo(
    () =>
      combineLive(
        parts.map(({ indicator }) => indicators.groups({ indicator, by, cohorts: cohorts.slice(0, 2), nowMs })),
      ),
    [indicators, parts, by, cohorts, nowMs],
  );
  const answers = useLive(live);
  const lines = useMemo(() => {
    const groups = answers?.flatMap((each) => (each === undefined ? [] : [each])) ?? [];
    return groups.length < parts.length ? undefined : { cohorts, by, lines: scoreLines(parts, sums, groups) };
  }, [answers, parts, sums, cohorts, by]);
  // Those of the minute before stand until the next are here; those of another period or grouping do not.
  const held = useHeld(lines);
  return held?.cohorts === cohorts && held.by === by ? held.lines : undefined;
}

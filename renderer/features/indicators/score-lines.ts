import type { ScorePart, ScoreSubject } from '../../../shared/cases/counting-rules.ts';
import { indicatorOf } from '../../../shared/cases/indicators/all-indicators.ts';
import type { Grouping, Sum } from '../../../shared/cases/indicators/book.ts';
import { weightedScore } from '../../../shared/cases/indicators/score.ts';
import type { Group, Sums } from '../../data/indicators/api.ts';

/** What a score is given to: areas and departments, never persons (DOMAIN §0.8). */
export const SCORED_BY = ['community', 'grid', 'department'] as const satisfies readonly Grouping[];
export type ScoredBy = (typeof SCORED_BY)[number];
export const isScoredBy = (by: Grouping): by is ScoredBy => (SCORED_BY as readonly string[]).includes(by);

const subjectOf = (by: ScoredBy): ScoreSubject => (by === 'department' ? 'department' : 'area');
/** The parts of the score of such a subject. */
export const partsFor = (parts: readonly ScorePart[], by: ScoredBy): readonly ScorePart[] =>
  parts.filter(({ subject }) => subject === null || subject === subjectOf(by));

export interface ScoreLine {
  /** Value of the group; null for all together. */
  readonly value: string | null;
  /** Out of 100; null where nothing is counted in any part. */
  readonly score: number | null;
  readonly before: number | null;
  /** One of each part, in their order. */
  readonly sums: readonly Sum[];
  /** Names of the parts in which nothing is counted: the others stand for the whole. */
  readonly without: readonly string[];
}

const NOTHING: Sum = { numerator: 0, denominator: 0, excluded: {}, totalMs: 0 };
export const shareOfSum = ({ numerator, denominator }: Sum): number | null =>
  denominator === 0 ? null : numerator / denominator;

const scoreOf = (parts: readonly ScorePart[], sums: readonly Sum[]) =>
  weightedScore(
    parts.map(({ indicator, weight, isReversed }, at) => ({
      ...{ name: indicatorOf(indicator).name, weight, isReversed },
      share: shareOfSum(sums[at] ?? NOTHING),
    })),
  );

function line(
  parts: readonly ScorePart[],
  value: string | null,
  now: readonly Sum[],
  before: readonly Sum[],
): ScoreLine {
  const { score, without } = scoreOf(parts, now);
  return { value, score, before: scoreOf(parts, before).score, sums: now, without };
}

/** All together, then each group in the order of its code: never by who is best. `sums` and the groups of every part: this period and the one before. */
export function scoreLines(
  parts: readonly ScorePart[],
  [now, before]: readonly Sums[],
  groups: readonly (readonly Group[])[],
): readonly ScoreLine[] {
  const values = [...new Set(groups.flatMap((each) => each.map(({ value }) => value)))]
    // What nobody has yet is nobody's score.
    .filter((value) => value !== '')
    .sort();
  const byPart = groups.map((each) => new Map(each.map(({ value, sums }) => [value, sums])));
  const at = (value: string, time: number): readonly Sum[] => byPart.map((of) => of.get(value)?.[time] ?? NOTHING);
  const all = (of: Sums | undefined): readonly Sum[] => parts.map(({ indicator }) => of?.[indicator] ?? NOTHING);
  return [
    line(parts, null, all(now), all(before)),
    ...values.map((value) => line(parts, value, at(value, 0), at(value, 1))),
  ];
}

/** `86.4`; 无 where nothing is counted. */
export const scoreWords = (score: number | null): string => (score === null ? '无' : score.toFixed(1));
/** In points of the score; '' where one of both is not there. */
export function scoreChange(now: number | null, before: number | null): string {
  if (now === null || before === null) return '';
  const tenths = Math.round(now * 10) - Math.round(before * 10);
  return tenths === 0 ? '持平' : `${tenths > 0 ? '升' : '降'} ${(Math.abs(tenths) / 10).toFixed(1)}`;
}

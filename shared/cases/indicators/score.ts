import { shareOf, type Counted } from './counted.ts';

export interface ScorePart {
  readonly name: string;
  readonly weight: number;
  readonly counted: Counted;
  /** A share of which less is better, e.g. 返工率. */
  readonly isReversed?: boolean;
}

/**
 * 综合得分: Σ weight × share, out of 100. A part in which nothing is counted has no share: it is named in `without`, and the weights of the others stand for the whole.
 * Null where nothing is counted in any part.
 */
export function weightedScore(parts: readonly ScorePart[]): {
  readonly score: number | null;
  readonly without: readonly string[];
} {
  const shares = parts.map(({ weight, counted, isReversed }) => {
    const share = shareOf(counted);
    return { weight, share: share === null || isReversed !== true ? share : 1 - share };
  });
  const known = shares.flatMap(({ weight, share }) => (share === null ? [] : [{ weight, share }]));
  const weights = known.reduce((sum, { weight }) => sum + weight, 0);
  const sum = known.reduce((total, { weight, share }) => total + weight * share, 0);
  return {
    score: weights === 0 ? null : (sum / weights) * 100,
    without: parts.flatMap(({ name, counted }) => (shareOf(counted) === null ? [name] : [])),
  };
}

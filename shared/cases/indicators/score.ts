/** A part of a score: the share of an indicator, 0 to 1, null where nothing is counted in it. */
export interface WeighedShare {
  readonly name: string;
  readonly weight: number;
  readonly share: number | null;
  /** A share of which less is better, e.g. 返工率. */
  readonly isReversed?: boolean;
}

/**
 * 综合得分: Σ weight × share, out of 100. A part in which nothing is counted has no share: it is named in `without`, and the weights of the others stand for the whole.
 * Null where nothing is counted in any part.
 */
export function weightedScore(parts: readonly WeighedShare[]): {
  readonly score: number | null;
  readonly without: readonly string[];
} {
  const known = parts.flatMap(({ weight, share, isReversed }) =>
    share === null ? [] : [{ weight, share: isReversed === true ? 1 - share : share }],
  );
  const weights = known.reduce((sum, { weight }) => sum + weight, 0);
  const sum = known.reduce((total, { weight, share }) => total + weight * share, 0);
  return {
    score: weights === 0 ? null : (sum / weights) * 100,
    without: parts.flatMap(({ name, share }) => (share === null ? [name] : [])),
  };
}

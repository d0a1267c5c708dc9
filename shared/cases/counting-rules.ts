import type { CatalogOf } from '../domain/catalog.ts';
import { indicatorOf, isIndicator, type IndicatorKey } from './indicators/all-indicators.ts';
import { USUAL_RECURRING, type Recurring } from './recurring.ts';

/** What a score is given to. Never a person (DOMAIN §0.8). */
export type ScoreSubject = 'area' | 'department';

/** An indicator as a part of 综合得分. */
export interface ScorePart {
  readonly indicator: IndicatorKey;
  readonly weight: number;
  readonly isReversed: boolean;
  /** Null: for every subject. */
  readonly subject: ScoreSubject | null;
}

/** 统计口径 of a place. */
export interface CountingRules {
  readonly recurring: Recurring;
  readonly score: readonly ScorePart[];
}

/** A count has no share to be weighed, nor has a mean. */
export const isScorable = (indicator: IndicatorKey): boolean => indicatorOf(indicator).kind === 'share';

const part = (indicator: IndicatorKey, weight: number, isReversed = false): ScorePart => ({
  ...{ indicator, weight, isReversed, subject: null },
});
/** Where a place has said nothing: handling in time weighs most; what weighs together 100. */
export const USUAL_COUNTING: CountingRules = {
  recurring: USUAL_RECURRING,
  score: [
    part('openingInTime', 10),
    part('dispatchAccuracy', 10),
    part('handlingInTime', 30),
    part('closingInTime', 20),
    part('rework', 10, true),
    part('answered', 10),
    part('solved', 10),
  ],
};

/** Of the tables in force: what a narrower area says stands before what a wider one says, and that before what is usual. */
export function countingRules(tables: readonly CatalogOf<'countingRules'>[]): CountingRules {
  const narrowestFirst = tables.toSorted((a, b) => b.scope.length - a.scope.length || b.version - a.version);
  const said = <T>(of: (table: CatalogOf<'countingRules'>) => T | undefined, usual: T): T =>
    narrowestFirst.map(of).find((one) => one !== undefined) ?? usual;
  return {
    recurring: {
      metres: said(({ recurring }) => recurring?.metres, USUAL_RECURRING.metres),
      days: said(({ recurring }) => recurring?.days, USUAL_RECURRING.days),
    },
    score: said(({ entries }) => {
      const parts = entries.flatMap(({ indicator, weight, fewerIsBetter = false, subject = null }): ScorePart[] =>
        isScored(indicator) ? [{ indicator, weight, isReversed: fewerIsBetter, subject }] : [],
      );
      return parts.length === 0 ? undefined : parts;
    }, USUAL_COUNTING.score),
  };
}

function isScored(word: string): word is IndicatorKey {
  return isIndicator(word) && isScorable(word);
}

import type { Actor } from '../../domain/case.ts';
import type { CaseHistory } from './history.ts';

/** What is counted: a case, or one entry of it where acts are counted. */
export interface Item {
  readonly id: string;
  readonly entry?: string;
}

/** Why something that would be counted is left out. */
export const EXCLUSIONS = [
  /** 申诉通过，免于统计 */
  'exempt',
  'void',
  'merged',
  /** 强制结案 */
  'forceClosed',
  /** 挂账中 */
  'suspended',
  /** 退回派遣，待重新派遣 */
  'returned',
  /** 派遣员自行撤回 */
  'withdrawn',
  /** 核实任务已撤回 */
  'recalled',
  /** 还没有结果 */
  'underway',
  /** 自处置，不经立案 */
  'selfHandled',
  'notVisited',
  'notReached',
  /** 回访没有明确评价 */
  'noAnswer',
] as const;
export type Exclusion = (typeof EXCLUSIONS)[number];

/** An indicator with everything behind it. Each list is what its number counts; nothing is in `excluded` that is also counted. */
export interface Counted {
  readonly numerator: readonly Item[];
  readonly denominator: readonly Item[];
  /** `by`: whoever decided that it is left out, where somebody did. */
  readonly excluded: readonly (Item & { readonly why: Exclusion; readonly by: Actor | null })[];
}

/** What an indicator says of one item: it counts (and whether for the numerator), or why it does not. */
export type Verdict =
  | { readonly counts: true; readonly hit: boolean }
  | { readonly counts: false; readonly why: Exclusion; readonly by: Actor | null };

/** One object each: a verdict is kept of every case and every indicator. */
export const HIT: Verdict = { counts: true, hit: true };
export const MISS: Verdict = { counts: true, hit: false };
export const counts = (hit: boolean): Verdict => (hit ? HIT : MISS);
export const leftOut = (why: Exclusion, by: Actor | null = null): Verdict => ({ counts: false, why, by });

function gathered(judged: readonly (readonly [Item, Verdict])[]): Counted {
  const taken = judged.filter(([, verdict]) => verdict.counts);
  return {
    denominator: taken.map(([item]) => item),
    numerator: taken.flatMap(([item, verdict]) => (verdict.counts && verdict.hit ? [item] : [])),
    excluded: judged.flatMap(([item, verdict]) =>
      verdict.counts ? [] : [{ ...item, why: verdict.why, by: verdict.by }],
    ),
  };
}

/** Counts cases. `judge` gives null where the indicator does not concern the case at all. */
export const countCases = (histories: readonly CaseHistory[], judge: (one: CaseHistory) => Verdict | null): Counted =>
  gathered(
    histories.flatMap((one) => {
      const verdict = judge(one);
      return verdict === null ? [] : [[{ id: one.id }, verdict] as const];
    }),
  );

/** Counts acts: `judge` gives what it says of each that concerns it, by the id of its entry. */
export const countActs = (
  histories: readonly CaseHistory[],
  judge: (one: CaseHistory) => readonly (readonly [entry: string, verdict: Verdict])[],
): Counted =>
  gathered(histories.flatMap((one) => judge(one).map(([entry, verdict]) => [{ id: one.id, entry }, verdict] as const)));

/** 0 to 1; null where nothing is counted: no share is better than a made-up one. */
export const shareOf = ({ numerator, denominator }: Counted): number | null =>
  denominator.length === 0 ? null : numerator.length / denominator.length;

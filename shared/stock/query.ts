import type { Condition } from '../domain/condition.ts';
import type { RowOf, StockKind } from './rows.ts';

export type { Condition } from '../domain/condition.ts';

/**
 * A list asked for. Beside real fields, conditions may name computed ones: `age` (persons, years today), `grid` (last two digits of a 15-digit scope), `community` (first 12 digits, '' above), `unmetDays` (days since `metOn`; 99999 when never), `freshness`
 * ('fresh' | 'stale' by 180 days | 'never'), `hasIssues`, `isDisputed`, `dueIn` (days; negative: over); of cases `workOrder` (in which they are taken up) and `step`
 * (number of the state in `CASE_STATES`); `lon`, `lat` of what has a point.
 */
export interface ListQuery<K extends StockKind = StockKind> {
  readonly kind: K;
  /** Code prefix. */
  readonly area?: string;
  readonly where?: readonly Condition[];
  /** As in the search: names, pinyin, tails, addresses, blanks between. */
  readonly text?: string;
  readonly sort?: { readonly by: string; readonly down?: boolean };
  /** A field by whose values the rows stand together, in the order of the values; within a group as `sort` says. */
  readonly group?: string;
}

/** Fields (computed ones too) whose values are counted beside the list, each with its own condition left out, so that the counts say what a click would give. */
export interface ListAsked<K extends StockKind = StockKind> {
  readonly query: ListQuery<K>;
  readonly from: number;
  readonly count: number;
  readonly facets?: readonly string[];
}

export interface ListedGroup {
  readonly value: string;
  readonly count: number;
}

export interface ListAnswer<K extends StockKind = StockKind> {
  /** Exact. */
  readonly total: number;
  /** Of the kind in my scope, whatever the filter. */
  readonly all: number;
  readonly rows: readonly RowOf<K>[];
  /** With `group`, and where rows are asked for: each group with how many rows it has, in the order in which they stand. Sums to `total`. */
  readonly groups?: readonly ListedGroup[];
  readonly facets: Readonly<Record<string, readonly { readonly value: string; readonly count: number }[]>>;
  readonly tookMs: number;
}

/** One hit of a search, best first within its group. */
export interface Hit {
  readonly kind: StockKind;
  readonly id: string;
  readonly row: RowOf<StockKind>;
  /** Which stretches of which shown text were matched: [start, end). `name`, `idNumber`, `phone`, `address`, `code`, … */
  readonly marks: readonly { readonly text: string; readonly from: number; readonly to: number }[];
  /** 0 exact … : smaller is better. */
  readonly rank: number;
  /** One character differs from what was typed. */
  readonly isNear: boolean;
}

export interface FindAnswer {
  readonly typed: string;
  readonly total: number;
  readonly groups: readonly { readonly kind: StockKind; readonly total: number; readonly hits: readonly Hit[] }[];
  readonly tookMs: number;
}

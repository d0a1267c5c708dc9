import type { IndicatorKey } from '../../../shared/cases/indicators/all-indicators.ts';
import type { Cohort, Grouping, Listed, PartAsked, Sum } from '../../../shared/cases/indicators/book.ts';
import type { Live } from '../values.ts';

export interface IndicatorsStatus {
  /** So many cases are read and judged. */
  readonly cases: number;
  /** Still to be read; while there are any, nothing is answered: a number of half the cases is none. */
  readonly behind: number;
  /** Everything that was here when it was opened has been read. */
  readonly ready: boolean;
  /** Cases that could not be judged: they are in no number. */
  readonly unread: number;
  /** Why there is nothing to be had, once that is known. */
  readonly broken: string | null;
}

/** The same question of several cohorts: the period, the one before it, the one a year ago. `nowMs`: trusted now; give it by the minute. */
export interface SumsAsked {
  readonly cohorts: readonly Cohort[];
  readonly nowMs: number;
}
export type Sums = Readonly<Record<IndicatorKey, Sum>>;

export interface GroupsAsked extends SumsAsked {
  readonly indicator: IndicatorKey;
  readonly by: Grouping;
}
export interface Group {
  readonly value: string;
  /** One of each cohort. */
  readonly sums: readonly Sum[];
}

export interface PartListAsked extends PartAsked {
  readonly cohort: Cohort;
  readonly nowMs: number;
}
/** A stretch of the list. */
export interface StretchAsked extends PartListAsked {
  readonly from: number;
  readonly count: number;
}
/** A window of the list behind a number. `total` is that number. */
export interface PartList {
  readonly total: number;
  readonly from: number;
  readonly rows: readonly Listed[];
}

/** Indicators over every case of this store, off the main thread (`shared/cases/indicators`). Answers follow every change of a case: give the same object for the same question. */
export interface IndicatorsApi {
  readonly status: Live<IndicatorsStatus>;
  /** In the order of the cohorts. */
  readonly sums: (asked: SumsAsked) => Live<readonly Sums[]>;
  readonly groups: (asked: GroupsAsked) => Live<readonly Group[]>;
  readonly list: (asked: StretchAsked) => Live<PartList>;
  readonly groupsNow: (asked: GroupsAsked) => Promise<readonly Group[]>;
  /** The whole list, as of now. */
  readonly whole: (asked: PartListAsked) => Promise<readonly Listed[]>;
  /** Words that somebody adds to a sheet that is printed: sealed, on this terminal only; '' where there are none. */
  readonly keptNote: (key: string) => Promise<string>;
  readonly keepNote: (key: string, text: string) => Promise<void>;
}

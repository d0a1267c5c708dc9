import type { Actor, Channel } from '../../domain/case.ts';
import { INDICATOR_KEYS, type IndicatorKey } from './all-indicators.ts';
import { counts, type Exclusion, type Item, type Verdict } from './counted.ts';
import { coverageOf } from './coverage.ts';
import { verdictAt, type Judged } from './judged.ts';
import { reportedAgain, USUAL_SAME_PLACE } from './reporting.ts';
import type { Tally } from './tally.ts';

/** By which of its instants a case belongs to a period: when it was reported, opened for the first time, closed for the last. */
export const COUNTED_WHEN = ['reported', 'opened', 'closed'] as const;
export type CountedWhen = (typeof COUNTED_WHEN)[number];

/** Which cases are asked about. All that is given must hold. */
export interface Cohort {
  /** Left out: when it was reported. */
  readonly when?: CountedWhen;
  /** From this instant until before that one, ms. */
  readonly fromMs: number;
  readonly untilMs: number;
  /** Code prefix. */
  readonly area?: string;
  readonly department?: string;
  /** Standard, kind and first two digits: `classOf`. */
  readonly class?: string;
  readonly category?: string;
  readonly channel?: Channel;
  /** Codes of the grids that patrols are to cover, of every area: what 区域覆盖率 is a share of. */
  readonly grids?: readonly string[];
}

export const GROUPINGS = ['community', 'grid', 'department', 'class', 'category', 'channel'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** The parts of an indicator that a number stands for. `missed`: counts, but not for the numerator. */
export type Part = 'numerator' | 'denominator' | 'missed' | 'excluded' | Exclusion;

/** The numbers of an indicator; each is the length of `list` of the same part. */
export interface Sum {
  readonly numerator: number;
  readonly denominator: number;
  readonly excluded: Readonly<Partial<Record<Exclusion, number>>>;
  /** Of a mean: of everything in the numerator. */
  readonly totalMs: number;
}

export interface Listed extends Item {
  readonly why?: Exclusion;
  /** Who decided that it is left out. */
  readonly by?: Actor;
  readonly ms?: number;
}

export interface PartAsked {
  readonly indicator: IndicatorKey;
  readonly part: Part;
  /** Of one group only. */
  readonly group?: { readonly by: Grouping; readonly value: string };
}

export interface Book {
  /** `null` takes the case out. */
  readonly set: (id: string, tally: Tally | null) => void;
  readonly clear: () => void;
  readonly size: () => number;
  readonly tallies: () => Iterable<Tally>;
  /** Changes with every change. */
  readonly version: () => number;
  readonly sums: (cohort: Cohort, nowMs: number) => Readonly<Record<IndicatorKey, Sum>>;
  /** Groups in which there is something counted or left out. */
  readonly groups: (indicator: IndicatorKey, by: Grouping, cohort: Cohort, nowMs: number) => ReadonlyMap<string, Sum>;
  /** Newest first, by the instant it is counted by. */
  readonly list: (asked: PartAsked, cohort: Cohort, nowMs: number) => readonly Listed[];
}

/** `GB/T 47678.5-2026/matter/01001` → `GB/T 47678.5-2026/matter/01`: codes begin with two digits of the class, in the old standard and the new one. */
export function classOf(category: string): string {
  const code = category.lastIndexOf('/') + 1;
  return category.slice(0, code + 2);
}

function groupValue(tally: Tally, judged: Judged, by: Grouping): string {
  switch (by) {
    case 'community':
      return tally.scope.slice(0, 12);
    case 'grid':
      return tally.scope;
    case 'department':
      return judged.department;
    case 'class':
      return classOf(tally.category);
    case 'category':
      return tally.category;
    case 'channel':
      return tally.channel;
  }
}

function atMsOf({ reportedAtMs, openedAtMs, closedAtMs }: Tally, when: CountedWhen): number | null {
  switch (when) {
    case 'reported':
      return reportedAtMs;
    case 'opened':
      return openedAtMs;
    case 'closed':
      return closedAtMs;
  }
}
const whenOf = ({ when = 'reported' }: Cohort): CountedWhen => when;

function isWithin(tally: Tally, cohort: Cohort): boolean {
  const atMs = atMsOf(tally, whenOf(cohort));
  return atMs !== null && atMs >= cohort.fromMs && atMs < cohort.untilMs;
}

const isIn = (tally: Tally, cohort: Cohort): boolean =>
  isWithin(tally, cohort) &&
  (cohort.area === undefined || tally.scope.startsWith(cohort.area)) &&
  (cohort.class === undefined || classOf(tally.category) === cohort.class) &&
  (cohort.category === undefined || tally.category === cohort.category) &&
  (cohort.channel === undefined || tally.channel === cohort.channel);

interface Summing {
  numerator: number;
  denominator: number;
  excluded: Partial<Record<Exclusion, number>>;
  totalMs: number;
}
const nothing = (): Summing => ({ numerator: 0, denominator: 0, excluded: {}, totalMs: 0 });

function add(sum: Summing, judged: Judged, verdict: Verdict): void {
  if (!verdict.counts) {
    sum.excluded[verdict.why] = (sum.excluded[verdict.why] ?? 0) + 1;
    return;
  }
  sum.denominator += 1;
  if (!verdict.hit) return;
  sum.numerator += 1;
  sum.totalMs += judged.ms ?? 0;
}

function belongs(part: Part, verdict: Verdict): boolean {
  switch (part) {
    case 'numerator':
      return verdict.counts && verdict.hit;
    case 'denominator':
      return verdict.counts;
    case 'missed':
      return verdict.counts && !verdict.hit;
    case 'excluded':
      return !verdict.counts;
    default:
      return !verdict.counts && verdict.why === part;
  }
}

/** The tallies of every case at hand, and what may be asked of them. Numbers and lists walk the same way, so that they agree. */
export function createBook(): Book {
  const tallies = new Map<string, Tally>();
  let version = 0;
  let again: { readonly version: number; readonly ids: ReadonlySet<string> } | undefined;

  /** 再发 is asked of everything at hand: what was reported the day before the period is not forgotten. */
  const cameAgain = (): ReadonlySet<string> => {
    if (again?.version !== version)
      again = {
        version,
        ids: reportedAgain(
          [...tallies.values()].flatMap(({ place, judged }) =>
            judged.recurrence?.some(({ verdict }) => verdict?.counts === true) === true ? [place] : [],
          ),
          USUAL_SAME_PLACE,
        ),
      };
    return again.ids;
  };
  const chosen = (cohort: Cohort): readonly Tally[] => [...tallies.values()].filter((tally) => isIn(tally, cohort));

  /** Grids belong to no department, class or source: of one of these there is no coverage. */
  const grids = ({ grids: all = [], ...cohort }: Cohort): readonly Tally[] => {
    const { area = '', department, category, channel = 'patrol' } = cohort;
    const isOfAll = [department, category, cohort.class].every((one) => one === undefined) && channel === 'patrol';
    if (!isOfAll) return [];
    return coverageOf(tallies.values(), { ...cohort, grids: all.filter((grid) => grid.startsWith(area)) });
  };
  const chosenFor = (indicator: IndicatorKey, cohort: Cohort): readonly Tally[] =>
    indicator === 'covered' ? grids(cohort) : chosen(cohort);

  const walk = (
    indicator: IndicatorKey,
    some: readonly Tally[],
    { department }: Cohort,
    nowMs: number,
    visit: (tally: Tally, judged: Judged, verdict: Verdict) => void,
  ): void => {
    const repeated = indicator === 'recurrence' ? cameAgain() : undefined;
    for (const tally of some) {
      for (const judged of tally.judged[indicator] ?? []) {
        if (department !== undefined && judged.department !== department) continue;
        const verdict = verdictAt(judged, nowMs);
        if (verdict === null) continue;
        visit(tally, judged, repeated !== undefined && verdict.counts ? counts(repeated.has(tally.id)) : verdict);
      }
    }
  };

  return {
    set: (id, tally) => {
      if (tally === null) tallies.delete(id);
      else tallies.set(id, tally);
      version += 1;
    },
    clear: () => {
      tallies.clear();
      version += 1;
    },
    size: () => tallies.size,
    tallies: () => tallies.values(),
    version: () => version,
    sums: (cohort, nowMs) => {
      const some = chosen(cohort);
      const sumOf = (indicator: IndicatorKey): Sum => {
        const sum = nothing();
        const those = indicator === 'covered' ? grids(cohort) : some;
        walk(indicator, those, cohort, nowMs, (_tally, judged, verdict) => {
          add(sum, judged, verdict);
        });
        return sum;
      };
      return Object.fromEntries(INDICATOR_KEYS.map((key) => [key, sumOf(key)])) as Record<IndicatorKey, Sum>;
    },
    groups: (indicator, by, cohort, nowMs) => {
      const groups = new Map<string, Summing>();
      walk(indicator, chosenFor(indicator, cohort), cohort, nowMs, (tally, judged, verdict) => {
        const value = groupValue(tally, judged, by);
        const sum = groups.get(value) ?? nothing();
        groups.set(value, sum);
        add(sum, judged, verdict);
      });
      return groups;
    },
    list: ({ indicator, part, group }, cohort, nowMs) => {
      const when = whenOf(cohort);
      const atMs = (tally: Tally): number => atMsOf(tally, when) ?? 0;
      const some = chosenFor(indicator, cohort).toSorted((a, b) => atMs(b) - atMs(a) || (a.id < b.id ? -1 : 1));
      const listed: Listed[] = [];
      walk(indicator, some, cohort, nowMs, (tally, judged, verdict) => {
        if (!belongs(part, verdict)) return;
        if (group !== undefined && groupValue(tally, judged, group.by) !== group.value) return;
        const { entry, ms } = judged;
        listed.push({
          id: tally.id,
          ...(entry === undefined ? {} : { entry }),
          ...(ms === undefined ? {} : { ms }),
          ...(verdict.counts ? {} : { why: verdict.why, ...(verdict.by === null ? {} : { by: verdict.by }) }),
        });
      });
      return listed;
    },
  };
}

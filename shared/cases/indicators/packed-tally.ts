import type { Actor, Channel } from '../../domain/case.ts';
import { INDICATOR_KEYS, type IndicatorKey } from './all-indicators.ts';
import { counts, EXCLUSIONS, leftOut, type Verdict } from './counted.ts';
import type { Judged } from './judged.ts';
import type { Tally } from './tally.ts';

/* A tally as it is kept on the disk: a street has fifty thousand, and most verdicts are one bit. Read by the very version that wrote it, so that places stand for names. */

/** 1: hit, 0: missed, otherwise the place of the exclusion and who decided. */
type PackedVerdict = 0 | 1 | readonly [why: number, by: Actor | null];
interface PackedJudged {
  readonly v: PackedVerdict | null;
  /** Place of its department; left out: the first. */
  readonly d?: number;
  readonly e?: string;
  readonly m?: number;
  readonly l?: readonly [afterMs: number, verdict: PackedVerdict];
}
/** Of one indicator: one bit where there is no more to say. */
type PackedList = 0 | 1 | readonly PackedJudged[];

export interface PackedTally {
  readonly id: string;
  readonly scope: string;
  readonly category: string;
  readonly channel: Channel;
  /** Reported, opened, closed. */
  readonly at: readonly [number, number | null, number | null];
  readonly point: readonly [number, number];
  /** Keys of departments; the first is that of the case. */
  readonly departments: readonly string[];
  readonly judged: readonly (readonly [indicator: number, list: PackedList])[];
}

const packedVerdict = (verdict: Verdict): PackedVerdict =>
  verdict.counts ? (verdict.hit ? 1 : 0) : [EXCLUSIONS.indexOf(verdict.why), verdict.by];

function packedJudged({ department, verdict, entry, ms, later }: Judged, departments: string[]): PackedJudged {
  const known = departments.indexOf(department);
  const at = known === -1 ? departments.push(department) - 1 : known;
  return {
    v: verdict === null ? null : packedVerdict(verdict),
    ...(at === 0 ? {} : { d: at }),
    ...(entry === undefined ? {} : { e: entry }),
    ...(ms === undefined ? {} : { m: ms }),
    ...(later === undefined ? {} : { l: [later.afterMs, packedVerdict(later.verdict)] as const }),
  };
}

function packedList(list: readonly Judged[], departments: string[]): PackedList {
  const all = list.map((one) => packedJudged(one, departments));
  const [only] = all;
  const isBit = all.length === 1 && only !== undefined && Object.keys(only).length === 1;
  return isBit && (only.v === 0 || only.v === 1) ? only.v : all;
}

export function packTally(tally: Tally): PackedTally {
  const { id, scope, category, channel, reportedAtMs, openedAtMs, closedAtMs, place, judged } = tally;
  const departments = [judged.reported?.[0]?.department ?? ''];
  return {
    ...{ id, scope, category, channel, at: [reportedAtMs, openedAtMs, closedAtMs], point: place.point },
    judged: INDICATOR_KEYS.flatMap((key, at) => {
      const list = judged[key];
      return list === undefined ? [] : [[at, packedList(list, departments)] as const];
    }),
    departments,
  };
}

function verdictOf(packed: PackedVerdict): Verdict {
  if (packed === 0 || packed === 1) return counts(packed === 1);
  const [at, by] = packed;
  const why = EXCLUSIONS[at];
  if (why === undefined) throw new Error(`no exclusion ${String(at)}`);
  return leftOut(why, by);
}

const judgedOf = ({ v, d = 0, e, m, l }: PackedJudged, departments: readonly string[]): Judged => ({
  ...(e === undefined ? {} : { entry: e }),
  department: departments[d] ?? '',
  verdict: v === null ? null : verdictOf(v),
  ...(l === undefined ? {} : { later: { afterMs: l[0], verdict: verdictOf(l[1]) } }),
  ...(m === undefined ? {} : { ms: m }),
});

export function unpackTally(packed: PackedTally): Tally {
  const { id, scope, category, channel, at, point, departments } = packed;
  const judged: Partial<Record<IndicatorKey, readonly Judged[]>> = {};
  for (const [place, list] of packed.judged) {
    const key = INDICATOR_KEYS[place];
    if (key === undefined) throw new Error(`no indicator ${String(place)}`);
    judged[key] = (typeof list === 'number' ? [{ v: list }] : list).map((one) => judgedOf(one, departments));
  }
  const [reportedAtMs, openedAtMs, closedAtMs] = at;
  return {
    ...{ id, scope, category, channel, reportedAtMs, openedAtMs, closedAtMs, judged },
    place: { id, category, atMs: reportedAtMs, point },
  };
}

import { addTime } from './add-time.ts';
import type { ClockRules } from './clock-rules.ts';
import { elapsed } from './elapsed.ts';
import { HOUR_MS } from './instant.ts';
import { WORKDAY_MS, type Span } from './span.ts';

/** What a clock shows, whatever it measures. */
export interface Timed {
  readonly startedMs: number;
  readonly isRunning: boolean;
  /** Time used, in the clock's own time, up to its last stop. What runs since is not in it. */
  readonly usedMs: number;
  /** When it last began to run. */
  readonly runsSinceMs: number;
  /** The last instant in time, as its last run began; the instant it ran out, where it did. Of a paused clock what it was: it moves by the pause. */
  readonly dueMs: number;
  /** From then on it is near its end. */
  readonly warnMs: number;
  /** Whether it ran out before it was stopped or paused. One that runs is asked with `isOverdue`. */
  readonly isLate: boolean;
}

/** Reads the stretches in which a clock ran, oldest first; the last is open while it runs. There is at least one. */
export function timed(
  intervals: readonly { readonly fromMs: number; readonly toMs: number | null }[],
  span: Span,
  { calendar, thresholds }: Pick<ClockRules, 'calendar' | 'thresholds'>,
): Timed {
  const warnAfterMs = warnAfter(span, thresholds);
  const startedMs = intervals[0]?.fromMs ?? 0;
  let [usedMs, runsSinceMs] = [0, startedMs];
  let [ranOutMs, warnedMs]: [number | null, number | null] = [null, null];
  let [dueMs, warnMs] = [startedMs, startedMs];
  const reaches = (fromMs: number, totalMs: number): number =>
    addTime(calendar, fromMs, { ...span, ms: Math.max(0, totalMs - usedMs) });
  for (const { fromMs, toMs } of intervals) {
    runsSinceMs = fromMs;
    dueMs = ranOutMs ?? reaches(fromMs, span.ms);
    warnMs = warnedMs ?? reaches(fromMs, warnAfterMs);
    if (toMs === null)
      return { startedMs, isRunning: true, usedMs, runsSinceMs, dueMs, warnMs, isLate: ranOutMs !== null };
    if (toMs > dueMs) ranOutMs = dueMs;
    if (toMs > warnMs) warnedMs = warnMs;
    usedMs += elapsed(calendar, span.clock, fromMs, toMs);
  }
  return { startedMs, isRunning: false, usedMs, runsSinceMs, dueMs, warnMs, isLate: ranOutMs !== null };
}

/** How much of a span may be used before it counts as near its end. The hours left count for limits of a day and more: a limit of four hours would be near from its beginning. */
function warnAfter(span: Span, { warnShare, warnWorkHours }: ClockRules['thresholds']): number {
  const byShare = Math.round(span.ms * warnShare);
  const isLong = span.clock === 'work' && span.ms >= WORKDAY_MS;
  return isLong ? Math.max(0, Math.min(byShare, span.ms - warnWorkHours * HOUR_MS)) : byShare;
}

/** Whether the time is over: after the last instant in time. Of a clock that no longer runs, whether it was when it stopped. */
export const isOverdue = ({ isRunning, isLate, dueMs }: Timed, nowMs: number): boolean =>
  isRunning ? nowMs > dueMs : isLate;

/** What is left, in the clock's own time; never negative. A pause leaves it as it was. */
export function leftMs(
  clock: Timed & { readonly span: Span },
  nowMs: number,
  { calendar }: Pick<ClockRules, 'calendar'>,
): number {
  const runningMs = clock.isRunning
    ? elapsed(calendar, clock.span.clock, clock.runsSinceMs, Math.max(nowMs, clock.runsSinceMs))
    : 0;
  return Math.max(0, clock.span.ms - clock.usedMs - runningMs);
}

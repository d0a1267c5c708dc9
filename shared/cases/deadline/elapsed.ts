import { workTimeAt, type WorkCalendar } from './calendar.ts';
import type { Span } from './span.ts';

/** From one instant to another, which does not belong to it. Milliseconds since 1970. */
export interface Interval {
  readonly fromMs: number;
  readonly toMs: number;
}

/** How much of a clock's time lies between two instants, in milliseconds; negative where the second is earlier. */
export const elapsed = (calendar: WorkCalendar, clock: Span['clock'], fromMs: number, toMs: number): number =>
  clock === 'continuous' ? toMs - fromMs : workTimeAt(calendar, toMs) - workTimeAt(calendar, fromMs);

/** How much of a clock's time lies in intervals together: what stands between them was a pause, measured by the same clock. */
export const elapsedIn = (calendar: WorkCalendar, clock: Span['clock'], intervals: readonly Interval[]): number =>
  intervals.reduce((sum, { fromMs, toMs }) => sum + elapsed(calendar, clock, fromMs, toMs), 0);

/** What is left of a span after these intervals, in milliseconds; negative once it is used up. */
export const remaining = (calendar: WorkCalendar, span: Span, intervals: readonly Interval[]): number =>
  span.ms - elapsedIn(calendar, span.clock, intervals);

import { instantOfWorkTime, workTimeAt, type WorkCalendar } from './calendar.ts';
import type { Span } from './span.ts';

/**
 * When a span has passed that begins at an instant: the first moment at which so much of its clock's time is over. Nothing added is the instant itself, at
 * night as well; work that ends with a period is due at its end, not at the beginning of the next. `span.ms` is not negative.
 */
export function addTime(calendar: WorkCalendar, fromMs: number, span: Span): number {
  if (span.clock === 'continuous') return fromMs + span.ms;
  return span.ms === 0 ? fromMs : instantOfWorkTime(calendar, workTimeAt(calendar, fromMs) + span.ms);
}

import type { CalendarTable } from '../../../shared/domain/catalog-resources.ts';
import type { Span } from '../../../shared/cases/deadline/span.ts';

const MINUTE_MS = 60_000;

/** The deadline by a walk minute by minute, as one would write it first: each minute of Shanghai is asked whether it is worked. Whole minutes only. */
export function minuteWalker(tables: readonly CalendarTable[]): (fromMs: number, span: Span) => number {
  const moved = new Map(tables.flatMap(({ entries }) => entries.map(({ day, kind }) => [day, kind] as const)));
  const periods = [
    [8 * 60, 12 * 60],
    [14 * 60, 18 * 60],
  ] as const;
  let known = { dayMs: Number.NaN, isWorked: false };
  const isWorked = (ms: number): boolean => {
    const shanghaiMs = ms + 8 * 3_600_000;
    const dayMs = shanghaiMs - (shanghaiMs % 86_400_000);
    if (known.dayMs !== dayMs) {
      const day = new Date(dayMs);
      const kind = moved.get(day.toISOString().slice(0, 10));
      const isFree = kind === undefined ? [0, 6].includes(day.getUTCDay()) : kind === 'holiday';
      known = { dayMs, isWorked: !isFree };
    }
    const minute = (shanghaiMs - dayMs) / MINUTE_MS;
    return known.isWorked && periods.some(([from, to]) => from <= minute && minute < to);
  };
  return (fromMs, span) => {
    if (span.clock === 'continuous') return fromMs + span.ms;
    let now = fromMs;
    for (let left = span.ms; left > 0; now += MINUTE_MS) if (isWorked(now)) left -= MINUTE_MS;
    return now;
  };
}

import type { Finding } from '../domain/case.ts';
import type { StandardRow } from '../domain/catalog.ts';
import { DAY_MS, HOUR_MS, dayNumberOf, startOfDayMs } from './deadline/instant.ts';

/** A stretch of every day, milliseconds since midnight in Shanghai; over midnight where `toMs` is the earlier. */
export interface Hours {
  readonly fromMs: number;
  readonly toMs: number;
}

/** So long before and after the hour at which it was seen. */
const AROUND_MS = HOUR_MS;

const timeOfDay = (ms: number): number => ms - startOfDayMs(dayNumberOf(ms));

/** When what comes and goes is checked (rule 12, 同时段核查): around the hour at which it was seen or another channel was told of it; null for everything else. */
export function hoursToCheck({
  standard,
  finding,
  reportedAt,
}: {
  readonly standard?: StandardRow | null | undefined;
  readonly finding: Finding | null;
  readonly reportedAt: string | null;
}): Hours | null {
  const seenAt = finding?.received?.at ?? reportedAt;
  if (standard?.checkSameHour !== true || seenAt === null) return null;
  const seen = timeOfDay(Date.parse(seenAt));
  return { fromMs: (seen - AROUND_MS + DAY_MS) % DAY_MS, toMs: (seen + AROUND_MS) % DAY_MS };
}

/** Both ends belong to it. */
export function isWithin({ fromMs, toMs }: Hours, ms: number): boolean {
  const at = timeOfDay(ms);
  return fromMs <= toMs ? fromMs <= at && at <= toMs : at >= fromMs || at <= toMs;
}

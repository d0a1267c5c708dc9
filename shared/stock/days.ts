import { shanghaiDayOf } from '../lib/calendar-day.ts';

// A street's records share few times of confirmation: what was reckoned once is looked up.
const known = new Map<string, string>();
const MOST_KNOWN = 20_000;

/** The day in Shanghai on which a moment fell. */
export function dayOf(iso: string): string {
  const there = known.get(iso);
  if (there !== undefined) return there;
  const day = shanghaiDayOf(iso);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(iso, day);
  return day;
}

/** 资料 older than this are ◐ (UX §3). */
export const STALE_DAYS = 180;
/** A visit is near when it is due within so many days. */
export const SOON_DAYS = 7;

import { shanghaiDayOf } from '../lib/calendar-day.ts';

/** Shanghai is eight hours ahead: until 16 o'clock UTC the day is the same. */
const SAME_DAY_UNTIL = '16';

/** The day in Shanghai on which a moment fell. */
export const dayOf = (iso: string): string =>
  iso.endsWith('Z') && iso.slice(11, 13) < SAME_DAY_UNTIL ? iso.slice(0, 10) : shanghaiDayOf(iso);

/** 资料 older than this are ◐ (UX §3). */
export const STALE_DAYS = 180;
/** A visit is near when it is due within so many days. */
export const SOON_DAYS = 7;

import { isoAt } from '../lib/clock.ts';

/** The end of a calendar day in Shanghai: what rests until that day goes on then. */
export const endOfDay = (day: string): string => isoAt(Date.parse(`${day}T00:00:00+08:00`) + 86_400_000);

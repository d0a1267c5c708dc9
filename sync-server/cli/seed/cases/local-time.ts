import { DAY_MS, HOUR_MS } from '../profile.ts';

/** Shanghai keeps UTC+8 all year. */
const ZONE_MS = 8 * HOUR_MS;

export const localMidnight = (ms: number): number => Math.floor((ms + ZONE_MS) / DAY_MS) * DAY_MS - ZONE_MS;
export const localHour = (ms: number): number => ((ms + ZONE_MS) % DAY_MS) / HOUR_MS;
export const localWeekday = (ms: number): number => new Date(ms + ZONE_MS).getUTCDay();
/** YYYY-MM-DDTHH:mm:ss as a clock on the wall there shows it. */
export const localText = (ms: number): string => new Date(ms + ZONE_MS).toISOString().slice(0, 19);

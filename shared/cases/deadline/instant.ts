/*
 * Time in the deadline engine is whole milliseconds since 1970 UTC. Days are those of Shanghai, numbered from 1970-01-01 there: UTC+8 all year since 1992,
 * so that a day is a division and no calendar of the machine is asked.
 */

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
const AHEAD_OF_UTC_MS = 8 * HOUR_MS;

/** The number of the day in Shanghai. */
export const dayNumberOf = (ms: number): number => Math.floor((ms + AHEAD_OF_UTC_MS) / DAY_MS);

/** When a day begins in Shanghai, in milliseconds UTC. */
export const startOfDayMs = (day: number): number => day * DAY_MS - AHEAD_OF_UTC_MS;

/** `2026-10-10` → its number. */
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS;

/** `14:00` → milliseconds since midnight. */
export const timeOfDayMs = (time: string): number =>
  Number(time.slice(0, 2)) * HOUR_MS + Number(time.slice(3)) * MINUTE_MS;

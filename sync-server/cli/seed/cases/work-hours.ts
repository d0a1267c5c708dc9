import { DAY_MS, HOUR_MS, MINUTE_MS } from '../profile.ts';
import { localHour, localMidnight } from './local-time.ts';

/** From and to, in hours of the local day; the same on every day, since posts are staffed in turns. */
export type Hours = readonly [from: number, to: number];

export const ALWAYS: Hours = [0, 24];
export const OFFICE: Hours = [8.5, 18];
export const CENTRE: Hours = [7, 22];
export const CREWS: Hours = [7, 19];
export const PATROL: Hours = [7.5, 18.5];

/** The moment when so many minutes within these hours have gone by. */
export function afterWork(fromMs: number, minutes: number, [from, to]: Hours): number {
  let atMs = fromMs;
  let leftMs = minutes * MINUTE_MS;
  for (;;) {
    const midnight = localMidnight(atMs);
    const hour = localHour(atMs);
    if (hour < from) atMs = midnight + from * HOUR_MS;
    const restMs = midnight + to * HOUR_MS - atMs;
    if (hour < to && leftMs <= restMs) return atMs + leftMs;
    if (hour < to) leftMs -= restMs;
    atMs = midnight + DAY_MS;
  }
}

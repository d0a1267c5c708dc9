import type { LogEntry } from '../domain/case.ts';
import type { Act } from '../cases/acts.ts';
import { anEntry } from './builders.ts';
import { PEOPLE, STEPS, type Person } from './lifecycle.ts';

/** An act of the lifecycle at a time of Shanghai (`2026-11-25 09:00`), with what else is filled in, by whom if not by the person of `STEPS`. */
export type TimedAct = readonly [act: Act, at: string, changes?: Readonly<Record<string, unknown>>, by?: Person];

export const shanghai = (at: string): number => Date.parse(`${at.replace(' ', 'T')}+08:00`);
export const inShanghai = (ms: number): string =>
  new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

/** A log of acts at these times, each written with the centre in reach; a `department` in the changes also acts as that department. */
export function timedLog(acts: readonly TimedAct[]): LogEntry[] {
  const log: LogEntry[] = [];
  let department = 'dept:roads';
  for (const [act, at, changes = {}, by] of acts) {
    const step = STEPS[act];
    const last = log.at(-1) ?? null;
    const data = { ...step.data(), ...changes };
    if (act === 'dispatch' && typeof data['department'] === 'string') department = data['department'];
    const entry = anEntry(PEOPLE[by ?? step.by], act, data, last, { at: new Date(shanghai(at)).toISOString() });
    const actor = step.by === 'department' ? { ...entry.by, post: { ...entry.by.post, department } } : entry.by;
    log.push({ ...entry, by: actor, stamp: { seq: log.length + 1, at: entry.at } });
  }
  return log;
}

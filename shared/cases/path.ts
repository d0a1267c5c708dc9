import type { Actor, CaseState, LogEntry } from '../domain/case.ts';

/**
 * A stretch of a case's way: from an instant on it stood in this state, until the next step begins. Clocks, indicators and the timeline
 * read these and nothing else. A step begins with every effective entry that changes the state, and with one that changes how long it may last.
 */
export interface Step {
  readonly state: CaseState;
  /** Instant, ISO 8601 UTC: the entry's bounded time. Never before that of the step before. */
  readonly from: string;
  /** The entry that began it, and its act. */
  readonly entry: string;
  readonly act: string;
  /** The department it was with; null while with none. */
  readonly department: string | null;
  readonly by: Actor;
  /** Approved extensions in force: each adds one original limit. */
  readonly extensions: number;
}

/** When an entry was made, as far as that can be known, and what it says about those who answer it. */
export interface Instant {
  /** Bounded time: the claimed one, not after its arrival, not before its author's last proven contact. */
  readonly at: string;
  /** Arrival at the server; null while it has not arrived. */
  readonly arrived: string | null;
  readonly by: string;
}

/** The later of two instants, by the clock and not by their spelling (`.000Z` and `Z` are one second). */
const later = (a: string, b: string): string => (Date.parse(b) > Date.parse(a) ? b : a);
const earlier = (a: string, b: string): string => (Date.parse(b) < Date.parse(a) ? b : a);

/**
 * The bounded time of an entry (DESIGN §4). Upper bound: its arrival. Lower bound: what its author answered. A colleague's entry could be seen
 * only after it had arrived at the server, so answering it proves contact at that moment; one's own only proves that it was made before.
 */
export function instantOf(entry: LogEntry, answered: Instant | undefined): Instant {
  const arrived = entry.stamp?.at ?? null;
  const contact =
    answered === undefined ? null : answered.by === entry.by.id ? answered.at : (answered.arrived ?? answered.at);
  const atLeast = contact === null ? entry.at : later(entry.at, contact);
  return { at: arrived === null ? atLeast : earlier(atLeast, arrived), arrived, by: entry.by.id };
}

/** What the step after an entry looks like from the case's side. */
export type Standing = Pick<Step, 'state' | 'department' | 'extensions'>;

const isSame = (step: Step | undefined, now: Standing): boolean =>
  step?.state === now.state && step.department === now.department && step.extensions === now.extensions;

/** The path with the step that an effective entry begins, or the same path when the entry leaves the case where it stands. */
export function stepOn(path: readonly Step[], entry: LogEntry, instant: Instant, now: Standing): readonly Step[] {
  const last = path.at(-1);
  if (isSame(last, now)) return path;
  const from = last === undefined ? instant.at : later(last.from, instant.at);
  return [...path, { ...now, from, entry: entry.id, act: entry.act, by: entry.by }];
}

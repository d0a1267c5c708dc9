import type { KnownEntry } from '../accounts/register.ts';
import type { SignInTrouble } from '../api.ts';
import { isoAt } from '../../../shared/lib/clock.ts';

/** As on the server: five wrong passwords, then a quarter of an hour (DESIGN §6). */
const MOST_FAILURES = 5;
const LOCKED_MS = 15 * 60_000;
const DAY_MS = 86_400_000;

/** The time as the device can honestly say it: its clock may be as wrong as at the last contact, or put right since; nothing is earlier than that contact. */
function honestMs({ deviationMs, lastContactMs }: KnownEntry, wallMs: number): number {
  const possible = [wallMs, wallMs - deviationMs].filter((ms) => ms >= lastContactMs);
  return possible.length === 0 ? lastContactMs : Math.min(...possible);
}
/** A clock turned back buys no days. */
const latest = (entry: KnownEntry, wallMs: number): number => Math.max(honestMs(entry, wallMs), entry.latestSeenMs);

/** The server has been heard: what was seen here before, by whatever clock, no longer matters. */
export const heardAt = (entry: KnownEntry, serverMs: number, wallMs: number): KnownEntry => ({
  ...entry,
  lastContactMs: serverMs,
  latestSeenMs: serverMs,
  deviationMs: Math.round(wallMs - serverMs),
});

const offlineMsLeft = (entry: KnownEntry, nowMs: number): number =>
  entry.lastContactMs + entry.offlineDays * DAY_MS - latest(entry, nowMs);

/** A begun day counts; a minute of difference between two clocks does not. */
export const offlineDaysLeft = (entry: KnownEntry, nowMs: number): number =>
  Math.ceil((offlineMsLeft(entry, nowMs) - 60_000) / DAY_MS);

/** Every attempt leaves its time, also one that was turned away. */
export const seenAt = (entry: KnownEntry, nowMs: number): KnownEntry => ({
  ...entry,
  latestSeenMs: latest(entry, nowMs),
});

/** The centre has said that the account is stopped, and it holds here too; nothing of the store is touched. */
export const asStopped = (entry: KnownEntry): KnownEntry => ({ ...entry, stopped: true });
/** The centre lets him in. */
export const asLetIn = (entry: KnownEntry): KnownEntry => ({ ...entry, stopped: false });

/** Why the password alone may not open the store now; `null` when it may. */
export function offlineEntry(entry: KnownEntry, nowMs: number): SignInTrouble | null {
  if (entry.stopped === true) return { kind: 'stopped', unsent: entry.unsent };
  const until = entry.lockedUntilMs;
  // A lock is measured on the device's own clock, and a clock turned far back does not make it last longer than it may.
  if (until !== null && until > nowMs && until - nowMs <= LOCKED_MS)
    return { kind: 'locked', until: isoAt(until), isOffline: true };
  return offlineMsLeft(entry, nowMs) <= 0 ? { kind: 'offlineOver', days: entry.offlineDays } : null;
}

export function offlineFailure(
  entry: KnownEntry,
  nowMs: number,
): { readonly entry: KnownEntry; readonly trouble: SignInTrouble } {
  const failures = entry.failures + 1;
  if (failures < MOST_FAILURES) {
    const triesLeft = MOST_FAILURES - failures;
    return { entry: { ...entry, failures }, trouble: { kind: 'wrong', triesLeft, isOffline: true } };
  }
  const lockedUntilMs = nowMs + LOCKED_MS;
  return {
    entry: { ...entry, failures: 0, lockedUntilMs },
    trouble: { kind: 'locked', until: isoAt(lockedUntilMs), isOffline: true },
  };
}

export const offlineSuccess = (entry: KnownEntry, nowMs: number): KnownEntry => ({
  ...seenAt(entry, nowMs),
  failures: 0,
  lockedUntilMs: null,
});

import { isoAt, type Clock } from '../../../shared/lib/clock.ts';

/** Five wrong passwords within a quarter of an hour close an account for a quarter of an hour (DESIGN §6). */
export const MOST_FAILURES = 5;
const WINDOW_MS = 15 * 60_000;
const LOCKED_MS = 15 * 60_000;
/** Names that nobody has are counted like real ones, or the count would tell them apart; this many at once. */
const MOST_NAMES = 20_000;

interface Failures {
  readonly times: readonly number[];
  readonly lockedUntilMs: number;
}

export interface TriesLeft {
  readonly triesLeft: number;
  readonly lockedUntil?: string;
}

/** Kept in memory only: who restarts the server has it in hand anyway. */
export interface LockOut {
  /** Until when the account is closed, or null. */
  readonly lockedUntil: (account: string) => string | null;
  readonly failed: (account: string) => TriesLeft;
  readonly succeeded: (account: string) => void;
}

export function lockOut(clock: Clock): LockOut {
  const failures = new Map<string, Failures>();

  const forgetOldest = (): void => {
    for (const account of failures.keys()) {
      if (failures.size <= MOST_NAMES) return;
      failures.delete(account);
    }
  };

  return {
    lockedUntil: (account) => {
      const until = failures.get(account)?.lockedUntilMs ?? 0;
      return until > clock.nowMs() ? isoAt(until) : null;
    },
    failed: (account) => {
      const now = clock.nowMs();
      const before = failures.get(account)?.times ?? [];
      const times = [...before.filter((time) => time > now - WINDOW_MS), now];
      const isLocked = times.length >= MOST_FAILURES;
      failures.delete(account); // to the end of the order of forgetting
      failures.set(account, { times: isLocked ? [] : times, lockedUntilMs: isLocked ? now + LOCKED_MS : 0 });
      forgetOldest();
      return isLocked
        ? { triesLeft: 0, lockedUntil: isoAt(now + LOCKED_MS) }
        : { triesLeft: MOST_FAILURES - times.length };
    },
    succeeded: (account) => {
      failures.delete(account);
    },
  };
}

import { createHmac } from 'node:crypto';
import { isoAt, type Clock } from '../../../shared/lib/clock.ts';
import type { SystemDocuments } from '../store/system-documents.ts';

/** Five wrong passwords within a quarter of an hour close an account for a quarter of an hour (DESIGN §6). */
export const MOST_FAILURES = 5;
const WINDOW_MS = 15 * 60_000;
const LOCKED_MS = 15 * 60_000;
/**
 * Names that nobody has are counted like real ones, or the count would tell them apart. They share so many documents, which are written over and never
 * deleted, so that guessing names does not fill the store; checking passwords is far too slow to fill this many in a quarter of an hour.
 */
const BUCKET_DIGITS = 3; // 4,096 documents
const MOST_PER_BUCKET = 50;

interface Failures {
  readonly times: readonly number[];
  readonly lockedUntilMs: number;
}

type Bucket = Readonly<{ names: Readonly<Record<string, Failures>> }>;

export interface TriesLeft {
  readonly triesLeft: number;
  readonly lockedUntil?: string;
}

/** Kept in the store: what fails on one server counts on all of them, and a restart forgives nothing. */
export interface LockOut {
  /** Until when the account is closed, or null. */
  readonly lockedUntil: (account: string) => Promise<string | null>;
  readonly failed: (account: string) => Promise<TriesLeft>;
  readonly succeeded: (account: string) => Promise<void>;
}

const NONE: Failures = { times: [], lockedUntilMs: 0 };

/** `key`: a secret of the data, so that nobody can choose names that share a document, or read from the store which were tried. */
export function lockOut(system: SystemDocuments, key: Buffer, clock: Clock): LockOut {
  const placeOf = (account: string): { readonly id: string; readonly name: string } => {
    const hash = createHmac('sha256', key).update(`lock-out ${account}`).digest('hex');
    return { id: `failures:${hash.slice(0, BUCKET_DIGITS)}`, name: hash.slice(BUCKET_DIGITS, BUCKET_DIGITS + 24) };
  };

  const counts = ({ times, lockedUntilMs }: Failures): boolean => {
    const now = clock.nowMs();
    return lockedUntilMs > now || times.some((time) => time > now - WINDOW_MS);
  };
  const lastOf = ({ times, lockedUntilMs }: Failures): number => Math.max(lockedUntilMs - LOCKED_MS, ...times);

  /** What still counts, the latest first. */
  const stillCounting = (before: Bucket | null): readonly (readonly [string, Failures])[] =>
    Object.entries(before?.names ?? {})
      .filter(([, failures]) => counts(failures))
      .sort(([, a], [, b]) => lastOf(b) - lastOf(a));

  const read = async (account: string): Promise<Failures> => {
    const { id, name } = placeOf(account);
    return (await system.read<Bucket>(id))?.names[name] ?? NONE;
  };

  return {
    lockedUntil: async (account) => {
      const until = (await read(account)).lockedUntilMs;
      return until > clock.nowMs() ? isoAt(until) : null;
    },
    failed: async (account) => {
      const { id, name } = placeOf(account);
      const now = clock.nowMs();
      const after = await system.update<Bucket>(id, (before) => {
        const { times: earlier, lockedUntilMs } = before?.names[name] ?? NONE;
        const times = [...earlier.filter((time) => time > now - WINDOW_MS), now];
        const isLocked = times.length >= MOST_FAILURES;
        // Guesses that were under way when another server closed it do not open it again.
        const still = Math.max(lockedUntilMs, isLocked ? now + LOCKED_MS : 0);
        const others = stillCounting(before).filter(([other]) => other !== name);
        const mine: Failures = { times: isLocked ? [] : times, lockedUntilMs: still };
        return { names: Object.fromEntries([[name, mine], ...others.slice(0, MOST_PER_BUCKET - 1)]) };
      });
      const { times, lockedUntilMs } = after?.names[name] ?? NONE;
      return lockedUntilMs > now
        ? { triesLeft: 0, lockedUntil: isoAt(lockedUntilMs) }
        : { triesLeft: MOST_FAILURES - times.length };
    },
    succeeded: async (account) => {
      const { id, name } = placeOf(account);
      if ((await read(account)).times.length === 0) return;
      await system.update<Bucket>(id, (before) =>
        before === null
          ? null
          : { names: Object.fromEntries(stillCounting(before).filter(([other]) => other !== name)) },
      );
    },
  };
}

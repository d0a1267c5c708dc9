import { hash, randomBytes } from 'node:crypto';
import type { Clock } from '../../../shared/lib/clock.ts';
import type { User } from '../../../shared/domain/staff.ts';
import type { SystemDocuments } from '../store/system-documents.ts';
import { isInForce, type Accounts, type AccountState } from './accounts.ts';
import { ending, type End, type Ending } from './ending.ts';

/** A session lasts this long after its last use, and never longer than a month. */
const IDLE_MS = 12 * 3_600_000;
const LONGEST_MS = 30 * 24 * 3_600_000;
/** The store hears of a use at most this often. */
const NOTED_EVERY_MS = 10 * 60_000;
const SWEPT_EVERY_MS = 60_000;
/** Those that nobody used again are taken out of the store at most this often, and at the start. */
const CLEARED_EVERY_MS = 6 * 3_600_000;

/** In the store under the hash of its token, so that a second server accepts it too and the store gives no token away. */
type StoredSession = Readonly<{
  account: string;
  openedAt: number;
  expiresAt: number;
  installation?: string;
  /** Of the account when it was opened (`AccountState`). Absent: opened before there were any. */
  epoch?: number;
  /** Form of the documents of a client of ours. */
  form?: number;
}>;

export interface Session {
  readonly id: string;
  readonly account: string;
  readonly user: User;
  readonly installation: string | undefined;
  /** Form of the documents of a client of ours; undefined for other replicators. */
  readonly form: number | undefined;
  readonly expiresAtMs: number;
  /** Comes when the session ends by itself, by signing out, or by locking the account. */
  readonly ended: End;
}

export interface Sessions {
  readonly open: (
    account: string,
    signedIn: { readonly user: User; readonly epoch: number },
    client?: { readonly installation: string; readonly form: number },
  ) => Promise<{ readonly token: string; readonly session: Session }>;
  /** One more for another window of the same client: of the same account as it was then, and no later over than `beside` can be. */
  readonly openBeside: (
    beside: Session,
    form: number,
  ) => Promise<{ readonly token: string; readonly session: Session } | null>;
  /** The session of a token, used once more; null when there is none any longer. */
  readonly use: (token: string) => Promise<Session | null>;
  readonly end: (token: string) => Promise<void>;
  /** How many were used since the start and are not over. */
  readonly count: () => number;
  /** To be told of every system document that goes: another server may have ended a session. */
  readonly noticedGone: (documentId: string) => void;
  /** Ends what is in memory; what is in the store counts again after a start. */
  readonly close: () => Promise<void>;
}

interface Live {
  readonly id: string;
  readonly stored: StoredSession;
  readonly user: User;
  expiresAtMs: number;
  notedAtMs: number;
  readonly ended: Ending;
}

const hashOf = (token: string): string => hash('sha256', token, 'base64url');
const PREFIX = 'session:';
const documentId = (id: string): string => PREFIX + id;

const isOver = (stored: StoredSession, account: AccountState | null, nowMs: number): boolean =>
  stored.expiresAt <= nowMs ||
  !isInForce(account, stored.epoch ?? 0) ||
  // Without an epoch only the clock says which came first.
  (stored.epoch === undefined && account !== null && stored.openedAt < account.since);

export function openSessions(
  system: SystemDocuments,
  accounts: Accounts,
  clock: Clock,
  mostOfAccount: number,
): Sessions {
  const live = new Map<string, Live>();

  const drop = (id: string): void => {
    live.get(id)?.ended.end();
    live.delete(id);
  };

  const forget = async (id: string): Promise<void> => {
    drop(id);
    await system.remove(documentId(id));
  };

  const view = (entry: Live): Session => ({
    id: entry.id,
    account: entry.stored.account,
    user: entry.user,
    installation: entry.stored.installation,
    form: entry.stored.form,
    expiresAtMs: entry.expiresAtMs,
    ended: entry.ended,
  });

  const keep = (id: string, stored: StoredSession, user: User): Live => {
    const entry: Live = {
      id,
      stored,
      user,
      expiresAtMs: stored.expiresAt,
      notedAtMs: clock.nowMs(),
      ended: ending(),
    };
    live.set(id, entry);
    return entry;
  };

  /** From the store: opened by another server, or before a restart. */
  const recall = async (id: string): Promise<Live | null> => {
    const stored = await system.read<StoredSession>(documentId(id));
    if (stored === null) return null;
    const found = await accounts.find(stored.account);
    if (found !== null && !isOver(stored, found, clock.nowMs())) {
      const entry = live.get(id) ?? keep(id, stored, found.user);
      // Ended while it was looked up: what is told of that may have come before there was anything to end.
      const now = await system.read<StoredSession>(documentId(id));
      if (now !== null && !isOver(now, await accounts.find(stored.account), clock.nowMs())) return entry;
    }
    await forget(id);
    return null;
  };

  const prolong = async (entry: Live): Promise<void> => {
    const now = clock.nowMs();
    entry.expiresAtMs = Math.min(now + IDLE_MS, entry.stored.openedAt + LONGEST_MS);
    if (now - entry.notedAtMs < NOTED_EVERY_MS) return;
    entry.notedAtMs = now;
    const expiresAt = entry.expiresAtMs;
    await system.update<StoredSession>(documentId(entry.id), (before) =>
      before === null ? null : { ...before, expiresAt },
    );
  };

  accounts.onChange((account, now) => {
    for (const { id, stored } of [...live.values()])
      if (stored.account === account && !isInForce(now, stored.epoch ?? 0)) drop(id);
  });

  /** Used through another server, a session lives longer than this one knows. */
  const isExpired = async (entry: Live): Promise<boolean> => {
    if (entry.expiresAtMs > clock.nowMs()) return false;
    const stored = await system.read<StoredSession>(documentId(entry.id));
    entry.expiresAtMs = Math.max(entry.expiresAtMs, stored?.expiresAt ?? 0);
    return entry.expiresAtMs <= clock.nowMs();
  };

  const sweepAll = async (): Promise<void> => {
    for (const entry of [...live.values()]) if (await isExpired(entry)) drop(entry.id);
  };
  let sweeping: Promise<void> = Promise.resolve();
  const sweep = setInterval(() => {
    // What cannot be read now is looked at again in a minute; a session that is over is refused either way.
    sweeping = sweeping.then(sweepAll).catch(() => undefined);
  }, SWEPT_EVERY_MS);
  sweep.unref();

  const clear = async (): Promise<void> => {
    for (const id of await system.idsUnder(documentId(''))) {
      const stored = await system.read<StoredSession>(id);
      if (stored !== null && stored.expiresAt <= clock.nowMs()) await system.remove(id);
    }
  };
  let clearing: Promise<void> = Promise.resolve();
  const clearInTurn = (): void => {
    // What could not be cleared now will be next time; a session that is over is refused either way.
    clearing = clearing.then(clear).catch(() => undefined);
  };
  clearInTurn();
  const clearer = setInterval(clearInTurn, CLEARED_EVERY_MS);
  clearer.unref();

  /** Whoever opens one after the other pushes out his own. Those that only other servers know are theirs to count. */
  const makeRoom = async ({ id, stored: { account } }: Live): Promise<void> => {
    const others = [...live.values()].filter((one) => one.stored.account === account && one.id !== id);
    others.sort((a, b) => a.expiresAtMs - b.expiresAtMs);
    for (const one of others.slice(0, Math.max(0, others.length + 1 - mostOfAccount))) await forget(one.id);
  };

  const begin = async (
    stored: StoredSession,
    user: User,
  ): Promise<{ readonly token: string; readonly session: Session }> => {
    const token = randomBytes(32).toString('base64url');
    const id = hashOf(token);
    await system.update<StoredSession>(documentId(id), () => stored);
    const entry = keep(id, stored, user);
    const session = view(entry);
    await makeRoom(entry);
    // Changed since the password was checked: what is told of that may have come before there was anything to end.
    if (!isInForce(await accounts.find(stored.account), stored.epoch ?? 0)) await forget(id);
    return { token, session };
  };

  return {
    open: (account, { user, epoch }, client) => {
      const openedAt = clock.nowMs();
      return begin({ account, openedAt, expiresAt: openedAt + IDLE_MS, epoch, ...client }, user);
    },
    openBeside: async ({ id }, form) => {
      const entry = live.get(id);
      if (entry === undefined) return null;
      // As long as the first may last: nobody stays in for ever by opening window after window.
      return begin({ ...entry.stored, expiresAt: entry.expiresAtMs, form }, entry.user);
    },
    use: async (token) => {
      const id = hashOf(token);
      const entry = live.get(id) ?? (await recall(id));
      if (entry === null) return null;
      if (await isExpired(entry)) {
        await forget(id);
        return null;
      }
      await prolong(entry);
      return view(entry);
    },
    end: (token) => forget(hashOf(token)),
    noticedGone: (gone) => {
      if (gone.startsWith(PREFIX)) drop(gone.slice(PREFIX.length));
    },
    count: () => live.size,
    close: async () => {
      clearInterval(sweep);
      clearInterval(clearer);
      for (const id of [...live.keys()]) drop(id);
      await clearing;
      await sweeping;
    },
  };
}

import type { Post, User } from '../../../shared/domain/staff.ts';
import { canonicalJson } from '../../../shared/lib/canonical-json.ts';
import type { SystemDocuments } from '../store/system-documents.ts';
import { checkNothing, DEFAULT_COST, hashPassword, passwordMatches, type PasswordCost } from './passwords.ts';

/** What signing in is judged by. The staff document says who colleagues see; this one who may come in, and as what. */
type Credential = Readonly<{
  account: string;
  hash: string;
  user: User;
  locked: boolean;
  /** When the password, the posts or the lock changed last, by the clock of the server that did it. */
  since: number;
  /** Counts those changes: sessions of an earlier one are over, whatever the clocks of several servers say. Absent: 0. */
  epoch?: number;
}>;

/** What is in force of an account. */
export interface AccountState {
  readonly user: User;
  readonly locked: boolean;
  readonly since: number;
  readonly epoch: number;
}

export interface Accounts {
  /** What is in force, a lock included, or null: unknown or wrong, both after the same time. Only who has the password learns of a lock. */
  readonly check: (account: string, password: string) => Promise<AccountState | null>;
  readonly find: (account: string) => Promise<AccountState | null>;
  /** Creates or replaces; sessions of the account end. */
  readonly put: (account: string, password: string, user: User, nowMs: number) => Promise<void>;
  /** Many at once whose password is public and the same: they share one hash. For the demonstration only. */
  readonly putAllAlike: (users: readonly User[], password: string, nowMs: number) => Promise<void>;
  readonly setPassword: (account: string, password: string, nowMs: number) => Promise<boolean>;
  /** Sessions of the account end: the next one is opened under the new posts. */
  readonly setPosts: (account: string, posts: readonly Post[], nowMs: number) => Promise<boolean>;
  readonly setLocked: (account: string, locked: boolean, nowMs: number) => Promise<boolean>;
  /** Calls with an account and what is in force of it after every change, whichever server made it. */
  readonly onChange: (listener: (account: string, now: AccountState | null) => void) => void;
  /** To be told of every system document that changes: another server may have changed an account. */
  readonly noticed: (documentId: string) => Promise<void>;
}

const PREFIX = 'credential:';
const idOf = (account: string): string => PREFIX + account;

const stateOf = ({ user, locked, since, epoch = 0 }: Credential): AccountState => ({ user, locked, since, epoch });
const next = (before: Credential | null): number => (before?.epoch ?? 0) + 1;

/** Whether a session that was opened at an epoch still counts. */
export const isInForce = (now: AccountState | null, epoch: number): boolean =>
  now !== null && !now.locked && now.epoch === epoch;

export function openAccounts(system: SystemDocuments, cost: PasswordCost = DEFAULT_COST): Accounts {
  const listeners: ((account: string, now: AccountState | null) => void)[] = [];
  const find = async (account: string): Promise<AccountState | null> => {
    const credential = await system.read<Credential>(idOf(account));
    return credential === null ? null : stateOf(credential);
  };
  const announce = async (account: string): Promise<void> => {
    const now = await find(account);
    for (const listener of listeners) listener(account, now);
  };
  const change = async (account: string, make: (before: Credential) => Credential): Promise<boolean> => {
    const after = await system.update<Credential>(idOf(account), (before) => (before === null ? null : make(before)));
    if (after !== null) await announce(account);
    return after !== null;
  };

  return {
    check: async (account, password) => {
      const credential = await system.read<Credential>(idOf(account));
      if (credential === null) {
        await checkNothing(password, cost);
        return null;
      }
      const matches = await passwordMatches(password, credential.hash);
      return matches ? stateOf(credential) : null;
    },
    find,
    put: async (account, password, user, nowMs) => {
      const hash = await hashPassword(password, cost);
      await system.update<Credential>(idOf(account), (before) => ({
        account,
        hash,
        user,
        locked: false,
        since: nowMs,
        epoch: next(before),
      }));
      await announce(account);
    },
    putAllAlike: async (users, password, nowMs) => {
      const hash = await hashPassword(password, cost);
      for (const user of users) {
        const { account } = user;
        await system.update<Credential>(idOf(account), (before) => ({
          account,
          hash,
          user,
          locked: false,
          since: nowMs,
          epoch: next(before),
        }));
        await announce(account);
      }
    },
    setPassword: async (account, password, nowMs) => {
      const hash = await hashPassword(password, cost);
      return change(account, (before) => ({ ...before, hash, since: nowMs, epoch: next(before) }));
    },
    setPosts: (account, posts, nowMs) =>
      change(account, (before) => ({
        ...before,
        user: withPosts(before.user, posts),
        since: nowMs,
        epoch: next(before),
      })),
    setLocked: (account, locked, nowMs) =>
      change(account, (before) => ({ ...before, locked, since: nowMs, epoch: next(before) })),
    onChange: (listener) => {
      listeners.push(listener);
    },
    noticed: async (documentId) => {
      if (documentId.startsWith(PREFIX)) await announce(documentId.slice(PREFIX.length));
    },
  };
}

const MOST_FORMER = 32;

function withPosts(user: User, posts: readonly Post[]): User {
  const former = [...user.posts, ...(user.formerPosts ?? [])];
  const texts = former.map((post) => canonicalJson(post));
  const distinct = former.filter((_post, at) => texts.indexOf(texts[at] ?? '') === at);
  return { ...user, posts: [...posts], formerPosts: distinct.slice(0, MOST_FORMER) };
}

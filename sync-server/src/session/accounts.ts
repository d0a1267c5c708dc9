import type { User } from '../../../shared/domain/staff.ts';
import type { SystemDocuments } from '../store/system-documents.ts';
import { checkNothing, DEFAULT_COST, hashPassword, passwordMatches, type PasswordCost } from './passwords.ts';

/** What signing in is judged by. The staff document says who colleagues see; this one who may come in, and as what. */
type Credential = Readonly<{
  account: string;
  hash: string;
  user: User;
  locked: boolean;
  /** Sessions opened before this are over: set when the password or the posts change. */
  since: number;
}>;

export interface Accounts {
  /** The user, or null: unknown, locked or wrong, all after the same time. */
  readonly check: (account: string, password: string) => Promise<User | null>;
  readonly find: (
    account: string,
  ) => Promise<{ readonly user: User; readonly locked: boolean; readonly since: number } | null>;
  /** Creates or replaces; sessions of the account end. */
  readonly put: (account: string, password: string, user: User, nowMs: number) => Promise<void>;
  /** Many at once whose password is public and the same: they share one hash. For the demonstration only. */
  readonly putAllAlike: (users: readonly User[], password: string, nowMs: number) => Promise<void>;
  readonly setPassword: (account: string, password: string, nowMs: number) => Promise<boolean>;
  readonly setLocked: (account: string, locked: boolean, nowMs: number) => Promise<boolean>;
  /** Calls with the account after every change. */
  readonly onChange: (listener: (account: string) => void) => void;
}

const idOf = (account: string): string => `credential:${account}`;

export function openAccounts(system: SystemDocuments, cost: PasswordCost = DEFAULT_COST): Accounts {
  const listeners: ((account: string) => void)[] = [];
  const announce = (account: string): void => {
    for (const listener of listeners) listener(account);
  };
  const change = async (account: string, make: (before: Credential) => Credential): Promise<boolean> => {
    const after = await system.update<Credential>(idOf(account), (before) => (before === null ? null : make(before)));
    if (after !== null) announce(account);
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
      return matches && !credential.locked ? credential.user : null;
    },
    find: async (account) => {
      const credential = await system.read<Credential>(idOf(account));
      return credential === null ? null : { user: credential.user, locked: credential.locked, since: credential.since };
    },
    put: async (account, password, user, nowMs) => {
      const hash = await hashPassword(password, cost);
      await system.update<Credential>(idOf(account), () => ({ account, hash, user, locked: false, since: nowMs }));
      announce(account);
    },
    putAllAlike: async (users, password, nowMs) => {
      const hash = await hashPassword(password, cost);
      for (const user of users) {
        const { account } = user;
        await system.update<Credential>(idOf(account), () => ({ account, hash, user, locked: false, since: nowMs }));
        announce(account);
      }
    },
    setPassword: async (account, password, nowMs) => {
      const hash = await hashPassword(password, cost);
      return change(account, (before) => ({ ...before, hash, since: nowMs }));
    },
    setLocked: (account, locked, nowMs) =>
      change(account, (before) => ({ ...before, locked, since: locked ? nowMs : before.since })),
    onChange: (listener) => {
      listeners.push(listener);
    },
  };
}

import { createHmac, randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Clock } from '../../../shared/lib/clock.ts';
import type { User } from '../../../shared/domain/staff.ts';
import type { Gates } from '../http/gates.ts';
import type { Log } from '../watch/log.ts';
import { isInForce, type Accounts } from './accounts.ts';
import type { LockOut, TriesLeft } from './lock-out.ts';
import type { Session, Sessions } from './sessions.ts';
import { ending, type Ending } from './ending.ts';

export const COOKIE = 'AuthSession';

interface Right {
  readonly kind: 'user';
  readonly user: User;
  readonly epoch: number;
}

export type SignIn =
  | Right
  | ({ readonly kind: 'refused' } & TriesLeft)
  | { readonly kind: 'lockedOut'; readonly lockedUntil: string }
  /** The password is right and the account is stopped. */
  | { readonly kind: 'stopped' };

/** Who a request is from: `session` when somebody is signed in; `refused` when it named credentials that are not right. */
export type Caller =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'session'; readonly session: Session; readonly token: string | null }
  | Exclude<SignIn, Right>;

export interface Authenticator {
  /** `address`: where it comes from. Throws 429 where that or the account signs in too often. */
  readonly signIn: (account: string, password: string, address: string) => Promise<SignIn>;
  /** Throws 429 where the account asks too often. */
  readonly callerOf: (request: FastifyRequest) => Promise<Caller>;
}

/** Basic credentials come with every request; a check of each would cost 80 ms. A right one counts for so long. */
const BASIC_MS = 5 * 60_000;
const MOST_BASIC = 2_000;

interface Remembered {
  readonly session: Session;
  readonly untilMs: number;
  readonly ended: Ending;
  readonly epoch: number;
}

export function cookieToken(request: FastifyRequest): string | null {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [name, value] = part.trim().split('=', 2);
    if (name === COOKIE && value !== undefined && value !== '') return value;
  }
  return null;
}

function credentialsOf(encoded: string): { readonly account: string; readonly password: string } | null {
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 1 ? null : { account: text.slice(0, colon), password: text.slice(colon + 1) };
}

export function authenticator(
  accounts: Accounts,
  sessions: Sessions,
  locks: LockOut,
  gates: Pick<Gates, 'signIn' | 'requestOf'>,
  clock: Clock,
  log: Log,
): Authenticator {
  const basicKey = randomBytes(32);
  const basic = new Map<string, Remembered>();
  accounts.onChange((account, now) => {
    for (const [key, entry] of basic) {
      if (entry.session.account !== account || isInForce(now, entry.epoch)) continue;
      entry.ended.end();
      basic.delete(key);
    }
  });

  /** Keeps that these credentials are right. Whoever waits with them since an earlier check goes on under the same end. */
  const remember = (key: string, account: string, { user, epoch }: Right): Remembered => {
    const before = basic.get(key);
    if (before?.epoch !== epoch) before?.ended.end();
    const ended = before === undefined || before.ended.isOver() ? ending() : before.ended;
    const untilMs = clock.nowMs() + BASIC_MS;
    const session: Session = {
      id: `basic:${key}`,
      account,
      user,
      installation: undefined,
      form: undefined,
      expiresAtMs: untilMs,
      ended,
    };
    const remembered = { session, untilMs, ended, epoch };
    basic.delete(key);
    basic.set(key, remembered);
    const [[oldest, last] = []] = basic;
    if (basic.size > MOST_BASIC && oldest !== undefined) {
      last?.ended.end();
      basic.delete(oldest);
    }
    return remembered;
  };

  const signIn = async (account: string, password: string, address: string): Promise<SignIn> => {
    gates.signIn(account, address);
    const lockedUntil = await locks.lockedUntil(account);
    if (lockedUntil !== null) {
      log.event('locked-out');
      return { kind: 'lockedOut', lockedUntil };
    }
    const found = await accounts.check(account, password);
    if (found === null) {
      log.event('sign-in-refused');
      return { kind: 'refused', ...(await locks.failed(account)) };
    }
    // Guesses sent all at once do not get in by one of them being right after the account was closed.
    const lockedMeanwhile = await locks.lockedUntil(account);
    if (lockedMeanwhile !== null) return { kind: 'lockedOut', lockedUntil: lockedMeanwhile };
    if (found.locked) {
      log.event('sign-in-refused');
      return { kind: 'stopped' };
    }
    await locks.succeeded(account);
    return { kind: 'user', user: found.user, epoch: found.epoch };
  };

  const basicCaller = async (encoded: string, address: string): Promise<Caller> => {
    const given = credentialsOf(encoded);
    if (given === null) return { kind: 'anonymous' };
    const key = createHmac('sha256', basicKey).update(`${given.account}:${given.password}`).digest('base64url');
    const known = basic.get(key);
    if (known !== undefined && known.untilMs > clock.nowMs())
      return { kind: 'session', session: known.session, token: null };
    const outcome = await signIn(given.account, given.password, address);
    if (outcome.kind !== 'user') return outcome;
    const { session, ended } = remember(key, given.account, outcome);
    // Changed since the password was checked: what is told of that may have come before there was anything to end.
    if (!isInForce(await accounts.find(given.account), outcome.epoch)) {
      ended.end();
      basic.delete(key);
      return { kind: 'anonymous' };
    }
    return { kind: 'session', session, token: null };
  };

  const tokenCaller = async (token: string): Promise<Caller> => {
    const session = await sessions.use(token);
    return session === null ? { kind: 'anonymous' } : { kind: 'session', session, token };
  };

  const byCredentials = (request: FastifyRequest): Promise<Caller> => {
    const [scheme = '', value = ''] = (request.headers.authorization ?? '').split(' ', 2);
    if (/^bearer$/i.test(scheme)) return tokenCaller(value);
    if (/^basic$/i.test(scheme)) return basicCaller(value, request.ip);
    const cookie = cookieToken(request);
    return cookie === null ? Promise.resolve({ kind: 'anonymous' }) : tokenCaller(cookie);
  };

  return {
    signIn,
    callerOf: async (request) => {
      const caller = await byCredentials(request);
      if (caller.kind === 'session') gates.requestOf(caller.session.account);
      return caller;
    },
  };
}

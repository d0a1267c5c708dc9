import { randomBytes } from 'node:crypto';
import type { Clock } from '../../../shared/lib/clock.ts';

/** A link that the launcher prints opens one store, once, within this time. */
const LASTS_MS = 24 * 3_600_000;

/** One-use tokens of the demonstration, in this process's memory: each hands a page the demonstration password of one account. */
export interface LaunchTokens {
  readonly make: (account: string) => string;
  /** The account, once. */
  readonly take: (token: string) => string | null;
}

export function launchTokens(clock: Clock): LaunchTokens {
  const tokens = new Map<string, { readonly account: string; readonly untilMs: number }>();
  return {
    make: (account) => {
      for (const [token, { untilMs }] of tokens) if (untilMs <= clock.nowMs()) tokens.delete(token);
      const token = randomBytes(18).toString('base64url');
      tokens.set(token, { account, untilMs: clock.nowMs() + LASTS_MS });
      return token;
    },
    take: (token) => {
      const found = tokens.get(token);
      tokens.delete(token);
      return found !== undefined && found.untilMs > clock.nowMs() ? found.account : null;
    },
  };
}

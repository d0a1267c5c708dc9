import { REFUSALS, type Refusal } from '../../../shared/sync/refusal.ts';
import { countedAs } from './addresses.ts';
import { TooMany } from './couch-error.ts';
import type { Limits } from './limits.ts';
import { tokenBuckets, type TokenBuckets } from './token-buckets.ts';

/** Each lets through or throws 429. Counted on this server alone: several let through several times as much. */
export interface Gates {
  readonly request: (address: string) => void;
  readonly requestOf: (account: string) => void;
  /** Before a password is looked at; alike whether anybody has the name. */
  readonly signIn: (account: string, address: string) => void;
}

type Rates = Pick<Limits, 'requestsOfAccount' | 'requestsFromAddress' | 'signInsOfAccount' | 'signInsFromAddress'>;

/** `limited` hears which limit was met. */
export function openGates(rates: Rates, limited: (limit: keyof Rates) => void): Gates {
  const buckets: Readonly<Record<keyof Rates, TokenBuckets>> = {
    requestsOfAccount: tokenBuckets(rates.requestsOfAccount),
    requestsFromAddress: tokenBuckets(rates.requestsFromAddress),
    signInsOfAccount: tokenBuckets(rates.signInsOfAccount),
    signInsFromAddress: tokenBuckets(rates.signInsFromAddress),
  };
  const pass = (limit: keyof Rates, key: string | null, refusal: Refusal): void => {
    const waitMs = key === null ? 0 : buckets[limit].take(key);
    if (waitMs === 0) return;
    limited(limit);
    throw new TooMany(refusal, waitMs);
  };
  return {
    request: (address) => {
      pass('requestsFromAddress', countedAs(address), REFUSALS.busy);
    },
    requestOf: (account) => {
      pass('requestsOfAccount', account, REFUSALS.busy);
    },
    signIn: (account, address) => {
      pass('signInsFromAddress', countedAs(address), REFUSALS.busySignIn);
      pass('signInsOfAccount', account, REFUSALS.busySignIn);
    },
  };
}

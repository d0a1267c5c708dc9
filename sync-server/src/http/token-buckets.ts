import type { Allowance } from './limits.ts';

/** A bucket per key that fills with time; who finds it empty waits. */
export interface TokenBuckets {
  /** Takes one out and gives back 0, or takes none and gives back the milliseconds until there is one. */
  readonly take: (key: string) => number;
}

interface Bucket {
  readonly left: number;
  readonly atMs: number;
}

/** Keys that are remembered. A bucket that is full again says nothing; of others the oldest go, so that made-up keys fill no memory. */
const MOST_KEYS = 50_000;
const KEPT_SHARE = 0.75;

/** `nowMs` never goes back. */
export function tokenBuckets(
  { burst, perSecond }: Allowance,
  nowMs: () => number = () => performance.now(),
  mostKeys = MOST_KEYS,
): TokenBuckets {
  const buckets = new Map<string, Bucket>();
  const leftIn = ({ left, atMs }: Bucket, now: number): number =>
    Math.min(burst, left + ((now - atMs) / 1_000) * perSecond);
  const forget = (now: number): void => {
    for (const [key, bucket] of buckets) if (leftIn(bucket, now) >= burst) buckets.delete(key);
    for (const key of buckets.keys()) {
      if (buckets.size <= mostKeys * KEPT_SHARE) break;
      buckets.delete(key);
    }
  };
  return {
    take: (key) => {
      const now = nowMs();
      const known = buckets.get(key);
      const left = known === undefined ? burst : leftIn(known, now);
      if (known === undefined && buckets.size >= mostKeys) forget(now);
      if (left < 1) return ((1 - left) / perSecond) * 1_000;
      // Taken out first: the order is that of the last use.
      buckets.delete(key);
      buckets.set(key, { left: left - 1, atMs: now });
      return 0;
    },
  };
}

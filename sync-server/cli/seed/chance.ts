import { assert } from '../../../shared/lib/assert.ts';
import { seededRandom, type Random } from '../../../shared/lib/random.ts';
import { ulid } from '../../../shared/lib/ulid.ts';

/** Decisions of chance that come out the same for the same seed. */
export interface Chance {
  /** A number in [0, 1). */
  readonly share: Random;
  readonly between: (low: number, high: number) => number;
  /** A whole number, both ends included. */
  readonly whole: (low: number, high: number) => number;
  readonly happens: (likelihood: number) => boolean;
  readonly pick: <T>(from: readonly T[]) => T;
  /** One of several by weight; at least one weight must be above 0. */
  readonly weighted: <T>(from: readonly (readonly [T, number])[]) => T;
  readonly shuffled: <T>(items: readonly T[]) => readonly T[];
  /** Long-tailed around a typical value: half are below it, a few are several times as long. */
  readonly tailed: (typical: number, spread: number) => number;
  readonly id: (type: string, atMs: number) => string;
  /** A source of its own, named: what one part of the seed draws does not move another's. */
  readonly fork: (name: string) => Chance;
}

/** FNV-1a: mixes a name into a seed. */
function mixed(seed: number, name: string): number {
  let hash = (2_166_136_261 ^ seed) >>> 0;
  for (const char of name) {
    hash ^= char.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 16_777_619) >>> 0;
  }
  return hash;
}

export function chanceFrom(seed: number): Chance {
  const share = seededRandom(seed);
  const between = (low: number, high: number): number => low + share() * (high - low);
  const whole = (low: number, high: number): number => Math.floor(between(low, high + 1));
  const pick = <T>(from: readonly T[]): T => {
    assert(from.length > 0, 'there is something to pick from');
    return from[Math.floor(share() * from.length)] as T;
  };
  return {
    share,
    between,
    whole,
    pick,
    happens: (likelihood) => share() < likelihood,
    weighted: (from) => {
      let left = share() * from.reduce((sum, [, weight]) => sum + weight, 0);
      const found = from.find(([, weight]) => (left -= weight) < 0) ?? from.at(-1);
      assert(found, 'there is something to weigh');
      return found[0];
    },
    shuffled: (items) => {
      const mixedUp = [...items];
      for (let i = mixedUp.length - 1; i > 0; i -= 1) {
        const j = whole(0, i);
        [mixedUp[i], mixedUp[j]] = [mixedUp[j] as (typeof mixedUp)[number], mixedUp[i] as (typeof mixedUp)[number]];
      }
      return mixedUp;
    },
    tailed: (typical, spread) => {
      // Sum of four draws: near enough to a normal curve, between −2 and 2.
      const bell = share() + share() + share() + share() - 2;
      return typical * Math.exp(bell * spread);
    },
    id: (type, atMs) => `${type}:${ulid(atMs, share)}`,
    fork: (name) => chanceFrom(mixed(seed, name)),
  };
}

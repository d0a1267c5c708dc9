import type { Random } from '../../../shared/lib/random.ts';

/** What anything at all is made of, all from one seeded source. */
export interface Nonsense {
  readonly random: Random;
  readonly below: (count: number) => number;
  readonly chance: (share: number) => boolean;
  readonly oneOf: <T>(items: readonly T[]) => T;
  /** JSON of any kind, nesting seldom deep. */
  readonly value: () => unknown;
  readonly text: () => string;
  /** The value with something in it replaced, taken out or put in. */
  readonly spoilt: (value: unknown) => unknown;
}

const NUMBERS = [0, -0, 1, -1, 0.5, 1e21, -1e308, 2 ** 31, 2 ** 53, 9_007_199_254_740_993, 1e-7, 253_402_300_800_000];
const TEXTS = [
  '',
  ' ',
  'true',
  'null',
  'now',
  '0',
  '-1',
  '1e999',
  '__proto__',
  'constructor',
  'toString',
  '_id',
  '..',
  '../../etc/passwd',
  '%2e%2e%2f',
  '%00',
  '\u0000',
  '\ud800',
  '\ufeff',
  '\u202e反',
  '中文 𠮷 é',
  "' OR 1=1 --",
  '<script>',
  '$where',
  '{"a":1}',
  '[]',
  '1-abc',
  `1-${'a'.repeat(32)}`,
  '310115005001001',
  '2026-11-20T00:00:00.000Z',
  'x'.repeat(300),
];

export function nonsense(random: Random): Nonsense {
  const below = (count: number): number => Math.floor(random() * count);
  const chance = (share: number): boolean => random() < share;
  const oneOf = <T>(items: readonly T[]): T => items[below(items.length)] as T;
  const text = (): string =>
    chance(0.7) ? oneOf(TEXTS) : Array.from({ length: below(12) }, () => String.fromCharCode(below(0x3000))).join('');

  const deep = (): unknown => {
    let value: unknown = oneOf(NUMBERS);
    for (let depth = below(90); depth > 0; depth -= 1) value = chance(0.5) ? [value] : { a: value };
    return value;
  };
  const nested = (depth: number): unknown => {
    const kind = below(depth > 3 ? 4 : 7);
    if (kind === 0) return oneOf(NUMBERS);
    if (kind === 1) return oneOf([true, false, null]);
    if (kind <= 3) return text();
    if (kind <= 5) return Array.from({ length: below(4) }, () => nested(depth + 1));
    return Object.fromEntries(Array.from({ length: below(4) }, () => [text(), nested(depth + 1)]));
  };
  const value = (): unknown => (chance(0.03) ? deep() : nested(0));

  const spoilt = (given: unknown): unknown => {
    if (given === null || typeof given !== 'object' || chance(0.15)) return value();
    if (Array.isArray(given)) {
      const items = [...(given as unknown[])];
      const at = below(items.length + 1);
      if (chance(0.2)) items.splice(at, 1);
      else items[at] = at < items.length ? spoilt(items[at]) : value();
      return items;
    }
    const entries = Object.entries<unknown>(given as Readonly<Record<string, unknown>>);
    if (entries.length === 0 || chance(0.1)) return { ...given, [text()]: value() };
    const [name, old] = oneOf(entries);
    const others = Object.fromEntries(entries.filter(([other]) => other !== name));
    return chance(0.15) ? others : { ...others, [name]: spoilt(old) };
  };

  return { random, below, chance, oneOf, value, text, spoilt };
}

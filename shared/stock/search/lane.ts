import { grownInts } from './ints.ts';
import { isNear, nearPatterns, type Part } from './near.ts';
import { pairsOf, type Pairs } from './pairs.ts';

/*
 * A lane holds one sort of text of all records of a kind, one after another in a single array: `0 field 0 field 0` per record. A long one knows where each pair of codes
 * stands, a short one is walked; there is no object per record. A record that changes is written anew at the end; its old stretch is blanked and given back when a quarter
 * of the lane is blank.
 */

/** Where a match lies in its field. */
export const WHOLE = 0;
export const PREFIX = 1;
export const SUFFIX = 2;
export const INSIDE = 3;
export type Place = typeof WHOLE | typeof PREFIX | typeof SUFFIX | typeof INSIDE;
export type Hit = (slot: number, place: Place, at: number) => void;

/** Always 16 bits wide, letters too: engines are fast where they only ever meet one sort of array. */
type Codes = Uint16Array<ArrayBuffer>;

export interface Lane {
  readonly set: (slot: number, fields: readonly string[]) => void;
  /** Every occurrence; `only`: in these records alone. */
  readonly scan: (text: string, hit: Hit, only?: readonly number[]) => void;
  /** Every record with a field that differs from the text by one slip at most, once or oftener. */
  readonly near: (text: string, part: Part, hit: (slot: number) => void, only?: readonly number[]) => void;
  /** Makes ready what a question needs. */
  readonly prepare: () => void;
  readonly codes: () => Codes;
  readonly bytes: () => number;
}

const START = 1 << 12;
const BLANK_SHARE = 4;
/** A lane so long is not walked from end to end; nor is so much of it that was written since its pairs were dealt out. */
const LONG = 1 << 14;
const FRESH_SHARE = 8;

const grown = (old: Codes, size: number): Codes => {
  const next = new Uint16Array(size);
  next.set(old);
  return next;
};
/** UTF-16, as the lanes hold it. */
export function codesOf(text: string): readonly number[] {
  const found: number[] = [];
  for (let at = 0; at < text.length; at += 1) found.push(text.charCodeAt(at));
  return found;
}

export function lane(): Lane {
  let codes: Codes = new Uint16Array(START);
  let end = 0;
  let blank = 0;
  /** Stretches in the order in which they lie: where each begins, whose it is (-1: blanked). */
  let starts = new Int32Array(256);
  let owners = new Int32Array(256);
  let stretches = 0;
  /** By slot: which stretch, plus one. */
  let ofSlot = new Int32Array(256);
  let pairs: Pairs | undefined;

  const endOf = (stretch: number): number => (stretch + 1 < stretches ? (starts[stretch + 1] ?? 0) : end);
  const reserve = (length: number): void => {
    if (end + length > codes.length) codes = grown(codes, Math.max(end + length, codes.length * 2));
    if (stretches + 1 > starts.length) {
      starts = grownInts(starts, stretches);
      owners = grownInts(owners, stretches);
    }
  };
  const take = (slot: number): void => {
    const stretch = (ofSlot[slot] ?? 0) - 1;
    if (stretch < 0) return;
    const [from, to] = [starts[stretch] ?? 0, endOf(stretch)];
    codes.fill(0, from, to);
    blank += to - from;
    owners[stretch] = -1;
    ofSlot[slot] = 0;
  };
  const pack = (): void => {
    let at = 0;
    let kept = 0;
    for (let stretch = 0; stretch < stretches; stretch += 1) {
      const owner = owners[stretch] ?? -1;
      if (owner < 0) continue;
      const [from, to] = [starts[stretch] ?? 0, endOf(stretch)];
      codes.copyWithin(at, from, to);
      starts[kept] = at;
      owners[kept] = owner;
      ofSlot[owner] = kept + 1;
      at += to - from;
      kept += 1;
    }
    codes.fill(0, at, end);
    end = at;
    stretches = kept;
    blank = 0;
    pairs = undefined;
  };

  const set: Lane['set'] = (slot, fields) => {
    take(slot);
    if (fields.length > 0) {
      let length = 1;
      for (const field of fields) length += field.length + 1;
      reserve(length);
      if (slot >= ofSlot.length) ofSlot = grownInts(ofSlot, slot);
      starts[stretches] = end;
      owners[stretches] = slot;
      stretches += 1;
      ofSlot[slot] = stretches;
      codes[end] = 0;
      end += 1;
      for (const field of fields) {
        for (let at = 0; at < field.length; at += 1) {
          codes[end] = field.charCodeAt(at);
          end += 1;
        }
        codes[end] = 0;
        end += 1;
      }
    }
    if (blank > START && blank > end / BLANK_SHARE) pack();
  };

  /** Occurrences within [from, to), all of one record or of many. */
  const scanRange = (pattern: readonly number[], from: number, to: number, found: (at: number) => void): void => {
    const data = codes;
    const length = pattern.length;
    const first = pattern[0] ?? 0;
    const second = pattern[1] ?? 0;
    const last = to - length;
    for (let at = from; at <= last; at += 1) {
      if (data[at] !== first) continue;
      if (length > 1 && data[at + 1] !== second) continue;
      let next = 2;
      while (next < length && data[at + next] === pattern[next]) next += 1;
      if (next >= length) found(at);
    }
  };
  const placeOf = (at: number, length: number): Place => {
    const begins = at === 0 || codes[at - 1] === 0;
    const ends = codes[at + length] === 0;
    if (begins) return ends ? WHOLE : PREFIX;
    return ends ? SUFFIX : INSIDE;
  };
  const prepare = (): void => {
    const fresh = end - (pairs?.until ?? 0);
    if (fresh > Math.max(LONG, (pairs?.until ?? 0) / FRESH_SHARE)) pairs = pairsOf(codes, end);
  };
  const isAt = (pattern: readonly number[], at: number): boolean => {
    let same = 0;
    while (same < pattern.length && codes[at + same] === pattern[same]) same += 1;
    return same === pattern.length;
  };
  /** Every occurrence in the lane, in order. No record's text goes on in the next one's. */
  const scanAll = (pattern: readonly number[], found: (at: number) => void): void => {
    if (pattern.length < 2) {
      scanRange(pattern, 0, end, found);
      return;
    }
    prepare();
    pairs?.candidates(pattern, (at) => {
      if (isAt(pattern, at)) found(at);
    });
    scanRange(pattern, pairs?.until ?? 0, end, found);
  };
  const stretchAt = (at: number): number => {
    let [low, high] = [0, stretches - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const nearWithin = (stretch: number, typed: readonly number[], part: Part): boolean => {
    const to = endOf(stretch);
    let from = (starts[stretch] ?? 0) + 1;
    for (let at = from; at < to; at += 1) {
      if (codes[at] !== 0) continue;
      if (at > from && isNear(codes, from, at, typed, part)) return true;
      from = at + 1;
    }
    return false;
  };

  return {
    set,
    prepare,
    codes: () => codes,
    bytes: () => codes.byteLength + starts.byteLength + owners.byteLength + ofSlot.byteLength + (pairs?.bytes ?? 0),
    scan: (text, hit, only) => {
      const pattern = codesOf(text);
      if (pattern.length === 0) return;
      if (only === undefined) {
        scanAll(pattern, (at) => {
          hit(owners[stretchAt(at)] ?? -1, placeOf(at, pattern.length), at);
        });
        return;
      }
      for (const slot of only) {
        const stretch = (ofSlot[slot] ?? 0) - 1;
        if (stretch < 0) continue;
        scanRange(pattern, starts[stretch] ?? 0, endOf(stretch), (at) => {
          hit(slot, placeOf(at, pattern.length), at);
        });
      }
    },
    near: (text, part, hit, only) => {
      const typed = codesOf(text);
      const look = (stretch: number): void => {
        const owner = owners[stretch] ?? -1;
        if (owner >= 0 && nearWithin(stretch, typed, part)) hit(owner);
      };
      if (only !== undefined) {
        for (const slot of only) {
          const stretch = (ofSlot[slot] ?? 0) - 1;
          if (stretch >= 0) look(stretch);
        }
        return;
      }
      for (const pattern of nearPatterns(typed, part)) {
        scanAll(pattern, (at) => {
          look(stretchAt(at));
        });
      }
    },
  };
}

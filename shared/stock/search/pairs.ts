/*
 * Where every two neighbouring codes of a lane stand, so that a text is looked for only where its rarest pair is. Counted and dealt out in two passes over the lane; what was
 * written since then is walked.
 */

export interface Pairs {
  /** Up to here it knows. */
  readonly until: number;
  /** Where `pattern`, two codes or more, may begin, ascending. */
  readonly candidates: (pattern: readonly number[], at: (begins: number) => void) => void;
  readonly bytes: number;
}

type Codes = Uint16Array<ArrayBuffer>;

const MOST_BITS = 16;
const LEAST_BITS = 8;
const PER_BUCKET = 8;
/** Spreads Han characters over the buckets as evenly as letters. */
const SPREAD = 0x9e_37_79_b1;

export function pairsOf(codes: Codes, until: number): Pairs {
  const bits = Math.max(LEAST_BITS, Math.min(MOST_BITS, Math.ceil(Math.log2(until / PER_BUCKET + 1))));
  const shift = 32 - bits;
  const bucketOf = (one: number, other: number): number => Math.imul((one << 16) | other, SPREAD) >>> shift;
  const starts = new Int32Array((1 << bits) + 1);
  // Between a record's end and the next one's beginning there is nothing to find.
  for (let at = 0; at + 1 < until; at += 1) {
    const [one = 0, other = 0] = [codes[at], codes[at + 1]];
    if (one !== 0 || other !== 0) {
      const bucket = bucketOf(one, other);
      starts[bucket + 1] = (starts[bucket + 1] ?? 0) + 1;
    }
  }
  for (let bucket = 0; bucket < 1 << bits; bucket += 1) {
    starts[bucket + 1] = (starts[bucket + 1] ?? 0) + (starts[bucket] ?? 0);
  }
  const places = new Int32Array(starts[1 << bits] ?? 0);
  const next = starts.slice(0, -1);
  for (let at = 0; at + 1 < until; at += 1) {
    const [one = 0, other = 0] = [codes[at], codes[at + 1]];
    if (one === 0 && other === 0) continue;
    const bucket = bucketOf(one, other);
    const place = next[bucket] ?? 0;
    places[place] = at;
    next[bucket] = place + 1;
  }
  return {
    until,
    bytes: starts.byteLength + places.byteLength,
    candidates: (pattern, at) => {
      let [rarest, from, to] = [0, 0, Number.POSITIVE_INFINITY];
      for (let first = 0; first + 1 < pattern.length; first += 1) {
        const bucket = bucketOf(pattern[first] ?? 0, pattern[first + 1] ?? 0);
        const [begins = 0, ends = 0] = [starts[bucket], starts[bucket + 1]];
        if (ends - begins < to - from) [rarest, from, to] = [first, begins, ends];
      }
      for (let place = from; place < to; place += 1) {
        const begins = (places[place] ?? 0) - rarest;
        if (begins >= 0) at(begins);
      }
    },
  };
}

type Ints = Int32Array<ArrayBuffer>;

/** The same numbers in an array that is twice as long, or long enough for `index`. */
export function grownInts(old: Ints, index: number): Ints {
  const next = new Int32Array(Math.max(index + 1, old.length * 2));
  next.set(old);
  return next;
}

import { grownInts } from './ints.ts';

/** Which records hold which names or shared texts, asked both ways. Numbers in lists that are chained through typed arrays: an object per record would be many. */
export interface Holders {
  /** What a record holds from now on; a number may come twice. */
  readonly set: (slot: number, numbers: readonly number[]) => void;
  /** What a record holds. */
  readonly of: (slot: number, held: (number: number) => void) => void;
  /** Who holds it. */
  readonly each: (number: number, holder: (slot: number) => void) => void;
  readonly bytes: () => number;
}

const START = 256;

/** Chains end with 0: link n is kept at n. */
export function holders(): Holders {
  let firstOfSlot = new Int32Array(START);
  let firstOfNumber = new Int32Array(START);
  let [slotAt, numberAt] = [new Int32Array(START), new Int32Array(START)];
  let [nextOfSlot, nextOfNumber, beforeOfNumber] = [
    new Int32Array(START),
    new Int32Array(START),
    new Int32Array(START),
  ];
  let links = 1;
  let free = 0;

  const link = (): number => {
    if (free > 0) {
      const again = free;
      free = nextOfSlot[again] ?? 0;
      return again;
    }
    if (links >= slotAt.length) {
      [slotAt, numberAt] = [grownInts(slotAt, links), grownInts(numberAt, links)];
      [nextOfSlot, nextOfNumber] = [grownInts(nextOfSlot, links), grownInts(nextOfNumber, links)];
      beforeOfNumber = grownInts(beforeOfNumber, links);
    }
    links += 1;
    return links - 1;
  };
  const letGo = (slot: number): void => {
    let at = firstOfSlot[slot] ?? 0;
    while (at > 0) {
      const [next = 0, after = 0, before = 0] = [nextOfSlot[at], nextOfNumber[at], beforeOfNumber[at]];
      if (before > 0) nextOfNumber[before] = after;
      else firstOfNumber[numberAt[at] ?? 0] = after;
      if (after > 0) beforeOfNumber[after] = before;
      nextOfSlot[at] = free;
      free = at;
      at = next;
    }
    firstOfSlot[slot] = 0;
  };
  const hold = (slot: number, number: number): void => {
    if (number >= firstOfNumber.length) firstOfNumber = grownInts(firstOfNumber, number);
    const at = link();
    const after = firstOfNumber[number] ?? 0;
    slotAt[at] = slot;
    numberAt[at] = number;
    nextOfSlot[at] = firstOfSlot[slot] ?? 0;
    nextOfNumber[at] = after;
    beforeOfNumber[at] = 0;
    if (after > 0) beforeOfNumber[after] = at;
    firstOfSlot[slot] = at;
    firstOfNumber[number] = at;
  };

  return {
    set: (slot, numbers) => {
      if (slot >= firstOfSlot.length) firstOfSlot = grownInts(firstOfSlot, slot);
      letGo(slot);
      for (const number of numbers) hold(slot, number);
    },
    of: (slot, held) => {
      for (let at = firstOfSlot[slot] ?? 0; at > 0; at = nextOfSlot[at] ?? 0) held(numberAt[at] ?? 0);
    },
    each: (number, holder) => {
      for (let at = firstOfNumber[number] ?? 0; at > 0; at = nextOfNumber[at] ?? 0) holder(slotAt[at] ?? 0);
    },
    bytes: () =>
      [firstOfSlot, firstOfNumber, slotAt, numberAt, nextOfSlot, nextOfNumber, beforeOfNumber].reduce(
        (sum, { byteLength }) => sum + byteLength,
        0,
      ),
  };
}

import { NONE, type Rank, type Take } from './spelled-lane.ts';

/** What one word found, each record with its best rank. Used again from question to question. */
export interface Ranked {
  readonly take: Take;
  /** NONE where it was not found. */
  readonly rankOf: (slot: number) => Rank;
  /** What was found, each once. */
  readonly slots: () => readonly number[];
  /** Empties it, with room for so many. */
  readonly clear: (size: number) => void;
}

const SPARE = 1_024;

export function ranked(): Ranked {
  let best = new Uint8Array(0);
  let slots: number[] = [];
  return {
    take: (slot, rank) => {
      const known = best[slot] ?? 0;
      if (rank >= known) return;
      if (known === NONE) slots.push(slot);
      best[slot] = rank;
    },
    rankOf: (slot) => best[slot] ?? NONE,
    slots: () => slots,
    clear: (size) => {
      if (best.length < size) best = new Uint8Array(size + SPARE).fill(NONE);
      else for (const slot of slots) best[slot] = NONE;
      slots = [];
    },
  };
}

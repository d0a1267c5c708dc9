import type { RowOf, StockKind } from './rows.ts';

/**
 * The rows of one kind, each in a slot that it keeps while it lives: lists, orders and search name a row by its slot. Slots of rows that went are used again.
 */
export interface RowTable<K extends StockKind = StockKind> {
  readonly kind: K;
  /** By slot; holes where rows went. */
  readonly rows: readonly (RowOf<K> | undefined)[];
  readonly slotOf: (id: string) => number | undefined;
  readonly get: (id: string) => RowOf<K> | undefined;
  readonly count: () => number;
  /** Puts a row in, in the place of the one with its id, or takes it out. Gives the slot. */
  readonly set: (id: string, row: RowOf<K> | undefined) => number | undefined;
  /** Slots changed since `version`, `null` where that is too long ago to tell. */
  readonly changedSince: (version: number) => readonly number[] | null;
  readonly version: () => number;
}

/** Of changes so many are remembered; whoever slept longer begins anew. */
const REMEMBERED = 32_768;

export function rowTable<K extends StockKind>(kind: K): RowTable<K> {
  const rows: (RowOf<K> | undefined)[] = [];
  const slots = new Map<string, number>();
  const free: number[] = [];
  let changed: number[] = [];
  let first = 0;
  const note = (slot: number): void => {
    changed.push(slot);
    if (changed.length <= 2 * REMEMBERED) return;
    first += changed.length - REMEMBERED;
    changed = changed.slice(-REMEMBERED);
  };
  return {
    kind,
    rows,
    slotOf: (id) => slots.get(id),
    get: (id) => {
      const slot = slots.get(id);
      return slot === undefined ? undefined : rows[slot];
    },
    count: () => slots.size,
    set: (id, row) => {
      const there = slots.get(id);
      if (row === undefined) {
        if (there === undefined) return undefined;
        slots.delete(id);
        rows[there] = undefined;
        free.push(there);
        note(there);
        return there;
      }
      const slot = there ?? free.pop() ?? rows.length;
      slots.set(id, slot);
      rows[slot] = row;
      note(slot);
      return slot;
    },
    changedSince: (version) => (version < first ? null : changed.slice(version - first)),
    version: () => first + changed.length,
  };
}

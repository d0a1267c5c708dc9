import type { AnyRow } from './fields.ts';
import type { RowTable } from './row-table.ts';

export type SortKey = string | number;

/** All rows of a table in the order of one key, by slot; mended, not made anew, when rows change. */
export interface Order {
  /** Empty values come last either way. */
  readonly slots: (down: boolean) => readonly number[];
}

/** Empty values come last, ties by id: the same data gives the same order everywhere. */
function comparison(table: RowTable, keys: readonly (SortKey | undefined)[]): (a: number, b: number) => number {
  return (a, b) => {
    const [left, right] = [keys[a], keys[b]];
    if (left !== right) {
      if (left === undefined || left === '') return 1;
      if (right === undefined || right === '') return -1;
      if (left < right) return -1;
      if (left > right) return 1;
    }
    const [one, other] = [table.rows[a]?.id ?? '', table.rows[b]?.id ?? ''];
    return one < other ? -1 : 1;
  };
}

export function orderBy(table: RowTable, keyOf: (row: AnyRow) => SortKey | undefined): Order {
  const keys: (SortKey | undefined)[] = [];
  let slots: readonly number[] = [];
  let turned: readonly number[] | undefined;
  let seen = -1;
  const compare = comparison(table, keys);

  const all = (): readonly number[] => {
    const found: number[] = [];
    for (const [slot, row] of table.rows.entries()) {
      keys[slot] = row && keyOf(row);
      if (row !== undefined) found.push(slot);
    }
    return found.sort(compare);
  };
  const mended = (changed: ReadonlySet<number>): readonly number[] => {
    const kept = slots.filter((slot) => !changed.has(slot));
    const fresh: number[] = [];
    for (const slot of changed) {
      const row = table.rows[slot];
      keys[slot] = row && keyOf(row);
      if (row !== undefined) fresh.push(slot);
    }
    fresh.sort(compare);
    const merged: number[] = [];
    let next = 0;
    for (const slot of kept) {
      for (let one = fresh[next]; one !== undefined && compare(one, slot) < 0; one = fresh[next]) {
        merged.push(one);
        next += 1;
      }
      merged.push(slot);
    }
    return [...merged, ...fresh.slice(next)];
  };

  const refresh = (): void => {
    const version = table.version();
    if (version === seen) return;
    const changed = seen < 0 ? null : table.changedSince(seen);
    slots = changed === null ? all() : mended(new Set(changed));
    turned = undefined;
    seen = version;
  };
  const upsideDown = (): readonly number[] => {
    const isFilled = (slot: number): boolean => keys[slot] !== undefined && keys[slot] !== '';
    const filled = slots.findLastIndex(isFilled) + 1;
    return [...slots.slice(0, filled).reverse(), ...slots.slice(filled)];
  };

  return {
    slots: (down) => {
      refresh();
      return down ? (turned ??= upsideDown()) : slots;
    },
  };
}

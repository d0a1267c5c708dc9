import type { Column } from './columns.ts';
import type { Value } from './fields.ts';
import type { RowTable } from './row-table.ts';

export type SortKey = string | number;

/** All slots of a table by id, whatever else changes: what equals stands in this order everywhere. Mended, not sorted anew. */
export function idOrder(table: RowTable): () => readonly number[] {
  /** By slot: whose it was when last looked at. */
  const ids: (string | undefined)[] = [];
  let slots: readonly number[] = [];
  let seen = -1;
  const compare = (a: number, b: number): number => ((ids[a] ?? '') < (ids[b] ?? '') ? -1 : 1);

  const all = (): readonly number[] => {
    const found: number[] = [];
    for (const [slot, row] of table.rows.entries()) {
      ids[slot] = row?.id;
      if (row !== undefined) found.push(slot);
    }
    return found.sort(compare);
  };
  const mended = (changed: readonly number[]): readonly number[] => {
    const moved = new Set(changed.filter((slot) => table.rows[slot]?.id !== ids[slot]));
    if (moved.size === 0) return slots;
    const kept = slots.filter((slot) => !moved.has(slot));
    for (const slot of moved) ids[slot] = table.rows[slot]?.id;
    const fresh = [...moved].filter((slot) => ids[slot] !== undefined).sort(compare);
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

  return () => {
    const version = table.version();
    if (version === seen) return slots;
    const changed = seen < 0 ? null : table.changedSince(seen);
    slots = changed === null ? all() : mended(changed);
    seen = version;
    return slots;
  };
}

/** Slots by the values of a column: the distinct values are sorted, the slots dealt out to them. Empty values come last either way. */
export function orderedBy(
  ids: Iterable<number> & { readonly length: number },
  column: Column,
  keyOf: (value: Value) => SortKey | undefined,
  down: boolean,
): Int32Array {
  const codes = column.codes();
  const keys = column.values().map(keyOf);
  const isEmpty = (code: number): boolean => keys[code] === undefined || keys[code] === '';
  const order = keys
    .map((_, code) => code)
    .sort((a, b) => {
      if (isEmpty(a) || isEmpty(b)) return Number(isEmpty(a)) - Number(isEmpty(b)) || a - b;
      const [left = '', right = ''] = [keys[a], keys[b]];
      if (left === right) return a - b;
      return left < right === down ? 1 : -1;
    });
  // Values that sort alike share a place, so that ids decide among them.
  const place = new Int32Array(keys.length);
  let places = 0;
  for (const [at, code] of order.entries()) {
    const before = order[at - 1];
    const isSame = before !== undefined && (keys[before] === keys[code] || (isEmpty(before) && isEmpty(code)));
    if (at > 0 && !isSame) places += 1;
    place[code] = places;
  }
  const next = new Int32Array(places + 2);
  for (const slot of ids) {
    const at = (place[codes[slot] ?? 0] ?? 0) + 1;
    next[at] = (next[at] ?? 0) + 1;
  }
  for (let at = 1; at < next.length; at += 1) next[at] = (next[at] ?? 0) + (next[at - 1] ?? 0);
  const slots = new Int32Array(ids.length);
  for (const slot of ids) {
    const at = place[codes[slot] ?? 0] ?? 0;
    const to = next[at] ?? 0;
    slots[to] = slot;
    next[at] = to + 1;
  }
  return slots;
}

import type { AnyRow, FieldReader, Value } from './fields.ts';
import type { RowTable } from './row-table.ts';

/** One field of all rows of a kind, each value once: a row has the number of its value. What is asked of a value is asked once, not once for every row. */
export interface Column {
  /** By slot: the number of the value. Brought up to the table's version. */
  readonly codes: () => Int32Array;
  /** By number. A list counts as one value. */
  readonly values: () => readonly Value[];
}

const START = 1_024;
const keyOf = (value: Value): string | number | boolean | undefined | null =>
  typeof value === 'object' && value !== null ? `\u0000${JSON.stringify(value)}` : value;

export function columnOf(table: RowTable, read: FieldReader): Column {
  let codes = new Int32Array(START);
  const values: Value[] = [];
  const numbers = new Map<ReturnType<typeof keyOf>, number>();
  let seen = -1;
  const set = (slot: number, row: AnyRow | undefined): void => {
    if (row === undefined) return;
    const value = read(row);
    const key = keyOf(value);
    let number = numbers.get(key);
    if (number === undefined) {
      number = values.length;
      numbers.set(key, number);
      values.push(value);
    }
    codes[slot] = number;
  };
  const refresh = (): void => {
    const version = table.version();
    if (version === seen) return;
    if (table.rows.length > codes.length) {
      const longer = new Int32Array(Math.max(table.rows.length, codes.length * 2));
      longer.set(codes);
      codes = longer;
    }
    const changed = seen < 0 ? null : table.changedSince(seen);
    if (changed === null) {
      // Values that nobody has any more go with the old numbers.
      values.length = 0;
      numbers.clear();
      for (let slot = 0; slot < table.rows.length; slot += 1) set(slot, table.rows[slot]);
    } else for (const slot of changed) set(slot, table.rows[slot]);
    seen = version;
  };
  return {
    codes: () => {
      refresh();
      return codes;
    },
    values: () => {
      refresh();
      return values;
    },
  };
}

import { testOf, type Test } from './conditions.ts';
import { columnOf, type Column } from './columns.ts';
import { fieldReader, type AnyRow, type FieldReader, type Value } from './fields.ts';
import { idOrder, orderedBy, type SortKey } from './order.ts';
import type { Condition, ListAnswer, ListAsked, ListQuery } from './query.ts';
import type { RowTable } from './row-table.ts';
import type { RowOf, StockKind } from './rows.ts';
import type { Stock } from './stock.ts';

/** What the search found of one kind: rank by slot, and those slots best first. */
export interface TextMatch {
  readonly has: (slot: number) => boolean;
  readonly best: readonly number[];
}

export interface Lists {
  readonly list: <K extends StockKind>(asked: ListAsked<K>) => ListAnswer<K>;
  readonly ids: (query: ListQuery) => readonly string[];
  /** Every row a query asks for, in no order. */
  readonly each: <K extends StockKind>(query: ListQuery<K>, heard: (row: RowOf<K>) => void) => void;
  /** Makes what a condition, a facet or an order will need. */
  readonly prepareField: (kind: StockKind, field: string) => void;
  readonly prepareOrder: (kind: StockKind, by: string, down: boolean) => void;
  /** Of a kind, what is listed without any filter. */
  readonly all: (kind: StockKind) => number;
}

/** 2幢 before 10幢: numbers in an address count as numbers. */
const inStreetOrder = (address: string): string => address.replaceAll(/\d+/g, (digits) => digits.padStart(6, '0'));

/** The dead and those who left are listed only when asked for. */
const LIVING: Condition = { field: 'life', op: 'in', values: ['living'] };

function conditionsOf({ kind, where = [] }: ListQuery): readonly Condition[] {
  return kind !== 'person' || where.some(({ field }) => field === 'life') ? where : [...where, LIVING];
}

/** Conditions of one field hold together: each facet is counted without its own. */
interface Group {
  readonly field: string;
  readonly column: Column;
  /** By number of value: 1 where it holds. */
  readonly holds: Uint8Array;
}

export interface ListParts {
  readonly stock: Stock;
  /** Names in the order of their sounds. */
  readonly sortKey: (name: string) => string;
  readonly match: (kind: StockKind, text: string) => TextMatch;
  readonly nowMs: () => number;
}

export function listsOf({ stock, sortKey, match, nowMs }: ListParts): Lists {
  const orders = new Map<string, { readonly version: number; readonly slots: Int32Array }>();
  const byId = new Map<StockKind, () => readonly number[]>();
  const columns = new Map<string, Column>();
  let keptFor = '';

  const readerOf = (kind: StockKind, field: string): FieldReader => {
    const sample = (stock.tables[kind] as RowTable).rows.find((row) => row !== undefined);
    return sample === undefined ? () => undefined : fieldReader(field, stock.settings().today, stock.facts, sample);
  };
  /** A reader that waits for the first row, which says what fields there are. */
  const lateReader = (kind: StockKind, field: string): FieldReader => {
    let read: FieldReader | undefined;
    return (row) => (read ??= readerOf(kind, field))(row);
  };
  /** Kept from list to list. What is computed from the day is made anew with it. */
  const forToday = (): void => {
    const { today } = stock.settings();
    if (keptFor === today) return;
    orders.clear();
    columns.clear();
    keptFor = today;
  };
  const keptColumn = (kind: StockKind, field: string): Column => {
    forToday();
    const name = `${kind} ${field}`;
    const known = columns.get(name);
    if (known !== undefined) return known;
    const column = columnOf(stock.tables[kind] as RowTable, lateReader(kind, field));
    columns.set(name, column);
    return column;
  };
  const idsOf = (kind: StockKind): readonly number[] => {
    const known = byId.get(kind) ?? idOrder(stock.tables[kind] as RowTable);
    byId.set(kind, known);
    return known();
  };
  const keyFor =
    (by: string) =>
    (value: Value): SortKey | undefined => {
      if (typeof value === 'string')
        return by === 'name' || by === 'category' ? sortKey(value) : by === 'address' ? inStreetOrder(value) : value;
      if (typeof value === 'number') return value;
      if (typeof value === 'boolean') return value ? 1 : 0;
      return Array.isArray(value) ? value.map(String).join(' ') : undefined;
    };
  const orderOf = (kind: StockKind, by: string, down: boolean): Int32Array => {
    const column = keptColumn(kind, by);
    const name = `${kind} ${by} ${String(down)}`;
    const version = stock.tables[kind].version();
    const known = orders.get(name);
    if (known?.version === version) return known.slots;
    const slots = orderedBy(idsOf(kind), column, keyFor(by), down);
    orders.set(name, { version, slots });
    return slots;
  };
  /** In the order of the groups, those of one group as they stood. */
  const groupedOrder = (kind: StockKind, by: string, down: boolean, group: string): Int32Array => {
    const column = keptColumn(kind, group);
    const name = `${kind} ${by} ${String(down)} ${group}`;
    const version = stock.tables[kind].version();
    const known = orders.get(name);
    if (known?.version === version) return known.slots;
    const slots = orderedBy(orderOf(kind, by, down), column, keyFor(group), false);
    orders.set(name, { version, slots });
    return slots;
  };
  const groupOf = (kind: StockKind, field: string, tests: readonly Test[]): Group => {
    const column = keptColumn(kind, field);
    return {
      field,
      column,
      holds: Uint8Array.from(column.values(), (value) => Number(tests.every((test) => test(value)))),
    };
  };
  const groupsOf = (query: ListQuery): readonly Group[] => {
    const byField = new Map<string, Test[]>();
    for (const condition of conditionsOf(query)) {
      byField.set(condition.field, [...(byField.get(condition.field) ?? []), testOf(condition)]);
    }
    return [...byField].map(([field, tests]) => groupOf(query.kind, field, tests));
  };
  const textOf = ({ kind, text = '' }: ListQuery): TextMatch | undefined =>
    text.trim() === '' ? undefined : match(kind, text);
  /** Slots in the order asked for; of a text without an order, best first. Who only counts needs no order. */
  const candidates = (query: ListQuery, text: TextMatch | undefined, inOrder: boolean): ArrayLike<number> => {
    if (text !== undefined && ((query.sort === undefined && query.group === undefined) || !inOrder)) return text.best;
    if (!inOrder) return idsOf(query.kind);
    const { by = 'name', down = false } = query.sort ?? {};
    return query.group === undefined ? orderOf(query.kind, by, down) : groupedOrder(query.kind, by, down, query.group);
  };

  const walk = (
    query: ListQuery,
    facets: readonly string[],
    inOrder: boolean,
    found: (row: AnyRow, slot: number) => void,
  ): Readonly<Record<string, Map<string, number>>> => {
    // One of no values is nobody: no column is made to find that out.
    if (facets.length === 0 && conditionsOf(query).some((one) => one.op === 'in' && one.values.length === 0)) return {};
    const table = stock.tables[query.kind] as RowTable;
    const { area = '' } = query;
    // Area and text are no fields: they hold for facets as well.
    const frame = groupOf(query.kind, 'scope', [(scope) => typeof scope === 'string' && scope.startsWith(area)]);
    const inFrame = frame.column.codes();
    const text = textOf(query);
    const groups = groupsOf(query);
    const tested = groups.map(({ column, holds }) => ({ codes: column.codes(), holds }));
    const counters = facets.map((field) => {
      const column = keptColumn(query.kind, field);
      return {
        field,
        column,
        codes: column.codes(),
        group: groups.findIndex((group) => group.field === field),
        counts: new Int32Array(column.values().length),
      };
    });
    const slots = candidates(query, text, inOrder);
    for (let nth = 0; nth < slots.length; nth += 1) {
      const slot = slots[nth] ?? 0;
      if (frame.holds[inFrame[slot] ?? 0] !== 1 || (text !== undefined && !text.has(slot))) continue;
      // Which one does not hold; -1 none, -2 several: then it counts nowhere.
      let failed = -1;
      for (let at = 0; at < tested.length; at += 1) {
        const group = tested[at];
        if (group?.holds[group.codes[slot] ?? 0] === 1) continue;
        failed = failed === -1 ? at : -2;
        if (failed === -2 || counters.length === 0) break;
      }
      if (failed === -1) {
        const row = table.rows[slot];
        if (row !== undefined) found(row, slot);
      }
      if (failed === -2) continue;
      for (const { codes, group, counts } of counters) {
        if (failed !== -1 && failed !== group) continue;
        const code = codes[slot] ?? 0;
        counts[code] = (counts[code] ?? 0) + 1;
      }
    }
    return Object.fromEntries(counters.map(({ field, column, counts }) => [field, byWord(column.values(), counts)]));
  };

  let living = { version: -1, count: 0 };
  const all = (kind: StockKind): number => {
    if (kind !== 'person') return stock.tables[kind].count();
    const version = stock.tables.person.version();
    if (living.version !== version)
      living = { version, count: stock.tables.person.rows.filter((row) => row?.life === 'living').length };
    return living.count;
  };

  return {
    all,
    prepareField: (kind, field) => {
      keptColumn(kind, field).codes();
    },
    prepareOrder: (kind, by, down) => {
      orderOf(kind, by, down);
    },
    list: <K extends StockKind>({ query, from, count: wanted, facets = [] }: ListAsked<K>): ListAnswer<K> => {
      const startedAt = nowMs();
      const rows: RowOf<K>[] = [];
      let total = 0;
      const inGroups = query.group === undefined ? undefined : keptColumn(query.kind, query.group);
      const groups: { readonly value: string; count: number }[] = [];
      const counted = walk(query, facets, wanted > 0, (row, slot) => {
        if (total >= from && total < from + wanted) rows.push(row as RowOf<K>);
        total += 1;
        if (inGroups === undefined) return;
        const value = wordOf(inGroups.values()[inGroups.codes()[slot] ?? 0]);
        const last = groups.at(-1);
        if (last?.value === value) last.count += 1;
        else groups.push({ value, count: 1 });
      });
      return {
        total,
        all: all(query.kind),
        rows,
        ...(inGroups === undefined || wanted === 0 ? {} : { groups }),
        facets: Object.fromEntries(
          Object.entries(counted).map(([field, counts]) => [
            field,
            [...counts]
              .map(([value, number]) => ({ value, count: number }))
              .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)),
          ]),
        ),
        tookMs: nowMs() - startedAt,
      };
    },
    ids: (query) => {
      const found: string[] = [];
      walk(query, [], true, ({ id }) => found.push(id));
      return found;
    },
    each: (query, heard) => {
      walk(query, [], false, (row) => {
        heard(row as never);
      });
    },
  };
}

/** A group is named by the word of its value; what has none stands under ''. */
const wordOf = (value: Value): string =>
  value === undefined || value === null || typeof value === 'object' ? '' : String(value);

/** Counts by the word of a value; every entry of a list counts. */
function byWord(values: readonly Value[], counts: Int32Array): Map<string, number> {
  const found = new Map<string, number>();
  const add = (word: Value, count: number): void => {
    if (word === undefined || word === null || typeof word === 'object') return;
    const name = String(word);
    found.set(name, (found.get(name) ?? 0) + count);
  };
  for (const [number, value] of values.entries()) {
    const count = counts[number] ?? 0;
    if (count === 0) continue;
    if (Array.isArray(value)) for (const entry of value as readonly Value[]) add(entry, count);
    else add(value, count);
  }
  return found;
}

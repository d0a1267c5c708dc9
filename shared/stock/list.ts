import { testOf, type Test } from './conditions.ts';
import { fieldReader, type AnyRow, type FieldReader } from './fields.ts';
import { orderBy, type Order, type SortKey } from './order.ts';
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
  readonly test: Test;
}

export interface ListParts {
  readonly stock: Stock;
  /** Names in the order of their sounds. */
  readonly sortKey: (name: string) => string;
  readonly match: (kind: StockKind, text: string) => TextMatch;
  readonly nowMs: () => number;
}

export function listsOf({ stock, sortKey, match, nowMs }: ListParts): Lists {
  const orders = new Map<string, Order>();
  let orderedOn = '';

  const readerOf = (kind: StockKind, field: string): FieldReader => {
    const sample = (stock.tables[kind] as RowTable).rows.find((row) => row !== undefined);
    return sample === undefined ? () => undefined : fieldReader(field, stock.settings().today, stock.facts, sample);
  };
  /** Kept from list to list. What is computed from the day is ordered anew with it. */
  const orderOf = (kind: StockKind, by: string): Order => {
    const { today } = stock.settings();
    if (orderedOn !== today) orders.clear();
    orderedOn = today;
    const name = `${kind} ${by}`;
    const known = orders.get(name);
    if (known !== undefined) return known;
    const table = stock.tables[kind] as RowTable;
    let read: FieldReader | undefined;
    const keyOf = (row: AnyRow): SortKey | undefined => {
      if (by === 'name') return sortKey(row.name);
      read ??= readerOf(kind, by);
      const value = read(row);
      if (typeof value === 'string') return by === 'address' ? inStreetOrder(value) : value;
      if (typeof value === 'number') return value;
      if (typeof value === 'boolean') return value ? 1 : 0;
      return Array.isArray(value) ? value.map(String).join(' ') : undefined;
    };
    const order = orderBy(table, keyOf);
    orders.set(name, order);
    return order;
  };
  const groupsOf = (query: ListQuery): readonly Group[] => {
    const byField = new Map<string, Test[]>();
    for (const condition of conditionsOf(query)) {
      const test = testOf(condition, readerOf(query.kind, condition.field));
      byField.set(condition.field, [...(byField.get(condition.field) ?? []), test]);
    }
    return [...byField].map(([field, tests]) => {
      const [only] = tests;
      return {
        field,
        test: tests.length === 1 && only !== undefined ? only : (row: AnyRow) => tests.every((test) => test(row)),
      };
    });
  };
  /** Area and text are no fields: they hold for facets as well. */
  const frameOf = (query: ListQuery): { readonly test: Test; readonly text: TextMatch | undefined } => {
    const { area = '' } = query;
    return {
      test: area === '' ? () => true : (row) => row.scope.startsWith(area),
      text: (query.text ?? '').trim() === '' ? undefined : match(query.kind, query.text ?? ''),
    };
  };
  /** Slots in the order asked for; of a text without an order, best first. */
  const candidates = (query: ListQuery, text: TextMatch | undefined): readonly number[] => {
    if (query.sort === undefined && text !== undefined) return text.best;
    const { by = 'name', down = false } = query.sort ?? {};
    return orderOf(query.kind, by).slots(down);
  };

  const walk = (
    query: ListQuery,
    facets: readonly string[],
    found: (row: AnyRow) => void,
  ): Readonly<Record<string, Map<string, number>>> => {
    const table = stock.tables[query.kind] as RowTable;
    const groups = groupsOf(query);
    const { test, text } = frameOf(query);
    const counters = facets.map((field) => ({
      field,
      read: readerOf(query.kind, field),
      group: groups.findIndex((group) => group.field === field),
      counts: new Map<string, number>(),
    }));
    for (const slot of candidates(query, text)) {
      const row = table.rows[slot];
      if (row === undefined || (text !== undefined && !text.has(slot)) || !test(row)) continue;
      // Which one does not hold; -1 none, -2 several: then it counts nowhere.
      let failed = -1;
      for (let at = 0; at < groups.length; at += 1) {
        if (groups[at]?.test(row) === true) continue;
        failed = failed === -1 ? at : -2;
        if (failed === -2 || counters.length === 0) break;
      }
      if (failed === -1) found(row);
      if (failed === -2) continue;
      for (const { read, group, counts } of counters) {
        if (failed !== -1 && failed !== group) continue;
        const value = read(row);
        if (Array.isArray(value)) for (const one of value) count(counts, String(one));
        else if (value !== undefined && value !== null) count(counts, String(value));
      }
    }
    return Object.fromEntries(counters.map(({ field, counts }) => [field, counts]));
  };

  const all = (kind: StockKind): number => {
    if (kind !== 'person') return stock.tables[kind].count();
    let living = 0;
    for (const row of stock.tables.person.rows) if (row?.life === 'living') living += 1;
    return living;
  };

  return {
    all,
    list: <K extends StockKind>({ query, from, count: wanted, facets = [] }: ListAsked<K>): ListAnswer<K> => {
      const startedAt = nowMs();
      const rows: RowOf<K>[] = [];
      let total = 0;
      const counted = walk(query, facets, (row) => {
        if (total >= from && total < from + wanted) rows.push(row as RowOf<K>);
        total += 1;
      });
      return {
        total,
        all: all(query.kind),
        rows,
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
      walk(query, [], ({ id }) => found.push(id));
      return found;
    },
    each: (query, heard) => {
      // Each asks no order of its own; whatever order is there already serves.
      walk(query, [], (row) => {
        heard(row as never);
      });
    },
  };
}

const count = (counts: Map<string, number>, value: string): void => {
  counts.set(value, (counts.get(value) ?? 0) + 1);
};

import { sameJson } from '../../../shared/lib/canonical-json.ts';
import { cellText, type CategoryNames } from './cell-text.ts';
import { ITSELF, rowsOf, type Content, type Row } from './rows.ts';
import type { Column, Table } from './columns.ts';
import { tablesOf } from './tables.ts';

/** One field of one row: what it said, and what it says. */
export interface CellChange {
  readonly label: string;
  readonly from: string;
  readonly to: string;
}
export type RowChange =
  | { readonly kind: 'added' | 'removed'; readonly key: string; readonly title: string }
  | { readonly kind: 'changed'; readonly key: string; readonly title: string; readonly cells: readonly CellChange[] };

export interface TableDiff {
  readonly table: Table;
  readonly rows: readonly RowChange[];
  /** The same rows in another order: it matters where the first that holds wins. */
  readonly isReordered: boolean;
}

export interface VersionDiff {
  readonly tables: readonly TableDiff[];
  /** What the catalogue says beside its tables: name, year, note. */
  readonly head: readonly CellChange[];
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  readonly isSame: boolean;
}

const HEAD_WORDS: Readonly<Record<string, string>> = {
  name: '名称',
  note: '说明',
  year: '年份',
  provisional: '年度安排未公布',
  localStandard: '本地标准',
  nationalStandard: '国家标准',
  titleField: '标题字段',
};
const plainText = (value: unknown): string =>
  value === undefined || value === false
    ? ''
    : value === true
      ? '是'
      : typeof value === 'string'
        ? value
        : JSON.stringify(value);

/** By key; a key that is there twice is told apart by its turn. */
function keyed(table: Table, content: Content): ReadonlyMap<string, Row> {
  const rows = new Map<string, Row>();
  for (const row of rowsOf(content, table.field)) {
    const key = table.keyOf(row);
    let free = key;
    for (let turn = 2; rows.has(free); turn += 1) free = `${key} #${String(turn)}`;
    rows.set(free, row);
  }
  return rows;
}

export function titleOf(table: Table, row: Row, names: CategoryNames): string {
  const said = table.columns
    .filter(({ inList }) => inList === true)
    .map((column) => cellText(column, row, names))
    .filter((words) => words !== '');
  return said.slice(0, 2).join(' · ') || '（空行）';
}

function cellChange(column: Column, before: Row, after: Row, names: CategoryNames): readonly CellChange[] {
  const [from, to] = [cellText(column, before, names), cellText(column, after, names)];
  return from === to ? [] : [{ label: column.label, from, to }];
}

function cellsOf(table: Table, before: Row, after: Row, names: CategoryNames): readonly CellChange[] {
  const told = table.columns.flatMap((column) => cellChange(column, before, after, names));
  // Something that no column shows: said all the same.
  return told.length > 0 ? told : [{ label: '其他内容', from: '', to: '有改动' }];
}

function diffTable(table: Table, before: Content, after: Content, names: CategoryNames): TableDiff {
  const [old, now] = [keyed(table, before), keyed(table, after)];
  const rows: RowChange[] = [];
  for (const [key, row] of now) {
    const was = old.get(key);
    if (was === undefined) rows.push({ kind: 'added', key, title: titleOf(table, row, names) });
    else if (table.field === ITSELF) {
      const cells = table.columns.flatMap((column) => cellChange(column, was, row, names));
      if (cells.length > 0) rows.push({ kind: 'changed', key, title: table.label, cells });
    } else if (!sameJson(was, row))
      rows.push({ kind: 'changed', key, title: titleOf(table, row, names), cells: cellsOf(table, was, row, names) });
  }
  for (const [key, row] of old) {
    if (!now.has(key)) rows.push({ kind: 'removed', key, title: titleOf(table, row, names) });
  }
  const order = (one: ReadonlyMap<string, Row>, other: ReadonlyMap<string, Row>): readonly string[] =>
    [...one.keys()].filter((key) => other.has(key));
  return { table, rows, isReordered: order(old, now).join('\n') !== order(now, old).join('\n') };
}

/** What a version says otherwise than the one before: rows added, removed, changed by field. */
export function diffVersions(kind: string, before: Content, after: Content, names: CategoryNames): VersionDiff {
  const specs = tablesOf(kind, { ...before, ...after });
  const tables = specs.map((table) => diffTable(table, before, after, names));
  const inTables = new Set(
    specs.flatMap(({ field, columns }) =>
      field === ITSELF ? columns.map(({ path }) => path.split('.')[0] ?? path) : [field],
    ),
  );
  const head = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((field) => !inTables.has(field) && !sameJson(before[field], after[field]))
    .sort()
    .map((field) => ({
      label: HEAD_WORDS[field] ?? field,
      from: plainText(before[field]),
      to: plainText(after[field]),
    }));
  const count = (is: RowChange['kind']): number =>
    tables.reduce((sum, { rows }) => sum + rows.filter(({ kind: one }) => one === is).length, 0);
  const [added, removed, changed] = [count('added'), count('removed'), count('changed')];
  const isReordered = tables.some((table) => table.isReordered);
  return {
    tables,
    head,
    added,
    removed,
    changed,
    isSame: added + removed + changed + head.length === 0 && !isReordered,
  };
}

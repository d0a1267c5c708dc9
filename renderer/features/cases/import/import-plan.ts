import type { SortedRow } from '../../../../shared/cases/intake/sort-in.ts';
import { cellText } from '../../../../shared/cases/intake/sheet.ts';
import { shortCaseNumber } from '../../../../shared/domain/case-number.ts';
import type { Post } from '../../../../shared/domain/staff.ts';
import type { CaseRow } from '../../../data/api.ts';
import type { ImportItem, KeptImport, LeftRow } from './kept-import.ts';
import type { SortedSheet } from './sort-sheet.ts';

/** What a person said of a row that could be taken in. */
export type Decision = { readonly kind: 'into'; readonly id: string } | { readonly kind: 'leave' };
export type Decisions = ReadonlyMap<number, Decision>;

export const IMPORT_TABS = ['all', 'ready', 'likely', 'waits', 'again', 'left'] as const;
export type ImportTab = (typeof IMPORT_TABS)[number];

const isLeft = (row: SortedRow, decisions: Decisions): boolean =>
  row.fate.kind === 'ready' && decisions.get(row.line)?.kind === 'leave';

/** Under which heads a row stands. Those but for `all` and `likely` part the rows among them: each stands under exactly one. */
export function tabsOf(row: SortedRow, decisions: Decisions): readonly ImportTab[] {
  switch (row.fate.kind) {
    case 'ready':
      if (isLeft(row, decisions)) return ['all', 'left'];
      return row.fate.likely.length > 0 ? ['all', 'ready', 'likely'] : ['all', 'ready'];
    case 'waits':
      return ['all', 'waits'];
    case 'again':
    case 'repeated':
      return ['all', 'again'];
  }
}

export function tabCounts(rows: readonly SortedRow[], decisions: Decisions): Readonly<Record<ImportTab, number>> {
  const counts: Record<ImportTab, number> = { all: 0, ready: 0, likely: 0, waits: 0, again: 0, left: 0 };
  for (const row of rows) for (const tab of tabsOf(row, decisions)) counts[tab] += 1;
  return counts;
}

/** Why a row is not taken in, in words. */
export function whyNot(row: SortedRow, decisions: Decisions): string | undefined {
  if (isLeft(row, decisions)) return '导入时选了不收。';
  return row.fate.kind === 'waits' ? row.fate.faults.map(({ what, next }) => `${what}${next}`).join('') : undefined;
}

export const itemName = ({ arrival }: SortedRow): string =>
  `${arrival.category?.name ?? '没有类别'}，${arrival.address === '' ? '未写地址' : arrival.address}`;

/** What is written when somebody says 收下: exactly the rows that stand as ready, merged where that was chosen. */
export function importPlan(
  sorted: SortedSheet,
  decisions: Decisions,
  open: readonly CaseRow[],
  given: { readonly id: string; readonly file: string; readonly at: string; readonly post: Post },
): KeptImport {
  const numbers = new Map(open.map(({ id, number }) => [id, number]));
  // What comes in by this file itself may be merged into; where it goes into another one, so does what goes into it. What is left out takes nothing.
  const standing = new Map(open.map(({ id }) => [id, id]));
  const items: ImportItem[] = [];
  const left: LeftRow[] = [];
  for (const row of sorted.rows) {
    const why = whyNot(row, decisions);
    const cells = row.cells.map(cellText);
    if (why !== undefined) left.push({ line: row.line, cells, why });
    if (row.fate.kind !== 'ready' || why !== undefined) continue;
    const { caseId, finding } = row.fate;
    const decision = decisions.get(row.line);
    const into = decision?.kind === 'into' ? standing.get(decision.id) : undefined;
    standing.set(caseId, into ?? caseId);
    const number = into === undefined ? undefined : numbers.get(into);
    items.push({
      ...{ line: row.line, caseId, finding, cells, channelNumber: row.arrival.channelNumber, name: itemName(row) },
      ...(into === undefined ? {} : { into: { id: into, ...(number === undefined ? {} : { number }) } }),
    });
  }
  const count = (kind: SortedRow['fate']['kind']): number =>
    sorted.rows.filter(({ fate }) => fate.kind === kind).length;
  return {
    ...given,
    ...{ phase: 'taking', headings: [...sorted.head.headings], items, left },
    ...{ again: count('again'), repeated: count('repeated'), blank: sorted.blank },
  };
}

/** Of a case that may be the same: its number, or the line of this file that becomes it. */
export function candidateWords(id: string, sorted: SortedSheet, open: ReadonlyMap<string, CaseRow>): string {
  const row = open.get(id);
  if (row !== undefined)
    return `${row.number === undefined ? '编号未生成' : shortCaseNumber(row.number)} ${row.categoryName}，${row.address}`;
  const line = sorted.rows.find(({ fate }) => fate.kind === 'ready' && fate.caseId === id);
  return line === undefined ? '已不在的一件' : `本文件第 ${String(line.line)} 行 ${itemName(line)}`;
}

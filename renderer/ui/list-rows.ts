export interface RowGroup {
  readonly key: string;
  readonly label: string;
  /** As the group head says it; without it the head counts the rows it stands over. */
  readonly count?: number | undefined;
}

/** What the list draws, top to bottom: group heads and rows. `at` is the place among the rows, from 0. */
export type ListLine<Row> =
  | { readonly kind: 'group'; readonly group: RowGroup; readonly count: number }
  | { readonly kind: 'row'; readonly row: Row; readonly at: number };

/** Puts a head before each run of rows of one group. Rows must come sorted by group. */
export function linesOf<Row>(
  rows: readonly Row[],
  groupOf: ((row: Row) => RowGroup) | undefined,
): readonly ListLine<Row>[] {
  if (groupOf === undefined) return rows.map((row, at) => ({ kind: 'row', row, at }));
  const lines: ListLine<Row>[] = [];
  const groups = rows.map(groupOf);
  groups.forEach((group, at) => {
    const row = rows[at] as Row; // at runs over rows
    if (at === 0 || groups[at - 1]?.key !== group.key) {
      const count = group.count ?? groups.filter((other) => other.key === group.key).length;
      lines.push({ kind: 'group', group, count });
    }
    lines.push({ kind: 'row', row, at });
  });
  return lines;
}

/** Where a key leads from row `at` of `count`, or undefined when the key does not move. */
export function movedTo(key: string, at: number, count: number, rowsPerPage: number): number | undefined {
  const clamp = (target: number): number => Math.min(count - 1, Math.max(0, target));
  if (count === 0) return undefined;
  switch (key) {
    case 'ArrowDown':
    case 'j':
    case 'J':
      return clamp(at + 1);
    case 'ArrowUp':
    case 'k':
    case 'K':
      return clamp(at < 0 ? 0 : at - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    case 'PageDown':
      return clamp(at + rowsPerPage);
    case 'PageUp':
      return clamp(at - rowsPerPage);
    default:
      return undefined;
  }
}

/**
 * The row that takes over when the current one has gone: the one now standing in its place, else the last.
 * `wasAt` is where the current row last stood.
 */
export function successorOf(wasAt: number, count: number): number | undefined {
  if (count === 0) return undefined;
  return Math.min(Math.max(wasAt, 0), count - 1);
}

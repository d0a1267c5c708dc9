import { useState } from 'react';
import { heldApart } from './list-rows.ts';

export interface HeldRows<Row> {
  readonly rows: readonly Row[];
  readonly heldCount: number;
  /** 显示: lets the held rows in. */
  readonly release: () => void;
}

/**
 * Rows for a list that lives while people work in it. What arrives above the current row waits behind
 * `有 3 条新的　显示`. `resetKey` names the view (queue, filter, order): another view starts fresh.
 */
export function useHeldRows<Row>(
  rows: readonly Row[],
  rowId: (row: Row) => string,
  currentId: string | undefined,
  resetKey: string,
): HeldRows<Row> {
  const ids = (some: readonly Row[]): readonly string[] => some.map(rowId);
  const [state, setState] = useState<{ readonly resetKey: string; readonly known: ReadonlySet<string> }>(() => ({
    resetKey,
    known: new Set(ids(rows)),
  }));
  const isSameView = state.resetKey === resetKey;
  const known = isSameView ? state.known : new Set(ids(rows));
  const { shown, held } = heldApart(rows, rowId, known, currentId);
  // What is on the screen is known from now on, so that moving the hand below it does not take it away again.
  if (!isSameView || shown.some((row) => !known.has(rowId(row)))) {
    setState({ resetKey, known: new Set([...known, ...ids(shown)]) });
  }
  return {
    rows: shown,
    heldCount: held.length,
    release: () => {
      setState({ resetKey, known: new Set(ids(rows)) });
    },
  };
}

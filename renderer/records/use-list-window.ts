import { useCallback, useMemo, useState } from 'react';
import type { ListAnswer, ListAsked, ListQuery } from '../../shared/stock/query.ts';
import type { RowOf, StockKind } from '../../shared/stock/rows.ts';
import { useLive, useWorkstation } from '../data/hooks.ts';

/** Rows are asked for in steps of this many, so that a few lines of scrolling ask nothing new. */
const STEP = 50;

const FIRST_STRETCH = { from: 0, count: 2 * STEP };
const isFirst = ({ from, count }: typeof FIRST_STRETCH): boolean =>
  from === FIRST_STRETCH.from && count === FIRST_STRETCH.count;

const beginnings = new WeakMap<ListQuery, ListAsked>();
/** The question that a list begins with: the same for the same query, so that who asks it ahead has its answer. */
export function beginningOf<K extends StockKind>(query: ListQuery<K>): ListAsked<K> {
  const asked = beginnings.get(query) ?? { query, ...FIRST_STRETCH };
  beginnings.set(query, asked);
  return asked as ListAsked<K>;
}

const countings = new WeakMap<ListQuery, ListAsked>();
/** The question for the counts beside a list: the same for the same query. `facets` are those of the list. */
export function countingOf<K extends StockKind>(query: ListQuery<K>, facets: readonly string[]): ListAsked<K> {
  const asked = countings.get(query) ?? { query, from: 0, count: 0, facets };
  countings.set(query, asked);
  return asked as ListAsked<K>;
}

export interface ListWindow<K extends StockKind> {
  /** Undefined until the first answer. */
  readonly answer: ListAnswer<K> | undefined;
  readonly total: number;
  readonly rowAt: (at: number) => RowOf<K> | undefined;
  readonly onWindow: (from: number, to: number) => void;
}

/** A list of the stock as `WindowList` draws it: exact total, rows of the stretch in sight. `query` by identity: memoise it. */
export function useListWindow<K extends StockKind>(query: ListQuery<K>): ListWindow<K> {
  const { stock } = useWorkstation();
  const [stretch, setStretch] = useState(FIRST_STRETCH);
  const live = useMemo(
    () => stock.list(isFirst(stretch) ? beginningOf(query) : { query, ...stretch }),
    [stock, query, stretch],
  );
  const answer = useLive(live);
  // While the next stretch is on its way the last one goes on standing where it stood.
  const [held, setHeld] = useState<{
    readonly query: ListQuery<K>;
    readonly from: number;
    readonly answer: ListAnswer<K>;
  }>();
  if (answer !== undefined && (held?.answer !== answer || held.query !== query))
    setHeld({ query, from: stretch.from, answer });

  const shown = held;
  const rowAt = useCallback(
    (at: number): RowOf<K> | undefined => (shown === undefined ? undefined : shown.answer.rows[at - shown.from]),
    [shown],
  );
  const onWindow = useCallback((from: number, to: number): void => {
    const start = Math.max(0, Math.floor(from / STEP) - 1) * STEP;
    const end = (Math.floor(to / STEP) + 2) * STEP;
    setStretch((now) => (now.from === start && now.count === end - start ? now : { from: start, count: end - start }));
  }, []);
  return { answer: shown?.answer, total: shown?.answer.total ?? 0, rowAt, onWindow };
}

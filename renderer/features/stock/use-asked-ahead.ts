import { useMemo, useState } from 'react';
import type { ListAsked, ListQuery } from '../../../shared/stock/query.ts';
import type { StockKind } from '../../../shared/stock/rows.ts';
import { useAtWork, useWorkstation } from '../../data/hooks.ts';
import { beginningOf } from '../../records/use-list-window.ts';
import { queryFor, type Filtered, type ListKind } from './list-kinds.ts';

const countings = new WeakMap<ListQuery, ListAsked>();
/** The question for the counts beside a list: the same for the same query. `facets` are those of the list. */
export function countingOf<K extends StockKind>(query: ListQuery<K>, facets: readonly string[]): ListAsked<K> {
  const asked = countings.get(query) ?? { query, from: 0, count: 0, facets };
  countings.set(query, asked);
  return asked as ListAsked<K>;
}

/**
 * The query a list shows. A text that is still being typed is shown a moment after it rests (UX §6); the worker is asked for it at once, so that it looks while the moment
 * passes and not afterwards. `committed`: the text in the field, without what an input method composes.
 */
export function useAskedAhead(
  list: ListKind,
  filtered: Filtered,
  committed: string,
  facets: readonly string[],
): ListQuery {
  const { stock } = useWorkstation();
  const { where, text, sort } = filtered;
  const next = useMemo(() => queryFor(list, { where, text: committed, sort }), [list, where, committed, sort]);
  const [shown, setShown] = useState(next);
  useAtWork(
    useMemo(() => [stock.list(beginningOf(next)), stock.list(countingOf(next, facets))], [stock, next, facets]),
  );
  if (text !== committed) return shown;
  if (shown !== next) setShown(next);
  return next;
}

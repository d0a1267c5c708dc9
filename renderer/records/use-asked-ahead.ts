import { useMemo, useState } from 'react';
import type { ListQuery } from '../../shared/stock/query.ts';
import type { StockKind } from '../../shared/stock/rows.ts';
import { useAtWork, useWorkstation } from '../data/hooks.ts';
import { beginningOf, countingOf } from './use-list-window.ts';

/**
 * The query a list shows. A text that is still being typed is shown a moment after it rests (UX §6); the worker is asked for it at once, so that it looks while the moment
 * passes and not afterwards. `next`: with the text as it stands in the field, by identity; `rests`: nothing is being typed. `facets` are those of the list.
 */
export function useAskedAhead<K extends StockKind>(
  next: ListQuery<K>,
  rests: boolean,
  facets: readonly string[],
): ListQuery<K> {
  const { stock } = useWorkstation();
  const [shown, setShown] = useState(next);
  useAtWork(
    useMemo(
      () => [stock.list(beginningOf(next)), ...(facets.length === 0 ? [] : [stock.list(countingOf(next, facets))])],
      [stock, next, facets],
    ),
  );
  if (!rests) return shown;
  if (shown !== next) setShown(next);
  return next;
}

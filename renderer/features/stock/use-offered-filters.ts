import { useMemo } from 'react';
import type { Condition } from '../../../shared/stock/query.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { combineLive } from '../../lib/combine-live.ts';
import { NAMED_FILTERS } from '../../lib/named-filters.ts';
import { sameWhere } from './conditions.ts';
import type { OfferedFilter } from './facet-pane.tsx';
import type { KeptList } from '../../records/kept-lists.ts';
import { queryFor, type ListKind } from './list-kinds.ts';

export type SavedFilter = KeptList['filters'][number];

export interface OfferedFiltersAsked {
  readonly list: ListKind;
  readonly where: readonly Condition[];
  readonly today: string;
  readonly kept: KeptList;
  readonly onForget: (filter: SavedFilter) => void;
}

/** Filters with a name, those of every office first, each with the length of the list it gives. */
export function useOfferedFilters({
  list,
  where,
  today,
  kept,
  onForget,
}: OfferedFiltersAsked): readonly OfferedFilter[] {
  const { stock } = useWorkstation();
  const filters = useMemo(
    () => [
      ...NAMED_FILTERS.filter(({ kind, isStanding }) => isStanding && kind === list.kind).map((each) => ({
        key: each.key,
        label: each.label,
        where: each.where(today),
        own: undefined,
      })),
      ...kept.filters.map((each) => ({ key: each.id, label: each.name, where: each.where, own: each })),
    ],
    [list.kind, kept.filters, today],
  );
  const counting = useMemo(
    () =>
      combineLive(
        filters.map((each) =>
          stock.list({ query: queryFor(list, { where: each.where, text: '', sort: undefined }), from: 0, count: 0 }),
        ),
      ),
    [stock, list, filters],
  );
  const counts = useLive(counting) ?? [];
  return filters.map(({ key, label, where: asked, own }, at) => ({
    key,
    label,
    where: asked,
    count: counts[at]?.total,
    isOn: sameWhere(where, asked),
    ...(own === undefined
      ? {}
      : {
          onDelete: () => {
            onForget(own);
          },
        }),
  }));
}

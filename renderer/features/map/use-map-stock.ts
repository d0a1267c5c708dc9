import { useMemo } from 'react';
import type { StockPoints } from '../../data/stock/api.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { combineLive } from '../../lib/combine-live.ts';
import type { PointLayer } from '../../map/map-objects.ts';
import { layerOnMap, pointLayerKinds, type PointLayerKind } from './point-layers.ts';

export interface MapStock {
  readonly kinds: readonly PointLayerKind[];
  /** Records of each kind, by key; undefined until known. */
  readonly totals: ReadonlyMap<string, number>;
  /** Points of the layers that are on. Those that have no place are not among them. */
  readonly layers: readonly PointLayer[];
  /** Why counts and points are not whole yet. */
  readonly trouble: string | undefined;
}

const NO_LEDGERS = [] as const;

/** The layers of records: all with their totals, those that are on with their points. */
export function useMapStock(isOn: ReadonlySet<string>): MapStock {
  const { stock, catalogs, sync } = useWorkstation();
  const isPulled = useLive(sync.status)?.firstPull.done === true;
  const status = useLive(stock.status);
  const ledgers = useLive(catalogs.ledgers) ?? NO_LEDGERS;
  const kinds = useMemo(() => pointLayerKinds(ledgers), [ledgers]);

  const allTotals = useLive(
    useMemo(() => combineLive(kinds.map(({ query }) => stock.list({ query, from: 0, count: 0 }))), [kinds, stock]),
  );
  const totals = useMemo(
    () =>
      new Map(
        kinds.flatMap(({ key }, at) => {
          const total = allTotals?.[at]?.total;
          return total === undefined ? [] : [[key, total] as const];
        }),
      ),
    [kinds, allTotals],
  );

  const shown = useMemo(() => kinds.filter(({ key }) => isOn.has(key)), [kinds, isOn]);
  const points = useLive(
    useMemo(
      () => combineLive<StockPoints>(shown.map(({ query, toneBy }) => stock.points(query, toneBy))),
      [shown, stock],
    ),
  );
  const layers = useMemo(
    () =>
      shown.flatMap((kind, at) => {
        const of = points?.[at];
        return of === undefined ? [] : [layerOnMap(kind, of)];
      }),
    [shown, points],
  );
  const trouble =
    status?.ready !== true
      ? '资料还在读'
      : status.behind > 0
        ? `还有 ${status.behind.toLocaleString('zh-CN')} 条在读`
        : isPulled
          ? undefined
          : '还在取';
  return { kinds, totals, layers, trouble };
}

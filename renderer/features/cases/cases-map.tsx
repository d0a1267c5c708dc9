import { useMemo, useState } from 'react';
import type { JSX, ReactNode } from 'react';
import type { ListQuery } from '../../../shared/stock/query.ts';
import type { CaseStock } from '../../../shared/stock/rows.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { useHeld } from '../../records/use-held.ts';
import { isNear, isOver } from '../../lib/deadline-words.ts';
import type { Bounds } from '../../map/bounds.ts';
import { boundsUnder, mapAreas } from '../../map/from-records.ts';
import type { MapPoint, PointLayer, PointTone } from '../../map/map-objects.ts';
import { MapView } from '../../map/map-view.tsx';
import { useStreetTiles } from '../../map/use-street-tiles.ts';
import { Checkbox } from '../../ui/checkbox.tsx';

export interface CasesMapProps {
  /** What the list asks, without the window of the map. */
  readonly query: ListQuery<'case'>;
  readonly total: number;
  readonly rowAt: (at: number) => CaseStock | undefined;
  readonly pickedId: string | undefined;
  readonly onPick: (id: string) => void;
  readonly onOpen: (id: string) => void;
  readonly nowMs: number;
  /** 列表跟随地图范围: the list holds what lies in the window of the map. */
  readonly bounds: Bounds | undefined;
  readonly onBounds: (bounds: Bounds | undefined) => void;
  /** The acts on the selected one, at the foot. */
  readonly children: ReactNode;
}

/** So many pins bear the number of their row; beyond, they join into clusters. */
const NUMBERED = 200;
const NO_AREAS = [] as const;
const NO_LAYERS: readonly PointLayer[] = [];
const TONES: readonly PointTone[] = ['plain'];

function toneOf({ due, suspendedUntil }: CaseStock, nowMs: number): PointTone {
  if (suspendedUntil !== '') return 'paused';
  if (isOver(due, nowMs)) return 'bad';
  if (isNear(due, nowMs)) return 'warn';
  return due.dueAt === undefined ? 'plain' : 'ok';
}

/** The list's own cases on the map: pins that bear the numbers of the rows, or clusters where they are too many. */
export function CasesMap(props: CasesMapProps): JSX.Element {
  const { query, total, rowAt, pickedId, onPick, onOpen, nowMs, bounds, onBounds, children } = props;
  const workstation = useWorkstation();
  const { stock, user } = workstation;
  const tiles = useStreetTiles();
  const records = useLive(workstation.areas) ?? NO_AREAS;
  const areas = useMemo(() => mapAreas(records), [records]);
  const scope = user.posts[0]?.scope ?? '';
  const home = useMemo(() => boundsUnder(areas, scope), [areas, scope]);
  const [view, setView] = useState<Bounds>();
  const isNumbered = total <= NUMBERED;
  const flat = useHeld(
    useLive(useMemo(() => (isNumbered ? undefined : stock.points(query, 'none')), [isNumbered, stock, query])),
  );
  const layers = useMemo(
    (): readonly PointLayer[] =>
      isNumbered || flat === undefined
        ? NO_LAYERS
        : [{ key: 'case', sign: '事', unit: '件', points: flat, tones: TONES, nameOf: () => '事件' }],
    [isNumbered, flat],
  );
  const points = useMemo((): readonly MapPoint[] => {
    const found: MapPoint[] = [];
    const last = isNumbered ? total : 0;
    for (let at = 0; at < last; at += 1) {
      const row = rowAt(at);
      if (row?.point == null) continue;
      found.push({
        id: row.id,
        at: { lon: row.point[0], lat: row.point[1] },
        name: `第 ${String(at + 1)} 件，${row.category}，${row.address}`,
        tone: toneOf(row, nowMs),
        label: String(at + 1),
      });
    }
    return found;
  }, [isNumbered, total, rowAt, nowMs]);
  const selected = useMemo(
    () =>
      pickedId === undefined
        ? undefined
        : ({ kind: 'point', id: pickedId, ...(isNumbered ? {} : { layer: 'case' }) } as const),
    [pickedId, isNumbered],
  );
  return (
    <aside className="cases-map" aria-label="地图">
      <MapView
        label="这些事件的地图"
        tiles={tiles}
        areas={areas}
        ownArea={scope}
        points={points}
        isClustered={false}
        layers={layers}
        selected={selected}
        home={home}
        onPick={(target) => {
          if (target?.kind === 'point') onPick(target.id);
        }}
        onOpen={(target) => {
          if (target.kind === 'point') onOpen(target.id);
        }}
        onViewChange={({ bounds: now }) => {
          setView(now);
          if (bounds !== undefined) onBounds(now);
        }}
        overlay={
          <Checkbox
            label="列表跟随地图范围"
            checked={bounds !== undefined}
            onChange={(follows) => {
              onBounds(follows ? view : undefined);
            }}
          />
        }
      />
      {children}
    </aside>
  );
}

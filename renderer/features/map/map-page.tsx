import { useMemo, useState } from 'react';
import type { JSX } from 'react';
import { STATE_LABELS } from '../../../shared/cases/acts.ts';
import type { StockKind } from '../../../shared/stock/rows.ts';
import type { CaseRow } from '../../data/api.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { areaWords } from '../../lib/area-words.ts';
import { OPEN_STATES } from '../../lib/case-words.ts';
import { useReady } from '../../lib/readiness.ts';
import { useWidth } from '../../lib/use-media.ts';
import { useNow } from '../../lib/use-now.ts';
import { boundsUnder, mapAreas, mapBuildings } from '../../map/from-records.ts';
import type { LonLat, MapPoint, MapTarget } from '../../map/map-objects.ts';
import { MapView } from '../../map/map-view.tsx';
import { useStreetTiles } from '../../map/use-street-tiles.ts';
import { IconFilter } from '../../ui/icons.tsx';
import { Select } from '../../ui/select.tsx';
import { useShortcuts } from '../../ui/shortcuts.tsx';
import { categoriesIn, DAY_CHOICES, EVERYTHING, filteredCases, isNarrowed, type CaseFilter } from './filter-cases.ts';
import { ALL_LAYERS, LayerPane, type Layers } from './layer-pane.tsx';
import { pickedObject, targetOf, targetText, type PickedObject } from './picked-object.ts';
import { SidePanel } from './side-panel.tsx';
import './map-page.css';

export interface MapPageProps {
  readonly picked: string | undefined;
  readonly onMove: (picked: string | undefined) => void;
  readonly onOpenCase: (id: string) => void;
  /** The list twin of what the map shows. */
  readonly onOpenQueue: (queue: string) => void;
  readonly onReportAt: (point: readonly [number, number]) => void;
  readonly canReport: boolean;
  readonly onOpen: (kind: StockKind, id: string) => void;
  readonly onOpenBuilding: (id: string, room?: string) => void;
}

const NOTHING = [] as const;
const NO_POINTS: readonly MapPoint[] = [];
const CLOSE_ZOOM = 17;
const LEAST_FOR_BOTH_PX = 1000;

const pointsOf = (rows: readonly CaseRow[]): readonly MapPoint[] =>
  rows.map((row) => ({
    id: row.id,
    at: { lon: row.point[0], lat: row.point[1] },
    name: `${row.categoryName}，${STATE_LABELS[row.state]}，${row.address}`,
  }));

function closeTo(found: PickedObject | undefined): (LonLat & { readonly zoom: number }) | undefined {
  const point =
    found?.kind === 'case' ? found.row.point : found?.kind === 'building' ? found.building.centroid : undefined;
  return point === undefined ? undefined : { lon: point[0], lat: point[1], zoom: CLOSE_ZOOM };
}

export function MapPage(props: MapPageProps): JSX.Element {
  const { picked, onMove, onOpenCase, onOpenQueue, onReportAt, canReport } = props;
  const workstation = useWorkstation();
  const areas = useLive(workstation.areas);
  const buildings = useLive(workstation.buildings);
  const open = useLive(workstation.cases.open);
  const now = useNow(workstation.clock.nowMs, 60_000);
  const tiles = useStreetTiles();
  const [layers, setLayers] = useState<Layers>(ALL_LAYERS);
  const [filter, setFilter] = useState<CaseFilter>(EVERYTHING);
  const [pile, setPile] = useState<readonly string[]>();

  const scope = workstation.user.posts[0]?.scope ?? '';
  const drawn = useMemo(() => mapAreas(areas ?? NOTHING), [areas]);
  const shownAreas = useMemo(
    () =>
      drawn.filter(
        ({ kind }) =>
          kind === 'street' || (kind === 'community' && layers.communities) || (kind === 'grid' && layers.grids),
      ),
    [drawn, layers.communities, layers.grids],
  );
  const shapes = useMemo(
    () => (layers.buildings ? mapBuildings(buildings ?? NOTHING) : []),
    [buildings, layers.buildings],
  );
  const rows = useMemo(() => filteredCases(open ?? NOTHING, filter, now), [open, filter, now]);
  const points = useMemo(() => (layers.cases ? pointsOf(rows) : NO_POINTS), [rows, layers.cases]);
  const home = useMemo(() => boundsUnder(drawn, scope), [drawn, scope]);
  const words = areaWords(areas ?? NOTHING);

  const target = useMemo(() => targetOf(picked), [picked]);
  const isHere = areas !== undefined && buildings !== undefined && open !== undefined;
  // A page opened for one object shows it close; later picks leave the map where it is.
  const [goTo, setGoTo] = useState<LonLat & { readonly zoom: number }>();
  const [wasOpened, setWasOpened] = useState(false);
  if (isHere && !wasOpened) {
    setWasOpened(true);
    setGoTo(closeTo(pickedObject(target, areas, buildings, open)));
  }
  useReady('map', areas !== undefined && open !== undefined && tiles !== 'reading');

  const object: PickedObject | undefined =
    pile !== undefined
      ? { kind: 'pile', cases: rows.filter((row) => pile.includes(row.id)) }
      : pickedObject(target, areas ?? NOTHING, buildings ?? NOTHING, rows);
  // In large text there is room for one pane beside the map: the object in hand.
  const showsLayers = useWidth(LEAST_FOR_BOTH_PX) || object === undefined;
  const pick = (next: MapTarget | undefined): void => {
    setPile(undefined);
    onMove(next === undefined ? undefined : targetText(next));
  };

  useShortcuts([
    { keys: 'Tab', label: '在对象间移动', group: '地图', inStatusBar: true },
    { keys: 'Enter', label: '打开', group: '地图', inStatusBar: true },
    {
      keys: 'G',
      label: '网格界',
      group: '地图',
      inStatusBar: true,
      run: () => {
        setLayers({ ...layers, grids: !layers.grids });
      },
    },
    {
      keys: 'B',
      label: '楼栋',
      group: '地图',
      inStatusBar: true,
      run: () => {
        setLayers({ ...layers, buildings: !layers.buildings });
      },
    },
    {
      keys: 'C',
      label: '事件',
      group: '地图',
      inStatusBar: true,
      run: () => {
        setLayers({ ...layers, cases: !layers.cases });
      },
    },
    {
      keys: 'Escape',
      label: '关闭',
      group: '地图',
      run: () => {
        pick(undefined);
      },
    },
  ]);

  return (
    <div className="map-page" data-layers={showsLayers || undefined} data-side={object !== undefined || undefined}>
      <h1 className="ui-only-read">网格地图</h1>
      {showsLayers && (
        <LayerPane
          layers={layers}
          onLayers={setLayers}
          counts={{
            communities: drawn.filter(({ kind }) => kind === 'community').length,
            grids: drawn.filter(({ kind }) => kind === 'grid').length,
            buildings: buildings?.length ?? 0,
            cases: open?.length ?? 0,
          }}
          baseTrouble={tiles === 'none' ? '本机没有' : undefined}
        />
      )}
      <MapView
        label="网格地图"
        tiles={layers.base ? tiles : 'reading'}
        areas={shownAreas}
        buildings={shapes}
        points={points}
        ownArea={scope}
        selected={pile === undefined ? target : undefined}
        home={home}
        goTo={goTo}
        onPick={pick}
        onOpen={(opened) => {
          if (opened.kind === 'point') onOpenCase(opened.id);
          else pick(opened);
        }}
        onPileOpen={setPile}
        overlay={
          <FilterBar
            filter={filter}
            onFilter={setFilter}
            open={open ?? NOTHING}
            shown={rows.length}
            onOpenQueue={onOpenQueue}
          />
        }
      />
      {object !== undefined && (
        <SidePanel
          picked={object}
          areas={words}
          nowMs={now}
          canReport={canReport}
          onClose={() => {
            pick(undefined);
          }}
          onOpenCase={onOpenCase}
          onReportAt={onReportAt}
        />
      )}
    </div>
  );
}

interface FilterBarProps {
  readonly filter: CaseFilter;
  readonly onFilter: (filter: CaseFilter) => void;
  readonly open: readonly CaseRow[];
  readonly shown: number;
  readonly onOpenQueue: (queue: string) => void;
}

const ALL = 'all';

function FilterBar({ filter, onFilter, open, shown, onOpenQueue }: FilterBarProps): JSX.Element {
  const categories = useMemo(() => categoriesIn(open), [open]);
  return (
    <div className="map-page-filter" role="group" aria-label="筛选未结事件">
      <IconFilter />
      <span>
        未结事件 <b>{shown.toLocaleString('zh-CN')}</b>
      </span>
      <Select
        label="类别"
        labelHidden
        size="small"
        value={filter.category ?? ALL}
        options={[
          { value: ALL, label: '类别：全部' },
          ...categories.map(([name, count]) => ({ value: name, label: `${name} ${String(count)}` })),
        ]}
        onChange={(value) => {
          onFilter({ ...filter, category: value === ALL ? undefined : value });
        }}
      />
      <Select
        label="阶段"
        labelHidden
        size="small"
        value={filter.state ?? ALL}
        options={[
          { value: ALL, label: '阶段：全部' },
          ...OPEN_STATES.map((state) => ({ value: state, label: STATE_LABELS[state] })),
        ]}
        onChange={(value) => {
          onFilter({ ...filter, state: OPEN_STATES.find((state) => state === value) });
        }}
      />
      <Select
        label="上报时间"
        labelHidden
        size="small"
        value={filter.days === undefined ? ALL : String(filter.days)}
        options={[
          { value: ALL, label: '时间：全部' },
          ...DAY_CHOICES.map((days) => ({ value: String(days), label: `近 ${String(days)} 天` })),
        ]}
        onChange={(value) => {
          onFilter({ ...filter, days: value === ALL ? undefined : Number(value) });
        }}
      />
      {isNarrowed(filter) && (
        <button
          type="button"
          className="ui-link"
          onClick={() => {
            onFilter(EVERYTHING);
          }}
        >
          清除
        </button>
      )}
      <button
        type="button"
        className="ui-link"
        onClick={() => {
          onOpenQueue(filter.state ?? ALL);
        }}
      >
        看列表
      </button>
    </div>
  );
}

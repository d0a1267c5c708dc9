import { useMemo, useState } from 'react';
import type { JSX } from 'react';
import type { Rulebook } from '../../../shared/cases/rulebook.ts';
import type { RowOf, StockKind } from '../../../shared/stock/rows.ts';
import type { CaseRow } from '../../data/api.ts';
import type { BuildingFigures } from '../../data/stock/api.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { useStateWords } from '../../data/rules-now.ts';
import { areaWords } from '../../lib/area-words.ts';
import { maskName } from '../../../shared/domain/identifiers/mask.ts';
import { useReady } from '../../lib/readiness.ts';
import { fullMoment, shanghaiDay } from '../../lib/shanghai-time.ts';
import { useWidth } from '../../lib/use-media.ts';
import { useNow } from '../../lib/use-now.ts';
import { boundsUnder, mapAreas, mapBuildings } from '../../map/from-records.ts';
import type { MapController, MapViewState } from '../../map/map-controller.ts';
import type { LonLat, MapArea, MapPoint, MapTarget } from '../../map/map-objects.ts';
import { MapView } from '../../map/map-view.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { IconMeasure, IconPrint } from '../../ui/icons.tsx';
import { useShortcuts } from '../../ui/shortcuts.tsx';
import { BasePart } from './base-part.tsx';
import { classOf, COLOUR_RULE_NAMES, legendOf } from './colour-rules.ts';
import { filteredCases, EVERYTHING, type CaseFilter } from './filter-cases.ts';
import { FilterBar } from './filter-bar.tsx';
import { heatQuery } from './heat-query.ts';
import { LayerPane } from './layer-pane.tsx';
import { classesOf, classOfArea, DIVISION_NAMES, DIVISIONS, toggled, USUAL_LAYERS, type Layers } from './layers.ts';
import { Legend } from './legend.tsx';
import { keepMapPreferences, readMapPreferences } from './map-preferences.ts';
import { MeasureBar } from './measure-bar.tsx';
import { markedTarget, pickedObject, pickedOf, placeOf, targetText, type PickedObject } from './picked-object.ts';
import { PrintMap } from './print-map.tsx';
import { SidePanel } from './side-panel.tsx';
import { useBaseMap } from './use-base-map.ts';
import { useMapStock } from './use-map-stock.ts';
import { useMeasure } from './use-measure.ts';
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
const NO_FIGURES: ReadonlyMap<string, BuildingFigures> = new Map();
const NO_BREAKS: readonly number[] = [];
const CLOSE_ZOOM = 17;
const LEAST_FOR_BOTH_PX = 1000;
const MINUTE_MS = 60_000;

type Pile =
  | { readonly kind: 'cases'; readonly ids: readonly string[] }
  | { readonly kind: 'records'; readonly layer: string; readonly ids: readonly string[] };

const pointsOf = (rows: readonly CaseRow[], stateWords: Rulebook['states']): readonly MapPoint[] =>
  rows.map((row) => ({
    id: row.id,
    at: { lon: row.point[0], lat: row.point[1] },
    name: `${row.categoryName}，${stateWords[row.state]}，${row.address}`,
  }));

/** The record the address names, and the building of the room a target is about. */
function usePickedRow(text: string | undefined): {
  readonly row: RowOf<StockKind> | undefined;
  readonly roomBuilding: string | undefined;
} {
  const { stock } = useWorkstation();
  const row = useLive(
    useMemo(() => {
      const picked = pickedOf(text);
      return picked?.kind === 'record' ? stock.row<StockKind>(picked.record, picked.id) : undefined;
    }, [stock, text]),
  );
  const room = row?.kind === 'target' ? row.room : '';
  const found = useLive(useMemo(() => (room === '' ? undefined : stock.row('room', room)), [stock, room]));
  return { row: row ?? undefined, roomBuilding: found?.building };
}

export function MapPage(props: MapPageProps): JSX.Element {
  const { picked: text, onMove, onOpenCase, onOpenQueue, onReportAt, canReport, onOpen, onOpenBuilding } = props;
  const workstation = useWorkstation();
  const { stock, user, terminal, clock } = workstation;
  const areas = useLive(workstation.areas);
  const buildings = useLive(workstation.buildings);
  const open = useLive(workstation.cases.open);
  const figures = useLive(stock.buildings) ?? NO_FIGURES;
  const stateWords = useStateWords();
  const allCases = useLive(stock.status)?.counts.case;
  const now = useNow(clock.nowMs, MINUTE_MS);
  const [preferences, setPreferences] = useState(() => readMapPreferences(user.account));
  const base = useBaseMap(preferences);
  const [layers, setLayers] = useState<Layers>(USUAL_LAYERS);
  const [filter, setFilter] = useState<CaseFilter>(EVERYTHING);
  const [pile, setPile] = useState<Pile>();
  const [breaks, setBreaks] = useState(NO_BREAKS);
  const [view, setView] = useState<MapViewState>();
  const [map, setMap] = useState<Pick<MapController, 'picture'>>();
  const [printed, setPrinted] = useState<HTMLCanvasElement>();
  const measuring = useMeasure();
  const records = useMapStock(layers.points);

  const scope = user.posts[0]?.scope ?? '';
  const drawn = useMemo(
    () => mapAreas(areas ?? NOTHING, ['street', 'community', 'grid', 'unitGrid', 'dutyGrid']),
    [areas],
  );
  const gridClasses = useMemo(() => classesOf(areas ?? NOTHING), [areas]);
  const shownAreas = useMemo(() => {
    const hidden = new Set(
      (areas ?? NOTHING)
        .filter(
          (area) => layers.gridClass !== undefined && area.kind === 'grid' && classOfArea(area) !== layers.gridClass,
        )
        .map(({ code }) => code),
    );
    const isShown = ({ kind, code }: MapArea): boolean =>
      kind === 'street' || (layers.divisions.has(kind) && !hidden.has(code));
    return drawn.filter(isShown);
  }, [drawn, areas, layers.divisions, layers.gridClass]);
  const plainShapes = useMemo(() => mapBuildings(buildings ?? NOTHING), [buildings]);
  const shapes = useMemo(() => {
    if (!layers.buildings) return [];
    if (layers.colour === 'none') return plainShapes;
    return plainShapes.map((shape) => ({ ...shape, fill: classOf(layers.colour, figures.get(shape.id)).fill }));
  }, [plainShapes, layers.buildings, layers.colour, figures]);
  const colours = useMemo(
    () =>
      legendOf(
        layers.colour,
        plainShapes.map(({ id }) => id),
        figures,
      ),
    [layers.colour, plainShapes, figures],
  );
  const rows = useMemo(() => filteredCases(open ?? NOTHING, filter, now), [open, filter, now]);
  const points = useMemo(
    () => (layers.cases ? pointsOf(rows, stateWords) : NO_POINTS),
    [rows, layers.cases, stateWords],
  );
  // Heat moves on by the day, not by the minute: the points are counted anew only when the question changes.
  const day = Math.floor(now / 86_400_000) * 86_400_000;
  const heatPoints = useLive(
    useMemo(
      () =>
        layers.heat === undefined ? undefined : stock.points(heatQuery({ ...filter, which: layers.heat }, day), 'none'),
      [stock, layers.heat, filter, day],
    ),
  );
  const heat = useMemo(
    () => (heatPoints === undefined ? undefined : { at: heatPoints.at, radiusMetres: layers.heatRadius }),
    [heatPoints, layers.heatRadius],
  );
  const home = useMemo(
    () =>
      boundsUnder(
        drawn.filter(({ kind }) => kind !== 'unitGrid' && kind !== 'dutyGrid'),
        scope,
      ),
    [drawn, scope],
  );
  const words = useMemo(() => areaWords(areas ?? NOTHING), [areas]);

  const picked = useMemo(() => pickedOf(text), [text]);
  const { row, roomBuilding } = usePickedRow(text);
  const target = useMemo(() => markedTarget(picked, row, roomBuilding), [picked, row, roomBuilding]);
  const here = { areas: areas ?? NOTHING, buildings: buildings ?? NOTHING, open: rows };
  const isHere = areas !== undefined && buildings !== undefined && open !== undefined;

  // A page opened for one object shows it close, once its place is known; later picks leave the map where it is.
  const [goTo, setGoTo] = useState<LonLat & { readonly zoom: number }>();
  const [toShow, setToShow] = useState(text);
  const found = pickedObject(picked, { ...here, open: open ?? NOTHING }, row);
  if (isHere && toShow !== undefined && found !== undefined) {
    const place =
      found.kind === 'case'
        ? found.row.point
        : found.kind === 'building'
          ? found.building.centroid
          : found.kind === 'area'
            ? found.area.labelPoint
            : placeOf(row, here.buildings, roomBuilding);
    setToShow(undefined);
    if (place !== undefined) setGoTo({ lon: place[0], lat: place[1], zoom: CLOSE_ZOOM });
    // What was looked for is seen, also where its layer was off.
    const layer = target?.kind === 'point' ? target.layer : undefined;
    if (layer !== undefined && !layers.points.has(layer))
      setLayers({ ...layers, points: toggled(layers.points, layer) });
  }
  useReady('map', areas !== undefined && open !== undefined && base.tiles !== 'reading');

  const pileObject = (): PickedObject | undefined => {
    if (pile?.kind === 'cases') return { kind: 'pile', cases: rows.filter(({ id }) => pile.ids.includes(id)) };
    const kind = records.kinds.find(({ key }) => key === pile?.layer);
    return pile === undefined || kind === undefined
      ? undefined
      : { kind: 'records', record: kind.kind, name: kind.name, ids: pile.ids };
  };
  const object = pile === undefined ? pickedObject(picked, here, row) : pileObject();
  // In large text there is room for one pane beside the map: the object in hand.
  const showsLayers = useWidth(LEAST_FOR_BOTH_PX) || object === undefined;
  const pick = (next: string | undefined): void => {
    setPile(undefined);
    onMove(next);
  };
  const textOf = (next: MapTarget): string => {
    const kind = next.kind === 'point' ? records.kinds.find(({ key }) => key === next.layer)?.kind : undefined;
    return kind === undefined ? targetText(next) : `${kind}:${next.id}`;
  };
  const print = (): void => {
    setPrinted(map?.picture());
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
        setLayers({ ...layers, divisions: toggled(layers.divisions, 'grid') });
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
      keys: 'H',
      label: '事件热力',
      group: '地图',
      run: () => {
        setLayers({ ...layers, heat: layers.heat === undefined ? 'open' : undefined });
      },
    },
    { keys: 'Ctrl+P', label: '打印地图', group: '地图', run: print },
    ...(measuring.measure === undefined
      ? [
          {
            keys: 'Escape',
            label: '关闭',
            group: '地图',
            run: () => {
              pick(undefined);
            },
          },
        ]
      : []),
  ]);

  const legend = (
    <Legend
      layers={layers}
      colours={colours}
      heatBreaks={breaks}
      points={records.layers}
      pointNames={new Map(records.kinds.map(({ key, name }) => [key, name]))}
    />
  );
  const divisionCount = (kind: MapArea['kind']): number => drawn.filter((area) => area.kind === kind).length;

  return (
    <div className="map-page" data-layers={showsLayers || undefined} data-side={object !== undefined || undefined}>
      <h1 className="ui-only-read">网格地图</h1>
      {showsLayers && (
        <LayerPane
          layers={layers}
          onLayers={setLayers}
          counts={{
            divisions: {
              community: divisionCount('community'),
              grid: divisionCount('grid'),
              unitGrid: divisionCount('unitGrid'),
              dutyGrid: divisionCount('dutyGrid'),
            },
            buildings: buildings?.length ?? 0,
            cases: open?.length ?? 0,
            allCases,
            points: records.totals,
          }}
          gridClasses={gridClasses}
          pointKinds={records.kinds}
          stockTrouble={records.trouble}
          base={
            <BasePart
              base={base}
              preferences={preferences}
              onPreferences={(next) => {
                setPreferences(next);
                keepMapPreferences(user.account, next);
              }}
            />
          }
          legend={legend}
        />
      )}
      <MapView
        label="网格地图"
        tiles={base.tiles}
        areas={shownAreas}
        buildings={shapes}
        points={points}
        layers={records.layers}
        heat={heat}
        onHeatBreaks={setBreaks}
        measure={measuring.measure}
        onMeasurePoint={measuring.add}
        ownArea={scope}
        selected={pile === undefined ? target : undefined}
        home={home}
        goTo={goTo}
        onViewChange={setView}
        onMap={setMap}
        onPick={(next) => {
          pick(next === undefined ? undefined : textOf(next));
        }}
        onOpen={(opened) => {
          const kind =
            opened.kind === 'point' ? records.kinds.find(({ key }) => key === opened.layer)?.kind : undefined;
          if (kind !== undefined) onOpen(kind, opened.id);
          else if (opened.kind === 'point') onOpenCase(opened.id);
          else if (opened.kind === 'building') onOpenBuilding(opened.id);
          else pick(textOf(opened));
        }}
        onPileOpen={(ids, layer) => {
          setPile(layer === undefined ? { kind: 'cases', ids } : { kind: 'records', layer, ids });
        }}
        tools={
          <>
            <IconButton
              size="normal"
              name="量距离和面积（M）"
              icon={<IconMeasure size={18} />}
              pressed={measuring.measure !== undefined}
              onClick={measuring.measure === undefined ? measuring.start : measuring.end}
            />
            <IconButton size="normal" name="打印（Ctrl P）" icon={<IconPrint size={18} />} onClick={print} />
          </>
        }
        overlay={
          measuring.measure === undefined ? (
            <FilterBar
              filter={filter}
              onFilter={setFilter}
              open={open ?? NOTHING}
              shown={rows.length}
              onOpenQueue={onOpenQueue}
            />
          ) : (
            <MeasureBar measuring={measuring} />
          )
        }
      />
      {object !== undefined && (
        <SidePanel
          picked={object}
          areas={words}
          nowMs={now}
          today={shanghaiDay(now)}
          canReport={canReport}
          onClose={() => {
            pick(undefined);
          }}
          onOpenCase={onOpenCase}
          onReportAt={onReportAt}
          onOpen={onOpen}
          onOpenBuilding={onOpenBuilding}
          onPickRecord={(kind, id) => {
            pick(`${kind}:${id}`);
          }}
        />
      )}
      {printed !== undefined && view !== undefined && (
        <PrintMap
          picture={printed}
          view={view}
          area={words.fullNameOf(scope)}
          layers={[
            ...DIVISIONS.filter((division) => layers.divisions.has(division)).map(
              (division) => DIVISION_NAMES[division],
            ),
            ...(layers.buildings && layers.colour !== 'none' ? [`楼栋按${COLOUR_RULE_NAMES[layers.colour]}`] : []),
            ...records.kinds.filter(({ key }) => layers.points.has(key)).map(({ name }) => name),
            ...(layers.cases ? [`未结事件 ${rows.length.toLocaleString('zh-CN')} 件`] : []),
          ]}
          legend={legend}
          source={base.facts?.source ?? '© OpenStreetMap contributors（ODbL）'}
          foot={`${maskName(user.displayName)} · 终端 ${terminal} · ${fullMoment(now)}`}
          onDone={() => {
            setPrinted(undefined);
          }}
        />
      )}
    </div>
  );
}

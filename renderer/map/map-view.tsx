import { useEffect, useState } from 'react';
import type { JSX, KeyboardEvent, ReactNode } from 'react';
import { classes } from '../ui/classes.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { IconLocate, IconMinus, IconPlus } from '../ui/icons.tsx';
import type { Bounds } from './bounds.ts';
import type { MapController, MapEvents, MapViewState } from './map-controller.ts';
import { MapGround } from './map-ground.tsx';
import type { HeatInput } from './heat.ts';
import type { LonLat, MapArea, MapBuilding, MapPoint, MapTarget, PointLayer, Position } from './map-objects.ts';
import type { Measure } from './measure.ts';
import { ScaleLine } from './scale-line.tsx';
import type { TilePack } from './tile-pack.ts';
import type { Wmts } from './wmts.ts';
import './map.css';

/** The base map: a pack, 天地图, one still being read, none on this terminal, or left blank on purpose. */
export type MapTiles = TilePack | Wmts | 'reading' | 'none' | 'blank';

export interface MapViewProps {
  /** Name of the map for readers: 网格地图 */
  readonly label: string;
  readonly tiles: MapTiles;
  readonly areas: readonly MapArea[];
  readonly buildings?: readonly MapBuilding[] | undefined;
  readonly points?: readonly MapPoint[] | undefined;
  /** False beside a list whose rows the points number. */
  readonly isClustered?: boolean | undefined;
  /** Code of the reader's own area; its outline is stronger. */
  readonly ownArea?: string | undefined;
  readonly selected?: MapTarget | undefined;
  /** Click, or Enter on an object. Undefined target: the ground, or Esc (then without a place). */
  readonly onPick?: ((target: MapTarget | undefined, at: LonLat | undefined) => void) | undefined;
  /** Double click, or Enter on what is selected already. */
  readonly onOpen?: ((target: MapTarget) => void) | undefined;
  /** A cluster of points lying on one another was opened. */
  readonly onPileOpen?: ((ids: readonly string[], layer: string | undefined) => void) | undefined;
  /** Further points, each layer joined by itself; `layer` of a target names it. */
  readonly layers?: readonly PointLayer[] | undefined;
  readonly heat?: HeatInput | undefined;
  /** Where the classes of the heat begin in what is shown now. */
  readonly onHeatBreaks?: ((breaks: readonly number[]) => void) | undefined;
  /** While something is measured, clicks and Enter (at the cross in the middle) give points instead of picking. */
  readonly measure?: Measure | undefined;
  readonly onMeasurePoint?: ((at: Position) => void) | undefined;
  readonly pin?: LonLat | undefined;
  readonly onPinMove?: ((at: LonLat) => void) | undefined;
  /** What is shown at first, and again with the button 回到我的范围. */
  readonly home: Bounds | undefined;
  /** The map goes there whenever this value changes. */
  readonly goTo?: (LonLat & { readonly zoom?: number | undefined }) | undefined;
  readonly onViewChange?: ((view: MapViewState) => void) | undefined;
  /** Top left: filters, a hint. */
  readonly overlay?: ReactNode;
  /** Below + − and home. */
  readonly tools?: ReactNode;
  /** Whose base map it is; the pack's own words where left out. */
  readonly source?: string | undefined;
  /** Bottom left: what the marks mean. */
  readonly legend?: ReactNode;
  /** The map, for asking for a picture of it; undefined when it is taken down. */
  readonly onMap?: ((map: Pick<MapController, 'picture'> | undefined) => void) | undefined;
  readonly hasControls?: boolean | undefined;
  readonly minZoom?: number | undefined;
  readonly className?: string | undefined;
}

const NO_BUILDINGS: readonly MapBuilding[] = [];
const NO_POINTS: readonly MapPoint[] = [];
const NO_LAYERS: readonly PointLayer[] = [];
const OPEN_STREET_MAP = '© OpenStreetMap contributors（ODbL）';
const TIANDITU = '天地图 · CGCS2000';
const MAX_ZOOM = 19;

/** Whose map it is: buildings and roads of ours come from OpenStreetMap also where the ground is blank. */
function sourceOf(tiles: MapTiles): string {
  if (typeof tiles === 'string') return OPEN_STREET_MAP;
  if (tiles.kind === 'wmts') return `${TIANDITU} · ${OPEN_STREET_MAP}`;
  const { source, reviewNumber } = tiles.facts;
  return [source === undefined ? OPEN_STREET_MAP : source, reviewNumber]
    .filter((words) => words !== undefined)
    .join(' · ');
}

/** The map of the street. A thin shell: React hands plain values to the controller, which draws. */
export function MapView(props: MapViewProps): JSX.Element {
  const { label, tiles, areas, buildings = NO_BUILDINGS, points = NO_POINTS, isClustered = true, ownArea } = props;
  const { selected, pin, home, goTo, overlay, legend, hasControls = true, minZoom = 12, className } = props;
  const { layers = NO_LAYERS, heat, measure, tools, source } = props;
  const isMeasuring = measure !== undefined;
  const [controller, setController] = useState<MapController>();
  const [view, setView] = useState<MapViewState>();

  const events: MapEvents = {
    onPick: (target, at) => {
      if (isMeasuring) props.onMeasurePoint?.([at.lon, at.lat]);
      else props.onPick?.(target, at);
    },
    onOpen: (target) => {
      if (!isMeasuring) props.onOpen?.(target);
    },
    onPileOpen: (ids, layer) => props.onPileOpen?.(ids, layer),
    onHeatBreaks: (breaks) => props.onHeatBreaks?.(breaks),
    onPinMove: (at) => props.onPinMove?.(at),
    onViewChange: (next) => {
      setView(next);
      props.onViewChange?.(next);
    },
  };

  useEffect(() => {
    if (home !== undefined) controller?.show(home);
  }, [controller, home]);
  useEffect(() => {
    if (goTo !== undefined) controller?.goTo(goTo, goTo.zoom);
  }, [controller, goTo]);
  useEffect(() => {
    controller?.setTiles(typeof tiles === 'string' ? undefined : tiles);
  }, [controller, tiles]);
  useEffect(() => {
    controller?.setAreas(areas, ownArea);
  }, [controller, areas, ownArea]);
  useEffect(() => {
    controller?.setBuildings(buildings);
  }, [controller, buildings]);
  useEffect(() => {
    controller?.setPoints(points, isClustered);
  }, [controller, points, isClustered]);
  useEffect(() => {
    controller?.setLayers(layers);
  }, [controller, layers]);
  useEffect(() => {
    controller?.setHeat(heat);
  }, [controller, heat]);
  useEffect(() => {
    controller?.setMeasure(measure);
  }, [controller, measure]);
  useEffect(() => {
    controller?.setSelected(selected);
  }, [controller, selected]);
  useEffect(() => {
    controller?.setPin(pin);
  }, [controller, pin]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const isOnGround = event.target instanceof Element && event.target.classList.contains('map-ground');
    if (isMeasuring) {
      // The rest of its keys are the page's.
      const middle = event.key === 'Enter' && isOnGround ? controller?.centre() : undefined;
      if (middle === undefined) return;
      props.onMeasurePoint?.([middle.lon, middle.lat]);
    } else if (event.key === 'Escape' && selected !== undefined) props.onPick?.(undefined, undefined);
    else if (event.key === 'Enter' && isOnGround && selected !== undefined) props.onOpen?.(selected);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <section className={classes('map', className)} aria-label={label} onKeyDown={onKeyDown}>
      <MapGround
        key={minZoom}
        className={classes(
          'map-ground',
          (pin !== undefined || isMeasuring) && 'map-placing',
          isMeasuring && 'map-measuring',
        )}
        attributes={{
          role: 'application',
          'aria-label': `${label}：方向键移动，加减号缩放，Tab 在对象间移动，Enter 打开，Esc 清除`,
        }}
        minZoom={minZoom}
        maxZoom={MAX_ZOOM}
        events={events}
        onController={(next) => {
          setController(next);
          props.onMap?.(next);
        }}
      />
      {overlay !== undefined && <div className="map-overlay">{overlay}</div>}
      {hasControls && (
        <div className="map-controls" role="group" aria-label="地图工具">
          <IconButton
            size="normal"
            name="放大（+）"
            icon={<IconPlus size={18} />}
            onClick={() => controller?.zoomBy(1)}
          />
          <IconButton
            size="normal"
            name="缩小（−）"
            icon={<IconMinus size={18} />}
            onClick={() => controller?.zoomBy(-1)}
          />
          {home !== undefined && (
            <IconButton
              size="normal"
              name="回到我的范围"
              icon={<IconLocate size={18} />}
              onClick={() => controller?.show(home)}
            />
          )}
          {tools}
        </div>
      )}
      {isMeasuring && <span className="map-cross" aria-hidden="true" />}
      {legend !== undefined && <div className="map-legend">{legend}</div>}
      {tiles === 'none' && (
        <p className="map-note" role="status">
          本机没有离线底图，只画界线、楼栋和事件，其余功能照常。
        </p>
      )}
      <div className="map-foot">
        {view !== undefined && <ScaleLine metresPerPixel={view.metresPerPixel} />}
        <span>
          {['WGS84 / CGCS2000', '示意边界', source ?? sourceOf(tiles)].filter((words) => words !== '').join(' · ')}
        </span>
      </div>
    </section>
  );
}

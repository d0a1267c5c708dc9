import { useEffect, useState } from 'react';
import type { JSX, KeyboardEvent, ReactNode } from 'react';
import { classes } from '../ui/classes.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { IconLocate, IconMinus, IconPlus } from '../ui/icons.tsx';
import type { Bounds } from './bounds.ts';
import type { MapController, MapEvents, MapViewState } from './map-controller.ts';
import { MapGround } from './map-ground.tsx';
import type { LonLat, MapArea, MapBuilding, MapPoint, MapTarget } from './map-objects.ts';
import { ScaleLine } from './scale-line.tsx';
import type { TilePack } from './tile-pack.ts';
import './map.css';

/** The base map: a pack in memory, one still being read, or none on this terminal. */
export type MapTiles = TilePack | 'reading' | 'none';

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
  readonly onPileOpen?: ((ids: readonly string[]) => void) | undefined;
  readonly pin?: LonLat | undefined;
  readonly onPinMove?: ((at: LonLat) => void) | undefined;
  /** What is shown at first, and again with the button 回到我的范围. */
  readonly home: Bounds | undefined;
  /** The map goes there whenever this value changes. */
  readonly goTo?: (LonLat & { readonly zoom?: number | undefined }) | undefined;
  readonly onViewChange?: ((view: MapViewState) => void) | undefined;
  /** Top left: filters, a hint. */
  readonly overlay?: ReactNode;
  /** Bottom left: what the marks mean. */
  readonly legend?: ReactNode;
  readonly hasControls?: boolean | undefined;
  readonly minZoom?: number | undefined;
  readonly className?: string | undefined;
}

const NO_BUILDINGS: readonly MapBuilding[] = [];
const NO_POINTS: readonly MapPoint[] = [];
const MAX_ZOOM = 19;

/** The map of the street. A thin shell: React hands plain values to the controller, which draws. */
export function MapView(props: MapViewProps): JSX.Element {
  const { label, tiles, areas, buildings = NO_BUILDINGS, points = NO_POINTS, isClustered = true, ownArea } = props;
  const { selected, pin, home, goTo, overlay, legend, hasControls = true, minZoom = 12, className } = props;
  const [controller, setController] = useState<MapController>();
  const [view, setView] = useState<MapViewState>();

  const events: MapEvents = {
    onPick: (target, at) => props.onPick?.(target, at),
    onOpen: (target) => props.onOpen?.(target),
    onPileOpen: (ids) => props.onPileOpen?.(ids),
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
    controller?.setSelected(selected);
  }, [controller, selected]);
  useEffect(() => {
    controller?.setPin(pin);
  }, [controller, pin]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && selected !== undefined) props.onPick?.(undefined, undefined);
    else if (
      event.key === 'Enter' &&
      event.target instanceof Element &&
      event.target.classList.contains('map-ground') &&
      selected !== undefined
    )
      props.onOpen?.(selected);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <section className={classes('map', className)} aria-label={label} onKeyDown={onKeyDown}>
      <MapGround
        key={minZoom}
        className={classes('map-ground', pin !== undefined && 'map-placing')}
        attributes={{
          role: 'application',
          'aria-label': `${label}：方向键移动，加减号缩放，Tab 在对象间移动，Enter 打开，Esc 清除`,
        }}
        minZoom={minZoom}
        maxZoom={MAX_ZOOM}
        isInteractive
        events={events}
        onController={setController}
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
        </div>
      )}
      {legend !== undefined && <div className="map-legend">{legend}</div>}
      {tiles === 'none' && (
        <p className="map-note" role="status">
          本机没有离线底图，只画界线、楼栋和事件，其余功能照常。
        </p>
      )}
      <div className="map-foot">
        {view !== undefined && <ScaleLine metresPerPixel={view.metresPerPixel} />}
        <span>示意边界 · © OpenStreetMap contributors（ODbL）</span>
      </div>
    </section>
  );
}

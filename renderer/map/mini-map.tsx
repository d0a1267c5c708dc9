import { useEffect, useState } from 'react';
import type { JSX } from 'react';
import { classes } from '../ui/classes.ts';
import type { MapController, MapEvents } from './map-controller.ts';
import { MapGround } from './map-ground.tsx';
import type { LonLat, MapArea, MapPoint, PointTone } from './map-objects.ts';
import type { MapTiles } from './map-view.tsx';
import './map.css';

export interface MiniMapProps {
  /** Said in place of the picture: 位置图：招远路 88 号门前 */
  readonly label: string;
  readonly tiles: MapTiles;
  readonly at: LonLat;
  readonly tone?: PointTone | undefined;
  readonly areas?: readonly MapArea[] | undefined;
  readonly zoom?: number | undefined;
  /** The picture is a button that opens the place on the map. */
  readonly onOpen?: (() => void) | undefined;
  readonly className?: string | undefined;
}

const NO_AREAS: readonly MapArea[] = [];
const PICTURE_ONLY = { inert: '', 'aria-hidden': 'true' };
const quiet = (): void => undefined;
const QUIET: MapEvents = {
  onPick: quiet,
  onOpen: quiet,
  onPileOpen: quiet,
  onPinMove: quiet,
  onViewChange: quiet,
  onHeatBreaks: quiet,
};

/** A still picture of one place for a case page. It neither pans nor zooms. */
export function MiniMap(props: MiniMapProps): JSX.Element {
  const { label, tiles, at, tone = 'plain', areas = NO_AREAS, zoom = 17, onOpen, className } = props;
  const [controller, setController] = useState<MapController>();

  useEffect(() => {
    controller?.setTiles(typeof tiles === 'string' ? undefined : tiles);
  }, [controller, tiles]);
  useEffect(() => {
    controller?.setAreas(areas, undefined);
  }, [controller, areas]);
  useEffect(() => {
    const point: MapPoint = { id: 'here', at: { lon: at.lon, lat: at.lat }, name: label, tone };
    controller?.setPoints([point], false);
    controller?.goTo(point.at, zoom);
  }, [controller, at.lon, at.lat, tone, label, zoom]);

  return (
    <div className={classes('map', 'map-mini', className)}>
      <MapGround
        className="map-ground"
        attributes={PICTURE_ONLY}
        minZoom={12}
        maxZoom={19}
        isInteractive={false}
        events={QUIET}
        onController={setController}
      />
      {onOpen === undefined ? (
        <span className="ui-only-read">{label}</span>
      ) : (
        <button type="button" className="map-mini-button" aria-label={`${label}，在地图上打开`} onClick={onOpen} />
      )}
      <span className="map-mini-source">© OSM</span>
    </div>
  );
}

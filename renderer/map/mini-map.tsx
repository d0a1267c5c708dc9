import { useEffect, useRef } from 'react';
import type { JSX } from 'react';
import { classes } from '../ui/classes.ts';
import type { LonLat } from './map-objects.ts';
import type { MapTiles } from './map-view.tsx';
import { stillPicture } from './still-picture.ts';
import './map.css';

export interface MiniMapProps {
  /** Said in place of the picture: 位置图：招远路 88 号门前 */
  readonly label: string;
  readonly tiles: MapTiles;
  readonly at: LonLat;
  /** The picture is a button that opens the place on the map. */
  readonly onOpen?: (() => void) | undefined;
  readonly className?: string | undefined;
}

/** A still picture of one place for a case page. */
export function MiniMap({ label, tiles, at, onOpen, className }: MiniMapProps): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const base = typeof tiles === 'string' ? undefined : tiles;
  const { lon, lat } = at;
  useEffect(
    () => (canvas.current === null ? undefined : stillPicture(canvas.current, base, { lon, lat })),
    [base, lon, lat],
  );
  return (
    <div className={classes('map', 'map-mini', className)}>
      <canvas
        ref={canvas}
        className={classes('map-ground', base !== undefined && 'map-with-tiles')}
        aria-hidden="true"
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

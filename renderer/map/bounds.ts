import { polygonsOf } from './map-objects.ts';
import type { AreaGeometry, Position } from './map-objects.ts';

export interface Bounds {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

const EMPTY: Bounds = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };

const including = (bounds: Bounds, [lon, lat]: Position): Bounds => ({
  west: Math.min(bounds.west, lon),
  south: Math.min(bounds.south, lat),
  east: Math.max(bounds.east, lon),
  north: Math.max(bounds.north, lat),
});

export const boundsOf = (geometry: AreaGeometry): Bounds => polygonsOf(geometry).flat(2).reduce(including, EMPTY);

export const holds = (bounds: Bounds, [lon, lat]: Position): boolean =>
  lon >= bounds.west && lon <= bounds.east && lat >= bounds.south && lat <= bounds.north;

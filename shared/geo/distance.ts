import type { Position } from './geojson.ts';

/** Mean radius of the sphere that stands for the earth (IUGG). */
export const EARTH_RADIUS_METRES = 6_371_008.8;

export const METRES_PER_DEGREE = (EARTH_RADIUS_METRES * Math.PI) / 180;

export const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Great-circle distance (haversine). Good to a few parts in a thousand, far better than phone positions. */
export const distanceMetres = (a: Position, b: Position): number => {
  const sinLat = Math.sin(radians(b[1] - a[1]) / 2);
  const sinLon = Math.sin(radians(b[0] - a[0]) / 2);
  const h = sinLat ** 2 + Math.cos(radians(a[1])) * Math.cos(radians(b[1])) * sinLon ** 2;
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(h)));
};

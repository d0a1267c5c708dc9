import type { Polygon, Position, Ring } from './geojson.ts';

/**
 * Does the edge cross the ray that runs east from the point?
 * The end of lower latitude counts and the upper one does not, and the lower end always comes first in the sum, so two
 * areas that share an edge compute the very same number: a point on their border belongs to exactly one of them.
 */
const crossesRay = (a: Position, b: Position, lon: number, lat: number): boolean => {
  if (a[1] > lat === b[1] > lat) return false;
  const [low, high] = a[1] < b[1] ? [a, b] : [b, a];
  return lon < ((high[0] - low[0]) * (lat - low[1])) / (high[1] - low[1]) + low[0];
};

export const isInRing = (ring: Ring, [lon, lat]: Position): boolean => {
  let isInside = false;
  let previous = ring.at(-1);
  for (const position of ring) {
    if (previous !== undefined && crossesRay(previous, position, lon, lat)) isInside = !isInside;
    previous = position;
  }
  return isInside;
};

/** Inside the outer ring and in none of the holes. */
export const isInPolygon = (polygon: Polygon, position: Position): boolean => {
  const [outer, ...holes] = polygon.coordinates;
  return outer !== undefined && isInRing(outer, position) && !holes.some((hole) => isInRing(hole, position));
};

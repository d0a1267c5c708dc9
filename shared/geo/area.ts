import { METRES_PER_DEGREE, radians } from './distance.ts';
import type { Polygon, Position, Ring } from './geojson.ts';

/**
 * Signed area of a ring, positive when it runs counter-clockwise. The ring is laid flat at its own middle latitude,
 * which is exact enough for anything up to a city (an error of some 1e-6 for a street).
 */
export const ringAreaSquareMetres = (ring: Ring): number => {
  const origin = ring[0];
  if (origin === undefined) return 0;
  let doubled = 0;
  let south = Infinity;
  let north = -Infinity;
  let previous = ring.at(-1) ?? origin;
  for (const position of ring) {
    doubled +=
      (previous[0] - origin[0]) * (position[1] - origin[1]) - (position[0] - origin[0]) * (previous[1] - origin[1]);
    south = Math.min(south, position[1]);
    north = Math.max(north, position[1]);
    previous = position;
  }
  return (doubled / 2) * METRES_PER_DEGREE ** 2 * Math.cos(radians((south + north) / 2));
};

/** Area of the outer ring less its holes. */
export const areaSquareMetres = (polygon: Polygon): number => {
  const [outer, ...holes] = polygon.coordinates;
  if (outer === undefined) return 0;
  const holeArea = holes.reduce((sum, hole) => sum + Math.abs(ringAreaSquareMetres(hole)), 0);
  return Math.abs(ringAreaSquareMetres(outer)) - holeArea;
};

/** Centre of gravity of the outer ring; of a ring without area, its first position. */
export const centroid = (polygon: Polygon): Position => {
  const ring = polygon.coordinates[0] ?? [];
  const origin = ring[0];
  if (origin === undefined) return [0, 0];
  let doubled = 0;
  let x = 0;
  let y = 0;
  let previous = ring.at(-1) ?? origin;
  for (const position of ring) {
    const [ax, ay] = [previous[0] - origin[0], previous[1] - origin[1]];
    const [bx, by] = [position[0] - origin[0], position[1] - origin[1]];
    const cross = ax * by - bx * ay;
    doubled += cross;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
    previous = position;
  }
  return doubled === 0 ? origin : [origin[0] + x / (3 * doubled), origin[1] + y / (3 * doubled)];
};

import type { Polygon, Position } from './geojson.ts';

export interface BoundingBox {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** The smallest box around the positions, or undefined when there are none. */
export const boundingBox = (positions: Iterable<Position>): BoundingBox | undefined => {
  let west = Infinity;
  let south = Infinity;
  let east = -Infinity;
  let north = -Infinity;
  for (const [lon, lat] of positions) {
    if (lon < west) west = lon;
    if (lon > east) east = lon;
    if (lat < south) south = lat;
    if (lat > north) north = lat;
  }
  return west === Infinity ? undefined : { west, south, east, north };
};

/** The box of a polygon; holes lie inside and are not read. An empty polygon has an empty box. */
export const boxOfPolygon = (polygon: Polygon): BoundingBox =>
  boundingBox(polygon.coordinates[0] ?? []) ?? {
    west: Infinity,
    south: Infinity,
    east: -Infinity,
    north: -Infinity,
  };

export const boxContains = (box: BoundingBox, [lon, lat]: Position): boolean =>
  lon >= box.west && lon <= box.east && lat >= box.south && lat <= box.north;

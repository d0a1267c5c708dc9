import { boundingBox, boxContains, boxOfPolygon } from './bounding-box.ts';
import type { Polygon, Position } from './geojson.ts';
import { isInPolygon } from './point-in-polygon.ts';

export interface HasPolygon {
  readonly polygon: Polygon;
}

export interface AreaIndex<A extends HasPolygon> {
  /** The area that holds the point, or undefined outside of all of them. */
  readonly areaAt: (lon: number, lat: number) => A | undefined;
}

/** Buckets per side. 64 × 64 over a street of 130 grids leaves two or three candidates in a bucket. */
const BUCKETS = 64;

/**
 * Answers "which area is this point in" quickly: each bucket of a coarse raster lists the areas whose box touches it.
 * Areas of one kind that do not overlap (a partition) give one answer; otherwise the first listed wins.
 */
export const areaIndex = <A extends HasPolygon>(areas: readonly A[]): AreaIndex<A> => {
  const all = boundingBox(areas.flatMap((area) => area.polygon.coordinates[0] ?? []));
  if (all === undefined) return { areaAt: () => undefined };
  const column = (lon: number) =>
    Math.min(BUCKETS - 1, Math.floor(((lon - all.west) / (all.east - all.west)) * BUCKETS));
  const row = (lat: number) =>
    Math.min(BUCKETS - 1, Math.floor(((lat - all.south) / (all.north - all.south)) * BUCKETS));
  const buckets = Array.from({ length: BUCKETS * BUCKETS }, (): A[] => []);
  for (const area of areas) {
    const box = boxOfPolygon(area.polygon);
    for (let r = row(box.south); r <= row(box.north); r += 1) {
      for (let c = column(box.west); c <= column(box.east); c += 1) {
        buckets[r * BUCKETS + c]?.push(area);
      }
    }
  }
  return {
    areaAt: (lon, lat) => {
      const position: Position = [lon, lat];
      if (!boxContains(all, position)) return undefined;
      return buckets[row(lat) * BUCKETS + column(lon)]?.find((area) => isInPolygon(area.polygon, position));
    },
  };
};

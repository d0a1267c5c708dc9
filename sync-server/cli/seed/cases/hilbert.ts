import { boundingBox } from '../../../../shared/geo/bounding-box.ts';
import type { Position } from '../../../../shared/geo/geojson.ts';

const SIDE = 1 << 10;

/** Place of a cell on the Hilbert curve: neighbours on the curve are neighbours on the map. */
function alongCurve(column: number, row: number): number {
  let [x, y, along] = [column, row, 0];
  for (let half = SIDE / 2; half >= 1; half /= 2) {
    const right = (x & half) > 0 ? 1 : 0;
    const upper = (y & half) > 0 ? 1 : 0;
    along += half * half * ((3 * right) ^ upper);
    if (upper === 0) {
      if (right === 1) [x, y] = [SIDE - 1 - x, SIDE - 1 - y];
      [x, y] = [y, x];
    }
  }
  return along;
}

/** The items in an order along which near stays near, whatever the shape of the ground. */
export function byNeighbourhood<T>(items: readonly T[], at: (item: T) => Position): readonly T[] {
  const box = boundingBox(items.map(at));
  if (box === undefined) return items;
  const cell = (value: number, low: number, high: number): number =>
    Math.min(SIDE - 1, Math.floor(((value - low) / (high - low || 1)) * SIDE));
  return items
    .map((item) => {
      const [lon, lat] = at(item);
      return { item, along: alongCurve(cell(lon, box.west, box.east), cell(lat, box.south, box.north)) };
    })
    .sort((a, b) => a.along - b.along)
    .map(({ item }) => item);
}

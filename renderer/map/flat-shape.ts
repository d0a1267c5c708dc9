import { polygonsOf } from './map-objects.ts';
import type { AreaGeometry, Position } from './map-objects.ts';
import { unitX, unitY } from './mercator.ts';
import type { UnitBox } from './mercator.ts';

/** Lines or rings ready for drawing: x, y, x, y … in the unit square, one after another. Projecting costs more than drawing, so it is done once. */
export interface FlatShape extends UnitBox {
  readonly xy: Float64Array;
  /** For each ring, the index in `xy` behind its last value. */
  readonly ends: readonly number[];
}

export function flatLines(lines: readonly (readonly Position[])[]): FlatShape {
  let values = 0;
  for (const line of lines) values += line.length * 2;
  const xy = new Float64Array(values);
  const ends: number[] = [];
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  let at = 0;
  for (const line of lines) {
    // By index: taking pairs apart in a pattern is several times slower until the engine has warmed up, and the first picture is drawn cold.
    for (const position of line) {
      const x = unitX(position[0]);
      const y = unitY(position[1]);
      xy[at] = x;
      xy[at + 1] = y;
      at += 2;
      if (x < minX) minX = x;
      if (x > maxX) maxX = x;
      if (y < minY) minY = y;
      if (y > maxY) maxY = y;
    }
    ends.push(at);
  }
  return { xy, ends, minX, minY, maxX, maxY };
}

const known = new WeakMap<AreaGeometry, FlatShape>();

/** Of the same geometry always the same shape: a layer whose colours change is not projected anew. */
export function flatShape(geometry: AreaGeometry): FlatShape {
  const before = known.get(geometry);
  if (before !== undefined) return before;
  const shape = flatLines(geometry.type === 'Polygon' ? geometry.coordinates : polygonsOf(geometry).flat());
  known.set(geometry, shape);
  return shape;
}

/** Even-odd over all rings, which is right for holes and for parts that do not overlap. */
export function isInShape(x: number, y: number, { xy, ends }: FlatShape): boolean {
  let isIn = false;
  let from = 0;
  for (const end of ends) {
    let beforeX = xy[end - 2] ?? 0;
    let beforeY = xy[end - 1] ?? 0;
    for (let at = from; at < end; at += 2) {
      const hereX = xy[at] ?? 0;
      const hereY = xy[at + 1] ?? 0;
      if (beforeY > y !== hereY > y && x < ((hereX - beforeX) * (y - beforeY)) / (hereY - beforeY) + beforeX)
        isIn = !isIn;
      beforeX = hereX;
      beforeY = hereY;
    }
    from = end;
  }
  return isIn;
}

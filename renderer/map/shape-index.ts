import { flatShape, isInShape } from './flat-shape.ts';
import type { FlatShape } from './flat-shape.ts';
import { polygonsOf } from './map-objects.ts';
import type { AreaGeometry, Position } from './map-objects.ts';
import { latOf, lonOf, unitX, unitY } from './mercator.ts';
import type { UnitBox } from './mercator.ts';

export interface Shaped<Item> {
  readonly item: Item;
  readonly shape: FlatShape;
}

/** Which of many shapes lie in a window or under a point, without asking each. Only what was in sight once is ever projected. */
export interface ShapeIndex<Item> {
  readonly items: readonly Item[];
  /** In the order they were given. */
  readonly within: (box: UnitBox) => readonly Shaped<Item>[];
  /** The last given item under the point: what is on top. */
  readonly at: (position: Position) => Item | undefined;
}

/** About so many shapes to a cell. */
const PER_CELL = 4;
const MOST_CELLS_A_SIDE = 256;
/** Values of one box in the flat list: west, south, east, north. */
const BOX = 4;

/** The boxes of all shapes, one after another. */
function boxesOf(geometries: readonly AreaGeometry[]): Float64Array {
  const boxes = new Float64Array(geometries.length * BOX);
  geometries.forEach((geometry, number) => {
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const rings of polygonsOf(geometry)) {
      // Holes lie within.
      for (const [lon, lat] of rings[0] ?? []) {
        if (lon < west) west = lon;
        if (lon > east) east = lon;
        if (lat < south) south = lat;
        if (lat > north) north = lat;
      }
    }
    boxes.set([west, south, east, north], number * BOX);
  });
  return boxes;
}

/** The numbers of the boxes that meet a window, rising. */
function boxIndex(boxes: Float64Array): (west: number, south: number, east: number, north: number) => Uint32Array {
  const total = boxes.length / BOX;
  const side = Math.max(1, Math.min(MOST_CELLS_A_SIDE, Math.ceil(Math.sqrt(total / PER_CELL))));
  const value = (number: number, which: number): number => boxes[number * BOX + which] ?? 0;
  let [left, bottom, right, top] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let number = 0; number < total; number += 1) {
    left = Math.min(left, value(number, 0));
    bottom = Math.min(bottom, value(number, 1));
    right = Math.max(right, value(number, 2));
    top = Math.max(top, value(number, 3));
  }
  const stepX = (right - left) / side || 1;
  const stepY = (top - bottom) / side || 1;
  const column = (lon: number): number => Math.min(side - 1, Math.max(0, Math.floor((lon - left) / stepX)));
  const row = (lat: number): number => Math.min(side - 1, Math.max(0, Math.floor((lat - bottom) / stepY)));
  const cells = new Map<number, number[]>();
  for (let number = 0; number < total; number += 1) {
    for (let y = row(value(number, 1)); y <= row(value(number, 3)); y += 1) {
      for (let x = column(value(number, 0)); x <= column(value(number, 2)); x += 1) {
        const cell = cells.get(y * side + x);
        if (cell === undefined) cells.set(y * side + x, [number]);
        else cell.push(number);
      }
    }
  }
  /** In which question a box was last met: one that touches several cells counts once. */
  const metIn = new Uint32Array(total);
  let round = 0;
  return (west, south, east, north) => {
    round += 1;
    const found: number[] = [];
    if (!(west <= right && east >= left && south <= top && north >= bottom)) return new Uint32Array();
    for (let y = row(south); y <= row(north); y += 1) {
      for (let x = column(west); x <= column(east); x += 1) {
        for (const number of cells.get(y * side + x) ?? []) {
          if (metIn[number] === round) continue;
          metIn[number] = round;
          if (
            value(number, 0) <= east &&
            value(number, 2) >= west &&
            value(number, 1) <= north &&
            value(number, 3) >= south
          )
            found.push(number);
        }
      }
    }
    return Uint32Array.from(found).sort();
  };
}

/** A raster of equal cells over all shapes, each with the numbers of the shapes that touch it. */
export function shapeIndex<Item>(items: readonly Item[], polygonOf: (item: Item) => AreaGeometry): ShapeIndex<Item> {
  const geometries = items.map(polygonOf);
  const meeting = boxIndex(boxesOf(geometries));
  const shaped = (number: number): Shaped<Item> => ({
    item: items[number] as Item, // numbers are of the items
    shape: flatShape(geometries[number] as AreaGeometry),
  });
  return {
    items,
    within: ({ minX, minY, maxX, maxY }) =>
      Array.from(meeting(lonOf(minX), latOf(maxY), lonOf(maxX), latOf(minY)), shaped),
    at: ([lon, lat]) =>
      Array.from(meeting(lon, lat, lon, lat), shaped).findLast(({ shape }) => isInShape(unitX(lon), unitY(lat), shape))
        ?.item,
  };
}

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

/** Values of one box in the flat list: west, south, east, north. */
const BOX = 4;

/** The boxes of all shapes, one after another. */
function boxesOf(geometries: readonly AreaGeometry[]): Float64Array {
  const boxes = new Float64Array(geometries.length * BOX);
  let at = 0;
  for (const geometry of geometries) {
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const rings of polygonsOf(geometry)) {
      // Holes lie within.
      for (const position of rings[0] ?? []) {
        const lon = position[0];
        const lat = position[1];
        if (lon < west) west = lon;
        if (lon > east) east = lon;
        if (lat < south) south = lat;
        if (lat > north) north = lat;
      }
    }
    boxes[at] = west;
    boxes[at + 1] = south;
    boxes[at + 2] = east;
    boxes[at + 3] = north;
    at += BOX;
  }
  return boxes;
}

/** The numbers of the boxes that meet a window, rising. */
function boxesMeeting(boxes: Float64Array, west: number, south: number, east: number, north: number): number[] {
  const found: number[] = [];
  for (let at = 0; at < boxes.length; at += BOX) {
    // Indexes are within.
    if ((boxes[at] as number) > east || (boxes[at + 2] as number) < west) continue;
    if ((boxes[at + 1] as number) > north || (boxes[at + 3] as number) < south) continue;
    found.push(at / BOX);
  }
  return found;
}

/** Boxes in one flat list, looked through from end to end: for 20,000 that takes some 30 µs, and a raster of cells takes longer to build than all questions of a day. */
export function shapeIndex<Item>(items: readonly Item[], polygonOf: (item: Item) => AreaGeometry): ShapeIndex<Item> {
  const geometries = items.map(polygonOf);
  const boxes = boxesOf(geometries);
  const shaped = (number: number): Shaped<Item> => ({
    item: items[number] as Item, // numbers are of the items
    shape: flatShape(geometries[number] as AreaGeometry),
  });
  return {
    items,
    within: ({ minX, minY, maxX, maxY }) =>
      boxesMeeting(boxes, lonOf(minX), latOf(maxY), lonOf(maxX), latOf(minY)).map(shaped),
    at: ([lon, lat]) =>
      boxesMeeting(boxes, lon, lat, lon, lat)
        .map(shaped)
        .findLast(({ shape }) => isInShape(unitX(lon), unitY(lat), shape))?.item,
  };
}

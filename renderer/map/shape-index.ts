import { flatShape, isInShape } from './flat-shape.ts';
import type { FlatShape } from './flat-shape.ts';
import type { AreaGeometry, Position } from './map-objects.ts';
import { unitX, unitY } from './mercator.ts';
import type { UnitBox } from './mercator.ts';

export interface Shaped<Item> {
  readonly item: Item;
  readonly shape: FlatShape;
}

/** Which of many shapes lie in a window or under a point, without asking each. */
export interface ShapeIndex<Item> {
  readonly all: readonly Shaped<Item>[];
  /** In the order they were given. */
  readonly within: (box: UnitBox) => readonly Shaped<Item>[];
  /** The last given item under the point: what is on top. */
  readonly at: (position: Position) => Item | undefined;
}

/** About so many shapes to a cell. */
const PER_CELL = 4;
const MOST_CELLS_A_SIDE = 256;

const meet = (one: UnitBox, other: UnitBox): boolean =>
  one.minX <= other.maxX && one.maxX >= other.minX && one.minY <= other.maxY && one.maxY >= other.minY;

function around(boxes: readonly UnitBox[]): UnitBox {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const box of boxes) {
    minX = Math.min(minX, box.minX);
    minY = Math.min(minY, box.minY);
    maxX = Math.max(maxX, box.maxX);
    maxY = Math.max(maxY, box.maxY);
  }
  return { minX, minY, maxX, maxY };
}

/** A raster of equal cells over all shapes, each with the numbers of the shapes that touch it. */
export function shapeIndex<Item>(items: readonly Item[], polygonOf: (item: Item) => AreaGeometry): ShapeIndex<Item> {
  const all = items.map((item): Shaped<Item> => ({ item, shape: flatShape(polygonOf(item)) }));
  const extent = around(all.map(({ shape }) => shape));
  const side = Math.max(1, Math.min(MOST_CELLS_A_SIDE, Math.ceil(Math.sqrt(all.length / PER_CELL))));
  const stepX = (extent.maxX - extent.minX) / side || 1;
  const stepY = (extent.maxY - extent.minY) / side || 1;
  const column = (x: number): number => Math.min(side - 1, Math.max(0, Math.floor((x - extent.minX) / stepX)));
  const row = (y: number): number => Math.min(side - 1, Math.max(0, Math.floor((y - extent.minY) / stepY)));
  const cells = new Map<number, number[]>();
  all.forEach(({ shape }, number) => {
    for (let y = row(shape.minY); y <= row(shape.maxY); y += 1) {
      for (let x = column(shape.minX); x <= column(shape.maxX); x += 1) {
        const cell = cells.get(y * side + x);
        if (cell === undefined) cells.set(y * side + x, [number]);
        else cell.push(number);
      }
    }
  });

  const within = (box: UnitBox): readonly Shaped<Item>[] => {
    if (all.length === 0 || !meet(box, extent)) return [];
    const numbers = new Set<number>();
    for (let y = row(box.minY); y <= row(box.maxY); y += 1) {
      for (let x = column(box.minX); x <= column(box.maxX); x += 1) {
        for (const number of cells.get(y * side + x) ?? []) numbers.add(number);
      }
    }
    return [...numbers]
      .sort((a, b) => a - b)
      .map((number) => all[number] as Shaped<Item>) // numbers are of `all`
      .filter(({ shape }) => meet(shape, box));
  };

  return {
    all,
    within,
    at: ([lon, lat]) => {
      const [x, y] = [unitX(lon), unitY(lat)];
      return within({ minX: x, minY: y, maxX: x, maxY: y }).findLast(({ shape }) => isInShape(x, y, shape))?.item;
    },
  };
}

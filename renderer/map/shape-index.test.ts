import { expect, it } from 'vitest';
import type { AreaGeometry, Position } from './map-objects.ts';
import { unitBox } from './mercator.ts';
import { shapeIndex } from './shape-index.ts';

interface Item {
  readonly name: string;
  readonly polygon: AreaGeometry;
}
const square = (name: string, west: number, south: number, side: number): Item => {
  const ring: readonly Position[] = [
    [west, south],
    [west + side, south],
    [west + side, south + side],
    [west, south + side],
    [west, south],
  ];
  return { name, polygon: { type: 'Polygon', coordinates: [ring] } };
};
const many = Array.from({ length: 2500 }, (_, at) =>
  square(String(at), 121 + (at % 50) * 0.01, 31 + Math.floor(at / 50) * 0.01, 0.006),
);
const index = shapeIndex(many, ({ polygon }) => polygon);

it('finds in a window what looking at each would find', () => {
  const window = { west: 121.103, south: 31.05, east: 121.203, north: 31.113 };
  const found = index.within(unitBox(window)).map(({ item }) => item.name);
  const expected = many
    .filter(({ polygon }) => {
      const [west, south] = (polygon.type === 'Polygon' ? polygon.coordinates[0]?.[0] : undefined) ?? [0, 0];
      return (
        west <= window.east && west + 0.006 >= window.west && south <= window.north && south + 0.006 >= window.south
      );
    })
    .map(({ name }) => name);
  expect(found).toEqual(expected);
  expect(found.length).toBeGreaterThan(20);
});

it('finds what lies under a point: the last given, nothing in between, nothing in a hole', () => {
  expect(index.at([121.102, 31.052])?.name).toBe('260');
  expect(index.at([121.108, 31.052])).toBeUndefined();
  expect(index.at([0, 0])).toBeUndefined();
  const two = shapeIndex([square('below', 0, 0, 10), square('above', 5, 5, 10)], ({ polygon }) => polygon);
  expect(two.at([7, 7])?.name).toBe('above');
  const hole: AreaGeometry = {
    type: 'Polygon',
    coordinates: [square('', 0, 0, 10), square('', 4, 4, 2)].flatMap(({ polygon }) =>
      polygon.type === 'Polygon' ? polygon.coordinates : [],
    ),
  };
  expect(shapeIndex([hole], (polygon) => polygon).at([5, 5])).toBeUndefined();
});

it('of nothing finds nothing', () => {
  expect(shapeIndex<Item>([], ({ polygon }) => polygon).within({ minX: 0, minY: 0, maxX: 1, maxY: 1 })).toEqual([]);
});

import { expect, it } from 'vitest';
import { indexed, isInside, itemAt } from './hit-test.ts';
import type { AreaGeometry, Position } from './map-objects.ts';

const square = (from: number, to: number): readonly Position[] => [
  [from, from],
  [to, from],
  [to, to],
  [from, to],
  [from, from],
];
const withHole: AreaGeometry = { type: 'Polygon', coordinates: [square(0, 10), square(4, 6)] };

it.each([
  ['inside', [1, 1], true],
  ['in the hole', [5, 5], false],
  ['outside', [11, 5], false],
] as const)('%s', (_where, at, expected) => {
  expect(isInside(at, withHole)).toBe(expected);
});

it('finds what was drawn last where two overlap, and nothing beside them', () => {
  const index = indexed([
    { name: 'below', polygon: { type: 'Polygon', coordinates: [square(0, 10)] } as const },
    { name: 'above', polygon: { type: 'Polygon', coordinates: [square(5, 15)] } as const },
  ]);
  expect(itemAt(index, [7, 7])?.name).toBe('above');
  expect(itemAt(index, [2, 2])?.name).toBe('below');
  expect(itemAt(index, [20, 2])).toBeUndefined();
});

import { describe, expect, it } from 'vitest';
import { areaSizeWords, lengthWords, measured } from './measure.ts';
import type { Position } from './map-objects.ts';

/** A square of a thousandth of a degree on the equator: 111.195 m a side. */
const square: readonly Position[] = [
  [0, 0],
  [0.001, 0],
  [0.001, 0.001],
  [0, 0.001],
];

describe('measured', () => {
  it('along a line', () => {
    expect(measured({ mode: 'distance', points: square.slice(0, 3) }).metres).toBeCloseTo(222.39, 1);
    expect(measured({ mode: 'distance', points: [] })).toMatchObject({ metres: 0, squareMetres: 0 });
  });
  it('around and within an area, whichever way it was drawn', () => {
    for (const points of [square, [...square].reverse()]) {
      const { metres, squareMetres, isCrossed } = measured({ mode: 'area', points });
      expect(metres).toBeCloseTo(444.78, 1);
      expect(squareMetres).toBeCloseTo(12_364, -1);
      expect(isCrossed).toBe(false);
    }
  });
  it('says that two points enclose nothing, and that a crossed line has no size', () => {
    expect(measured({ mode: 'area', points: square.slice(0, 2) }).squareMetres).toBe(0);
    const [a, b, c, d] = square as [Position, Position, Position, Position];
    expect(measured({ mode: 'area', points: [a, c, b, d] })).toMatchObject({ isCrossed: true, squareMetres: 0 });
  });
});

it.each([
  [12.34, '12.3 米'],
  [1234, '1,234 米'],
  [12_345, '12.35 千米'],
])('%d metres are %s', (metres, words) => {
  expect(lengthWords(metres)).toBe(words);
});

it.each([
  [99.44, '99.4 平方米'],
  [67_631, '67,631 平方米'],
  [123_456, '12.35 公顷'],
  [6_800_000, '6.800 平方千米'],
])('%d square metres are %s', (squareMetres, words) => {
  expect(areaSizeWords(squareMetres)).toBe(words);
});

import { describe, expect, it } from 'vitest';
import { sharedBorders } from './borders.ts';
import type { AreaGeometry, Position } from './map-objects.ts';

const polygon = (...ring: Position[]): AreaGeometry => ({
  type: 'Polygon',
  coordinates: [[...ring, ring[0] as Position]],
});
/** Two unit squares side by side; the middle line from (1,0) to (1,1) belongs to both. */
const west = polygon([0, 0], [1, 0], [1, 1], [0, 1]);
const east = polygon([1, 0], [2, 0], [2, 1], [1, 1]);

const edgesIn = (lines: readonly (readonly Position[])[]): readonly string[] =>
  lines.flatMap((line) => line.slice(1).map((to, at) => [String(line[at]), String(to)].sort().join(' – ')));

describe('sharedBorders', () => {
  it('draws the line between two areas once', () => {
    const edges = edgesIn(sharedBorders([west, east]));
    expect(edges).toHaveLength(7);
    expect(new Set(edges).size).toBe(7);
    expect(edges).toContain('1,0 – 1,1');
  });

  it('breaks lines only where another area has drawn already, not where a ring happens to begin', () => {
    expect(sharedBorders([west, east]).map((line) => line.length)).toEqual([5, 4]);
    expect(sharedBorders([west])).toHaveLength(1);
    const eastFromWithin = polygon([2, 0], [2, 1], [1, 1], [1, 0]);
    const [, rest] = sharedBorders([west, eastFromWithin]);
    expect(rest).toEqual([
      [1, 0],
      [2, 0],
      [2, 1],
      [1, 1],
    ]);
    const eastFromBelow = polygon([2, 1], [1, 1], [1, 0], [2, 0]);
    expect(sharedBorders([west, eastFromBelow])[1]).toEqual(rest);
  });

  it('finds the same lines of many as looking at every edge would', () => {
    const side = 30;
    const cells = Array.from({ length: side * side }, (_, number) => {
      const [x, y] = [121 + (number % side) * 0.001, 31 + Math.floor(number / side) * 0.001];
      return polygon([x, y], [x + 0.001, y], [x + 0.001, y + 0.001], [x, y + 0.001]);
    });
    const edges = sharedBorders(cells).reduce((sum, line) => sum + line.length - 1, 0);
    expect(edges).toBe(2 * side * (side + 1));
  });

  it('leaves out what another layer draws already', () => {
    const outline = polygon([0, 0], [1, 0], [2, 0], [2, 1], [1, 1], [0, 1]);
    expect(edgesIn(sharedBorders([west, east], [outline]))).toEqual(['1,0 – 1,1']);
  });

  it('draws holes and every part of several', () => {
    const two: AreaGeometry = {
      type: 'MultiPolygon',
      coordinates: [west, east].flatMap((area) => (area.type === 'Polygon' ? [area.coordinates] : [])),
    };
    expect(edgesIn(sharedBorders([two]))).toHaveLength(7);
  });
});

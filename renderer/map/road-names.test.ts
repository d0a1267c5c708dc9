import { describe, expect, it } from 'vitest';
import { joinedRoads, roadNames } from './road-names.ts';
import type { Point, RoadLine } from './road-names.ts';

const size = { width: 1000, height: 1000 };
const road = (points: readonly Point[], name = '浦东大道', rank = 1): RoadLine => ({ name, rank, points });
const line = (...pairs: readonly (readonly [number, number])[]): readonly Point[] => pairs.map(([x, y]) => ({ x, y }));
const named = (points: readonly Point[]) => roadNames([road(points)], size, 12)[0];

describe('roadNames', () => {
  it('turns the name with a flat road and reads from left to right', () => {
    for (const points of [line([100, 300], [400, 200]), line([400, 200], [100, 300])]) {
      const glyphs = named(points)?.glyphs ?? [];
      expect(glyphs.map(({ text }) => text).join('')).toBe('浦东大道');
      expect(glyphs.map(({ x }) => x)).toEqual(glyphs.map(({ x }) => x).sort((a, b) => a - b));
      expect(glyphs[0]?.angle).toBeCloseTo(Math.atan2(-100, 300), 3);
    }
  });

  it('sets a steep name upright, from top to bottom', () => {
    for (const points of [line([300, 400], [330, 100]), line([330, 100], [300, 400])]) {
      const glyphs = named(points)?.glyphs ?? [];
      expect(glyphs.every(({ angle }) => angle === 0)).toBe(true);
      expect(glyphs.map(({ y }) => y)).toEqual(glyphs.map(({ y }) => y).sort((a, b) => a - b));
    }
  });

  it('leaves a road unnamed that is too short or too bent', () => {
    expect(named(line([100, 100], [130, 100]))).toBeUndefined();
    expect(named(line([100, 100], [130, 100], [130, 130], [100, 130], [100, 160]))).toBeUndefined();
  });

  it('names the wider road first and what is out of sight not at all', () => {
    const names = roadNames(
      [
        road(line([10, 500], [400, 500]), '小路', 9),
        road(line([10, 600], [200, 600]), '大路', 0),
        road(line([-900, 100], [-500, 100]), '远路', 0),
      ],
      size,
      12,
    ).map(({ name }) => name);
    expect(names).toEqual(['大路', '小路']);
  });

  it('says the name of a long road more than once', () => {
    expect(roadNames([road(line([0, 500], [990, 500]))], size, 12).length).toBeGreaterThan(1);
  });
});

it('joins the pieces of a road that comes in tiles, whichever way they run', () => {
  const joined = joinedRoads([
    road(line([0, 0], [100, 0])),
    road(line([200, 0], [100, 0])),
    road(line([0, 50], [9, 50]), '别的路'),
  ]);
  expect(joined.map(({ points }) => points.map(({ x }) => x))).toEqual([
    [0, 100, 200],
    [0, 9],
  ]);
});

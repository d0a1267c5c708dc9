import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { areaIndex, type HasPolygon } from './area-index.ts';
import { boxOfPolygon } from './bounding-box.ts';
import type { Polygon, Position } from './geojson.ts';
import { isInPolygon } from './point-in-polygon.ts';
import type { StreetAreas } from './resources.ts';

const { areas } = JSON.parse(
  readFileSync(new URL('../../resources/street/areas.json', import.meta.url), 'utf8'),
) as StreetAreas;
const withPolygon = areas.flatMap(({ code, kind, polygon, labelPoint }) =>
  polygon === undefined ? [] : [{ code, kind, polygon, labelPoint }],
);
const grids = withPolygon.filter((area) => area.kind === 'grid');
const street = withPolygon.find((area) => area.kind === 'street')?.polygon ?? { type: 'Polygon', coordinates: [] };
const index = areaIndex(grids);
const NOWHERE: Position = [0, 0];

describe('areaIndex', () => {
  it('finds every grid from its own label', () => {
    expect(grids.filter(({ code, labelPoint: [lon, lat] = [0, 0] }) => index.areaAt(lon, lat)?.code !== code)).toEqual(
      [],
    );
  });

  it('puts every point of the street in exactly one grid, and no other point in any', () => {
    const box = boxOfPolygon(street);
    const anywhere = fc.tuple(
      fc.double({ min: box.west - 0.001, max: box.east + 0.001, noNaN: true }),
      fc.double({ min: box.south - 0.001, max: box.north + 0.001, noNaN: true }),
    );
    fc.assert(
      fc.property(anywhere, (position) => {
        const holders = grids.filter(({ polygon }) => isInPolygon(polygon, position));
        expect(holders).toHaveLength(isInPolygon(street, position) ? 1 : 0);
        expect(index.areaAt(position[0], position[1])).toBe(holders[0]);
      }),
      { numRuns: 400 },
    );
  });

  it('gives every point of an inner border to exactly one side, to the last bit', () => {
    const corners = grids.flatMap(({ polygon }) => polygon.coordinates[0] ?? []);
    const along = (from: Position, to: Position, lat: number): number =>
      ((to[0] - from[0]) * (lat - from[1])) / (to[1] - from[1]) + from[0];
    const onBorder = fc
      .tuple(fc.nat(corners.length - 2), fc.double({ min: 0.01, max: 0.99, noNaN: true }), fc.boolean())
      .map(([i, t, isBackward]): Position => {
        const a = corners[i] ?? NOWHERE;
        const b = corners[i + 1] ?? NOWHERE;
        const lat = a[1] + t * (b[1] - a[1]);
        /* Rounding differs with the direction an edge is read in; both neighbours must still agree. */
        return [a[1] === b[1] ? a[0] + t * (b[0] - a[0]) : isBackward ? along(b, a, lat) : along(a, b, lat), lat];
      });
    fc.assert(
      fc.property(onBorder, (position) => {
        expect(grids.filter(({ polygon }) => isInPolygon(polygon, position))).toHaveLength(
          isInPolygon(street, position) ? 1 : 0,
        );
      }),
      { numRuns: 1_000 },
    );
  });

  it('answers nothing when there are no areas', () => {
    expect(areaIndex<HasPolygon>([]).areaAt(121.5, 31.2)).toBeUndefined();
  });

  it('gives the first of two areas that overlap', () => {
    const polygon: Polygon = {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 1],
          [0, 0],
        ],
      ],
    };
    const two = areaIndex([
      { polygon, name: 'first' },
      { polygon, name: 'second' },
    ]);
    expect(two.areaAt(0.5, 0.5)?.name).toBe('first');
  });
});

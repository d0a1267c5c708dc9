import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { areaSquareMetres, centroid, ringAreaSquareMetres } from './area.ts';
import { boundingBox, boxContains, boxOfPolygon } from './bounding-box.ts';
import { distanceMetres } from './distance.ts';
import type { Polygon, Position } from './geojson.ts';
import { labelPoint } from './label-point.ts';
import { isInPolygon } from './point-in-polygon.ts';
import { closedRing, forEachEdge, isClosed } from './rings.ts';

const CENTRE: Position = [121.505, 31.237];

/** A star-shaped ring around a centre: any radii give a ring that does not cross itself. */
const star = (radii: readonly number[]): Polygon => {
  const ring = radii.map((radius, i): Position => {
    const angle = (2 * Math.PI * i) / radii.length;
    return [CENTRE[0] + radius * Math.cos(angle), CENTRE[1] + radius * Math.sin(angle)];
  });
  return { type: 'Polygon', coordinates: [closedRing(ring)] };
};
const stars = fc.array(fc.double({ min: 0.0005, max: 0.005, noNaN: true }), { minLength: 3, maxLength: 12 }).map(star);

const square = (half: number, [lon, lat]: Position = CENTRE): readonly Position[] => [
  [lon - half, lat - half],
  [lon + half, lat - half],
  [lon + half, lat + half],
  [lon - half, lat + half],
  [lon - half, lat - half],
];
const withHole: Polygon = { type: 'Polygon', coordinates: [square(0.002), square(0.001)] };

describe('rings', () => {
  it('closes an open ring once', () => {
    const open: readonly Position[] = [
      [0, 0],
      [1, 0],
      [1, 1],
    ];
    expect(isClosed(open)).toBe(false);
    expect(isClosed(closedRing(open))).toBe(true);
    expect(closedRing(closedRing(open))).toHaveLength(4);
  });

  it('gives every edge, also the one that closes, and none without length', () => {
    const edges: (readonly [Position, Position])[] = [];
    forEachEdge(
      [
        [0, 0],
        [1, 0],
        [1, 0],
        [1, 1],
      ],
      (from, to) => edges.push([from, to]),
    );
    expect(edges).toEqual([
      [
        [0, 0],
        [1, 0],
      ],
      [
        [1, 0],
        [1, 1],
      ],
      [
        [1, 1],
        [0, 0],
      ],
    ]);
  });
});

describe('distanceMetres', () => {
  it.each([
    ['one degree of latitude', [121, 31], [121, 32], 111_195],
    ['one degree of longitude at 60° north', [10, 60], [11, 60], 55_597],
    ['the same place', [121.5, 31.2], [121.5, 31.2], 0],
    ['half around the earth', [0, 0], [180, 0], 20_015_114],
  ] as const)('measures %s', (_, a, b, metres) => {
    expect(Math.abs(distanceMetres(a, b) - metres)).toBeLessThan(Math.max(1, metres * 1e-3));
  });

  it('is the same there and back, and never more than by way of a third place', () => {
    const place = fc.tuple(
      fc.double({ min: 121, max: 122, noNaN: true }),
      fc.double({ min: 31, max: 32, noNaN: true }),
    );
    fc.assert(
      fc.property(place, place, place, (a, b, c) => {
        expect(distanceMetres(a, b)).toBeCloseTo(distanceMetres(b, a), 6);
        expect(distanceMetres(a, b)).toBeLessThanOrEqual(distanceMetres(a, c) + distanceMetres(c, b) + 1e-6);
      }),
    );
  });
});

describe('area', () => {
  it('measures a square of 222.4 m by 190.1 m', () => {
    const area = areaSquareMetres({ type: 'Polygon', coordinates: [square(0.001)] });
    expect(Math.abs(area - 222.39 * 190.15)).toBeLessThan(5);
  });

  it('takes holes off', () => {
    const whole = areaSquareMetres({ type: 'Polygon', coordinates: [square(0.002)] });
    expect(areaSquareMetres(withHole)).toBeCloseTo((whole * 3) / 4, 0);
  });

  it('is signed by the direction of the ring', () => {
    const ring = square(0.001);
    expect(ringAreaSquareMetres(ring)).toBeGreaterThan(0);
    expect(ringAreaSquareMetres([...ring].reverse())).toBeCloseTo(-ringAreaSquareMetres(ring), 6);
  });

  it('has its centre of gravity in the middle of a square, and stays put without area', () => {
    const [lon, lat] = centroid({ type: 'Polygon', coordinates: [square(0.001)] });
    expect(lon).toBeCloseTo(CENTRE[0], 9);
    expect(lat).toBeCloseTo(CENTRE[1], 9);
    expect(centroid({ type: 'Polygon', coordinates: [[CENTRE, CENTRE, CENTRE, CENTRE]] })).toEqual(CENTRE);
  });
});

describe('boundingBox', () => {
  it('holds every corner', () => {
    fc.assert(
      fc.property(stars, (polygon) => {
        const box = boxOfPolygon(polygon);
        expect((polygon.coordinates[0] ?? []).every((position) => boxContains(box, position))).toBe(true);
      }),
    );
  });

  it('of nothing is nothing', () => {
    expect(boundingBox([])).toBeUndefined();
  });
});

describe('isInPolygon', () => {
  it.each([
    ['between border and hole', [121.5065, 31.237], true],
    ['in the hole', [121.505, 31.237], false],
    ['outside', [121.51, 31.237], false],
  ] as const)('knows a point %s', (_, position, expected) => {
    expect(isInPolygon(withHole, position)).toBe(expected);
  });

  it('holds the centre of a star and nothing beyond its box', () => {
    fc.assert(
      fc.property(stars, (polygon) => {
        expect(isInPolygon(polygon, [121.6, 31.237])).toBe(false);
        expect(isInPolygon(polygon, [121.505, 31.3])).toBe(false);
      }),
    );
  });
});

describe('labelPoint', () => {
  it('lies inside', () => {
    fc.assert(
      fc.property(stars, (polygon) => {
        expect(isInPolygon(polygon, labelPoint(polygon))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('lies inside the arm of an L, not in its elbow', () => {
    const [lon, lat] = CENTRE;
    const elbow: Polygon = {
      type: 'Polygon',
      coordinates: [
        [
          [lon, lat],
          [lon + 0.01, lat],
          [lon + 0.01, lat + 0.001],
          [lon + 0.001, lat + 0.001],
          [lon + 0.001, lat + 0.01],
          [lon, lat + 0.01],
          [lon, lat],
        ],
      ],
    };
    expect(isInPolygon(elbow, centroid(elbow))).toBe(false);
    expect(isInPolygon(elbow, labelPoint(elbow))).toBe(true);
  });

  it('avoids holes', () => {
    expect(isInPolygon(withHole, labelPoint(withHole))).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { bordersOf, polygonOf } from './assemble-areas.ts';
import { flatMapAt, type FlatPoint } from './flat-map.ts';
import { footprints } from './footprints.ts';
import { joinNearCorners, type GroupOf } from './join-corners.ts';
import { labelCells, type FlatRings } from './label-cells.ts';
import { simplifyArcs } from './simplify-arcs.ts';
import { traceArcs } from './trace-arcs.ts';
import { checkPartition } from '../../../shared/geo/check-partition.ts';
import type { PartitionArea } from '../../../shared/geo/partition-fault.ts';
import type { Polygon } from '../../../shared/geo/geojson.ts';

const STREET = '310115005';
const MAP = flatMapAt([121.5, 31.23]);

const rectangle = (west: number, south: number, east: number, north: number): FlatRings => [
  [
    { x: west, y: south },
    { x: east, y: south },
    { x: east, y: north },
    { x: west, y: north },
  ],
];

/** The whole way from a drawing to a division: two communities west and east, each of two grids. */
const divide = (areas: readonly FlatRings[], buildings: readonly FlatRings[]): readonly PartitionArea[] => {
  const familyOf = (area: number): string => `${STREET}00${String(1 + Math.floor(area / 2))}`;
  const { raster, pushed } = labelCells({
    columns: 280,
    rows: 280,
    areas,
    familyOf,
    buildings,
    isExcluded: () => false,
  });
  const isPushed = ({ x, y }: FlatPoint): boolean => pushed[y * raster.columns + x] === 1;
  const walls = footprints(buildings);
  const groups: readonly GroupOf[] = [String, familyOf, (area) => (area < 0 ? 'outside' : 'street')];
  const arcs = joinNearCorners(
    traceArcs(raster).map((arc) => ({ ...arc, isPushed })),
    groups,
    walls,
  );
  const borders = bordersOf(simplifyArcs(arcs, walls), MAP);
  const parts = areas.map((_, area): PartitionArea => ({
    code: `${familyOf(area)}00${String(1 + (area % 2))}`,
    kind: 'grid',
    parent: familyOf(area),
    polygon: polygonOf(borders, (a) => a, area),
  }));
  const unions = [0, 1].map((family): PartitionArea => ({
    code: familyOf(family * 2),
    kind: 'community',
    parent: STREET,
    polygon: polygonOf(borders, (a) => (a < 0 ? -1 : Math.floor(a / 2)), family),
  }));
  const whole = polygonOf(borders, (a) => (a < 0 ? -1 : 0), 0);
  return [{ code: STREET, kind: 'street', polygon: whole }, ...unions, ...parts];
};

const booked = (buildings: readonly FlatRings[]) =>
  buildings.map((rings, i) => ({
    id: String(i),
    polygon: {
      type: 'Polygon',
      coordinates: rings.map((ring) => [...ring, ring[0] ?? { x: 0, y: 0 }].map(MAP.toPosition)),
    } satisfies Polygon,
  }));

const NEAT: readonly FlatRings[] = [
  rectangle(20, 140, 140, 260),
  rectangle(20, 20, 140, 140),
  rectangle(140, 140, 260, 260),
  rectangle(140, 20, 260, 140),
];

describe('from a rough drawing to a partition', () => {
  it('keeps a neat drawing as it is: four squares of five corners at most', () => {
    const divided = divide(NEAT, []);
    expect(checkPartition(divided, [])).toEqual([]);
    expect(divided.filter((area) => area.kind === 'grid').map((area) => area.polygon.coordinates[0]?.length)).toEqual([
      5, 5, 5, 5,
    ]);
  });

  it('closes gaps and settles overlaps', () => {
    const rough: readonly FlatRings[] = [
      rectangle(20, 143, 136, 260),
      rectangle(20, 20, 148, 138),
      rectangle(140, 135, 260, 260),
      rectangle(142, 20, 260, 142),
    ];
    expect(checkPartition(divide(rough, []), [])).toEqual([]);
  });

  it('bends a border around a building that lies across it', () => {
    const across = [rectangle(60, 125, 100, 150)];
    const divided = divide(NEAT, across);
    expect(checkPartition(divided, booked(across))).toEqual([]);
    expect(checkPartition(divide(NEAT, []), booked(across)).map((fault) => fault.kind)).toEqual(['cutBuilding']);
  });

  it('takes off a spike that reaches into a neighbour', () => {
    const spiked: readonly FlatRings[] = [
      [
        [
          { x: 20, y: 140 },
          { x: 140, y: 180 },
          { x: 240, y: 186 },
          { x: 140, y: 192 },
          { x: 140, y: 260 },
          { x: 20, y: 260 },
        ],
      ],
      rectangle(20, 20, 140, 140),
      rectangle(140, 140, 260, 260),
      rectangle(140, 20, 260, 140),
    ];
    const divided = divide(spiked, []);
    expect(checkPartition(divided, [])).toEqual([]);
    const [first] = divided.filter((area) => area.kind === 'grid');
    const east = Math.max(...(first?.polygon.coordinates[0] ?? []).map((position) => MAP.toFlat(position).x));
    expect(east).toBeLessThan(160);
  });

  it('makes a clean partition of any drawing and any buildings', () => {
    const wobble = fc.integer({ min: -12, max: 12 });
    const house = fc
      .tuple(fc.integer({ min: 24, max: 220 }), fc.integer({ min: 24, max: 220 }), fc.integer({ min: 8, max: 34 }))
      .map(([x, y, side]) => rectangle(x, y, x + side, y + side));
    fc.assert(
      fc.property(
        fc.array(wobble, { minLength: 8, maxLength: 8 }),
        fc.array(house, { maxLength: 8 }),
        ([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0], houses) => {
          const rough: readonly FlatRings[] = [
            rectangle(20, 140 + a, 140 + b, 260),
            rectangle(20, 20, 140 + c, 140 + d),
            rectangle(140 + e, 140 + f, 260, 260),
            rectangle(140 + g, 20, 260, 140 + h),
          ];
          expect(checkPartition(divide(rough, houses), booked(houses))).toEqual([]);
        },
      ),
      { numRuns: 15, seed: 20_261_120 },
    );
  });
});

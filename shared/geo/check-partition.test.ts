import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkPartition } from './check-partition.ts';
import type { Polygon, Position } from './geojson.ts';
import type { PartitionArea, PartitionFault } from './partition-fault.ts';
import { closedRing } from './rings.ts';
import { seededRandom } from '../lib/random.ts';
import type { StreetAreas, StreetBuildings } from './resources.ts';

const STREET = '310115005';

/** A rectangle in units of a thousandth of a degree, counted from a corner of the city. */
const box = (west: number, south: number, east: number, north: number): Polygon => {
  const at = (x: number, y: number): Position => [121.5 + x / 1000, 31.23 + y / 1000];
  return {
    type: 'Polygon',
    coordinates: [[at(west, south), at(east, south), at(east, north), at(west, north), at(west, south)]],
  };
};

const area = (code: string, polygon: Polygon): PartitionArea => ({
  code,
  kind: code.length === 9 ? 'street' : code.length === 12 ? 'community' : 'grid',
  parent: code.length === 9 ? undefined : code.slice(0, -3),
  polygon,
});

/** A street of two communities side by side, the western one in two grids above one another. */
const withCorners = (polygon: Polygon, ...more: readonly Position[]): Polygon => {
  const ring = (polygon.coordinates[0] ?? []).slice(0, -1);
  const centre = ring.reduce<Position>(([x, y], [lon, lat]) => [x + lon / ring.length, y + lat / ring.length], [0, 0]);
  const angle = ([lon, lat]: Position) => Math.atan2(lat - centre[1], lon - centre[0]);
  const sorted = [...ring, ...more].sort((a, b) => angle(a) - angle(b));
  return { type: 'Polygon', coordinates: [[...sorted, sorted[0] ?? [0, 0]]] };
};
const corner = (x: number, y: number): Position => [121.5 + x / 1000, 31.23 + y / 1000];

const cleanStreet = (): PartitionArea[] => [
  area(STREET, withCorners(box(0, 0, 4, 4), corner(2, 0), corner(2, 4), corner(0, 2))),
  area(`${STREET}001`, withCorners(box(0, 0, 2, 4), corner(0, 2), corner(2, 2))),
  area(`${STREET}001001`, box(0, 2, 2, 4)),
  area(`${STREET}001002`, box(0, 0, 2, 2)),
  area(`${STREET}002`, withCorners(box(2, 0, 4, 4), corner(2, 2))),
  area(`${STREET}002001`, withCorners(box(2, 0, 4, 4), corner(2, 2))),
];

const withPolygon = (code: string, polygon: Polygon): PartitionArea[] =>
  cleanStreet().map((known) => (known.code === code ? { ...known, polygon } : known));

const kinds = (faults: readonly PartitionFault[]): readonly string[] => [...new Set(faults.map((f) => f.kind))].sort();

describe('checkPartition', () => {
  it('finds nothing wrong with a clean street', () => {
    expect(
      checkPartition(cleanStreet(), [{ id: 'a', polygon: box(0.5, 2.5, 1, 3), gridCode: `${STREET}001001` }]),
    ).toEqual([]);
  });

  it('says nothing about no areas', () => {
    expect(checkPartition([], [])).toEqual([]);
  });

  it('finds a gap and says how large it is and where', () => {
    const faults = checkPartition(withPolygon(`${STREET}001001`, box(0, 2.001, 2, 4)), []);
    const gap = faults.find((fault) => fault.kind === 'gap');
    /* 0.002° by 0.000001° at 31.23° north */
    expect(gap).toMatchObject({ kind: 'gap', level: 'grid' });
    expect(gap?.kind === 'gap' ? gap.areaSquareMetres : 0).toBeCloseTo(21.14, 1);
    expect(kinds(faults)).toEqual(['gap', 'looseBorder']);
  });

  it('finds an overlap and names both areas', () => {
    const faults = checkPartition(withPolygon(`${STREET}001001`, box(0, 1.999, 2, 4)), []);
    expect(faults).toContainEqual(
      expect.objectContaining({ kind: 'overlap', level: 'grid', codes: [`${STREET}001001`, `${STREET}001002`] }),
    );
  });

  it('counts two separate gaps as two', () => {
    const bitten: Polygon = {
      type: 'Polygon',
      coordinates: [
        [
          corner(0, 2),
          corner(0.2, 2),
          corner(0.3, 2.1),
          corner(0.4, 2),
          corner(1, 2),
          corner(1.1, 2.1),
          corner(1.2, 2),
        ].concat([corner(2, 2), corner(2, 4), corner(0, 4), corner(0, 2)]),
      ],
    };
    const gaps = checkPartition(withPolygon(`${STREET}001001`, bitten), []).filter((fault) => fault.kind === 'gap');
    expect(gaps).toHaveLength(2);
  });

  it('finds a grid that leaves its community', () => {
    const faults = checkPartition(withPolygon(`${STREET}001001`, box(0, 2, 2.5, 4)), []);
    expect(kinds(faults)).toContain('outsideParent');
    expect(faults).toContainEqual(expect.objectContaining({ kind: 'overlap', level: 'grid' }));
  });

  it('finds a border that meets its neighbour without a common corner', () => {
    const faults = checkPartition(withPolygon(`${STREET}002001`, box(2, 0, 4, 4)), []);
    expect(kinds(faults)).toEqual(['looseBorder']);
  });

  it('finds an open ring', () => {
    const open: Polygon = { type: 'Polygon', coordinates: [[corner(0, 2), corner(2, 2), corner(2, 4), corner(0, 4)]] };
    expect(checkPartition(withPolygon(`${STREET}001001`, open), [])).toContainEqual({
      kind: 'unclosed',
      code: `${STREET}001001`,
      at: corner(0, 2),
    });
  });

  it('finds a border that crosses itself', () => {
    const bow: Polygon = {
      type: 'Polygon',
      coordinates: [[corner(0, 2), corner(2, 4), corner(2, 2.2), corner(0, 4), corner(0, 2)]],
    };
    expect(kinds(checkPartition(withPolygon(`${STREET}001001`, bow), []))).toContain('selfCrossing');
  });

  it.each([
    ['no parent', undefined],
    ['a parent that is not there', `${STREET}009`],
    ['a parent of another code', `${STREET}002`],
    ['the street as a parent', STREET],
  ])('finds %s', (_, parent) => {
    const areas = cleanStreet().map((known) => (known.code === `${STREET}001001` ? { ...known, parent } : known));
    expect(checkPartition(areas, [])).toContainEqual({ kind: 'wrongParent', code: `${STREET}001001`, parent });
  });

  it('finds a code used twice', () => {
    const areas = cleanStreet().map((known) =>
      known.code === `${STREET}001002` ? { ...known, code: `${STREET}001001` } : known,
    );
    expect(checkPartition(areas, [])).toContainEqual({ kind: 'duplicateCode', code: `${STREET}001001` });
  });

  it('finds a cut building and the grids that cut it', () => {
    const faults = checkPartition(cleanStreet(), [{ id: 'block 27', polygon: box(0.5, 1.9, 1, 2.1) }]);
    expect(faults).toEqual([
      expect.objectContaining({
        kind: 'cutBuilding',
        building: 'block 27',
        codes: [`${STREET}001001`, `${STREET}001002`],
      }),
    ]);
  });

  it('lets a building lean on a border', () => {
    expect(
      checkPartition(cleanStreet(), [{ id: 'b', polygon: box(0.5, 2, 1, 2.1), gridCode: `${STREET}001001` }]),
    ).toEqual([]);
  });

  it('finds a building booked in a grid it does not lie in', () => {
    const faults = checkPartition(cleanStreet(), [
      { id: 'b', polygon: box(0.5, 0.5, 1, 1), gridCode: `${STREET}001001` },
      { id: 'c', polygon: box(7, 7, 8, 8), gridCode: `${STREET}001001` },
    ]);
    expect(faults).toEqual([
      { kind: 'wrongGrid', building: 'b', booked: `${STREET}001001`, found: `${STREET}001002` },
      { kind: 'wrongGrid', building: 'c', booked: `${STREET}001001`, found: undefined },
    ]);
  });
});

describe('the shipped street', () => {
  const read = (name: string): unknown =>
    JSON.parse(readFileSync(new URL(`../../resources/street/${name}`, import.meta.url), 'utf8'));
  const { areas } = read('areas.json') as StreetAreas;
  const { buildings } = read('buildings.json') as StreetBuildings;
  const partition = areas.flatMap(({ code, kind, parent, polygon }): readonly PartitionArea[] =>
    kind === 'district' || polygon === undefined ? [] : [{ code, kind, parent, polygon }],
  );

  it('is a clean partition: no gap, no overlap, no building cut', () => {
    const booked = buildings.map((b) => ({ id: b.label, polygon: b.polygon, gridCode: b.gridCode }));
    expect(checkPartition(partition, booked)).toEqual([]);
  });

  it('has its 35 communities and at least 110 grids, each in one piece without a hole', () => {
    expect(areas.filter((known) => known.kind === 'community')).toHaveLength(35);
    expect(areas.filter((known) => known.kind === 'grid').length).toBeGreaterThanOrEqual(110);
    expect(partition.filter((known) => known.polygon.coordinates.length !== 1)).toEqual([]);
  });

  it('stops being clean when one corner of one grid moves by half a metre', () => {
    const grid = partition.find((known) => known.code === `${STREET}035001`);
    const [ring = []] = grid?.polygon.coordinates ?? [];
    const nudged = ring.map(([lon, lat], i): Position => (i === 2 ? [lon + 0.000005, lat] : [lon, lat]));
    const broken = partition.map((known) =>
      known === grid ? { ...known, polygon: { type: 'Polygon' as const, coordinates: [nudged] } } : known,
    );
    expect(kinds(checkPartition(broken, []))).toContain('looseBorder');
    expect(checkPartition(broken, []).some((fault) => fault.kind === 'gap' || fault.kind === 'overlap')).toBe(true);
  });

  it('finds what is wrong when every area is drawn by itself, a metre off here and there', () => {
    const random = seededRandom(20_261_120);
    const off = (degrees: number): number => degrees + (random() - 0.5) * 0.00004;
    const rough = partition.map((known) =>
      known.kind !== 'grid'
        ? known
        : {
            ...known,
            polygon: {
              type: 'Polygon' as const,
              coordinates: known.polygon.coordinates.map((ring) =>
                closedRing(ring.slice(1).map(([lon, lat]): Position => [off(lon), off(lat)])),
              ),
            },
          },
    );
    const drawn = checkPartition(
      rough,
      buildings.map((building) => ({ id: building.label, polygon: building.polygon })),
    );
    const count = (kind: PartitionFault['kind']): number => drawn.filter((fault) => fault.kind === kind).length;
    expect(count('overlap')).toBeGreaterThan(100);
    expect(count('gap')).toBeGreaterThan(100);
    expect(count('cutBuilding')).toBeGreaterThan(0);
    expect(count('looseBorder')).toBe(areas.filter((known) => known.kind === 'grid').length + 1);
  });
});

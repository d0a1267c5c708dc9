import { describe, expect, it } from 'vitest';
import type { AreaDocument } from '../../../shared/domain/area.ts';
import type { BuildingDocument } from '../../../shared/domain/building.ts';
import { placeFinder } from './describe-place.ts';

const box = (west: number, south: number, east: number, north: number) =>
  ({
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  }) as AreaDocument['polygon'];

const common = {
  schema: 1,
  provenance: { createdAt: '2026-01-01T00:00:00.000Z', createdBy: 'x', createdDevice: 'x', source: 'x' },
};
const grid = {
  ...common,
  _id: 'area:1',
  type: 'area',
  scope: '310115005001001',
  kind: 'grid',
  code: '310115005001001',
  name: '上港第一 01',
  polygon: box(121.5, 31.2, 121.51, 31.21),
  validFrom: '2026-01-01',
} as AreaDocument;
const building = (id: string, name: string, lon: number, lat: number, scope = '310115005001001') =>
  ({
    ...common,
    _id: `building:${id}`,
    type: 'building',
    scope,
    name,
    footprint: box(lon - 0.0001, lat - 0.0001, lon + 0.0001, lat + 0.0001),
    centroid: [lon, lat],
  }) as BuildingDocument;

const finder = placeFinder(
  [grid],
  [
    building('9', '三航 29幢', 121.52, 31.22, '310115005036001'),
    building('27', '上港小区 27幢', 121.503, 31.203),
    building('29', '上港小区 29幢', 121.505, 31.205),
  ],
  (scope) => scope.startsWith('310115005001'),
);

describe('a place in words', () => {
  it('names the building a point lies in', () => {
    const place = finder.placeAt([121.505, 31.205], 'map');
    expect(place).toMatchObject({ address: '上港小区 29幢', building: 'building:29', gridCode: '310115005001001' });
  });

  it.each([
    [121.5055, 31.205, '东侧'],
    [121.5045, 31.205, '西侧'],
    [121.505, 31.2056, '北侧'],
    [121.505, 31.2044, '南侧'],
  ])('says on which side of the nearest building %f %f lies: %s', (lon, lat, side) => {
    const place = finder.placeAt([lon, lat], 'map');
    expect(place?.address).toBe(`上港小区 29幢${side}`);
    expect(place?.building).toBeUndefined();
  });

  it('falls back to the grid where no building is near', () => {
    expect(finder.placeAt([121.5095, 31.2095], 'gnss', 8)).toMatchObject({
      address: '上港第一 01 网格内',
      source: 'gnss',
      accuracyMetres: 8,
    });
  });

  it('knows no place outside every grid', () => {
    expect(finder.placeAt([121.6, 31.3], 'map')).toBeUndefined();
  });

  it.each([
    ['29', ['上港小区 29幢', '三航 29幢']],
    ['三航', ['三航 29幢']],
    ['上港 ２７幢', ['上港小区 27幢']],
    ['上港 99', []],
    ['上港小区２７', ['上港小区 27幢']],
    ['幢', ['上港小区 27幢', '上港小区 29幢', '三航 29幢']],
  ])('finds buildings for %s', (typed, names) => {
    expect(finder.buildingsFor(typed).map((found) => found.name)).toEqual(names);
  });
});

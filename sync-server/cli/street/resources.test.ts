import { readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { areaIndex } from '../../../shared/geo/area-index.ts';
import {
  CASE_STREAM_COLUMNS,
  type CaseCategoryMap,
  type CategoryKeyResource,
  type Departments,
  type LocalStandards,
  type NationalCatalog,
  type StreetAddresses,
  type StreetAreas,
  type StreetBuildings,
  type StreetRoads,
} from '../../../shared/geo/resources.ts';
import { categoryEntry, departmentEntry, standardRow } from '../../../shared/domain/catalog.ts';
import { csvRecords } from './csv.ts';

const at = (path: string): URL => new URL(`../../../resources/${path}`, import.meta.url);
const read = (path: string): unknown => JSON.parse(readFileSync(at(path), 'utf8'));

const categoryKeyText = ({ standard, kind, code }: CategoryKeyResource): string => `${standard}/${kind}/${code}`;

const LARGEST_FILE_BYTES = 1_500_000;

describe('the shipped catalogs', () => {
  const national = read('catalogs/gb47678-5.json') as NationalCatalog;
  const standards = read('catalogs/local-standards.json') as LocalStandards;
  const departments = read('catalogs/departments.json') as Departments;
  const known = new Set(national.entries.map(categoryKeyText));

  it('hold 153 components and 250 matters, each key once', () => {
    expect(national.entries.filter((entry) => entry.kind === 'component')).toHaveLength(153);
    expect(national.entries.filter((entry) => entry.kind === 'matter')).toHaveLength(250);
    expect(known.size).toBe(403);
  });

  it('have the shape of the documents they become', () => {
    for (const entry of national.entries) expect(categoryEntry.parse(entry)).toEqual(entry);
    for (const row of standards.entries) expect(standardRow.parse(row)).toEqual(row);
    for (const entry of departments.entries) expect(departmentEntry.parse(entry)).toEqual(entry);
  });

  it('leave no category without a row and a note', () => {
    const ruled = new Set(standards.entries.map((row) => categoryKeyText(row.category)));
    expect([...known].filter((key) => !ruled.has(key))).toEqual([]);
    expect(standards.notes.map((note) => categoryKeyText(note.category)).sort()).toEqual([...known].sort());
  });

  it('have rows of their own for the busy categories, and say where they have none', () => {
    const own = new Set(standards.entries.filter((row) => row.generic !== true).map((row) => row.category.code));
    expect(own.size).toBeGreaterThanOrEqual(45);
    for (const code of ['06010', '06011', '06012', '06017', '06036', '06042', '06045', '07003', '09005', '09006']) {
      expect(own).toContain(code);
    }
  });

  it('name rows once, and only departments and categories that exist', () => {
    const keys = new Set<string>(departments.entries.map((entry) => entry.key));
    expect(new Set(standards.entries.map((row) => row.id)).size).toBe(standards.entries.length);
    expect(standards.notes.filter((note) => !keys.has(note.department))).toEqual([]);
    for (const note of standards.notes) {
      for (const { category } of note.reportInstead ?? []) {
        expect(known).toContain(categoryKeyText(category));
        expect(categoryKeyText(category)).not.toBe(categoryKeyText(note.category));
      }
    }
  });
});

describe('the shipped street', () => {
  const { areas } = read('street/areas.json') as StreetAreas;
  const { buildings } = read('street/buildings.json') as StreetBuildings;
  const { roads } = read('street/roads.json') as StreetRoads;
  const { addresses } = read('street/addresses.json') as StreetAddresses;
  const grids = areas.flatMap(({ code, kind, polygon }) =>
    kind === 'grid' && polygon !== undefined ? [{ code, polygon }] : [],
  );

  it('is small enough to ship', () => {
    for (const name of ['areas', 'buildings', 'roads', 'addresses']) {
      expect(statSync(at(`street/${name}.json`)).size).toBeLessThan(LARGEST_FILE_BYTES);
    }
  });

  it('numbers the grids of each community from 001 without a hole', () => {
    for (const community of areas.filter((area) => area.kind === 'community')) {
      const own = areas.filter((area) => area.parent === community.code).map((area) => area.code.slice(-3));
      expect(own).toEqual(own.map((_, i) => String(i + 1).padStart(3, '0')));
    }
  });

  it('has a name of its own for every building', () => {
    expect(new Set(buildings.map((building) => building.label)).size).toBe(buildings.length);
  });

  it('has at least 1,500 addresses, several in every grid, all where they say and none inside a wall', () => {
    const index = areaIndex(grids);
    const walls = areaIndex(buildings);
    expect(addresses.length).toBeGreaterThanOrEqual(1_500);
    expect(new Set(addresses.map((address) => address.text)).size).toBe(addresses.length);
    expect(addresses.filter(({ lon, lat, gridCode }) => index.areaAt(lon, lat)?.code !== gridCode)).toEqual([]);
    expect(addresses.filter(({ lon, lat }) => walls.areaAt(lon, lat) !== undefined)).toEqual([]);
    const inGrid = new Set(addresses.map((address) => address.gridCode));
    expect(grids.filter((grid) => !inGrid.has(grid.code))).toEqual([]);
  });

  it('names its main roads', () => {
    const names = new Set(roads.map((road) => road.name));
    for (const name of ['世纪大道', '浦东南路', '浦城路', '商城路', '南泉北路']) expect(names).toContain(name);
  });
});

describe('the shipped stream of cases', () => {
  const map = read('cases/category-map.json') as CaseCategoryMap;
  const national = read('catalogs/gb47678-5.json') as NationalCatalog;
  const matters = new Set(national.entries.filter((entry) => entry.kind === 'matter').map((entry) => entry.code));
  const text = gunzipSync(readFileSync(at('cases/nyc-311.csv.gz'))).toString('utf8');
  const rows = csvRecords(text);

  it('is whole, with the columns it promises', () => {
    expect(text.split('\n')[0]).toBe(CASE_STREAM_COLUMNS.join(','));
    expect(rows).toHaveLength(6_765);
    expect(rows.filter((row) => !/^2018-10-2\dT\d\d:\d\d:\d\d$/.test(row['created'] ?? ''))).toEqual([]);
  });

  it('is mapped to national matters, with three wordings or more for each', () => {
    expect(Object.keys(map.categories)).toHaveLength(116);
    const used = new Set(Object.values(map.categories).flat());
    expect([...used].filter((code) => !matters.has(code))).toEqual([]);
    expect([...used].filter((code) => (map.descriptions[code] ?? []).length < 3)).toEqual([]);
    expect(
      Object.values(map.descriptions)
        .flat()
        .filter((words) => !words.startsWith('{place}，')),
    ).toEqual([]);
    expect(rows.filter((row) => !used.has(row['code'] ?? ''))).toEqual([]);
  });

  it('keeps duplicates: one category at one place has one code', () => {
    const codes = new Map<string, string>();
    for (const row of rows.filter(({ lat }) => lat !== '')) {
      const place = `${row['category'] ?? ''} ${row['lat'] ?? ''} ${row['lon'] ?? ''}`;
      expect(codes.get(place) ?? row['code']).toBe(row['code']);
      codes.set(place, row['code'] ?? '');
    }
    expect(codes.size).toBeLessThan(rows.length - 500);
  });
});

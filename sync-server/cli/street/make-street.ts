import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type {
  CaseCategoryMap,
  Departments,
  StreetAddresses,
  StreetAreas,
  StreetBuildings,
  StreetRoads,
} from '../../../shared/geo/resources.ts';
import { makeAddresses } from './make-addresses.ts';
import { DEPARTMENTS } from './department-duties.ts';
import { makeAreas } from './make-areas.ts';
import { makeCaseStream } from './make-case-stream.ts';
import { makeBuildings } from './make-buildings.ts';
import { makeLocalStandards } from './make-local-standards.ts';
import { makeNationalCatalog } from './make-national-catalog.ts';
import { makeRoads } from './make-roads.ts';
import { readSources } from './sources.ts';

const OSM = '© OpenStreetMap contributors (ODbL 1.0)';

const [, , from, to = 'resources'] = process.argv;
if (from === undefined) throw new Error('usage: make-street.js <folder of source data> [resources folder]');

const write = (path: string, value: unknown): void => {
  const text = JSON.stringify(value);
  writeFileSync(join(to, path), text);
  console.log(`${path}: ${String(Math.round(Buffer.byteLength(text) / 1024))} KB`);
};

for (const folder of ['street', 'catalogs', 'cases', 'tiles']) mkdirSync(join(to, folder), { recursive: true });
const sources = readSources(from);
const areas = makeAreas(sources);
write('street/areas.json', { label: '示意边界', attribution: OSM, areas } satisfies StreetAreas);

const street = areas.find((area) => area.kind === 'street')?.polygon;
if (street === undefined) throw new Error('makeAreas made no street');
const buildings = makeBuildings(sources, areas, street);
const roads = makeRoads(sources, street);
const addresses = makeAddresses(areas, buildings, roads);
write('street/buildings.json', { attribution: OSM, buildings } satisfies StreetBuildings);
write('street/roads.json', { attribution: OSM, roads } satisfies StreetRoads);
write('street/addresses.json', { attribution: OSM, addresses } satisfies StreetAddresses);

const national = makeNationalCatalog(readFileSync(join(from, 'categories/gb47678_5_codes.tsv'), 'utf8'));
const departments: Departments = {
  kind: 'departments',
  name: '陆家嘴街道处置部门（示范）',
  version: 1,
  validFrom: '2026-07-01',
  entries: DEPARTMENTS,
};
write('catalogs/gb47678-5.json', national);
write('catalogs/local-standards.json', makeLocalStandards(national));
write('catalogs/departments.json', departments);

copyFileSync(join(from, 'tiles/shanghai-lujiazui.pmtiles'), join(to, 'tiles/lujiazui.pmtiles'));

/* The map is written by hand and lives with the resources. */
const map = JSON.parse(readFileSync(join(to, 'cases/category-map.json'), 'utf8')) as CaseCategoryMap;
const stream = makeCaseStream(readFileSync(join(from, 'cases/nyc-311-2018-10-21.csv'), 'utf8'), map);
const packed = new Uint8Array(gzipSync(stream, { level: 9 }));
writeFileSync(join(to, 'cases/nyc-311.csv.gz'), packed);
console.log(`cases/nyc-311.csv.gz: ${String(Math.round(packed.length / 1024))} KB`);

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { assert } from '../../../shared/lib/assert.ts';
import type {
  CaseCategoryMap,
  Departments,
  LocalStandards,
  NationalCatalog,
  StreetAddresses,
  StreetAreas,
  StreetBuildings,
} from '../../../shared/geo/resources.ts';
import type { GlyphAtlas } from './photos/lettering.ts';

/** The open and made-up data that the street is built from. Its shapes are kept true by the tests beside its makers, so they are taken at their word here. */
export interface SeedResources {
  readonly areas: StreetAreas;
  readonly buildings: StreetBuildings;
  readonly addresses: StreetAddresses;
  readonly categories: NationalCatalog;
  readonly standards: LocalStandards;
  readonly departments: Departments;
  readonly wording: CaseCategoryMap;
  readonly glyphs: GlyphAtlas;
  /** The stream of real requests, as CSV text. */
  readonly stream: string;
}

/** `resources/` lies beside the packed server's folder as it lies beside its sources: the nearest one upwards is meant. */
export function findResources(from: string = import.meta.dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const found = join(folder, 'resources');
    if (existsSync(join(found, 'street', 'areas.json'))) return found;
    assert(dirname(folder) !== folder, `a folder resources/street above ${from}`);
  }
}

export function readResources(folder: string): SeedResources {
  const read = (path: string): unknown => JSON.parse(readFileSync(join(folder, path), 'utf8'));
  return {
    areas: read('street/areas.json') as StreetAreas,
    buildings: read('street/buildings.json') as StreetBuildings,
    addresses: read('street/addresses.json') as StreetAddresses,
    categories: read('catalogs/gb47678-5.json') as NationalCatalog,
    standards: read('catalogs/local-standards.json') as LocalStandards,
    departments: read('catalogs/departments.json') as Departments,
    wording: read('cases/category-map.json') as CaseCategoryMap,
    glyphs: read('lettering/glyphs.json') as GlyphAtlas,
    stream: gunzipSync(readFileSync(join(folder, 'cases/nyc-311.csv.gz'))).toString('utf8'),
  };
}

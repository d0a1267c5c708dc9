import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { assert } from '../../../shared/lib/assert.ts';
import type {
  CalendarTable,
  CareFieldsTable,
  CodeMapTable,
  CaseRulesTable,
  ControlsTable,
  CountingRulesTable,
  DispatchRulesTable,
  DuplicateRulesTable,
  LedgerTable,
  PlaceKindsTable,
  RiskRulesTable,
  SourcesTable,
  TagsTable,
  TemplatesTable,
  TermsTable,
} from '../../../shared/domain/catalog-resources.ts';
import type {
  CaseCategoryMap,
  Departments,
  LocalStandards,
  NationalCatalog,
  StreetAddresses,
  StreetAreas,
  StreetBuildings,
  StreetRoads,
} from '../../../shared/geo/resources.ts';
import type { GlyphAtlas } from './photos/lettering.ts';
import { withDrawnAddresses, withDrawnBuilding } from './stock/drawn-building.ts';

/** The open and made-up data that the street is built from. Its shapes are kept true by the tests beside its makers, so they are taken at their word here. */
export interface SeedResources {
  readonly areas: StreetAreas;
  readonly buildings: StreetBuildings;
  readonly addresses: StreetAddresses;
  readonly roads: StreetRoads;
  readonly categories: NationalCatalog;
  readonly standards: LocalStandards;
  readonly departments: Departments;
  /** The tables that the records of people, rooms, enterprises and things are kept by. */
  readonly stock: {
    readonly terms: TermsTable;
    readonly sources: SourcesTable;
    readonly tags: TagsTable;
    readonly placeKinds: PlaceKindsTable;
    readonly riskRules: RiskRulesTable;
    readonly careFields: readonly CareFieldsTable[];
    readonly ledgers: readonly LedgerTable[];
  };
  /** Working days and hours, a table a year. */
  readonly calendars: readonly CalendarTable[];
  readonly caseRules: CaseRulesTable;
  readonly duplicateRules: DuplicateRulesTable;
  readonly dispatchRules: DispatchRulesTable;
  readonly templates: TemplatesTable;
  readonly controls: ControlsTable;
  readonly countingRules: CountingRulesTable;
  readonly codeMap: CodeMapTable;
  readonly wording: CaseCategoryMap;
  readonly glyphs: GlyphAtlas;
  /** The stream of real requests, as CSV text. */
  readonly stream: string;
}

const LEDGERS = ['heritage', 'collective-assets'] as const;
const CALENDARS = [2026, 2027] as const;

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
    buildings: withDrawnBuilding(read('street/buildings.json') as StreetBuildings),
    addresses: withDrawnAddresses(read('street/addresses.json') as StreetAddresses),
    roads: read('street/roads.json') as StreetRoads,
    categories: read('catalogs/gb47678-5.json') as NationalCatalog,
    standards: read('catalogs/local-standards.json') as LocalStandards,
    departments: read('catalogs/departments.json') as Departments,
    stock: {
      terms: read('catalogs/terms.json') as TermsTable,
      sources: read('catalogs/sources.json') as SourcesTable,
      tags: read('catalogs/tags.json') as TagsTable,
      placeKinds: read('catalogs/place-kinds.json') as PlaceKindsTable,
      riskRules: read('catalogs/risk-rules.json') as RiskRulesTable,
      careFields: read('catalogs/care-fields.json') as readonly CareFieldsTable[],
      ledgers: LEDGERS.map((name) => read(`catalogs/ledger-${name}.json`) as LedgerTable),
    },
    codeMap: read('catalogs/code-map-legacy.json') as CodeMapTable,
    duplicateRules: read('catalogs/duplicate-rules.json') as DuplicateRulesTable,
    dispatchRules: read('catalogs/dispatch-rules.json') as DispatchRulesTable,
    templates: read('catalogs/templates.json') as TemplatesTable,
    controls: read('catalogs/controls.json') as ControlsTable,
    countingRules: read('catalogs/counting-rules.json') as CountingRulesTable,
    caseRules: read('catalogs/case-rules.json') as CaseRulesTable,
    calendars: CALENDARS.map((year) => read(`catalogs/calendar-${String(year)}.json`) as CalendarTable),
    wording: read('cases/category-map.json') as CaseCategoryMap,
    glyphs: read('lettering/glyphs.json') as GlyphAtlas,
    stream: gunzipSync(readFileSync(join(folder, 'cases/nyc-311.csv.gz'))).toString('utf8'),
  };
}

import type { CatalogDocument } from '../../../shared/domain/catalog.ts';
import { CURRENT_FORM } from '../../../shared/migrations/forms.ts';
import type { Chance } from './chance.ts';
import { DISTRICT_CODE, STREET_CODE } from './profile.ts';
import { madeAt } from './provenance.ts';
import { REASONS } from './reasons.ts';
import type { SeedResources } from './resources.ts';

/** The tables that cases are worked by and records are kept by. What a district shares lies at the district, what the street decided at the street. */
export function catalogDocuments(resources: SeedResources, chance: Chance, atMs: number): readonly CatalogDocument[] {
  const {
    categories,
    standards,
    departments,
    stock,
    calendars,
    caseRules,
    duplicateRules,
    dispatchRules,
    templates,
    controls,
    countingRules,
    codeMap,
  } = resources;
  const head = (
    scope: string,
    table: { readonly name: string; readonly version: number; readonly validFrom: string },
  ) => ({
    _id: chance.id('catalog', atMs),
    type: 'catalog' as const,
    scope,
    schema: CURRENT_FORM,
    provenance: madeAt(atMs),
    name: table.name,
    version: table.version,
    validFrom: table.validFrom,
  });
  return [
    {
      ...head(DISTRICT_CODE, categories),
      kind: 'categories',
      entries: categories.entries.map((entry) => ({ ...entry })),
    },
    {
      ...head(STREET_CODE, standards),
      kind: 'standards',
      entries: standards.entries.map((entry) => ({
        ...entry,
        category: { ...entry.category },
        limit: { ...entry.limit },
      })),
      notes: standards.notes.map(({ reportInstead, ...note }) => ({
        ...note,
        category: { ...note.category },
        ...(reportInstead === undefined
          ? {}
          : { reportInstead: reportInstead.map((other) => ({ ...other, category: { ...other.category } })) }),
      })),
    },
    {
      ...head(STREET_CODE, departments),
      kind: 'departments',
      entries: departments.entries.map((entry) => ({ ...entry, duties: [...entry.duties] })),
    },
    {
      ...head(STREET_CODE, { name: '办理理由', version: 1, validFrom: '2026-07-01' }),
      kind: 'reasons',
      entries: REASONS.map((entry) => ({ ...entry })),
    },
    ...calendars.map((table) => ({ ...head(STREET_CODE, table), ...table }) as CatalogDocument),
    { ...head(STREET_CODE, caseRules), ...caseRules },
    ...[
      stock.terms,
      stock.sources,
      stock.tags,
      stock.placeKinds,
      stock.riskRules,
      ...stock.careFields,
      ...stock.ledgers,
      duplicateRules,
      codeMap,
      dispatchRules,
      templates,
      controls,
      countingRules,
    ].map(
      // Read from JSON just now: nobody else holds its arrays, and a test holds the files against the schema.
      (table) => ({ ...head(STREET_CODE, table), ...table }) as CatalogDocument,
    ),
  ];
}

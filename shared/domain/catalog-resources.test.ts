import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { anId } from '../testing/builders.ts';
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
  StockTable,
  TagsTable,
  TemplatesTable,
  TermsTable,
} from './catalog-resources.ts';
import { templatesOf } from '../cases/dispatch/templates.ts';
import { countingRules, isScorable, USUAL_COUNTING } from '../cases/counting-rules.ts';
import { isIndicator } from '../cases/indicators/all-indicators.ts';
import { catalogSchema, RISK_LEVELS } from './catalog.ts';
import { CARE_KINDS } from './care-file.ts';

const folder = new URL('../../resources/catalogs/', import.meta.url);
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
const terms = read('terms.json') as TermsTable;
const sources = read('sources.json') as SourcesTable;
const tags = read('tags.json') as TagsTable;
const placeKinds = read('place-kinds.json') as PlaceKindsTable;
const riskRules = read('risk-rules.json') as RiskRulesTable;
const duplicateRules = read('duplicate-rules.json') as DuplicateRulesTable;
const dispatchRules = read('dispatch-rules.json') as DispatchRulesTable;
const templates = read('templates.json') as TemplatesTable;
const controls = read('controls.json') as ControlsTable;
const counting = read('counting-rules.json') as CountingRulesTable;
const codeMap = read('code-map-legacy.json') as CodeMapTable;
const caseRules = read('case-rules.json') as CaseRulesTable;
const careFields = read('care-fields.json') as readonly CareFieldsTable[];
const ledgers = readdirSync(folder)
  .filter((file) => file.startsWith('ledger-'))
  .map((file) => read(file) as LedgerTable);
const calendars = readdirSync(folder)
  .filter((file) => file.startsWith('calendar-'))
  .map((file) => read(file) as CalendarTable);
const tables: readonly (
  | StockTable
  | CalendarTable
  | CaseRulesTable
  | CodeMapTable
  | DispatchRulesTable
  | DuplicateRulesTable
  | TemplatesTable
  | ControlsTable
  | CountingRulesTable
)[] = [
  codeMap,
  dispatchRules,
  templates,
  controls,
  counting,
  caseRules,
  ...calendars,
  duplicateRules,
  terms,
  sources,
  tags,
  placeKinds,
  riskRules,
  ...careFields,
  ...ledgers,
];

const doubles = (values: readonly string[]): readonly string[] =>
  values.filter((value, index) => values.indexOf(value) !== index);

describe('the shipped tables', () => {
  it.each(tables.map((table) => [table.name, table] as const))(
    '%s has the shape of the document it becomes',
    (_, table) => {
      const document = {
        _id: anId('catalog'),
        type: 'catalog',
        scope: '310115005',
        schema: 1,
        provenance: {
          createdAt: '2026-07-01T00:00:00.000Z',
          createdBy: 'x',
          createdDevice: 'x',
          source: '示范数据',
        },
        ...table,
      };
      expect(catalogSchema.parse(document)).toEqual(document);
    },
  );

  it('list every term once, and the whole of the codes in use', () => {
    expect(doubles(terms.entries.map((entry) => `${entry.list}/${entry.code}`))).toEqual([]);
    const codes = (list: string) => terms.entries.filter((entry) => entry.list === list).map((entry) => entry.code);
    const numbered = Array.from({ length: 56 }, (_, index) => String(index + 1).padStart(2, '0'));
    expect(codes('ethnicity').slice(0, 56)).toEqual(numbered);
    expect(codes('sex')).toEqual(['0', '1', '2', '9']);
    expect(codes('politics')).toHaveLength(13);
    expect(codes('relation').every((code) => /^\d{2}$/.test(code))).toBe(true);
    for (const code of ['01', '02', '10', '20', '30', '40', '51', '52', '61', '70', '99']) {
      expect(codes('relation')).toContain(code);
    }
  });

  it('order the sources: police over authorities over a visit over what people say over imports', () => {
    const strength = (name: string) => sources.entries.find((entry) => entry.name === name)?.strength ?? -1;
    const inOrder = ['公安', '民政', '走访', '巡查', '自报', '导入', '示范数据'].map(strength);
    expect(inOrder).toEqual([90, 80, 60, 55, 40, 30, 20]);
    expect(doubles(sources.entries.map((entry) => entry.name))).toEqual([]);
  });

  it('name tags once, and hold nothing that must not be a tag', () => {
    expect(doubles(tags.entries.map((entry) => entry.code))).toEqual([]);
    expect(doubles(tags.entries.map((entry) => entry.label))).toEqual([]);
    expect(tags.entries.filter((entry) => /信访|涉稳|艾滋|精神|吸毒|宗教/.test(entry.label))).toEqual([]);
    expect(tags.entries.filter((entry) => (entry.ageFrom ?? 0) > (entry.ageTo ?? 150))).toEqual([]);
  });

  it('give every trade its plain kind after its small ones', () => {
    const trades = new Set(placeKinds.entries.map((entry) => entry.trade));
    for (const trade of trades) {
      const ofTrade = placeKinds.entries.filter((entry) => entry.trade === trade);
      expect(ofTrade.at(-1)).toMatchObject({ code: trade, limits: [] });
      expect(ofTrade.filter((entry) => entry.code === trade)).toHaveLength(1);
    }
    const known = new Set(terms.entries.filter((term) => term.list === 'licenceKind').map((term) => term.code));
    expect(placeKinds.entries.flatMap((entry) => entry.licences).filter((kind) => !known.has(kind))).toEqual([]);
  });

  it('ask no category twice from when on two findings are alike, and have a row for all others', () => {
    expect(doubles(duplicateRules.entries.map(({ category }) => category?.code ?? '*'))).toEqual([]);
    expect(duplicateRules.entries.filter(({ category }) => category === undefined)).toHaveLength(1);
  });

  it('count what recurs as usual, and weigh only indicators that have a share', () => {
    const table = { ...counting, scope: '310115005', version: 1 } as never;
    expect(countingRules([table])).toEqual(USUAL_COUNTING);
    expect(counting.entries.filter(({ indicator }) => !(isIndicator(indicator) && isScorable(indicator)))).toEqual([]);
    expect(counting.entries.reduce((sum, { weight }) => sum + weight, 0)).toBe(100);
  });

  it('dispatch to departments and by templates that there are, each template whole', () => {
    const { entries } = read('departments.json') as {
      entries: readonly { readonly key: string; readonly name: string }[];
    };
    const names = new Map(entries.map(({ key, name }) => [key, name]));
    const whole = new Set(templatesOf([templates as never], names).map(({ key }) => key));
    expect(templates.entries.filter(({ key }) => !whole.has(key))).toEqual([]);
    const rows = dispatchRules.entries;
    expect(rows.filter(({ template }) => template !== undefined && !whole.has(template))).toEqual([]);
    const keys = [...rows, ...templates.parts].flatMap(({ department }) => department ?? []);
    expect(keys.filter((key) => !names.has(key))).toEqual([]);
    expect(rows.filter(({ grade, department }) => grade === 'general' && department === undefined)).toEqual([]);
  });

  it('visit worse levels sooner', () => {
    expect(riskRules.visits.map((visit) => visit.level)).toEqual([...RISK_LEVELS]);
    const days = riskRules.visits.map((visit) => visit.days);
    expect(days).toEqual(days.toSorted((a, b) => a - b));
    expect(doubles(riskRules.entries.map((entry) => entry.code))).toEqual([]);
    expect(riskRules.entries.filter((entry) => entry.level === 'green')).toEqual([]);
  });

  it('describe the fields of every kind of care file, each key once', () => {
    expect(careFields.map((table) => table.careKind)).toEqual([...CARE_KINDS]);
    for (const table of [...careFields, ...ledgers]) {
      expect(doubles(table.entries.map((entry) => entry.key))).toEqual([]);
      for (const entry of table.entries) expect(entry.choices !== undefined).toBe(entry.kind === 'choice');
    }
  });

  it('move days within their year, and work as many days as were taken', () => {
    expect(calendars.map(({ year }) => year)).toEqual([2026, 2027]);
    for (const { year, entries } of calendars) {
      expect(entries.filter(({ day }) => !day.startsWith(String(year)))).toEqual([]);
      expect(entries).toEqual(entries.toSorted((a, b) => (a.day < b.day ? -1 : 1)));
      // A day is worked only where it were free.
      const worked = entries.filter(({ kind }) => kind === 'workday');
      expect(worked.filter(({ day }) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()))).toEqual([]);
    }
    // 33 free days of the notice, and six weekends given for them.
    const of2026 = calendars[0]?.entries ?? [];
    expect(of2026.filter(({ kind }) => kind === 'holiday')).toHaveLength(33);
    expect(of2026.filter(({ kind }) => kind === 'workday')).toHaveLength(6);
  });

  it('have ledgers whose title and differences are fields of theirs', () => {
    expect(ledgers.map((ledger) => ledger.key).toSorted()).toEqual(['collectiveAssets', 'heritage']);
    for (const ledger of ledgers) {
      const keys = ledger.entries.map((entry) => entry.key);
      expect(keys).toContain(ledger.titleField);
      for (const key of ledger.differences ?? []) expect(keys).toContain(key);
    }
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogSchema, type CatalogDocument } from '../domain/catalog.ts';
import { anId, GRID, STREET } from '../testing/builders.ts';
import { logOf } from '../testing/lifecycle.ts';
import { foldLog } from './fold.ts';
import { explainVerdict } from './refusals.ts';
import { NATIONAL_RULEBOOK } from './rulebook.ts';
import { shelfOf } from './shelf.ts';

const aTable = (fields: Readonly<Record<string, unknown>>): CatalogDocument =>
  catalogSchema.parse({
    _id: anId('catalog'),
    type: 'catalog',
    scope: STREET,
    schema: 1,
    provenance: { createdAt: '2026-01-01T00:00:00.000Z', createdBy: 'x', createdDevice: 'x', source: 'x' },
    name: '办理规则',
    version: 2,
    validFrom: '2026-07-01',
    kind: 'caseRules',
    entries: [],
    ...fields,
  });

describe('the shelf of rulebooks', () => {
  it('has the very version, else the nearest older, else the national one', () => {
    const shelf = shelfOf([aTable({ version: 2 }), aTable({ version: 5 })]);
    expect([1, 2, 4, 5, 9].map((version) => shelf.of(version, GRID).version)).toEqual([1, 2, 2, 5, 5]);
    expect(shelf.of(9, '310101001001001').version).toBe(1);
  });

  it('says which version a new case is kept by, by place and day', () => {
    const shelf = shelfOf([aTable({ version: 2 }), aTable({ version: 3, validFrom: '2027-01-01' })]);
    expect([
      shelf.versionAt(GRID, '2026-06-30'),
      shelf.versionAt(GRID, '2026-12-31'),
      shelf.versionAt(GRID, '2027-01-01'),
      shelf.versionAt('310101001001001', '2027-01-01'),
    ]).toEqual([1, 2, 3, 1]);
  });

  it('says why a version cannot be named: nowhere, elsewhere, not yet; an older one can', () => {
    const shelf = shelfOf([
      aTable({ version: 2 }),
      aTable({ version: 3, validFrom: '2027-01-01' }),
      aTable({ version: 7, scope: '310101001' }),
    ]);
    const codes = (day: string) =>
      [1, 2, 3, 7, 9].map((version) => shelf.againstVersion(version, GRID, day)?.code ?? null);
    expect(codes('2026-12-31')).toEqual([null, null, 'rules-not-yet', 'rules-elsewhere', 'rules-unknown']);
    expect(codes('2027-01-01')).toEqual([null, null, null, 'rules-elsewhere', 'rules-unknown']);
    expect(shelf.againstVersion(3, GRID, '2026-12-31')?.why).toBe('办理规则第 3 版 2027-01-01 才起用');
  });

  it('changes words, posts, limits and photos, and leaves the rest', () => {
    const shelf = shelfOf([
      aTable({
        entries: [
          { act: 'startCheck', label: '开始核实' },
          { act: 'finish', waived: ['afterPhoto'] },
          { act: 'close', roles: ['supervisor'], also: ['afterPhoto', 'somethingNew'] },
          { act: 'notYetInvented', label: '新动作' },
        ],
        states: [{ state: 'checking', label: '核实中' }],
        limits: { extensions: 1 },
      }),
    ]);
    const book = shelf.of(2, GRID);
    expect([book.acts.startCheck.label, book.states.checking, book.states.closed]).toEqual([
      '开始核实',
      '核实中',
      NATIONAL_RULEBOOK.states.closed,
    ]);
    expect(book.acts.finish.requires).toEqual(['ownDepartment', 'ownAssignment', 'partTurn']);
    expect([book.acts.close.roles, book.acts.close.requires]).toEqual([
      ['supervisor'],
      ['inScope', 'closeCondition', 'afterPhoto'],
    ]);
    expect(book.limits).toEqual({ ...NATIONAL_RULEBOOK.limits, extensions: 1 });
  });

  it('does not let a place take away what keeps a case in the right hands', () => {
    const all = Object.values(NATIONAL_RULEBOOK.acts).flatMap(({ requires }) => requires);
    const shelf = shelfOf([
      aTable({ entries: Object.keys(NATIONAL_RULEBOOK.acts).map((act) => ({ act, waived: [...new Set(all)] })) }),
    ]);
    const lost = Object.entries(NATIONAL_RULEBOOK.acts).flatMap(([act, { requires }]) =>
      requires.filter((one) => !shelf.of(2, GRID).acts[act as 'open'].requires.includes(one)),
    );
    expect([...new Set(lost)].sort()).toEqual(['afterPhoto', 'beforePhoto', 'wordsUnlessFound']);
  });

  it('folds a case by the version it was begun under, in its words', () => {
    const shelf = shelfOf([aTable({ verifyFirst: ['patrol'], entries: [{ act: 'open', label: '立项' }] })]);
    const log = logOf(['report', 'accept', 'open']);
    const under2 = log.map((entry, index) => (index === 0 ? { ...entry, rules: 2 } : entry));
    const [before, after] = [foldLog(log, shelf.of), foldLog(under2, shelf.of)];
    expect([before.state, after.state]).toEqual(['pendingDispatch', 'pendingOpen']);
    expect(explainVerdict('dispatch', { why: 'notNow', state: 'pendingOpen' }, after.rules).why).toBe(
      '这件还没有立案，现在不能派遣',
    );
    expect(explainVerdict('open', { why: 'notNow', state: 'closed' }, after.rules).why).toBe(
      '这件已结案，现在不能立项',
    );
  });

  it('reckons by the calendar of the place, whatever the version', () => {
    const head = { name: '日历', version: 1, kind: 'calendar', year: 2026 };
    const periods = [{ from: '09:00', to: '17:00' }];
    const shelf = shelfOf([aTable({}), aTable({ ...head, periods, entries: [] })]);
    expect([shelf.of(1, GRID), shelf.of(2, GRID)].map(({ calendar }) => calendar.years.has(2026))).toEqual([
      true,
      true,
    ]);
    expect(shelf.of(1, '310101001001001').calendar.years.has(2026)).toBe(false);
  });

  it('takes the table that ships', () => {
    const file = new URL('../../resources/catalogs/case-rules.json', import.meta.url);
    const table = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, unknown>>;
    const book = shelfOf([aTable(table)]).of(2, GRID);
    expect([book.version, book.verifyFirst.length, book.acts.sendToVerify.label]).toEqual([2, 5, '派核实']);
  });
});

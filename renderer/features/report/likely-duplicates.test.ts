import { describe, expect, it } from 'vitest';
import { duplicateRules } from '../../../shared/cases/likeness/duplicate-rules.ts';
import type { CaseRow, CasesApi } from '../../data/api.ts';
import { duplicateFinder } from './likely-duplicates.ts';
import { mayMerge, mergeInto } from './merge-into.ts';

const NOW = Date.parse('2026-11-20T08:00:00.000Z');
const KEY = { standard: 'GB/T 47678.5', kind: 'matter' as const, code: '06010' };
const aRow = (change: Partial<CaseRow> = {}): CaseRow =>
  ({
    id: 'case:1',
    number: '3101152026112000019',
    state: 'reported',
    category: 'GB/T 47678.5/matter/06010',
    categoryName: '暴露垃圾',
    description: '墙角有垃圾',
    address: '上港小区 29幢',
    point: [121.51, 31.235],
    reportedAt: '2026-11-20T06:00:00.000Z',
    ...change,
  }) as CaseRow;
const draft = {
  category: { ...KEY, name: '暴露垃圾' },
  place: {
    point: [121.51, 31.235] as [number, number],
    crs: 'WGS84' as const,
    source: 'map' as const,
    address: '上港小区 29幢',
    gridCode: '310115005035001',
  },
  description: '',
};

describe('likely duplicates of a draft', () => {
  const rules = duplicateRules([]);
  it('are asked for when it has a category and a place, and follow the open cases as they come and go', () => {
    const finder = duplicateFinder();
    const ids = (open: readonly CaseRow[], so: object = draft): readonly string[] =>
      finder.find(so as typeof draft, open, rules, NOW).map(({ row }) => row.id);
    const first = aRow();
    expect(ids([first], { description: '' })).toEqual([]);
    expect(ids([first])).toEqual(['case:1']);
    expect(ids([first, aRow({ id: 'case:2' })]).toSorted()).toEqual(['case:1', 'case:2']);
    expect(ids([aRow({ id: 'case:2', point: [121.6, 31.3] })])).toEqual([]);
    expect(ids([])).toEqual([]);
  });
  it('do not name a case that was merged into another', () => {
    expect(duplicateFinder().find(draft, [aRow({ state: 'merged' })], rules, NOW)).toEqual([]);
  });
});

describe('merging what was reported just now', () => {
  const post = { role: 'communityClerk' as const, scope: '310115005035' };
  it('names the other by its id and number, and says so', async () => {
    const calls: unknown[] = [];
    const cases = {
      act: (...args: readonly unknown[]) => {
        calls.push(args);
        return Promise.resolve({ ok: true, value: { entryId: 'x' } });
      },
    } as unknown as CasesApi;
    expect(await mergeInto(cases, 'case:9', aRow(), post)).toMatch(/^已并到 1120-00019 暴露垃圾/);
    expect(calls).toEqual([['case:9', 'merge', post, { into: 'case:1', intoNumber: '3101152026112000019' }, []]]);
  });
  it('says that it stands alone where it could not be merged', async () => {
    const trouble = { code: 'x', what: '这件已结案。', safe: '', next: '' };
    const cases = { act: () => Promise.resolve({ ok: false, trouble }) } as unknown as CasesApi;
    expect(await mergeInto(cases, 'case:9', aRow(), post)).toMatch(/这件已单独上报，可以打开再并。这件已结案。$/);
  });
  it('is for those who take findings in', () => {
    expect(mayMerge(post)).toBe(true);
    expect(mayMerge({ role: 'gridWorker', scope: '310115005035001' })).toBe(false);
  });
});

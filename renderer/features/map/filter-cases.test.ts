import { describe, expect, it } from 'vitest';
import type { CaseRow } from '../../data/api.ts';
import { categoriesIn, EVERYTHING, filteredCases, isNarrowed } from './filter-cases.ts';

const now = Date.parse('2026-11-20T01:00:00.000Z');
const row = (categoryName: string, state: CaseRow['state'], daysAgo: number): CaseRow => ({
  id: `${categoryName}${state}${String(daysAgo)}`,
  number: undefined,
  state,
  stage: 1,
  category: categoryName,
  categoryName,
  description: '',
  address: '',
  point: [0, 0],
  gridCode: '310115005001001',
  channel: 'patrol',
  urgent: false,
  department: undefined,
  reporterId: '',
  reporterName: '',
  reportedAt: new Date(now - daysAgo * 86_400_000).toISOString(),
  changedAt: '',
  due: {},
  suspendedUntil: undefined,
  returns: 0,
  round: 0,
  photoCount: 0,
  unsent: 0,
  refused: false,
});
const open = [row('暴露垃圾', 'reported', 0), row('暴露垃圾', 'handling', 8), row('道路不洁', 'handling', 3)];

describe('the chips above the map', () => {
  it('let everything through at first', () => {
    expect(isNarrowed(EVERYTHING)).toBe(false);
    expect(filteredCases(open, EVERYTHING, now)).toEqual(open);
  });

  it('narrow by category, stage and age together', () => {
    expect(filteredCases(open, { category: '暴露垃圾', state: undefined, days: 7 }, now)).toEqual([open[0]]);
    expect(filteredCases(open, { category: undefined, state: 'handling', days: 7 }, now)).toEqual([open[2]]);
  });

  it('offer the categories that occur, most frequent first', () => {
    expect(categoriesIn(open)).toEqual([
      ['暴露垃圾', 2],
      ['道路不洁', 1],
    ]);
  });
});

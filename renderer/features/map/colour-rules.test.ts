import { describe, expect, it } from 'vitest';
import type { BuildingFigures } from '../../data/stock/api.ts';
import { classOf, COLOUR_RULES, legendOf } from './colour-rules.ts';

const figures: BuildingFigures = {
  rooms: 10,
  households: 8,
  people: 20,
  vacant: 1,
  rented: 0,
  worstRisk: '',
  overdue: 0,
  dueSoon: 0,
  stale: 0,
};

describe('a building is coloured', () => {
  it.each([
    ['use', { rented: 5 }, 'half'],
    ['use', { rented: 2 }, 'fifth'],
    ['use', { rented: 1 }, 'some'],
    ['use', {}, 'none'],
    ['risk', { worstRisk: 'orange' }, 'orange'],
    ['risk', {}, 'clear'],
    ['due', { overdue: 1, dueSoon: 3 }, 'overdue'],
    ['due', { dueSoon: 3 }, 'soon'],
    ['due', {}, 'fine'],
    ['freshness', { stale: 6 }, 'most'],
    ['freshness', { stale: 5 }, 'some'],
    ['freshness', {}, 'fresh'],
  ] as const)('by %s with %j as %s', (rule, change, key) => {
    expect(classOf(rule, { ...figures, ...change }).key).toBe(key);
  });

  it.each(['use', 'due', 'freshness'] as const)('by %s as nothing known where it has no rooms', (rule) => {
    expect(classOf(rule, undefined)).toMatchObject({ key: 'nothing', fill: undefined });
    expect(classOf(rule, { ...figures, rooms: 0 }).key).toBe('nothing');
  });
});

it.each(COLOUR_RULES.filter((rule) => rule !== 'none'))(
  'the counts of the legend by %s sum to the buildings',
  (rule) => {
    const known = new Map([
      ['a', { ...figures, rented: 9, overdue: 2, stale: 10, worstRisk: 'red' as const }],
      ['b', figures],
    ]);
    const rows = legendOf(rule, ['a', 'b', 'c'], known);
    expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(3);
    expect(rows.map(({ words }) => words).every((words) => words.length > 0)).toBe(true);
  },
);

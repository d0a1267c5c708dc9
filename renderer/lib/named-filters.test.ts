import { describe, expect, it } from 'vitest';
import { dayAfter, NAMED_FILTERS, namedFilter, queryOf, usualWhere } from './named-filters.ts';

describe('named filters', () => {
  it('have each a key of their own', () => {
    const keys = NAMED_FILTERS.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('count days across the end of a month and a year', () => {
    expect(dayAfter('2026-11-20', 30)).toBe('2026-12-20');
    expect(dayAfter('2026-12-31', 1)).toBe('2027-01-01');
    expect(dayAfter('2026-03-01', -1)).toBe('2026-02-28');
  });

  it('ask from today on', () => {
    expect(queryOf('tags-due', '2026-11-20')).toEqual({
      kind: 'person',
      where: [...usualWhere('person'), { field: 'tagDueOn', op: 'between', from: '2026-11-20', to: '2026-12-20' }],
    });
    expect(queryOf('licence-over', '2026-11-20').where).toContainEqual({
      field: 'licenceUntil',
      op: 'between',
      to: '2026-11-19',
    });
  });

  it('leave the dead and those who left out of every count of people', () => {
    for (const { kind, where } of NAMED_FILTERS) {
      if (kind === 'person')
        expect(where('2026-11-20')).toContainEqual({ field: 'life', op: 'in', values: ['living'] });
    }
  });

  it('know no other name', () => {
    expect(namedFilter('nothing')).toBeUndefined();
    expect(() => queryOf('nothing', '2026-11-20')).toThrow('nothing');
  });
});

import { describe, expect, it } from 'vitest';
import { NAMED_FILTERS, namedFilter, queryOf } from './named-filters.ts';

describe('named filters', () => {
  it('have each a key of their own', () => {
    const keys = NAMED_FILTERS.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('ask from today on', () => {
    expect(queryOf('tags-due', '2026-11-20')).toEqual({
      kind: 'person',
      where: [{ field: 'tagDueOn', op: 'between', from: '2026-11-20', to: '2026-12-20' }],
    });
    expect(queryOf('licence-over', '2026-11-20').where).toContainEqual({
      field: 'licenceUntil',
      op: 'between',
      to: '2026-11-19',
    });
  });

  it('never ask for the dead or those who left', () => {
    for (const { where } of NAMED_FILTERS) expect(where('2026-11-20').map(({ field }) => field)).not.toContain('life');
  });

  it('know no other name', () => {
    expect(namedFilter('nothing')).toBeUndefined();
    expect(() => queryOf('nothing', '2026-11-20')).toThrow('nothing');
  });
});

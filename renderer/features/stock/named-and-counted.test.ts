import { describe, expect, it } from 'vitest';
import { createEngine } from '../../../shared/stock/engine.ts';
import type { Condition } from '../../../shared/stock/query.ts';
import { madeUpSounds } from '../../../shared/testing/made-up-sounds.ts';
import { namedFilter } from '../../lib/named-filters.ts';
import { facetFields, facetGroups, facetsOf } from './facets.ts';
import { listKinds, queryFor, type ListKind } from './list-kinds.ts';
import { stockWords } from './stock-words.ts';

const TODAY = '2026-11-20';
const SCOPE = '310115005001002';
const enterprises = listKinds([], false)[0] as ListKind;
const words = stockWords({ areas: [], tags: [], placeKinds: [], ledgers: [] });

/** Nine small places, two of which are closed for good; and a bank. */
function grid() {
  const engine = createEngine({
    settings: {
      today: TODAY,
      isDemonstration: true,
      tags: [],
      placeKinds: [{ code: 'smallEatery', label: '小餐饮', trade: 'eatery', limits: [], isNine: true, licences: [] }],
      risk: { entries: [], visits: [] },
    },
    speller: madeUpSounds,
    nowMs: () => 0,
  });
  const operations = [...Array.from({ length: 6 }, () => 'open'), 'unknown', 'closed', 'closed'];
  engine.apply(
    [...operations.map((operation) => ({ operation, trade: 'eatery' })), { operation: 'open', trade: 'bank' }].map(
      (one, at) => {
        const _id = `enterprise:01J0000000000000000000${String(at).padStart(4, '0')}`;
        return [
          _id,
          {
            _id,
            type: 'enterprise',
            scope: SCOPE,
            schema: 1,
            provenance: { createdAt: '2026-01-01T00:00:00.000Z' },
            state: 'effective',
            name: `店 ${String(at)}`,
            address: '即墨路 117号',
            ...one,
          },
        ] as const;
      },
    ),
  );
  return (where: readonly Condition[]) => {
    const facets = facetsOf(enterprises, [SCOPE]);
    const { total, facets: counts } = engine.lists.list({
      query: queryFor(enterprises, { where, text: '', sort: undefined }),
      from: 0,
      count: 0,
      facets: facetFields(facets),
    });
    const box = facetGroups(facets, counts, where, words, TODAY)
      .flatMap(({ options }) => options)
      .find(({ label }) => label === '九小场所');
    return { total, box };
  };
}

describe('九小场所, counted in a box and under a name', () => {
  const named = namedFilter('nine');
  const where = named?.where(TODAY) ?? [];

  it('differ by what is closed, and the name says so', () => {
    const ask = grid();
    const { total, box } = ask([]);
    expect([total, box?.count]).toEqual([10, 9]);
    expect(ask(box?.next ?? []).total).toBe(9);
    expect(named?.label).toBe('九小场所（在营）');
    expect(ask(where).total).toBe(7);
  });

  it('are the same among those that are open', () => {
    const ask = grid();
    const { total, box } = ask(where);
    expect([box?.isOn, box?.count]).toEqual([true, total]);
    const inOperation = where.filter(({ field }) => field === 'operation');
    expect(ask(inOperation).box?.count).toBe(total);
    expect(ask([...inOperation, { field: 'isNinePlace', op: 'in', values: [true] }]).total).toBe(total);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { madeUpSounds } from '../testing/made-up-sounds.ts';
import { createEngine, type Engine } from './engine.ts';
import type { Condition, ListQuery } from './query.ts';
import type { PersonStock } from './rows.ts';
import type { Incoming } from './slim.ts';

const TODAY = '2026-11-20';
const NAMES = ['严立诚', '单春', '王小明', '欧阳春', '吕立'] as const;

interface Plan {
  readonly name: (typeof NAMES)[number];
  readonly sex: string;
  readonly birth: string | undefined;
  readonly tags: readonly string[];
  readonly life: 'living' | 'dead';
  readonly grid: string;
  readonly verifiedAt: string | undefined;
  readonly education: string | undefined;
}
const plans = fc.array(
  fc.record<Plan>({
    name: fc.constantFrom(...NAMES),
    sex: fc.constantFrom('1', '2'),
    birth: fc.option(fc.constantFrom('1940-11-20', '1940-11-21', '1990-01-01', '2015-06-01'), { nil: undefined }),
    tags: fc.uniqueArray(fc.constantFrom('aged', 'livingAlone', 'disabled'), { maxLength: 3 }),
    life: fc.constantFrom('living', 'living', 'living', 'dead'),
    grid: fc.constantFrom('310115005001001', '310115005001002', '310115005002001'),
    verifiedAt: fc.option(fc.constantFrom('2026-11-01T01:00:00.000Z', '2026-01-01T01:00:00.000Z'), { nil: undefined }),
    education: fc.option(fc.constantFrom('20', '70'), { nil: undefined }),
  }),
  { minLength: 1, maxLength: 30 },
);
const person = (plan: Plan, at: number): Incoming => ({
  _id: `person:01J00000000000000000${String(at).padStart(6, '0')}`,
  type: 'person',
  scope: plan.grid,
  schema: 1,
  provenance: { createdAt: '2024-01-01T00:00:00.000Z', verifiedAt: plan.verifiedAt },
  state: 'effective',
  name: plan.name,
  sex: plan.sex,
  idKind: '居民身份证',
  class: 'resident',
  life: plan.life,
  tags: plan.tags.map((code) => ({ code, source: '走访', since: '2026-01-01' })),
  ...(plan.birth === undefined ? {} : { birth: plan.birth }),
  ...(plan.education === undefined ? {} : { education: plan.education }),
});

function street(all: readonly Plan[]): Engine {
  const engine = createEngine({
    settings: { today: TODAY, isDemonstration: true, tags: [], placeKinds: [], risk: { entries: [], visits: [] } },
    speller: madeUpSounds,
    nowMs: () => 0,
  });
  engine.apply(all.map((plan, at) => [person(plan, at)._id, person(plan, at)]));
  return engine;
}

const condition: fc.Arbitrary<Condition> = fc.constantFrom<Condition>(
  { field: 'tags', op: 'in', values: ['aged'] },
  { field: 'tags', op: 'in', values: ['livingAlone', 'disabled'] },
  { field: 'tags', op: 'empty' },
  { field: 'sex', op: 'in', values: ['1'] },
  { field: 'age', op: 'between', from: 60 },
  { field: 'age', op: 'between', to: 35 },
  { field: 'birth', op: 'empty' },
  { field: 'birth', op: 'between', from: '1940-11-21', to: '1990-01-01' },
  { field: 'name', op: 'contains', text: '春' },
  { field: 'freshness', op: 'in', values: ['stale', 'never'] },
  { field: 'community', op: 'in', values: ['310115005001'] },
  { field: 'life', op: 'in', values: ['living', 'dead'] },
  { field: 'education', op: 'in', values: ['70'] },
  { field: 'isApart', op: 'in', values: [false] },
);

/** What a condition means, said once more and plainly. */
function holds({ grid, name, sex, birth, tags, verifiedAt, education }: Plan, one: Condition): boolean {
  const age =
    birth === undefined ? undefined : { '1940-11-20': 86, '1940-11-21': 85, '1990-01-01': 36, '2015-06-01': 11 }[birth];
  switch (one.field) {
    case 'tags':
      return one.op === 'in' ? tags.some((tag) => one.values.includes(tag)) : tags.length === 0;
    case 'sex':
      return sex === '1';
    case 'age':
      return age !== undefined && one.op === 'between' && age >= Number(one.from ?? 0) && age <= Number(one.to ?? 200);
    case 'birth':
      return one.op === 'empty'
        ? birth === undefined
        : birth !== undefined && birth >= '1940-11-21' && birth <= '1990-01-01';
    case 'name':
      return name.includes('春');
    case 'freshness':
      return verifiedAt === undefined || verifiedAt < '2026-05-24';
    case 'community':
      return grid.startsWith('310115005001');
    case 'education':
      return education === '70';
    case 'life':
      return true;
    default:
      return true;
  }
}

describe('a list', () => {
  it('has exactly those for whom all conditions hold, and counts each facet without its own condition', () => {
    fc.assert(
      fc.property(plans, fc.array(condition, { maxLength: 4 }), fc.boolean(), (all, where, inArea) => {
        const engine = street(all);
        const query: ListQuery<'person'> = { kind: 'person', where, ...(inArea ? { area: '310115005001' } : {}) };
        const asked = where.some(({ field }) => field === 'life')
          ? where
          : [...where, { field: 'life', op: 'in', values: ['living'] } as const];
        const meets = (plan: Plan, conditions: readonly Condition[]): boolean =>
          (!inArea || plan.grid.startsWith('310115005001')) &&
          conditions.every((one) =>
            one.field === 'life' && one.op === 'in' ? one.values.includes(plan.life) : holds(plan, one),
          );
        const answer = engine.lists.list({ query, from: 0, count: 100, facets: ['tags', 'sex'] });
        const wanted = all.flatMap((plan, at) => (meets(plan, asked) ? person(plan, at)._id : [])).sort();
        expect(answer.rows.map(({ id }) => id).sort()).toEqual(wanted);
        expect(answer.total).toBe(wanted.length);
        expect([...engine.lists.ids(query)].sort()).toEqual(wanted);
        for (const facet of ['tags', 'sex'] as const) {
          const others = asked.filter(({ field }) => field !== facet);
          const values = all.filter((plan) => meets(plan, others)).flatMap((plan) => plan[facet]);
          const counts = new Map(answer.facets[facet]?.map(({ value, count }) => [value, count]));
          for (const value of new Set(values)) {
            expect(counts.get(value), `${facet} ${value}`).toBe(values.filter((one) => one === value).length);
          }
          expect(counts.size).toBe(new Set(values).size);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('stands in one order, empty values last either way, and a window is a part of it', () => {
    fc.assert(
      fc.property(
        plans,
        fc.constantFrom('birth', 'name', 'sex', 'age'),
        fc.boolean(),
        fc.nat(30),
        fc.nat(10),
        (all, by, down, from, count) => {
          const engine = street(all);
          const query = { kind: 'person', sort: { by, down } } as const;
          const whole = engine.lists.list({ query, from: 0, count: 100 }).rows;
          const part = engine.lists.list({ query, from, count }).rows;
          expect(part).toEqual(whole.slice(from, from + count));
          const keys = whole.map((row) =>
            by === 'age' ? (row.birth === '' ? '' : `-${row.birth}`) : row[by as keyof PersonStock],
          );
          expect(
            keys.findIndex((key) => key === '') === -1 || keys.slice(keys.indexOf('')).every((key) => key === ''),
          ).toBe(true);
          if (by !== 'birth') return;
          const filled = keys.filter((key) => key !== '') as string[];
          expect(filled).toEqual([...filled].sort((a, b) => (a < b === down ? 1 : a === b ? 0 : -1)));
        },
      ),
    );
  });

  it('orders names by their sounds', () => {
    const base: Plan = {
      name: '王小明',
      sex: '1',
      birth: undefined,
      tags: [],
      life: 'living',
      grid: '310115005001001',
      verifiedAt: undefined,
      education: undefined,
    };
    const engine = street(NAMES.map((name) => ({ ...base, name })));
    const { rows } = engine.lists.list({ query: { kind: 'person', sort: { by: 'name' } }, from: 0, count: 10 });
    expect(rows.map(({ name }) => name)).toEqual(['吕立', '欧阳春', '单春', '王小明', '严立诚']);
  });
});

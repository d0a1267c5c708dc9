import { describe, expect, it } from 'vitest';
import { facetFields, facetGroups, facetsOf } from './facets.ts';
import { listKinds, type ListKind } from './list-kinds.ts';
import { stockWords } from './stock-words.ts';

const words = stockWords({
  areas: [],
  tags: [
    { code: 'livingAlone', label: '独居老人', family: '老年' },
    { code: 'minimumIncome', label: '低保', family: '困难' },
  ],
  placeKinds: [],
  ledgers: [],
});
const [person, , enterprise] = listKinds([], true) as readonly [ListKind, ListKind, ListKind];
const TODAY = '2026-11-20';
const groupsFor = (
  counts: Readonly<Record<string, readonly { readonly value: string; readonly count: number }[]>>,
  where: Parameters<typeof facetGroups>[2] = [],
) => facetGroups(facetsOf(person, ['310115005001']), counts, where, words, TODAY);

describe('facets', () => {
  it('say values in words, the most frequent first', () => {
    const [tags] = groupsFor({
      tags: [
        { value: 'minimumIncome', count: 22 },
        { value: 'livingAlone', count: 43 },
      ],
    });
    expect(tags?.options.map(({ label, count }) => [label, count])).toEqual([
      ['独居老人', 43],
      ['低保', 22],
    ]);
  });

  it('sum ages into groups that overlap', () => {
    const [ages] = groupsFor({
      age: [
        { value: '59', count: 5 },
        { value: '60', count: 22 },
        { value: '80', count: 20 },
        { value: '101', count: 1 },
        { value: '', count: 9 },
      ],
    });
    expect(ages?.options.map(({ label, count }) => [label, count])).toEqual([
      ['60 岁以上', 43],
      ['80 岁以上', 21],
      ['18 至 59 岁', 5],
    ]);
  });

  it('make of a press what the list is to ask next, and take it back with the second', () => {
    const [ages] = groupsFor({ age: [{ value: '85', count: 3 }] });
    const next = ages?.options[1]?.next ?? [];
    expect(next).toEqual([{ field: 'age', op: 'between', from: 80 }]);
    const [again] = groupsFor({ age: [{ value: '85', count: 3 }] }, next);
    expect(again?.options.find(({ isOn }) => isOn)).toMatchObject({ label: '80 岁以上', next: [] });
  });

  it('keep what is chosen though nobody has it', () => {
    const [tags] = groupsFor({ tags: [] }, [{ field: 'tags', op: 'in', values: ['livingAlone'] }]);
    expect(tags?.options).toMatchObject([{ label: '独居老人', count: 0, isOn: true }]);
  });

  it('put 人户分离 beside how people live, and leave out groups of nobody', () => {
    const groups = groupsFor({
      role: [
        { value: 'tenant', count: 1322 },
        { value: 'own', count: 2610 },
      ],
      isApart: [
        { value: 'false', count: 3932 },
        { value: 'true', count: 304 },
      ],
    });
    expect(groups.map(({ title }) => title)).toEqual(['居住']);
    expect(groups[0]?.options.map(({ label, count }) => [label, count])).toEqual([
      ['自住', 2610],
      ['承租', 1322],
      ['人户分离', 304],
    ]);
  });

  it('count by the next level of area: grids of a community, communities of a street, nothing of a grid', () => {
    expect(facetFields(facetsOf(person, ['310115005001']))).toContain('grid');
    expect(facetFields(facetsOf(person, ['310115005']))).toContain('community');
    const own = facetFields(facetsOf(person, ['310115005001001']));
    expect(own).not.toContain('grid');
    expect(own).not.toContain('community');
  });

  it('count licences by the day they end', () => {
    const groups = facetGroups(
      facetsOf(enterprise, ['310115005']),
      {
        licenceUntil: [
          { value: '2026-11-19', count: 2 },
          { value: '2026-11-20', count: 3 },
          { value: '2026-12-31', count: 4 },
          { value: '', count: 90 },
        ],
      },
      [],
      words,
      TODAY,
    );
    expect(groups[0]?.options.map(({ label, count }) => [label, count])).toEqual([
      ['已过期', 2],
      ['30 天内', 3],
      ['90 天内', 7],
    ]);
  });
});

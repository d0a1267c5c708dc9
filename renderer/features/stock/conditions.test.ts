import { describe, expect, it } from 'vitest';
import type { Condition } from '../../../shared/stock/query.ts';
import { auditWords, chosenValues, conditionWords, isHarmless, sameWhere, withRange, withValue } from './conditions.ts';
import { listKinds, orderOf, queryFor, USUAL_FILTER, type ListKind } from './list-kinds.ts';
import { stockWords } from './stock-words.ts';

const words = stockWords({
  areas: [],
  tags: [{ code: 'livingAlone', label: '独居老人', family: '老年' }],
  placeKinds: [],
  ledgers: [],
});
const person = listKinds([], true)[0] as ListKind;
const alone: Condition = { field: 'tags', op: 'in', values: ['livingAlone'] };
const old: Condition = { field: 'age', op: 'between', from: 60 };

describe('conditions', () => {
  it('are the same in whatever order', () => {
    expect(sameWhere([alone, old], [old, alone])).toBe(true);
    expect(
      sameWhere(
        [{ field: 'role', op: 'in', values: ['own', 'tenant'] }],
        [{ field: 'role', op: 'in', values: ['tenant', 'own'] }],
      ),
    ).toBe(true);
    expect(sameWhere([alone], [alone, old])).toBe(false);
  });

  it('gain and lose values of a field, and go with the last one', () => {
    const one = withValue([old], 'tags', 'livingAlone', true);
    const two = withValue(one, 'tags', 'minimumIncome', true);
    expect(chosenValues(two, 'tags')).toEqual(['livingAlone', 'minimumIncome']);
    expect(withValue(withValue(two, 'tags', 'livingAlone', false), 'tags', 'minimumIncome', false)).toEqual([old]);
  });

  it('have one range per field', () => {
    expect(withRange([old, alone], 'age', { from: 80 })).toEqual([alone, { field: 'age', op: 'between', from: 80 }]);
    expect(withRange([old, alone], 'age', undefined)).toEqual([alone]);
  });

  it.each<readonly [Condition, string]>([
    [alone, '标签：独居老人'],
    [old, '60 岁以上'],
    [{ field: 'age', op: 'between', from: 18, to: 59 }, '18 至 59 岁'],
    [{ field: 'age', op: 'between', to: 17 }, '17 岁以下'],
    [{ field: 'isApart', op: 'in', values: [true] }, '人户分离'],
    [{ field: 'isHead', op: 'in', values: [false] }, '户主：否'],
    [{ field: 'name', op: 'contains', text: '严' }, '姓名含“严”'],
    [{ field: 'idNumber', op: 'empty' }, '身份号为空'],
    [{ field: 'verifiedOn', op: 'between', to: '2026-05-24' }, '核实日 2026-05-24 止'],
    [{ field: 'unmetDays', op: 'between', from: 8 }, '未见天数 8 天 起'],
  ])('read %o as %s', (condition, said) => {
    expect(conditionWords(person, condition, words)).toBe(said);
  });

  it('that could name somebody are not kept in the open and not told to the audit', () => {
    const named: Condition = { field: 'name', op: 'contains', text: '严立诚' };
    expect(isHarmless(person, named)).toBe(false);
    expect(isHarmless(person, { field: 'birth', op: 'between', from: '1942-03-05', to: '1942-03-05' })).toBe(false);
    expect(isHarmless(person, { field: 'name', op: 'empty' })).toBe(true);
    expect(isHarmless(person, alone)).toBe(true);
    const said = auditWords(person, [alone, named], '0417', 3, words);
    expect(said).toBe('标签：独居老人；姓名（内容不记）；按文字筛选（内容不记）；共 3 人');
  });

  it('never say more than the audit takes', () => {
    const many = Array.from({ length: 60 }, (_, at): Condition => ({ field: 'floor', op: 'between', from: at }));
    const said = auditWords(person, many, '', 100_000, words);
    expect(said.length).toBeLessThanOrEqual(200);
    expect(said.endsWith('；共 100000 人')).toBe(true);
  });
});

describe('the question of a list', () => {
  it('gives what answers a text best first, unless another order was asked for', () => {
    const usual = USUAL_FILTER;
    expect(queryFor(person, usual)).toEqual({ kind: 'person', sort: { by: 'dueOn', down: false } });
    expect(queryFor(person, { ...usual, text: ' ylc ' })).toEqual({ kind: 'person', text: 'ylc' });
    for (const sort of [
      { by: 'age', down: true },
      // Asked for, though it is the usual one.
      { by: 'dueOn', down: false },
    ]) {
      expect(queryFor(person, { ...usual, text: 'ylc', sort })).toEqual({ kind: 'person', text: 'ylc', sort });
    }
  });

  it('has the order that its head shows', () => {
    const asked = { by: 'dueOn', down: false };
    for (const text of ['', 'ylc']) {
      for (const sort of [undefined, asked, { by: 'age', down: true }]) {
        expect(queryFor(person, { ...USUAL_FILTER, text, sort }).sort).toEqual(orderOf(person, { text, sort }));
      }
    }
    expect(orderOf(person, { text: 'ylc', sort: undefined })).toBeUndefined();
  });

  it('of a special ledger asks for that ledger only, whatever the filter', () => {
    const [heritage] = listKinds(
      [
        {
          key: 'heritage',
          name: '保护建筑',
          titleField: 'name',
          byMonth: false,
          onMap: true,
          fields: [],
          differences: [],
        },
      ],
      false,
    ).slice(-1);
    expect(queryFor(heritage as ListKind, { where: [], text: '', sort: undefined }).where).toEqual([
      { field: 'ledger', op: 'in', values: ['heritage'] },
    ]);
  });

  it('is never about residents for who sees none', () => {
    expect(listKinds([], false).map(({ key }) => key)).toEqual(['enterprise', 'component']);
  });
});

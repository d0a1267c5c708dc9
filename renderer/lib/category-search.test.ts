import { describe, expect, it } from 'vitest';
import type { CategoryEntry } from '../../shared/domain/catalog.ts';
import { categorySearch } from './category-search.ts';

const entry = (code: string, name: string): CategoryEntry => ({
  standard: 'GB/T 47678.5',
  kind: 'matter',
  code,
  name,
  classCode: '06',
  className: '市容环境类',
});
const search = await categorySearch([
  entry('06010', '暴露垃圾'),
  entry('06011', '积存垃圾渣土'),
  entry('06012', '垃圾站（箱）满溢'),
  entry('01002', '污水井盖异常'),
  entry('06031', '道路不洁'),
]);
const names = (typed: string): readonly string[] => search.find(typed).map((found) => found.name);

describe('finding a category', () => {
  it.each([
    ['blj', '暴露垃圾'],
    ['bllj', '暴露垃圾'],
    ['BL', '暴露垃圾'],
    ['ｂｌｌｊ', '暴露垃圾'],
    ['baolu', '暴露垃圾'],
    ['暴露', '暴露垃圾'],
    ['06010', '暴露垃圾'],
    ['jg', '污水井盖异常'],
    ['ljz', '垃圾站（箱）满溢'],
  ])('%s finds %s', (typed, name) => {
    expect(names(typed)).toContain(name);
  });

  it('puts what begins with the letters before what only contains them', () => {
    expect(names('lj')[0]).toBe('垃圾站（箱）满溢');
  });

  it('finds nothing for what is nowhere', () => {
    expect(names('xyz')).toEqual([]);
    expect(names('  ')).toEqual([]);
  });
});

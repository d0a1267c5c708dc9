import { describe, expect, it } from 'vitest';
import { readSelector } from './selector.ts';

const aCase = { _id: 'case:1', _rev: '1-a', type: 'case', scope: '310115', log: [{ act: 'report' }] };
const either = { $or: [{ type: 'case' }, { scope: '310116' }] };

describe('a selector', () => {
  it.each<[object, boolean]>([
    [{ type: 'case' }, true],
    [{ type: 'area' }, false],
    [{ type: { $in: ['area', 'case'] }, scope: { $gt: '31', $ne: '310116' } }, true],
    [either, true],
    [{ $nor: either.$or }, false],
    [{ $not: { type: 'case' } }, false],
    [{ $and: [{ type: 'case' }, either] }, true],
    [{ $or: [{ type: 'area' }, { $and: [{ type: 'case' }, { scope: '310115' }] }] }, true],
    [{ log: { $elemMatch: { act: 'report' } } }, true],
    [{ scope: { $size: 3 } }, false],
  ])('%j', (selector, matches) => {
    const reads = readSelector(selector);
    // Asked twice: what was made of it is kept.
    expect([reads?.(aCase), reads?.(aCase)]).toEqual([matches, matches]);
  });

  it.each<[string, unknown]>([
    ['that is none', 'x'],
    ['with a pattern', { a: { $regex: '(a+)+$' } }],
    ['with what nobody knows', { type: { $where: 'x' } }],
    ['that multiplies', { $and: [either, either] }],
    ['that multiplies further in', { $or: [{ $not: { $and: [{ $nor: either.$or }, { $nor: either.$or }] } }] }],
    ['that is long', { _id: { $in: Array.from({ length: 800 }, (_one, at) => `case:${String(at)}`) } }],
  ])('%s is not followed', (_what, selector) => {
    expect(readSelector(selector)).toBeNull();
  });
});

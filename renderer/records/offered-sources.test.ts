import { expect, it } from 'vitest';
import { offeredSources } from './offered-sources.ts';
import { USUAL_SOURCE } from './use-action.ts';

const source = (name: string) => ({ name, strength: 50 });

it('offers what a person can have it from, and nothing that only the program writes', () => {
  const own = ['公安', USUAL_SOURCE, '自报'].map(source);
  const program = ['导入', '示范数据', '系统推算'].map(source);
  expect(offeredSources([...own, ...program])).toEqual(own);
});

import { expect, it } from 'vitest';
import { nativePlaceWords } from './province.ts';

it.each([
  ['310000', '上海'],
  ['330206', '浙江（330206）'],
  ['990000', '990000'],
  ['浙江宁波', '浙江宁波'],
])('%s reads %s', (value, words) => {
  expect(nativePlaceWords(value)).toBe(words);
});

import { expect, it } from 'vitest';
import { nativePlaceWords, provinceOf } from './division-code.ts';

it.each([
  ['310000', '上海'],
  ['330206', '浙江（330206）'],
  ['990000', '990000'],
  ['浙江宁波', '浙江宁波'],
])('%s reads %s', (value, words) => {
  expect(nativePlaceWords(value)).toBe(words);
});

it.each([
  ['310115', '上海'],
  ['330206004012', '浙江'],
  ['31011', undefined],
  ['990000', undefined],
  ['浙江宁波', undefined],
])('%s lies in %s', (code, province) => {
  expect(provinceOf(code)).toBe(province);
});

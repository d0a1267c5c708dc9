import { expect, it } from 'vitest';
import { ageWords } from './age.ts';

it.each([
  ['1942-04-17', '84 岁'],
  ['2024-11-21', '23 个月'],
  ['2026-11-20', '0 个月'],
])('born %s: %s', (birth, words) => {
  expect(ageWords(birth, '2026-11-20')).toBe(words);
});

import { expect, it } from 'vitest';
import { numbersIn, wordsIn } from './numbers-in.ts';

it.each([
  ['4、13，14', [4, 13, 14]],
  ['４ １３', [4, 13]],
  ['-1', [-1]],
  ['没有', []],
])('in “%s” stand %j', (text, numbers) => {
  expect(numbersIn(text)).toEqual(numbers);
});

it('takes doors apart however they are written', () => {
  expect(wordsIn('301Ａ、 301B，301C')).toEqual(['301A', '301B', '301C']);
});

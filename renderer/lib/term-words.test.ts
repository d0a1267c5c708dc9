import { expect, it } from 'vitest';
import { termWords } from './term-words.ts';

const terms = [{ list: 'marriage', code: '30', label: '丧偶' }];

it.each([
  ['marriage', '30', '丧偶'],
  ['marriage', '99', '99'],
  ['politics', '30', '30'],
  ['marriage', undefined, ''],
])('%s %s is %s', (list, code, label) => {
  expect(termWords(terms)(list, code)).toBe(label);
});

it('makes the table once for the same terms', () => {
  expect(termWords(terms)).toBe(termWords(terms));
});

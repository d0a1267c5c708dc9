import { expect, it } from 'vitest';
import { tagWords } from './tag-words.ts';

const entries = [{ code: 'livingAlone', label: '独居老人', family: '老年' }];

it('tells tags by their names and ends', () => {
  const tags = [
    { code: 'livingAlone', source: '走访', since: '2026-03-15', until: '2027-03-15' },
    { code: 'veteran', source: '退役军人事务', since: '2019-08-01' },
  ];
  expect(tagWords('tags', tags, entries)).toBe('独居老人（至 2027-03-15）、veteran');
  expect(tagWords('tags', [], entries)).toBe('无');
});

it('leaves everything else to others', () => {
  expect(tagWords('phones', [{ number: '1' }], entries)).toBeUndefined();
  expect(tagWords('tags', undefined, entries)).toBeUndefined();
});

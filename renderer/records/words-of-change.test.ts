import { describe, expect, it } from 'vitest';
import type { PastChange } from '../data/records/api.ts';
import { withoutNumbers, wordsOfChange } from './words-of-change.ts';

const change = (act: string, fields: PastChange['fields']): PastChange => ({
  id: '01J00000000000000000000002',
  act,
  by: {
    id: 'staff:01J00000000000000000000001',
    name: '邬子墨',
    post: { role: 'communityClerk', scope: '310115005001' },
  },
  device: 'T',
  at: '2026-11-12T02:41:00.000Z',
  clock: 'trusted',
  source: '走访',
  batch: '01J00000000000000000000003',
  fields,
  subject: 'person:1',
  delivery: 'delivered',
});
const words = (given: PastChange) =>
  wordsOfChange(
    given,
    (path) => (path === 'phones' ? '手机' : path),
    (_, value) => String(value),
  );

describe('an edit in words', () => {
  it('says from what to what, numbers covered', () => {
    expect(words(change('edit', [{ field: 'phones', from: '10012342208', to: '10012340417' }]))).toEqual({
      title: '编辑 · 手机',
      lines: ['100****2208 → 100****0417'],
    });
  });
  it('says （空） where there was nothing', () => {
    expect(words(change('edit', [{ field: 'workplace', to: '港务机械厂' }])).lines).toEqual(['（空） → 港务机械厂']);
  });
  it('does not tell where a record lies', () => {
    expect(
      words(
        change('moveIn', [
          { field: 'homeRoom', to: 'room:1' },
          { field: 'scope', to: '1' },
        ]),
      ),
    ).toEqual({
      title: '迁入',
      lines: [],
    });
  });
  it('names at most three fields', () => {
    const fields = ['a', 'b', 'c', 'd'].map((field) => ({ field, to: 1 }));
    expect(words(change('edit', fields)).title).toBe('编辑 · a、b、c 等');
  });
});

it('covers ids and telephones inside sentences, and leaves days alone', () => {
  expect(withoutNumbers('999100194204170417 电话 10012340417，2026-11-20')).toBe(
    '9991**********0417 电话 100****0417，2026-11-20',
  );
});

import { describe, expect, it } from 'vitest';
import { objectionTo, sourceWords } from './facts.ts';

const TODAY = '2026-11-20';
const at = (day: string): string => `${day}T02:00:00.000Z`;

describe('where a value comes from', () => {
  const sources = {
    birth: { source: '公安', at: at('2026-09-14') },
    education: { source: '走访', at: at('2024-05-10') },
    floating: { source: '导入', at: at('2026-05-24') },
  };
  it.each([
    ['birth', '公安 · 2026-09-14', false],
    ['education', '走访 · 2024-05-10', true],
    ['floating.reason', '导入 · 2026-05-24', false],
    ['marriage', '', false],
  ])('%s: %s', (path, source, isStale) => {
    expect(sourceWords(sources, path, TODAY)).toEqual({ source, isStale });
  });
  it('is the day in Shanghai', () => {
    expect(sourceWords({ birth: { source: '公安', at: '2026-09-13T17:00:00.000Z' } }, 'birth', TODAY).source).toBe(
      '公安 · 2026-09-14',
    );
  });
});

describe('an objection', () => {
  const objection = (field: string, state: 'open' | 'rejected') =>
    ({ field, state, _id: `objection:${field}` }) as unknown as Parameters<typeof objectionTo>[0][number];
  const all = [objection('birth', 'rejected'), objection('homeRoom', 'open'), objection('floating', 'open')];
  it('shows while it is open, at its field and at the parts of its group', () => {
    expect(objectionTo(all, 'homeRoom')?._id).toBe('objection:homeRoom');
    expect(objectionTo(all, 'floating.reason')?._id).toBe('objection:floating');
    expect(objectionTo(all, 'birth')).toBeUndefined();
    expect(objectionTo(all, 'home')).toBeUndefined();
  });
});

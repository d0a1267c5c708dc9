import { describe, expect, it } from 'vitest';
import type { PersonTag } from '../../../shared/domain/person.ts';
import { standingOf, standingsOf } from './tag-standing.ts';

const TODAY = '2026-11-20';
const tag = (given: Partial<PersonTag>): PersonTag => ({
  code: 'alone',
  source: '走访',
  since: '2026-01-01',
  ...given,
});
const entry = { code: 'alone', label: '独居老人', family: '为老' };

describe('a tag', () => {
  it.each([
    ['2027-03-14', 'timeOk', '至 2027-03-14', false],
    ['2026-12-31', 'timeNear', '至 2026-12-31', false],
    ['2026-11-20', 'timeNear', '至 2026-11-20', false],
    ['2026-11-08', 'timeOver', '过期 12 天', true],
  ] as const)('held until %s is %s: %s', (until, mark, words, isStale) => {
    expect(standingOf(tag({ until }), entry, TODAY)).toMatchObject({ mark, words, isStale, label: '独居老人' });
  });
  it('without end is reviewed from its last review on, by its own rhythm', () => {
    expect(standingOf(tag({}), entry, TODAY).words).toBe('2027-01-01 前复核');
    expect(standingOf(tag({ reviewedAt: '2026-10-01T00:00:00.000Z' }), entry, TODAY).words).toBe('长期，每年复核');
    expect(standingOf(tag({}), { ...entry, reviewMonths: 6 }, TODAY)).toMatchObject({
      words: '复核超 142 天',
      isStale: true,
    });
  });
  it('with an end is reviewed on the way, where its catalogue asks for it', () => {
    const held = tag({ until: '2027-06-30', since: '2026-04-01' });
    expect(standingOf(held, { ...entry, reviewMonths: 6 }, TODAY).words).toBe('复核超 50 天');
    expect(standingOf(held, entry, TODAY).words).toBe('至 2027-06-30');
  });
  it('that the catalogue does not know is shown by its code', () => {
    expect(standingOf(tag({}), undefined, TODAY).label).toBe('alone');
  });
});

it('puts what needs something last', () => {
  const all = standingsOf(
    [tag({ code: 'a', until: '2026-01-01' }), tag({ code: 'b', until: '2027-11-01' })],
    [],
    TODAY,
  );
  expect(all.map(({ label }) => label)).toEqual(['b', 'a']);
});

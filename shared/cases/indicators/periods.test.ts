import { describe, expect, it } from 'vitest';
import { comparedWith, instantsOf, movedBy, ownPeriod, periodOf, soFar } from './periods.ts';

describe('periods', () => {
  it.each([
    ['day', '2026-11-29', '2026-11-29', '2026-11-29'],
    ['week', '2026-11-29', '2026-11-23', '2026-11-29'],
    ['week', '2026-11-23', '2026-11-23', '2026-11-29'],
    ['month', '2026-02-14', '2026-02-01', '2026-02-28'],
    ['quarter', '2026-11-29', '2026-10-01', '2026-12-31'],
    ['quarter', '2026-03-31', '2026-01-01', '2026-03-31'],
  ] as const)('%s of %s', (kind, day, from, to) => {
    expect(periodOf(kind, day)).toEqual({ kind, from, to });
  });

  it('begin and end at midnight in Shanghai', () => {
    const { fromMs, untilMs } = instantsOf({ from: '2026-11-29', to: '2026-11-29' });
    expect([new Date(fromMs).toISOString(), new Date(untilMs).toISOString()]).toEqual([
      '2026-11-28T16:00:00.000Z',
      '2026-11-29T16:00:00.000Z',
    ]);
  });

  it('move by their length', () => {
    expect(movedBy(periodOf('month', '2026-03-31'), -1)).toMatchObject({ from: '2026-02-01', to: '2026-02-28' });
    expect(movedBy(periodOf('quarter', '2026-01-01'), -1)).toMatchObject({ from: '2025-10-01', to: '2025-12-31' });
    expect(movedBy(ownPeriod('2026-11-20', '2026-11-11'), 1)).toMatchObject({ from: '2026-11-21', to: '2026-11-30' });
  });

  it('that are over are compared with whole ones', () => {
    expect(comparedWith(periodOf('month', '2026-03-10'), '2026-11-29')).toEqual({
      before: { kind: 'month', from: '2026-02-01', to: '2026-02-28' },
      yearAgo: { kind: 'month', from: '2025-03-01', to: '2025-03-31' },
    });
    expect(comparedWith(periodOf('week', '2026-11-11'), '2026-11-29').yearAgo).toEqual({
      kind: 'week',
      from: '2025-11-10',
      to: '2025-11-16',
    });
  });

  it('that run are compared with as many days', () => {
    const november = periodOf('month', '2026-11-29');
    expect(soFar(november, '2026-11-29')).toEqual({ from: '2026-11-01', to: '2026-11-29' });
    expect(comparedWith(november, '2026-11-29')).toEqual({
      before: { from: '2026-10-01', to: '2026-10-29' },
      yearAgo: { from: '2025-11-01', to: '2025-11-29' },
    });
    // March has more days so far than February has at all.
    expect(comparedWith(periodOf('month', '2026-03-30'), '2026-03-30').before).toEqual({
      from: '2026-02-01',
      to: '2026-02-28',
    });
  });

  it('of own days are compared with the days right before, and the same dates', () => {
    expect(comparedWith(ownPeriod('2026-11-01', '2026-11-10'), '2026-11-29')).toEqual({
      before: { kind: 'own', from: '2026-10-22', to: '2026-10-31' },
      yearAgo: { kind: 'own', from: '2025-11-01', to: '2025-11-10' },
    });
  });
});

import { describe, expect, it } from 'vitest';
import type { Sum } from '../../../shared/cases/indicators/book.ts';
import { ownPeriod, periodOf } from '../../../shared/cases/indicators/periods.ts';
import { changeWords, daysWords, periodWords, valueWords } from './words.ts';

const sum = (numerator: number, denominator: number, totalMs = 0): Sum => ({
  ...{ numerator, denominator, totalMs, excluded: {} },
});
const HOUR = 3_600_000;

describe('the words of a number', () => {
  it.each([
    [35, 43, '81.4%'],
    [9_999, 10_000, '99.9%'],
    [1, 10_000, '0.1%'],
    [7, 7, '100.0%'],
    [0, 7, '0.0%'],
    [0, 0, '无'],
  ])('%i of %i is %s: all and nothing only where it is so', (numerator, denominator, words) => {
    expect(valueWords('handlingInTime', sum(numerator, denominator))).toBe(words);
  });

  it('are a time where it is a mean, a number where it is a count', () => {
    expect(valueWords('meanWork', sum(2, 2, 7 * HOUR))).toBe('3 工时 30 分');
    expect(valueWords('reported', sum(1_204, 1_204))).toBe('1,204');
  });

  it.each([
    ['handling', sum(9, 10), sum(8, 10), '升 10.0 点'],
    ['handling', sum(8, 10), sum(8, 10), '持平'],
    ['handling', sum(8, 10), sum(0, 0), ''],
    ['reported', sum(8, 8), sum(20, 20), '少 12 件'],
    ['meanWork', sum(1, 1, 2 * HOUR), sum(2, 2, HOUR), '长 1 工时 30 分'],
  ] as const)('%s against before', (key, now, then, words) => {
    expect(changeWords(key, now, then)).toBe(words);
  });
});

describe('the words of a period', () => {
  it('name it as people do', () => {
    expect(
      ['day', 'week', 'month', 'quarter'].map((kind) => periodWords(periodOf(kind as 'day', '2026-11-29'))),
    ).toEqual([...['2026-11-29', '2026-11-23 至 11-29', '2026 年 11 月', '2026 年第 4 季度']]);
    expect(periodWords(ownPeriod('2025-12-31', '2026-01-02'))).toBe('2025-12-31 至 2026-01-02');
    expect(daysWords({ from: '2025-11-01', to: '2025-11-29' }, '2026-11-29')).toBe('2025-11-01 至 11-29');
  });
});

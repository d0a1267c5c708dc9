import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageOn, dayOfDigits, daysBetween, plusDays, plusMonths, shanghaiDayOf } from './calendar-day.ts';

const aDay = fc
  .integer({ min: Date.parse('1900-01-01'), max: Date.parse('2099-12-31') })
  .map((ms) => new Date(ms).toISOString().slice(0, 10));

describe('days of the calendar', () => {
  it.each([
    ['19491231', '1949-12-31'],
    ['20240229', '2024-02-29'],
    ['20230229', undefined],
    ['19000229', undefined],
    ['20001301', undefined],
    ['20000001', undefined],
    ['20000431', undefined],
    ['00010101', undefined],
    ['1949123', undefined],
  ])('%s is %s', (digits, day) => {
    expect(dayOfDigits(digits)).toBe(day);
  });

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-11-20', 12, '2027-11-20'],
    ['2026-11-20', -12, '2025-11-20'],
    ['2026-01-15', -1, '2025-12-15'],
  ])('%s and %d months is %s', (day, months, then) => {
    expect(plusMonths(day, months)).toBe(then);
  });

  it('counts the days it added', () => {
    fc.assert(
      fc.property(aDay, fc.integer({ min: -2000, max: 2000 }), (day, days) => {
        expect(daysBetween(day, plusDays(day, days))).toBe(days);
      }),
    );
  });

  it.each([
    ['1946-11-20', '2026-11-20', 80],
    ['1946-11-21', '2026-11-20', 79],
    ['2008-02-29', '2026-02-28', 17],
    ['2008-02-29', '2026-03-01', 18],
  ])('born %s is, on %s, %d', (birth, day, years) => {
    expect(ageOn(birth, day)).toBe(years);
  });

  it('turns the day at midnight in Shanghai', () => {
    expect(shanghaiDayOf('2026-11-20T15:59:59.000Z')).toBe('2026-11-20');
    expect(shanghaiDayOf('2026-11-20T16:00:00.000Z')).toBe('2026-11-21');
  });
});

import { describe, expect, it } from 'vitest';
import { addTime } from './add-time.ts';
import { isWorkday, workCalendar } from './calendar.ts';
import { spanOf } from './span.ts';
import { yearParts, type YearVersion } from './year-parts.ts';

const USUAL = [
  { from: '08:00', to: '12:00' },
  { from: '14:00', to: '18:00' },
];
const SHORT = [{ from: '09:00', to: '15:00' }];
const aVersion = (version: number, validFrom: string, fields: Partial<YearVersion> = {}): YearVersion => ({
  ...{ year: 2026, scope: '310115005', version, validFrom, periods: USUAL, entries: [] },
  ...fields,
});
const holiday = (...days: readonly string[]) => days.map((day) => ({ day, kind: 'holiday' as const }));
const at = (words: string): number => Date.parse(`${words.replace(' ', 'T')}+08:00`);
const said = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
const read = (...versions: readonly YearVersion[]) => {
  const calendar = workCalendar(yearParts(versions));
  return {
    due: (from: string, hours: number): string =>
      said(addTime(calendar, at(from), spanOf({ amount: hours, unit: 'workHour' }))),
    works: (day: string): boolean => isWorkday(calendar, at(`${day} 12:00`)),
  };
};

describe('the days of a year', () => {
  it('go by the version in force on them: what begins tomorrow changes nothing of today', () => {
    const before = read(aVersion(1, '2026-01-01', { entries: holiday('2026-11-23') }));
    const after = read(
      aVersion(1, '2026-01-01', { entries: holiday('2026-11-23') }),
      aVersion(2, '2026-11-25', { periods: SHORT, entries: holiday('2026-11-23', '2026-11-24', '2026-11-26') }),
    );
    // The 23rd was free, the 24th worked: so they stay, whatever the newer table says of them.
    expect(['2026-11-23', '2026-11-24', '2026-11-26'].map(after.works)).toEqual([false, true, false]);
    expect(before.due('2026-11-24 17:00', 1)).toBe(after.due('2026-11-24 17:00', 1));
    // From the 25th on from nine to three, the 26th free.
    expect(after.due('2026-11-24 17:00', 3)).toBe('2026-11-25 11:00');
    expect(after.due('2026-11-25 09:00', 7)).toBe('2026-11-27 10:00');
    expect(before.due('2026-11-24 17:00', 3)).toBe('2026-11-25 10:00');
  });
  it('go by the first version where none was in force yet, and by the newest where several are', () => {
    const calendar = read(
      aVersion(1, '2026-07-01', { entries: holiday('2026-05-04') }),
      aVersion(2, '2026-11-20', { entries: holiday('2026-11-25') }),
      // Published later than the second, and for an earlier day: the second never comes to be.
      aVersion(3, '2026-11-10', { entries: holiday('2026-11-24') }),
    );
    expect(['2026-05-04', '2026-11-24', '2026-11-25'].map(calendar.works)).toEqual([false, false, true]);
  });
  it('go by the nearest area, and by that above it where the nearest has none', () => {
    const district = aVersion(7, '2026-01-01', { scope: '310115', entries: holiday('2026-03-02', '2026-09-01') });
    const street = aVersion(1, '2026-06-01', { entries: holiday('2026-09-02') });
    const calendar = read(street, district);
    expect(['2026-03-02', '2026-09-01', '2026-09-02'].map(calendar.works)).toEqual([false, true, false]);
  });
  it('go back to what held before once a version has ended', () => {
    const calendar = read(
      aVersion(1, '2026-01-01'),
      aVersion(2, '2026-08-03', { validTo: '2026-08-07', periods: SHORT, entries: holiday('2026-08-05') }),
    );
    expect(calendar.due('2026-08-04 14:00', 2)).toBe('2026-08-06 10:00');
    expect(calendar.due('2026-08-07 14:00', 2)).toBe('2026-08-10 09:00');
  });
  it('keep a season that a new version begins in the middle of', () => {
    const summer = [{ from: '2026-06-01', to: '2026-09-30', periods: SHORT }];
    const calendar = read(
      aVersion(1, '2026-01-01', { seasons: summer }),
      aVersion(2, '2026-08-03', { seasons: summer, entries: holiday('2026-08-04') }),
    );
    expect(calendar.due('2026-08-03 09:00', 7)).toBe('2026-08-05 10:00');
    expect(calendar.due('2026-09-30 14:00', 2)).toBe('2026-10-01 09:00');
  });
});

import { describe, expect, it } from 'vitest';
import { workCalendar } from '../../shared/cases/deadline/calendar.ts';
import type { DueFields } from '../../shared/cases/deadline/due-fields.ts';
import type { CaseState } from '../../shared/domain/case.ts';
import { byDue, deadlineLook, isNear, isOver, leftWords, overWords } from './deadline-words.ts';

const calendar = workCalendar([]);
const at = (words: string): number => Date.parse(`${words.replace(' ', 'T')}+08:00`);
const iso = (words: string): string => new Date(at(words)).toISOString();
const HOUR = 3_600_000;

/** Four hours of work from Wednesday ten o'clock. */
const FOUR_HOURS: DueFields = {
  dueAt: iso('2026-11-25 16:00'),
  warnAt: iso('2026-11-25 15:00'),
  dueClock: 'handle',
  dueSpan: { clock: 'work', ms: 4 * HOUR },
};
const ACCEPT: DueFields = {
  dueAt: iso('2026-11-25 10:15'),
  warnAt: iso('2026-11-25 10:11'),
  dueClock: 'accept',
  dueSpan: { clock: 'continuous', ms: HOUR / 4 },
};
const look = (due: DueFields, now: string, state: CaseState = 'handling', suspendedUntil?: string) =>
  deadlineLook({ due, state, suspendedUntil }, at(now), calendar);

describe('the time of a case in words', () => {
  it.each([
    [FOUR_HOURS, '2026-11-25 10:50', { kind: 'timeOk', words: '剩 3 工时 10 分', warn: 0.75 }],
    [FOUR_HOURS, '2026-11-25 13:00', { kind: 'timeOk', words: '剩 2 工时', used: 0.5 }],
    [FOUR_HOURS, '2026-11-25 15:12', { kind: 'timeNear', words: '剩 48 分', used: 0.8 }],
    [FOUR_HOURS, '2026-11-25 16:00', { kind: 'timeNear', words: '剩 不到 1 分', used: 1 }],
    [FOUR_HOURS, '2026-11-25 18:05', { kind: 'timeOver', words: '超 2 时 05 分', used: 1 }],
    [FOUR_HOURS, '2026-11-27 15:59', { kind: 'timeOver', words: '超 1 天' }],
  ])('a department’s limit %o at %s', (due, now, expected) => {
    expect(look(due, now)).toMatchObject(expected);
  });

  it('names the other clocks, and the acceptance by what the case waits for', () => {
    expect(look(ACCEPT, '2026-11-25 10:09', 'reported')?.words).toBe('受理剩 6 分');
    expect(look(ACCEPT, '2026-11-25 10:57', 'pendingOpen')).toMatchObject({ words: '立案超 42 分', kind: 'timeOver' });
    expect(look({ ...ACCEPT, dueClock: 'check' }, '2026-11-25 10:12', 'checking')).toMatchObject({
      words: '核查剩 3 分',
      kind: 'timeNear',
    });
  });

  it('says until when a case rests, by its last day', () => {
    expect(look({}, '2026-11-25 10:00', 'suspended', iso('2027-01-01 00:00'))).toEqual({
      kind: 'timeStopped',
      words: '挂账至 12-31',
      used: null,
      warn: null,
    });
    expect(look({}, '2026-11-25 10:00', 'suspended', iso('2027-03-01 00:00'))?.words).toBe('挂账至 2027-02-28');
  });

  it('says how a case ended, and nothing where no clock runs', () => {
    expect(look({ handledInTime: true }, '2026-11-25 10:00', 'closed')?.words).toBe('按期结案');
    expect(look({ handledInTime: false }, '2026-11-25 10:00', 'closed')).toMatchObject({
      words: '超期结案',
      kind: 'closedLate',
    });
    expect(look({}, '2026-11-25 10:00', 'selfHandled')).toBeNull();
  });

  it('counts days of work by eight hours, and days by the clock', () => {
    expect(leftWords({ clock: 'work' }, 16 * HOUR)).toBe('2 工作日');
    expect(leftWords({ clock: 'work' }, 10.5 * HOUR)).toBe('1 工作日 2 时');
    expect(leftWords({ clock: 'continuous' }, 51 * HOUR)).toBe('2 天 3 时');
    expect(leftWords({ clock: 'continuous' }, 96 * 60_000)).toBe('1 时 36 分');
    expect([overWords(1), overWords(59 * 60_000), overWords(24 * HOUR - 1)]).toEqual(['1 分', '59 分', '23 时 59 分']);
  });

  it('asks what is over and near of the present, and never of both', () => {
    const told = (now: string) => [isNear(FOUR_HOURS, at(now)), isOver(FOUR_HOURS, at(now))];
    expect([
      told('2026-11-25 14:59'),
      told('2026-11-25 15:00'),
      told('2026-11-25 16:00'),
      told('2026-11-25 16:01'),
    ]).toEqual([
      [false, false],
      [true, false],
      [true, false],
      [false, true],
    ]);
    expect([{}, FOUR_HOURS, ACCEPT].sort(byDue)).toEqual([ACCEPT, FOUR_HOURS, {}]);
  });
});

import { describe, expect, it } from 'vitest';
import type { TimeLimit } from '../../domain/catalog.ts';
import { assert } from '../../lib/assert.ts';
import { aCase, aStandard } from '../../testing/builders.ts';
import { inShanghai, shanghai, timedLog, type TimedAct } from '../../testing/timed-log.ts';
import { foldLog, projectCase, projectFold } from '../fold.ts';
import { receiveCase } from '../receive.ts';
import { PEOPLE } from '../../testing/lifecycle.ts';
import { USUAL_CLOCK_RULES } from './clock-rules.ts';
import { clocksOf, firstDue, presentClocks, type ClockStep, type StageClock } from './stage-clocks.ts';
import { isOverdue, leftMs } from './timed.ts';

const FOUR_HOURS: TimeLimit = { amount: 4, unit: 'workHour' };
const HOUR = 3_600_000;

/** Wednesday, 25 November 2026: opened and dispatched before ten. */
const DISPATCHED: readonly TimedAct[] = [
  ['report', '2026-11-25 09:00'],
  ['accept', '2026-11-25 09:05'],
  ['open', '2026-11-25 09:10'],
  ['dispatch', '2026-11-25 10:00'],
];

const clocksAfter = (acts: readonly TimedAct[], limit: TimeLimit | null = FOUR_HOURS): readonly StageClock[] => {
  const fold = foldLog(timedLog(acts));
  expect([...fold.refused]).toEqual([]);
  return clocksOf(fold.path, limit, USUAL_CLOCK_RULES);
};
function clock(clocks: readonly StageClock[], name: StageClock['name']): StageClock {
  const found = presentClocks(clocks).find((one) => one.name === name);
  assert(found !== undefined, `a clock of ${name}`);
  return found;
}
const dueOf = (clocks: readonly StageClock[], name: StageClock['name']): string =>
  inShanghai(clock(clocks, name).dueMs);
const leftOf = (one: StageClock, at: string): number => leftMs(one, shanghai(at), USUAL_CLOCK_RULES) / HOUR;

/** A way through states that acts of their own lead to. */
function way(
  steps: readonly (readonly [state: string, at: string, changes?: Partial<ClockStep>])[],
): readonly ClockStep[] {
  const [first] = foldLog(timedLog([['report', '2026-11-25 09:00']])).path;
  assert(first !== undefined, 'a report begins a way');
  return steps.map(([state, at, changes = {}]) => ({
    ...first,
    state,
    from: new Date(shanghai(at)).toISOString(),
    ...changes,
  }));
}

describe('the clocks of a case', () => {
  it('begin with the report: a quarter of an hour to the opening, day and night', () => {
    const clocks = clocksAfter([['report', '2026-11-28 23:55']], null);
    expect(clocks.map(({ name, isRunning }) => [name, isRunning])).toEqual([['accept', true]]);
    expect(dueOf(clocks, 'accept')).toBe('2026-11-29 00:10');
    const accepted = clocksAfter(
      [
        ['report', '2026-11-28 23:55'],
        ['accept', '2026-11-29 00:05'],
      ],
      null,
    );
    expect(dueOf(accepted, 'accept')).toBe('2026-11-29 00:10');
    expect(isOverdue(clock(accepted, 'accept'), shanghai('2026-11-29 00:10'))).toBe(false);
    expect(isOverdue(clock(accepted, 'accept'), shanghai('2026-11-29 00:10') + 1)).toBe(true);
  });

  it('give the department its limit from the dispatch on, lunch not counted', () => {
    const clocks = clocksAfter(DISPATCHED);
    expect(dueOf(clocks, 'handle')).toBe('2026-11-25 16:00');
    expect(clock(clocks, 'dispatch')).toMatchObject({ isRunning: false, isLate: true, stopped: { act: 'dispatch' } });
    expect(clock(clocks, 'accept')).toMatchObject({ isRunning: false, isLate: false, stopped: { act: 'open' } });
    expect(firstDue(clocks)?.name).toBe('handle');
  });

  it('pause with the department’s return and go on with what is left where the same department gets it again', () => {
    const returned: readonly TimedAct[] = [
      ...DISPATCHED,
      ['sign', '2026-11-25 10:30'],
      ['returnToDispatch', '2026-11-25 11:00'],
    ];
    const paused = clock(clocksAfter(returned), 'handle');
    expect([paused.isRunning, leftOf(paused, '2026-11-27 12:00')]).toEqual([false, 3]);
    expect(firstDue(clocksAfter(returned))?.name).toBe('dispatch');
    // Over a night: three hours are left, not three hours less a night.
    const again = clocksAfter([...returned, ['dispatch', '2026-11-26 09:00']]);
    expect(dueOf(again, 'handle')).toBe('2026-11-26 12:00');
    expect(leftOf(clock(again, 'handle'), '2026-11-26 10:00')).toBe(2);
    const another = clocksAfter([...returned, ['dispatch', '2026-11-26 09:00', { department: 'dept:water' }]]);
    expect(dueOf(another, 'handle')).toBe('2026-11-26 15:00');
    expect(another.filter(({ name }) => name === 'handle').map(({ department }) => department)).toEqual([
      'dept:roads',
      'dept:water',
    ]);
  });

  it('give all the time again where the case was opened anew by another row', () => {
    const anew = clocksAfter([
      ...DISPATCHED,
      ['returnToDispatch', '2026-11-25 11:00'],
      ['returnToAcceptor', '2026-11-25 11:10'],
      ['open', '2026-11-25 11:20'],
      ['dispatch', '2026-11-25 14:00'],
    ]);
    expect(dueOf(anew, 'handle')).toBe('2026-11-25 18:00');
    expect(anew.filter(({ name }) => name === 'dispatch')).toHaveLength(3);
  });

  it('stop with the finish, and go on in rework with what was left', () => {
    const finished: readonly TimedAct[] = [...DISPATCHED, ['sign', '2026-11-25 10:30'], ['finish', '2026-11-25 15:00']];
    const done = clock(clocksAfter(finished), 'handle');
    expect([done.isRunning, done.isLate, done.stopped?.act]).toEqual([false, false, 'finish']);
    expect(dueOf(clocksAfter(finished), 'check')).toBe('2026-11-25 15:30');
    const reworked = clocksAfter([...finished, ['failCheck', '2026-11-26 09:00']]);
    expect(dueOf(reworked, 'handle')).toBe('2026-11-26 10:00');
    const late = clocksAfter([
      ...finished,
      ['failCheck', '2026-11-26 09:00'],
      ['startRework', '2026-11-26 09:30'],
      ['finish', '2026-11-26 10:01'],
    ]);
    expect(clock(late, 'handle')).toMatchObject({ isRunning: false, isLate: true });
    expect(late.filter(({ name }) => name === 'check').map(({ isLate, isRunning }) => [isLate, isRunning])).toEqual([
      [true, false],
      [false, true],
    ]);
  });

  it('hold a finish at night for late, though no work time has passed since the deadline', () => {
    const late = [...DISPATCHED, ['sign', '2026-11-25 10:30'], ['finish', '2026-11-25 20:00']] as const;
    expect(clock(clocksAfter(late, { amount: 6, unit: 'workHour' }), 'handle')).toMatchObject({ isLate: true });
    const justInTime = [...DISPATCHED, ['sign', '2026-11-25 10:30'], ['finish', '2026-11-25 18:00']] as const;
    expect(clock(clocksAfter(justInTime, { amount: 6, unit: 'workHour' }), 'handle')).toMatchObject({ isLate: false });
  });

  it('pause the acceptance while somebody is sent to look, who has half an hour', () => {
    const path = way([
      ['reported', '2026-11-25 09:00'],
      ['verifying', '2026-11-25 09:05', { act: 'sendToVerify' }],
    ]);
    const out = clocksOf(path, null, USUAL_CLOCK_RULES);
    expect(firstDue(out)).toMatchObject({ name: 'check', dueMs: shanghai('2026-11-25 09:35') });
    expect(leftOf(clock(out, 'accept'), '2026-11-25 09:20') * 60).toBe(10);
    const back = clocksOf(
      [...path, ...way([['pendingOpen', '2026-11-25 09:30', { act: 'verify' }]])],
      null,
      USUAL_CLOCK_RULES,
    );
    expect(firstDue(back)).toMatchObject({ name: 'accept', dueMs: shanghai('2026-11-25 09:40') });
  });

  it('stand still while a case is suspended, and go on to the minute', () => {
    const department = 'dept:roads';
    const path = way([
      ['reported', '2026-11-25 09:00'],
      ['pendingOpen', '2026-11-25 09:05'],
      ['pendingDispatch', '2026-11-25 09:10', { act: 'open' }],
      ['pendingSign', '2026-11-25 10:00', { department }],
      ['handling', '2026-11-25 10:30', { department }],
      ['suspended', '2026-11-25 11:00', { department }],
    ]);
    const still = clocksOf(path, FOUR_HOURS, USUAL_CLOCK_RULES);
    expect(firstDue(still)).toBeNull();
    expect(leftOf(clock(still, 'handle'), '2026-12-20 10:00')).toBe(3);
    const awake = clocksOf(
      [...path, ...way([['handling', '2026-12-21 17:00', { department }]])],
      FOUR_HOURS,
      USUAL_CLOCK_RULES,
    );
    expect(dueOf(awake, 'handle')).toBe('2026-12-22 10:00');
  });

  it('get one original limit more with every extension, from the deadline there is', () => {
    const department = 'dept:roads';
    const begun = way([
      ['pendingSign', '2026-11-25 10:00', { department }],
      ['handling', '2026-11-25 10:30', { department }],
    ]);
    const dues = [0, 1, 2].map((extensions) => {
      const path = [...begun, ...way([['handling', '2026-11-25 11:00', { department, extensions }]])];
      return dueOf(clocksOf(path, FOUR_HOURS, USUAL_CLOCK_RULES), 'handle');
    });
    expect(dues).toEqual(['2026-11-25 16:00', '2026-11-26 10:00', '2026-11-26 16:00']);
    // Another department has the limit, and none of what the first was given.
    const other = [
      ...begun,
      ...way([
        ['handling', '2026-11-25 11:00', { department, extensions: 2 }],
        ['pendingDispatch', '2026-11-25 11:30', { extensions: 2 }],
        ['pendingSign', '2026-11-25 14:00', { department: 'dept:water', extensions: 2 }],
      ]),
    ];
    expect(dueOf(clocksOf(other, FOUR_HOURS, USUAL_CLOCK_RULES), 'handle')).toBe('2026-11-25 18:00');
  });

  it('warn at three quarters, and of a limit of a day or more at four hours of work left', () => {
    const warned = (limit: TimeLimit): string => inShanghai(clock(clocksAfter(DISPATCHED, limit), 'handle').warnMs);
    expect(warned(FOUR_HOURS)).toBe('2026-11-25 15:00');
    expect(warned({ amount: 1, unit: 'workDay' })).toBe('2026-11-25 16:00');
    expect(warned({ amount: 5, unit: 'workDay' })).toBe('2026-11-30 18:00');
    expect(warned({ amount: 2, unit: 'urgentHour' })).toBe('2026-11-25 11:30');
  });

  it('measure the whole from the report to the end, standing with what its stages may take', () => {
    const clocks = clocksAfter([
      ...DISPATCHED,
      ['sign', '2026-11-25 10:30'],
      ['finish', '2026-11-25 11:00'],
      ['passCheck', '2026-11-25 11:10'],
    ]);
    // Four hours and sixty minutes of work from nine o'clock.
    expect(firstDue(clocks)).toMatchObject({ name: 'total', dueMs: shanghai('2026-11-25 16:00') });
  });

  it('show the stage that runs, though the whole may have run out before it', () => {
    const clocks = clocksAfter(
      [
        ['report', '2026-11-25 09:00'],
        ['accept', '2026-11-25 12:00'],
        ['open', '2026-11-25 13:00'],
      ],
      { amount: 2, unit: 'urgentHour' },
    );
    expect(firstDue(clocks)).toMatchObject({ name: 'dispatch', dueMs: shanghai('2026-11-25 13:15') });
    expect(dueOf(clocks, 'total')).toBe('2026-11-25 12:00');
  });

  it('stop all when the case is over, and begin anew when it is opened again', () => {
    const closed = clocksAfter([
      ...DISPATCHED,
      ['sign', '2026-11-25 10:30'],
      ['finish', '2026-11-25 11:00'],
      ['passCheck', '2026-11-25 11:10'],
      ['close', '2026-11-25 11:20'],
    ]);
    expect(closed.filter(({ isRunning }) => isRunning)).toEqual([]);
    const again = clocksAfter(
      [
        ['report', '2026-11-25 09:00'],
        ['reject', '2026-11-25 09:20'],
        ['reopen', '2026-11-26 09:00'],
      ],
      null,
    );
    expect(again.map(({ name, isLate, isRunning }) => [name, isLate, isRunning])).toEqual([
      ['accept', true, false],
      ['accept', false, true],
    ]);
    expect(dueOf(again, 'accept')).toBe('2026-11-26 09:15');
  });
});

describe('what the projection says of the clocks', () => {
  it('is the same on both sides, since both call the same fold', () => {
    const log = timedLog([...DISPATCHED, ['sign', '2026-11-25 10:30']]);
    const foretold = projectCase(aCase(log));
    const received = log.reduce<ReturnType<typeof aCase> | null>((stored, entry, place) => {
      const { stamp: _stamp, ...unstamped } = entry;
      const before = stored?.log ?? [];
      const pushed = {
        ...(stored ?? aCase(log.slice(0, 1))),
        log: [...before, unstamped],
        dueAt: '2030-01-01T00:00:00.000Z',
      };
      const by = Object.values(PEOPLE).find(({ id }) => id === entry.by.id);
      assert(by !== undefined, 'somebody of the street wrote it');
      const outcome = receiveCase(stored, pushed, by, Date.parse(log[place]?.at ?? ''));
      assert(outcome.ok, 'a legal step is taken');
      return outcome.value.document;
    }, null);
    const said = {
      dueAt: '2026-11-25T08:00:00.000Z',
      warnAt: '2026-11-25T07:00:00.000Z',
      dueClock: 'handle',
      dueSpan: { clock: 'work', ms: 4 * HOUR },
    };
    // What a client claims counts for nothing.
    expect(received).toMatchObject(said);
    expect(foretold).toMatchObject(said);
    expect(projectFold(foldLog(log))).toMatchObject(said);
  });

  it('ends with the case, which keeps whether it was handled in time', () => {
    const end = (finish: string) =>
      projectCase(
        aCase(
          timedLog([
            ...DISPATCHED,
            ['sign', '2026-11-25 10:30'],
            ['finish', finish],
            ['passCheck', '2026-11-26 11:10'],
            ['close', '2026-11-26 11:20'],
          ]),
        ),
      );
    expect(end('2026-11-25 16:00')).toMatchObject({ handledInTime: true });
    expect(end('2026-11-25 16:01')).toMatchObject({ handledInTime: false });
    expect(end('2026-11-25 16:01').dueAt).toBeUndefined();
    expect(aStandard.limit).toEqual(FOUR_HOURS);
    const open = projectCase({ ...aCase(timedLog([['report', '2026-11-25 09:00']])), handledInTime: true });
    expect(open.handledInTime).toBeUndefined();
  });
});

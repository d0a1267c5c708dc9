import { describe, expect, it } from 'vitest';
import type { User } from '../../domain/staff.ts';
import type { Act } from '../acts.ts';
import { aFinding, anEntry, aUser } from '../../testing/builders.ts';
import { PEOPLE, STEPS } from '../../testing/lifecycle.ts';
import { shanghai, timedLog, type TimedAct } from '../../testing/timed-log.ts';
import type { LogEntry } from '../../domain/case.ts';
import { foldLog } from '../fold.ts';
import type { Counted } from './counted.ts';
import { dispatchAccuracy, returnRate } from './dispatching.ts';
import {
  closedLate,
  closingInTime,
  closingRate,
  handledLate,
  handlingInTime,
  handlingRate,
  overdueNow,
} from './handling.ts';
import { historyOf, type CaseHistory } from './history.ts';
import { verdictAt } from './judged.ts';
import { tallyOf } from './tally.ts';
import { satisfiedRate } from './three-rates.ts';

/* Cases that went one way and then another: given back and voided, closed by force, taken up again, led by another department. */

function folded(log: readonly LogEntry[]): readonly CaseHistory[] {
  const fold = foldLog(log);
  expect([...fold.refused.values()]).toEqual([]);
  return [historyOf('one', log, fold)];
}
const told = (...acts: readonly TimedAct[]): readonly CaseHistory[] => folded(timedLog(acts));

/** `1/1`, or why it is left out and by whose word; `-`: it concerns nobody. */
function said({ numerator, denominator, excluded }: Counted): string {
  if (denominator.length > 0) return `${String(numerator.length)}/${String(denominator.length)}`;
  const [out] = excluded;
  return out === undefined ? '-' : `${out.why} ${out.by?.post.role ?? 'nobody'}`;
}

const OPENED: readonly TimedAct[] = [
  ['report', '2026-11-25 09:00', { finding: { ...aFinding(), channel: 'hotline' } }],
  ['accept', '2026-11-25 09:05'],
  ['open', '2026-11-25 09:10'],
];
const SIGNED: readonly TimedAct[] = [...OPENED, ['dispatch', '2026-11-25 09:20'], ['sign', '2026-11-25 09:30']];
const closed = (day: string, finished: string): readonly TimedAct[] => [
  ['finish', `${day} ${finished}`],
  ['passCheck', `${day} 17:10`],
  ['close', `${day} 17:20`],
];
const GRANTED: readonly TimedAct[] = [
  ['appeal', '2026-11-25 17:30'],
  ['approve', '2026-11-25 17:35'],
  ['approve', '2026-11-25 17:40', {}, 'streetClerk'],
];
const UNHAPPY: readonly TimedAct[] = [
  ['visit', '2026-11-25 17:50', { reached: true, solved: 'no', satisfied: 'no' }],
  ['handleAgain', '2026-11-25 17:55'],
];
const AGAIN: readonly TimedAct[] = [
  ['dispatch', '2026-11-26 09:20'],
  ['sign', '2026-11-26 09:30'],
];

describe('a case that is given back and turns out to be none', () => {
  const back: readonly TimedAct[] = [
    ...SIGNED,
    ['returnToDispatch', '2026-11-25 09:50'],
    ['returnToAcceptor', '2026-11-25 10:00'],
  ];
  it.each<readonly [Act, string]>([
    ['void', 'void communityClerk'],
    ['reject', 'void communityClerk'],
    ['merge', 'merged communityClerk'],
  ])('%s: the department that gave it back does not owe it', (act, out) => {
    const one = told(...back, [act, '2026-11-25 10:10']);
    expect([said(handlingRate(one)), said(handlingInTime(one)), said(closingRate(one))]).toEqual([out, out, '-']);
  });

  it('nor is it one to be closed, where it was handled once before', () => {
    const one = told(
      ...SIGNED,
      ...closed('2026-11-25', '11:00'),
      ['reopenClosed', '2026-11-26 09:00'],
      ['returnToAcceptor', '2026-11-26 09:10'],
      ['void', '2026-11-26 09:20'],
    );
    expect([said(handlingRate(one)), said(closingRate(one))]).toEqual(['void communityClerk', 'void communityClerk']);
  });

  it('is owed again once it is open and dispatched after all', () => {
    const one = told(
      ...back,
      ['reject', '2026-11-25 10:10'],
      ['reopen', '2026-11-25 10:20'],
      ['open', '2026-11-25 10:30'],
      ['dispatch', '2026-11-25 10:40'],
    );
    expect(said(handlingRate(one))).toBe('0/1');
  });
});

describe('a case that was closed by force', () => {
  const visit: TimedAct = ['visit', '2026-11-25 17:50', { reached: true, solved: 'yes', satisfied: 'yes' }];
  const forced: TimedAct = ['forceClose', '2026-11-25 15:30'];

  it('is left out after the visit too, by the word of whoever forced it', () => {
    const one = told(...SIGNED, forced, visit);
    const out = 'forceClosed supervisor';
    expect([handlingRate, handlingInTime, closingRate, closingInTime].map((rate) => said(rate(one)))).toEqual([
      ...[out, out, out, out],
    ]);
  });

  it('was handled where the department had done it, yet closes nothing, late or not', () => {
    const late: readonly TimedAct[] = [...SIGNED, ['finish', '2026-11-25 15:25'], forced];
    for (const one of [told(...late), told(...late, visit)]) {
      expect([said(handlingRate(one)), said(closingRate(one))]).toEqual(['1/1', 'forceClosed supervisor']);
      expect([said(handledLate(one)), said(closedLate(one))]).toEqual(['1/1', '-']);
    }
  });

  it('counts once it was taken up again and closed in the usual way', () => {
    const reopened: readonly TimedAct[] = [...SIGNED, forced, ['reopenClosed', '2026-11-25 16:00'], ...AGAIN];
    expect(said(handlingRate(told(...reopened)))).toBe('0/1');
    const one = told(...reopened, ...closed('2026-11-26', '11:00'), [
      'visit',
      '2026-11-26 17:50',
      { reached: true, solved: 'yes', satisfied: 'yes' },
    ]);
    expect([said(handlingRate(one)), said(closingInTime(one)), said(satisfiedRate(one))]).toEqual([
      '1/1',
      '1/1',
      '1/1',
    ]);
  });
});

describe('an appeal', () => {
  const exempt: readonly TimedAct[] = [...SIGNED, ...closed('2026-11-25', '16:00'), ...GRANTED];

  it('exempts the handling it was about', () => {
    const out = 'exempt streetClerk';
    const one = told(...exempt);
    expect([said(handlingInTime(one)), said(closingInTime(one)), said(satisfiedRate(one))]).toEqual([out, out, out]);
  });

  it('exempts no second one: late once more is late', () => {
    const one = told(...exempt, ...UNHAPPY, ...AGAIN, ...closed('2026-11-26', '16:00'), [
      'visit',
      '2026-11-26 17:50',
      { reached: true, solved: 'no', satisfied: 'no' },
    ]);
    expect([said(handlingInTime(one)), said(closingInTime(one)), said(satisfiedRate(one))]).toEqual([
      ...['0/1', '0/1', '0/1'],
    ]);
  });
});

describe('派遣准确率 of a case that was taken up again', () => {
  const joint = (...more: readonly TimedAct[]): readonly CaseHistory[] =>
    told(...SIGNED, ...closed('2026-11-25', '11:00'), ...UNHAPPY, ['dispatchJointly', '2026-11-26 09:20'], ...more);

  it('what comes back of the second handling is not the wrong dispatch of the first', () => {
    const one = joint(['returnToDispatch', '2026-11-26 09:40']);
    expect([said(dispatchAccuracy(one)), said(returnRate(one))]).toEqual(['1/1', '0/1']);
  });

  it('what nobody had signed before it was closed stays unknown, whoever signs afterwards', () => {
    const one = told(
      ...OPENED,
      ['dispatch', '2026-11-25 09:20'],
      ['forceClose', '2026-11-25 15:30'],
      ['reopenClosed', '2026-11-25 16:00'],
      ['dispatchJointly', '2026-11-26 09:20'],
      ['sign', '2026-11-26 09:30'],
    );
    expect(said(dispatchAccuracy(one))).toBe('underway nobody');
  });
});

describe('a joint handling whose lead gives its part back', () => {
  const WATER = aUser('department', { department: 'dept:water' });
  const LEAD = { part: { key: 'dept:water', name: '给排水管理所', isLead: true, isRequired: true } };
  type Line = readonly [act: Act, at: string, by?: User, data?: Readonly<Record<string, unknown>>];
  const joint = (...lines: readonly Line[]): readonly CaseHistory[] => {
    const log = timedLog([...OPENED, ['dispatchJointly', '2026-11-25 09:20']]);
    for (const [act, at, by = PEOPLE[STEPS[act].by], data = STEPS[act].data()] of lines) {
      const entry = anEntry(by, act, data, log.at(-1) ?? null, { at: new Date(shanghai(at)).toISOString() });
      log.push({ ...entry, stamp: { seq: log.length + 1, at: entry.at } });
    }
    return folded(log);
  };
  const CHANGED: readonly Line[] = [
    ['returnToDispatch', '2026-11-30 09:00'],
    ['sendPart', '2026-11-30 09:10', PEOPLE.dispatcher, LEAD],
    ['sign', '2026-11-30 09:20', WATER],
    ['finish', '2026-11-30 09:30', WATER],
  ];
  const signed: Line = ['sign', '2026-11-25 09:30', PEOPLE.colleague];
  const rates = (one: readonly CaseHistory[]) => [said(handlingInTime(one)), said(handledLate(one))];

  it('is late where the other department had its own part for days', () => {
    expect(rates(joint(signed, ...CHANGED, ['finish', '2026-11-30 10:00', PEOPLE.colleague]))).toEqual(['0/1', '1/1']);
  });

  it('is over now while that part is still being waited for', () => {
    const one = joint(signed, ...CHANGED);
    expect(overdueNow(one, shanghai('2026-11-30 09:45'))).toEqual([{ id: 'one' }]);
    // Due at 15:20 of the first day, whatever the new lead was given.
    const [waiting] = one.map((each) => tallyOf(each)?.judged.overdueNow?.[0]);
    const at = (time: string) => waiting && verdictAt(waiting, shanghai(time))?.counts;
    expect([at('2026-11-25 15:20'), at('2026-11-25 15:21')]).toEqual([undefined, true]);
  });

  it('is in time where every part was', () => {
    const early: Line = ['finish', '2026-11-25 11:00', PEOPLE.colleague];
    const one = joint(signed, early, ...CHANGED);
    expect(rates(one)).toEqual(['1/1', '-']);
    expect(overdueNow(joint(signed, early, ...CHANGED.slice(0, 3)), shanghai('2026-11-30 09:25'))).toEqual([]);
  });
});

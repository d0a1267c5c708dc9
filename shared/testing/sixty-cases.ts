import { foldLog } from '../cases/fold.ts';
import { historyOf, type CaseHistory } from '../cases/indicators/history.ts';
import { assert } from '../lib/assert.ts';
import { aFinding } from './builders.ts';
import { timedLog, type TimedAct } from './timed-log.ts';

/*
 * Sixty cases of one Wednesday, 2026-11-25, in 23 ways, written by hand: the department has four hours of work, the acceptor a quarter of an hour, whoever checks half an hour.
 * Letters name the ways; `indicators.test.ts` holds what was counted by hand.
 */

const DAY = '2026-11-25';
type Line = readonly [act: TimedAct[0], time: string, data?: TimedAct[2], by?: TimedAct[3]];

const HOTLINE = { finding: { ...aFinding(), channel: 'hotline' } };
const URGENT = { finding: { ...aFinding(), channel: 'hotline', urgent: true } };
const WATER = { department: 'dept:water', departmentName: '给排水管理所' };

const OPENED: readonly Line[] = [
  ['report', '09:00'],
  ['accept', '09:05'],
  ['open', '09:10'],
];
const SIGNED: readonly Line[] = [...OPENED, ['dispatch', '09:20'], ['sign', '09:30']];
const HOT_SIGNED: readonly Line[] = [['report', '09:00', HOTLINE], ...SIGNED.slice(1)];
const EVENING: readonly Line[] = [
  ['report', '16:40'],
  ['accept', '16:45'],
  ['open', '16:50'],
  ['dispatch', '17:00'],
  ['sign', '17:10'],
];
const CHECKED: readonly Line[] = [
  ['finish', '11:00'],
  ['passCheck', '11:20'],
  ['close', '11:30'],
];
/** Finished at four in the afternoon: the deadline was 15:20. */
const LATE: readonly Line[] = [...HOT_SIGNED, ['finish', '16:00'], ['passCheck', '16:20'], ['close', '16:30']];
const visit = (solved: string, satisfied: string, reached = true) => ({ reached, solved, satisfied });

const WAYS: Readonly<Record<string, { readonly times: number; readonly lines: readonly Line[] }>> = {
  // Closed in time in every stage.
  A: {
    times: 12,
    lines: [...SIGNED, ['finish', '11:00'], ['startCheck', '11:10'], ['passCheck', '11:20'], ['close', '11:30']],
  },
  // Opened five minutes late.
  B: {
    times: 5,
    lines: [
      ['report', '09:00'],
      ['accept', '09:05'],
      ['open', '09:20'],
      ['dispatch', '09:30'],
      ['sign', '09:40'],
      ...CHECKED,
    ],
  },
  // Handled late and visited: solved and satisfied twice, fairly so once, no answer once.
  C: { times: 2, lines: [...LATE, ['visit', '16:40', visit('yes', 'yes')]] },
  c: { times: 1, lines: [...LATE, ['visit', '16:40', visit('yes', 'fair')]] },
  n: { times: 1, lines: [...LATE, ['visit', '16:40', visit('unknown', 'unknown')]] },
  // Handled late, and the appeal granted.
  D: {
    times: 2,
    lines: [...LATE, ['appeal', '16:40'], ['approve', '16:45'], ['approve', '16:50', {}, 'streetClerk']],
  },
  // One rework, in the time that was left.
  E: {
    times: 3,
    lines: [
      ...SIGNED,
      ['finish', '11:00'],
      ['failCheck', '11:20'],
      ['startRework', '11:25'],
      ['finish', '11:40'],
      ['passCheck', '12:00'],
      ['close', '12:05'],
    ],
  },
  // Two reworks, late with the last; its first check took three hours.
  F: {
    times: 1,
    lines: [
      ...SIGNED,
      ['finish', '11:00'],
      ['failCheck', '14:00'],
      ['startRework', '14:10'],
      ['finish', '15:00'],
      ['failCheck', '15:10'],
      ['startRework', '15:20'],
      ['finish', '18:00'],
      ['passCheck', '18:10'],
      ['close', '18:20'],
    ],
  },
  // Given back as not theirs, done in time by others.
  G: {
    times: 3,
    lines: [
      ...OPENED,
      ['dispatch', '09:20'],
      ['returnToDispatch', '09:50'],
      ['dispatch', '10:00', WATER],
      ['sign', '10:10'],
      ['finish', '11:30'],
      ['passCheck', '11:45'],
      ['close', '11:50'],
    ],
  },
  // Given back, and waiting for the dispatcher.
  H: { times: 2, lines: [...OPENED, ['dispatch', '09:20'], ['returnToDispatch', '09:50']] },
  // Taken back by the dispatcher himself.
  I: {
    times: 2,
    lines: [
      ...OPENED,
      ['dispatch', '09:20'],
      ['withdraw', '09:25'],
      ['dispatch', '09:30', WATER],
      ['sign', '09:40'],
      ...CHECKED,
    ],
  },
  J: {
    times: 3,
    lines: [
      ['report', '09:00'],
      ['reject', '09:10'],
    ],
  },
  K: {
    times: 2,
    lines: [
      ['report', '09:00'],
      ['void', '09:10'],
    ],
  },
  L: {
    times: 2,
    lines: [
      ['report', '09:00', HOTLINE],
      ['merge', '09:10'],
    ],
  },
  M: {
    times: 4,
    lines: [
      ['selfHandle', '09:00'],
      ['confirmSelfHandled', '10:00'],
    ],
  },
  // Self-handled, not agreed to; with the department, which is over since 15:30.
  N: {
    times: 1,
    lines: [
      ['selfHandle', '09:00'],
      ['refuseSelfHandled', '09:10'],
      ['accept', '09:15'],
      ['open', '09:20'],
      ['dispatch', '09:30'],
      ['sign', '09:40'],
    ],
  },
  // An hour old, nobody has it.
  O: { times: 2, lines: [['report', '18:00', HOTLINE]] },
  // With the department until tomorrow.
  P: { times: 2, lines: EVENING },
  Q: { times: 1, lines: [...SIGNED, ['requestSuspension', '10:00'], ['approve', '10:30']] },
  R: { times: 2, lines: [...HOT_SIGNED, ['forceClose', '10:00']] },
  // Waiting for a check, and for its closing.
  S: { times: 2, lines: [...EVENING, ['finish', '17:50']] },
  T: { times: 1, lines: [...SIGNED, ['finish', '11:00'], ['passCheck', '11:20']] },
  // Verified in time.
  U: {
    times: 2,
    lines: [
      ['report', '09:00', HOTLINE],
      ['sendToVerify', '09:05'],
      ['verify', '09:25'],
      ['open', '09:30'],
      ['dispatch', '09:40'],
      ['sign', '09:50'],
      ...CHECKED,
      ['visit', '11:40', visit('yes', 'yes')],
    ],
  },
  // Verified ten minutes late; handled a second time after the visit.
  V: {
    times: 1,
    lines: [
      ['report', '09:00', HOTLINE],
      ['sendToVerify', '09:05'],
      ['verify', '09:45'],
      ['open', '09:50'],
      ['dispatch', '10:00'],
      ['sign', '10:10'],
      ...CHECKED,
      ['visit', '11:40', visit('no', 'no')],
      ['handleAgain', '11:45'],
      ['dispatch', '14:00'],
      ['sign', '14:10'],
      ['finish', '15:00'],
      ['passCheck', '15:20'],
      ['close', '15:30'],
    ],
  },
  // Urgent, taken up after three hours; the look at the place called off; not reached afterwards.
  W: {
    times: 1,
    lines: [
      ['report', '06:00', URGENT],
      ['sendToVerify', '09:05'],
      ['recallVerify', '09:10'],
      ['open', '09:15'],
      ['dispatch', '09:25'],
      ['sign', '09:35'],
      ...CHECKED,
      ['visit', '11:40', visit('unknown', 'unknown', false)],
    ],
  },
};

/** Seven in the evening of that day. */
export const SIXTY_NOW_MS = Date.parse(`${DAY}T19:00:00+08:00`);

/** Ids are the letter of the way and a number. */
export function sixtyCases(): readonly CaseHistory[] {
  return Object.entries(WAYS).flatMap(([way, { times, lines }]) =>
    Array.from({ length: times }, (_, nth) => {
      const log = timedLog(
        lines.map(([act, time, data = {}, by]): TimedAct =>
          by === undefined ? [act, `${DAY} ${time}`, data] : [act, `${DAY} ${time}`, data, by],
        ),
      );
      const fold = foldLog(log);
      assert(
        fold.refused.size === 0,
        `every act of way ${way} takes effect: ${[...fold.refused].map(([, verdict]) => verdict.why).join(' ')}`,
      );
      return historyOf(`${way}${String(nth + 1)}`, log, fold);
    }),
  );
}

/** `A12 B5`: how many of each way, in the order of the letters. */
export function ways(items: readonly { readonly id: string }[]): string {
  const tally = new Map<string, number>();
  for (const { id } of items) tally.set(id.charAt(0), (tally.get(id.charAt(0)) ?? 0) + 1);
  return [...tally]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([way, count]) => `${way}${String(count)}`)
    .join(' ');
}

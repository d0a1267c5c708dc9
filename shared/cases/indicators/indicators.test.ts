import { beforeAll, describe, expect, it } from 'vitest';
import { aFinding } from '../../testing/builders.ts';
import { sixtyCases, SIXTY_NOW_MS, ways } from '../../testing/sixty-cases.ts';
import { timedLog } from '../../testing/timed-log.ts';
import { foldLog } from '../fold.ts';
import { checkingInTime, checkPassRate, verifyingInTime } from './checking.ts';
import { shareOf, type Counted, type Item } from './counted.ts';
import { dispatchAccuracy, errorRate, returnRate } from './dispatching.ts';
import {
  closedLate,
  closingInTime,
  closingRate,
  handledLate,
  handlingInTime,
  handlingRate,
  meanHandling,
  overdueNow,
  reworkRate,
} from './handling.ts';
import { historyOf, type CaseHistory } from './history.ts';
import { verdictAt } from './judged.ts';
import { tallyOf } from './tally.ts';
import {
  acceptanceTime,
  missedFindings,
  openingInTime,
  openingRate,
  recurrence,
  selfHandledShare,
  soundReports,
} from './reporting.ts';
import { weightedScore } from './score.ts';
import { answerRate, repliedInTime, satisfiedRate, solvedRate } from './three-rates.ts';

let sixty: readonly CaseHistory[];
beforeAll(() => {
  sixty = sixtyCases();
});

const keyOf = ({ id, entry = '' }: Item): string => `${id} ${entry}`;
/** What counts but is not hit. */
function missed({ numerator, denominator }: Counted): string {
  const hit = new Set(numerator.map(keyOf));
  return ways(denominator.filter((item) => !hit.has(keyOf(item))));
}
const leftOut = ({ excluded }: Counted): string =>
  [...new Set(excluded.map(({ why }) => why))]
    .sort()
    .map((why) => `${why} ${ways(excluded.filter((one) => one.why === why))}`)
    .join(', ');

describe('the indicators of sixty cases, counted by hand', () => {
  const all = () => sixty;
  it.each<readonly [string, () => Counted, number, number, string, string]>([
    // name, indicator, numerator, denominator, what counts against it, what is left out
    ['立案率', () => openingRate(all()), 47, 52, 'J3 O2', 'merged L2, selfHandled M4, void K2'],
    ['按时立案率', () => openingInTime(all()), 41, 47, 'B5 W1', ''],
    ['有效上报率', () => soundReports(all()), 39, 44, 'J3 K2', ''],
    [
      '漏报率',
      () => missedFindings(all()),
      12,
      51,
      'A12 B5 E3 F1 G3 H2 I2 M4 N1 P2 Q1 S2 T1',
      'merged L2, underway O2',
    ],
    ['自行处置', () => selfHandledShare(all()), 4, 39, 'A12 B5 E3 F1 G3 H2 I2 N1 P2 Q1 S2 T1', ''],
    ['派遣准确率', () => dispatchAccuracy(all()), 46, 51, 'G3 H2', 'withdrawn I2'],
    [
      '回退率',
      () => returnRate(all()),
      5,
      51,
      'A12 B5 C2 D2 E3 F1 G3 I2 N1 P2 Q1 R2 S2 T1 U2 V2 W1 c1 n1',
      'withdrawn I2',
    ],
    ['回退率，给排水', () => returnRate(all(), 'dept:water'), 0, 5, 'G3 I2', ''],
    [
      '受理差错率',
      () => errorRate(all(), 'acceptance'),
      0,
      43,
      'A12 B5 C2 D2 E3 F1 G3 H2 I2 N1 P2 Q1 R2 S2 T1 c1 n1',
      '',
    ],
    ['处置率', () => handlingRate(all()), 39, 42, 'N1 P2', 'forceClosed R2, returned H2, suspended Q1'],
    [
      '按期处置率',
      () => handlingInTime(all()),
      32,
      40,
      'C2 F1 N1 P2 c1 n1',
      'exempt D2, forceClosed R2, returned H2, suspended Q1',
    ],
    ['结案率', () => closingRate(all()), 36, 39, 'S2 T1', 'forceClosed R2'],
    ['按期结案率', () => closingInTime(all()), 29, 37, 'C2 F1 S2 T1 c1 n1', 'exempt D2, forceClosed R2'],
    ['返工率', () => reworkRate(all()), 4, 39, 'A12 B5 C2 D2 G3 I2 S2 T1 U2 V1 W1 c1 n1', ''],
    ['核查通过率', () => checkPassRate(all()), 38, 43, 'E3 F2', ''],
    ['按时核查率', () => checkingInTime(all()), 42, 43, 'F1', 'underway S2'],
    ['按时核实率', () => verifyingInTime(all()), 2, 3, 'V1', 'recalled W1'],
    ['响应率', () => answerRate(all(), SIXTY_NOW_MS), 7, 8, 'W1', 'exempt D2, forceClosed R2, merged L2, underway O2'],
    [
      '解决率',
      () => solvedRate(all()),
      5,
      6,
      'V1',
      'exempt D2, forceClosed R2, merged L2, noAnswer n1, notReached W1, notVisited O2',
    ],
    [
      '满意率',
      () => satisfiedRate(all()),
      4,
      6,
      'V1 c1',
      'exempt D2, forceClosed R2, merged L2, noAnswer n1, notReached W1, notVisited O2',
    ],
    [
      '满意率，含基本满意',
      () => satisfiedRate(all(), true),
      5,
      6,
      'V1',
      'exempt D2, forceClosed R2, merged L2, noAnswer n1, notReached W1, notVisited O2',
    ],
  ])('%s', (_name, indicator, numerator, denominator, against, out) => {
    const counted = indicator();
    expect(sixty).toHaveLength(60);
    expect([counted.numerator.length, counted.denominator.length]).toEqual([numerator, denominator]);
    expect([missed(counted), leftOut(counted)]).toEqual([against, out]);
    expect(shareOf(counted)).toBe(numerator / denominator);
    // Nothing is counted twice, nor counted and left out.
    const counts = [...counted.denominator, ...counted.excluded].map(keyOf);
    expect(new Set(counts).size).toBe(counts.length);
  });

  it('count what was late as a fact, appeals or not', () => {
    // C c n D each late once; F late with its second rework.
    const late = handledLate(sixty);
    expect([ways(late.numerator), ways(late.denominator)]).toEqual(['C2 D2 F1 c1 n1', 'C2 D2 F1 c1 n1']);
    expect(ways(closedLate(sixty).denominator)).toBe('C2 D2 F1 c1 n1');
  });

  it('say who left a case out', () => {
    const who = (counted: Counted, why: string) => [
      ...new Set(counted.excluded.filter((one) => one.why === why).map(({ by }) => by?.post.role)),
    ];
    expect(who(handlingInTime(sixty), 'exempt')).toEqual(['streetClerk']);
    expect(who(solvedRate(sixty), 'forceClosed')).toEqual(['supervisor']);
    expect(who(dispatchAccuracy(sixty), 'withdrawn')).toEqual(['dispatcher']);
    // The fact that it was late stays with the exempted case.
    const late = sixty
      .filter(({ id }) => id.startsWith('D'))
      .flatMap(({ clocks }) => clocks.filter(({ name }) => name === 'handle'));
    expect(late.map(({ isLate }) => isLate)).toEqual([true, true]);
  });

  it('know what is over now, and how long handling takes in its own clock', () => {
    expect(ways(overdueNow(sixty, SIXTY_NOW_MS))).toBe('N1');
    // 12 × 100, 5 × 90, 6 × 280, 3 × 120, 330, 3 × 90, 2 × 90, 2 × 50, 100, 2 × 80, 60 and 95 minutes.
    const { work, continuous } = meanHandling(sixty);
    expect([work.items.length, work.totalMs / 60_000]).toEqual([39, 4985]);
    expect(work.meanMs).toBe((4985 / 39) * 60_000);
    expect(continuous).toEqual({ items: [], totalMs: 0, meanMs: null });
  });

  it('make a score of the parts in which something is counted, and name the others', () => {
    const nothing: Counted = { numerator: [], denominator: [], excluded: [] };
    const scored = weightedScore([
      { name: '按时核实率', weight: 30, share: shareOf(verifyingInTime(sixty)) },
      { name: '返工率', weight: 10, share: shareOf(reworkRate(sixty)), isReversed: true },
      { name: '空', weight: 60, share: shareOf(nothing) },
    ]);
    expect(scored.score).toBeCloseTo((30 * (2 / 3) + 10 * (35 / 39)) / 0.4, 9);
    expect(scored.without).toEqual(['空']);
    expect(weightedScore([{ name: '空', weight: 1, share: null }]).score).toBeNull();
    expect(shareOf(nothing)).toBeNull();
  });
});

describe('indicators that the sixty do not try', () => {
  const reported = (id: string, at: string, lat: number, code = '06010'): CaseHistory => {
    const finding = aFinding();
    const log = timedLog([
      [
        'report',
        at,
        {
          finding: {
            ...finding,
            category: { ...finding.category, code },
            place: { ...finding.place, point: [121.51, lat] },
          },
        },
      ],
    ]);
    return historyOf(id, log, foldLog(log));
  };

  it('再发率: the same class within 50 metres and 24 hours, the first not counted', () => {
    // A ten-thousandth of a degree of latitude is eleven metres.
    const counted = recurrence([
      reported('first', '2026-11-25 09:00', 31.24),
      reported('again', '2026-11-26 09:00', 31.2403),
      reported('too-late', '2026-11-27 09:01', 31.2403),
      reported('too-far', '2026-11-25 10:00', 31.2409),
      reported('other-class', '2026-11-25 10:00', 31.24, '06011'),
    ]);
    expect(counted.numerator).toEqual([{ id: 'again' }]);
    expect(counted.denominator).toHaveLength(5);
  });

  it('差错率: what was accepted or opened and came back', () => {
    const log = timedLog([
      ['report', '2026-11-25 09:00'],
      ['accept', '2026-11-25 09:05'],
      ['returnToIntake', '2026-11-25 09:10'],
      ['accept', '2026-11-25 09:15'],
      ['open', '2026-11-25 09:20'],
      ['returnToAcceptor', '2026-11-25 09:25'],
    ]);
    const one = [historyOf('one', log, foldLog(log))];
    const raw = (counted: Counted) => [counted.numerator.length, counted.denominator.length];
    expect([raw(errorRate(one, 'acceptance')), raw(errorRate(one, 'opening'))]).toEqual([
      [1, 2],
      [1, 1],
    ]);
  });

  it('案均受理时长: all rounds together, without the time somebody was sent to look', () => {
    const minutesOf = (log: Parameters<typeof timedLog>[0]): number | null => {
      const entries = timedLog(log);
      const ms = acceptanceTime(historyOf('one', entries, foldLog(entries)));
      return ms === null ? null : ms / 60_000;
    };
    const begun: Parameters<typeof timedLog>[0] = [
      ['report', '2026-11-25 09:00'],
      ['accept', '2026-11-25 09:05'],
    ];
    expect(minutesOf(begun)).toBeNull();
    expect(minutesOf([...begun, ['open', '2026-11-25 09:10']])).toBe(10);
    const back: Parameters<typeof timedLog>[0] = [
      ...begun,
      ['open', '2026-11-25 09:10'],
      ['returnToAcceptor', '2026-11-25 09:30'],
    ];
    expect(minutesOf(back)).toBeNull();
    expect(minutesOf([...back, ['open', '2026-11-25 09:45']])).toBe(25);
  });

  it('按期办复率: closed or turned down by the time the other side named', () => {
    const replyBy = '2026-11-25T04:00:00.000Z'; // noon in Shanghai
    const finding = {
      ...aFinding(),
      channel: 'hotline',
      received: { words: '路灯不亮', at: '2026-11-25T01:00:00.000Z', isAnonymous: false, wantsReply: true, replyBy },
    };
    const demand = (id: string, ...rest: Parameters<typeof timedLog>[0]): CaseHistory => {
      const log = timedLog([['report', '2026-11-25 09:00', { finding }], ...rest]);
      return historyOf(id, log, foldLog(log));
    };
    const closedAt = (id: string, time: string): CaseHistory =>
      demand(
        id,
        ...([
          ['accept', '2026-11-25 09:05'],
          ['open', '2026-11-25 09:10'],
          ['dispatch', '2026-11-25 09:20'],
          ['sign', '2026-11-25 09:30'],
          ['finish', '2026-11-25 11:00'],
          ['passCheck', '2026-11-25 11:20'],
          ['close', time],
        ] as const),
      );
    const all = [
      closedAt('on-the-dot', '2026-11-25 12:00'),
      closedAt('late', '2026-11-25 12:01'),
      demand('rejected', ['reject', '2026-11-25 09:10']),
      demand('void', ['void', '2026-11-25 09:10']),
      demand('waits'),
    ];
    const at = (time: string) => {
      const { numerator, denominator, excluded } = repliedInTime(all, Date.parse(time));
      return [numerator, denominator, excluded].map((items) => items.map(({ id }) => id).join(' '));
    };
    expect(at(replyBy)).toEqual(['on-the-dot rejected', 'on-the-dot late rejected', 'void waits']);
    expect(at('2026-11-25T04:00:00.001Z')[1]).toBe('on-the-dot late rejected waits');
    // Without a time named it concerns nobody.
    expect(repliedInTime(sixty, SIXTY_NOW_MS).denominator).toEqual([]);
    // A book goes on by itself.
    const [, , , , waits] = all.map((one) => tallyOf(one)?.judged.replied?.[0]);
    expect(waits && [verdictAt(waits, Date.parse(replyBy)), verdictAt(waits, Date.parse(replyBy) + 1)]).toEqual([
      { counts: false, why: 'underway', by: null },
      { counts: true, hit: false },
    ]);
  });

  it('派遣准确率: only a return that says “not ours” speaks against the dispatcher, where the reasons are known', () => {
    const log = timedLog([
      ['report', '2026-11-25 09:00'],
      ['accept', '2026-11-25 09:05'],
      ['open', '2026-11-25 09:10'],
      ['dispatch', '2026-11-25 09:20'],
      ['returnToDispatch', '2026-11-25 09:30', { reasonCode: 'returnToDispatch-4', reason: '需要其他部门先处置' }],
    ]);
    const one = [historyOf('one', log, foldLog(log))];
    expect(shareOf(dispatchAccuracy(one))).toBe(0);
    expect(shareOf(dispatchAccuracy(one, ({ data }) => data['reasonCode'] !== 'returnToDispatch-4'))).toBe(1);
  });
});

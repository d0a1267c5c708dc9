import { beforeAll, describe, expect, it } from 'vitest';
import { SIXTY_NOW_MS, sixtyCases, ways } from '../../testing/sixty-cases.ts';
import { INDICATOR_KEYS, INDICATORS, type IndicatorKey } from './all-indicators.ts';
import { aFinding } from '../../testing/builders.ts';
import { inShanghai, timedLog } from '../../testing/timed-log.ts';
import { foldLog } from '../fold.ts';
import { COUNTED_WHEN, createBook, GROUPINGS, type Book, type Cohort, type CountedWhen, type Sum } from './book.ts';
import type { Exclusion } from './counted.ts';
import { historyOf } from './history.ts';
import { instantsOf } from './periods.ts';
import { tallyOf } from './tally.ts';

let book: Book;
beforeAll(() => {
  book = createBook();
  for (const one of sixtyCases()) book.set(one.id, tallyOf(one));
});

const DAY: Cohort = instantsOf({ from: '2026-11-25', to: '2026-11-25' });
const GRID = aFinding().place.gridCode;
/** Where the sixty were, the one beside it, one of another community. */
const GRIDS: readonly string[] = [GRID, `${GRID.slice(0, 12)}998`, `${GRID.slice(0, 9)}998001`];
const excludedIn = ({ excluded }: Sum): number => Object.values(excluded).reduce((sum, each) => sum + each, 0);

describe('the numbers of sixty cases, counted by hand', () => {
  it.each<readonly [IndicatorKey, number, number, Readonly<Partial<Record<Exclusion, number>>>]>([
    ['reported', 60, 60, {}],
    ['opening', 47, 52, { merged: 2, selfHandled: 4, void: 2 }],
    ['openingInTime', 41, 47, {}],
    ['sound', 39, 44, {}],
    ['missed', 12, 51, { merged: 2, underway: 2 }],
    ['selfHandled', 4, 39, {}],
    ['dispatchAccuracy', 46, 51, { withdrawn: 2 }],
    ['returned', 5, 51, { withdrawn: 2 }],
    ['acceptErrors', 0, 43, {}],
    ['meanAccept', 54, 54, {}],
    ['handling', 39, 42, { forceClosed: 2, returned: 2, suspended: 1 }],
    ['handlingInTime', 32, 40, { exempt: 2, forceClosed: 2, returned: 2, suspended: 1 }],
    ['handledLate', 7, 7, {}],
    ['closedLate', 7, 7, {}],
    ['overdueNow', 1, 1, {}],
    ['replied', 0, 0, {}],
    ['rework', 4, 39, {}],
    ['closing', 36, 39, { forceClosed: 2 }],
    ['closingInTime', 29, 37, { exempt: 2, forceClosed: 2 }],
    ['meanWork', 39, 39, {}],
    ['checkPass', 38, 43, {}],
    ['checkInTime', 42, 43, { underway: 2 }],
    ['verifyInTime', 2, 3, { recalled: 1 }],
    ['answered', 7, 8, { exempt: 2, forceClosed: 2, merged: 2, underway: 2 }],
    ['solved', 5, 6, { exempt: 2, forceClosed: 2, merged: 2, noAnswer: 1, notReached: 1, notVisited: 2 }],
    ['satisfied', 4, 6, { exempt: 2, forceClosed: 2, merged: 2, noAnswer: 1, notReached: 1, notVisited: 2 }],
  ])('%s', (key, numerator, denominator, excluded) => {
    expect(book.sums(DAY, SIXTY_NOW_MS)[key]).toMatchObject({ numerator, denominator, excluded });
  });

  it('say a mean by what was used in all', () => {
    const { meanWork, meanAccept } = book.sums(DAY, SIXTY_NOW_MS);
    expect(meanWork.totalMs / 60_000).toBe(4985);
    // Ten minutes each, but B5 twenty, and W 185 before and 5 after somebody was sent to look.
    expect(meanAccept.totalMs / 60_000).toBe(770);
  });

  it('go on by themselves: a demand that nobody takes up is unanswered when its day is over', () => {
    const tomorrow = book.sums(DAY, SIXTY_NOW_MS + 24 * 3_600_000).answered;
    expect([tomorrow.numerator, tomorrow.denominator, tomorrow.excluded.underway]).toEqual([7, 10, undefined]);
  });

  it('are of the days asked about', () => {
    const { reported } = book.sums(instantsOf({ from: '2026-11-26', to: '2026-11-30' }), SIXTY_NOW_MS);
    expect(reported.denominator).toBe(0);
  });
});

describe('a period may go by another instant', () => {
  // Every one of the sixty was reported on the 25th. Opened: all but J3 K2 L2 M4 O2. Closed: all that are closed, by force (R2) or on the spot (M4) too.
  const at = (when: CountedWhen, day: string): number =>
    book.sums({ ...instantsOf({ from: day, to: day }), when }, SIXTY_NOW_MS).reported.denominator;

  it('that of the opening, or of the closing', () => {
    expect([at('reported', '2026-11-25'), at('opened', '2026-11-25')]).toEqual([60, 47]);
    expect(COUNTED_WHEN.map((when) => at(when, '2026-11-24'))).toEqual([0, 0, 0]);
    const closed = book.list({ indicator: 'reported', part: 'numerator' }, { ...DAY, when: 'closed' }, SIXTY_NOW_MS);
    expect(ways(closed)).toBe('A12 B5 C2 D2 E3 F1 G3 I2 M4 R2 U2 V1 W1 c1 n1');
    expect(closed).toHaveLength(at('closed', '2026-11-25'));
  });

  it('the last one, of a case that was taken up again', () => {
    const acts: Parameters<typeof timedLog>[0] = [
      ['report', '2026-11-25 09:00'],
      ['accept', '2026-11-25 09:05'],
      ['open', '2026-11-25 09:10'],
      ['dispatch', '2026-11-25 09:20'],
      ['sign', '2026-11-25 09:30'],
      ['finish', '2026-11-25 11:00'],
      ['passCheck', '2026-11-25 11:20'],
      ['close', '2026-11-26 08:00'],
      ['visit', '2026-11-26 09:00', { reached: true, solved: 'no', satisfied: 'no' }],
      ['handleAgain', '2026-11-26 09:10'],
      ['dispatch', '2026-11-26 09:20'],
      ['sign', '2026-11-26 09:30'],
      ['finish', '2026-11-26 11:00'],
      ['passCheck', '2026-11-26 11:20'],
      ['close', '2026-11-28 08:00'],
    ];
    const closedAfter = (steps: number): string | null => {
      const log = timedLog(acts.slice(0, steps));
      const atMs = tallyOf(historyOf('one', log, foldLog(log)))?.closedAtMs ?? null;
      return atMs === null ? null : inShanghai(atMs);
    };
    expect([7, 8, 9, 10, 15].map(closedAfter)).toEqual([
      ...[null, '2026-11-26 08:00', '2026-11-26 08:00', null, '2026-11-28 08:00'],
    ]);
  });
});

describe('every number has its list', () => {
  const cohorts: readonly (readonly [string, Cohort])[] = [
    ['all', DAY],
    ['a department', { ...DAY, department: 'dept:water' }],
    ['a channel', { ...DAY, channel: 'hotline' }],
    ['a class', { ...DAY, class: 'GB/T 47678.5-2026/matter/06' }],
    ['what was closed', { ...DAY, when: 'closed' }],
    ['what was opened', { ...DAY, when: 'opened', department: 'dept:roads' }],
    ['grids to cover', { ...DAY, grids: GRIDS }],
    ['nobody', { ...DAY, area: '999' }],
  ];
  it.each(cohorts)('of equal length: %s', (_name, cohort) => {
    const sums = book.sums(cohort, SIXTY_NOW_MS);
    for (const indicator of INDICATOR_KEYS) {
      const sum = sums[indicator];
      const lengthOf = (part: Parameters<Book['list']>[0]['part']): number =>
        book.list({ indicator, part }, cohort, SIXTY_NOW_MS).length;
      expect([lengthOf('numerator'), lengthOf('denominator'), lengthOf('missed'), lengthOf('excluded')]).toEqual([
        ...[sum.numerator, sum.denominator, sum.denominator - sum.numerator, excludedIn(sum)],
      ]);
      for (const [why, number] of Object.entries(sum.excluded)) expect(lengthOf(why as Exclusion)).toBe(number);
    }
  });

  it.each(GROUPINGS)('by %s, and the groups sum to the whole', (by) => {
    const sums = book.sums(DAY, SIXTY_NOW_MS);
    for (const indicator of INDICATOR_KEYS) {
      const groups = book.groups(indicator, by, DAY, SIXTY_NOW_MS);
      for (const [value, sum] of groups) {
        const group = { by, value };
        expect(book.list({ indicator, part: 'denominator', group }, DAY, SIXTY_NOW_MS)).toHaveLength(sum.denominator);
        expect(book.list({ indicator, part: 'missed', group }, DAY, SIXTY_NOW_MS)).toHaveLength(
          sum.denominator - sum.numerator,
        );
        expect(book.list({ indicator, part: 'excluded', group }, DAY, SIXTY_NOW_MS)).toHaveLength(excludedIn(sum));
      }
      const total = (of: (sum: Sum) => number): number => [...groups.values()].reduce((all, sum) => all + of(sum), 0);
      expect([total((sum) => sum.numerator), total((sum) => sum.denominator), total(excludedIn)]).toEqual([
        ...[sums[indicator].numerator, sums[indicator].denominator, excludedIn(sums[indicator])],
      ]);
    }
  });

  it('says of what is left out why and by whom, and names the entry where acts are counted', () => {
    const out = book.list({ indicator: 'handlingInTime', part: 'exempt' }, DAY, SIXTY_NOW_MS);
    expect(out.map(({ why, by }) => [why, by?.post.role])).toEqual([
      ['exempt', 'streetClerk'],
      ['exempt', 'streetClerk'],
    ]);
    const back = book.list({ indicator: 'dispatchAccuracy', part: 'missed' }, DAY, SIXTY_NOW_MS);
    expect(new Set(back.map(({ entry }) => entry)).size).toBe(back.length);
  });

  it('puts a dispatch down to the department it went to', () => {
    const groups = book.groups('returned', 'department', DAY, SIXTY_NOW_MS);
    expect(groups.get('dept:water')).toMatchObject({ numerator: 0, denominator: 5 });
  });
});

describe('区域覆盖率', () => {
  const [own = '', next = ''] = GRIDS;
  const asked = (cohort: Partial<Cohort>): Cohort => ({ ...DAY, grids: GRIDS, ...cohort });
  const share = (cohort: Partial<Cohort>): readonly number[] => {
    const { numerator, denominator } = book.sums(asked(cohort), SIXTY_NOW_MS).covered;
    return [numerator, denominator];
  };

  it('is of the grids of the area, by where patrols reported something in these days', () => {
    expect(share({})).toEqual([1, 3]);
    expect(share({ area: own.slice(0, 12) })).toEqual([1, 2]);
    expect(share({ area: next })).toEqual([0, 1]);
    expect(share(instantsOf({ from: '2026-11-26', to: '2026-11-26' }))).toEqual([0, 3]);
    // Whatever the period goes by, a patrol was there when it reported.
    expect(share({ when: 'closed', ...instantsOf({ from: '2026-11-26', to: '2026-11-26' }) })).toEqual([0, 3]);
  });

  it('lists the grids, and there is none of a department, a class or another source', () => {
    const listed = (part: 'numerator' | 'missed' | 'denominator') =>
      book.list({ indicator: 'covered', part }, asked({}), SIXTY_NOW_MS).map(({ id }) => id);
    expect([listed('numerator'), listed('missed')]).toEqual([[own], GRIDS.slice(1)]);
    expect(listed('denominator')).toEqual(GRIDS);
    expect(share({ channel: 'patrol' })).toEqual([1, 3]);
    for (const narrowed of [{ department: 'dept:roads' }, { channel: 'hotline' as const }, { class: 'x' }])
      expect(share(narrowed)).toEqual([0, 0]);
  });
});

describe('a case that changes', () => {
  it('counts as it is now, and no more once it is gone', () => {
    const own = createBook();
    const [first, second] = sixtyCases();
    if (first === undefined || second === undefined) throw new Error('sixty');
    own.set(first.id, tallyOf(first));
    own.set(second.id, tallyOf(second));
    const before = own.version();
    own.set(first.id, null);
    expect(own.version()).not.toBe(before);
    expect(own.list({ indicator: 'reported', part: 'numerator' }, DAY, SIXTY_NOW_MS)).toEqual([{ id: second.id }]);
  });
});

describe('the table of indicators', () => {
  it('scores nobody', () => {
    const words = JSON.stringify(INDICATORS);
    expect(words).not.toMatch(/排名|得分|网格员/);
  });
});

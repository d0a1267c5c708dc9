import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CalendarTable } from '../../domain/catalog-resources.ts';
import type { TimeLimit } from '../../domain/catalog.ts';
import { addTime } from './add-time.ts';
import { isWorkday, isWorkTime, workCalendar, workTimeAt } from './calendar.ts';
import { elapsed, elapsedIn, remaining } from './elapsed.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './instant.ts';
import { minutes, spanOf, type Span } from './span.ts';
import { timed } from './timed.ts';

const resources = new URL('../../../resources/catalogs/', import.meta.url);
const read = (path: string, from: URL): unknown => JSON.parse(readFileSync(new URL(path, from), 'utf8'));
const calendar = workCalendar(
  ['calendar-2027.json', 'calendar-2026.json'].map((file) => read(file, resources) as CalendarTable),
);

/** `2026-11-27 17:00` on the clock of Shanghai. */
const at = (words: string): number => Date.parse(`${words.replace(' ', 'T')}+08:00`);
const said = (ms: number): string => new Date(ms + 8 * HOUR_MS).toISOString().slice(0, 19).replace('T', ' ');
const due = (from: string, amount: number, unit: TimeLimit['unit']): string =>
  said(addTime(calendar, at(from), spanOf({ amount, unit })));

describe('a deadline', () => {
  it.each([
    ['2026-11-27 17:00', 4, 'workHour', '2026-11-30 11:00:00'],
    ['2026-11-28 10:00', 1, 'workDay', '2026-11-30 18:00:00'],
    ['2026-11-27 12:30', 2, 'workHour', '2026-11-27 16:00:00'],
    ['2026-11-27 11:00', 2, 'workHour', '2026-11-27 15:00:00'],
    ['2026-11-27 22:36', 2, 'urgentHour', '2026-11-28 00:36:00'],
    ['2026-10-03 22:36', 2, 'urgentHour', '2026-10-04 00:36:00'],
  ] as const)('of the worked cases (DOMAIN §1.7): %s + %d %s → %s', (from, amount, unit, expected) => {
    expect(due(from, amount, unit)).toBe(expected);
  });

  // Reasoned by hand from the wall calendar of 2026.
  it.each([
    [
      'ends with the morning, not with the beginning of the afternoon',
      '2026-11-25 08:00',
      4,
      'workHour',
      '2026-11-25 12:00:00',
    ],
    ['ends with the day, not with the next morning', '2026-11-25 14:00', 4, 'workHour', '2026-11-25 18:00:00'],
    ['from the end of the morning begins in the afternoon', '2026-11-25 12:00', 1, 'workHour', '2026-11-25 15:00:00'],
    ['from the end of the day begins the next morning', '2026-11-25 18:00', 1, 'workHour', '2026-11-26 09:00:00'],
    ['from lunch begins in the afternoon', '2026-11-25 13:59', 0.5, 'workHour', '2026-11-25 14:30:00'],
    ['from the night begins in the morning', '2026-11-25 03:00', 2, 'workHour', '2026-11-25 10:00:00'],
    ['counts the last second of a morning', '2026-11-25 11:59:59', 1, 'workHour', '2026-11-25 14:59:59'],
    ['of a working day is eight hours, lunch not among them', '2026-11-25 10:00', 1, 'workDay', '2026-11-26 10:00:00'],
    ['of five working days crosses one weekend', '2026-11-25 10:00', 5, 'workDay', '2026-12-02 10:00:00'],
    ['runs on into a worked Saturday', '2026-10-09 17:00', 2, 'workHour', '2026-10-10 09:00:00'],
    ['of a worked Saturday evening goes on on Monday', '2026-10-10 18:00', 1, 'workHour', '2026-10-12 09:00:00'],
    ['jumps over the eight days of October', '2026-09-30 17:00', 2, 'workHour', '2026-10-08 09:00:00'],
    ['from amid a holiday begins after it', '2026-10-03 10:00', 1, 'workDay', '2026-10-08 18:00:00'],
    ['runs through a worked Sunday before a Monday', '2026-09-18 17:00', 9, 'workHour', '2026-09-20 18:00:00'],
    ['jumps over nine days of the Spring Festival', '2026-02-13 17:00', 2, 'workDay', '2026-02-24 17:00:00'],
    ['of May counts the worked Saturday after it', '2026-04-30 18:00', 4, 'workDay', '2026-05-09 18:00:00'],
    ['crosses the year into its free day and a weekend', '2026-12-31 16:00', 3, 'workHour', '2027-01-04 09:00:00'],
    ['of New Year 2026 begins on the worked Sunday', '2025-12-31 18:00', 1, 'workHour', '2026-01-04 09:00:00'],
    ['of a day and night crosses a holiday as any day', '2026-09-30 18:00', 2, 'urgentDay', '2026-10-02 18:00:00'],
    ['of nothing is now, at night as well', '2026-11-25 23:00', 0, 'workHour', '2026-11-25 23:00:00'],
  ] as const)('%s', (_words, from, amount, unit, expected) => {
    expect(due(from, amount, unit)).toBe(expected);
  });

  const golden = read('../../testing/deadlines/golden.json', new URL(import.meta.url)) as readonly {
    readonly start: string;
    readonly from: string;
    readonly amount: number;
    readonly unit: TimeLimit['unit'];
    readonly due: string;
    readonly workedMinutes: number;
  }[];

  it('agrees with a walk minute by minute that was written apart from it', () => {
    expect(golden.length).toBeGreaterThan(200);
    const ours = golden.map((vector) => {
      const dueMs = addTime(calendar, Date.parse(vector.from), spanOf(vector));
      const worked = elapsed(calendar, 'work', Date.parse(vector.from), dueMs + 12 * HOUR_MS);
      return { ...vector, due: new Date(dueMs).toISOString(), workedMinutes: worked / MINUTE_MS };
    });
    expect(ours).toEqual(golden);
  });
});

describe('the working calendar', () => {
  it('knows moved days, and goes by the week where no table reaches', () => {
    const worked = ['2026-10-09', '2026-10-10', '2026-10-11', '2026-10-01', '2026-09-20', '2030-05-06', '2030-05-05'];
    expect(worked.map((day) => isWorkday(calendar, at(`${day} 12:00`)))).toEqual([
      true,
      true,
      false,
      false,
      true,
      true,
      false,
    ]);
    expect([isWorkTime(calendar, at('2026-10-10 11:59:59')), isWorkTime(calendar, at('2026-10-10 12:00'))]).toEqual([
      true,
      false,
    ]);
    expect([...calendar.years, ...calendar.provisionalYears]).toEqual([2026, 2027, 2027]);
  });

  it('keeps other hours in a season and goes back to the usual ones', () => {
    const summer = workCalendar([
      {
        year: 2026,
        periods: [
          { from: '08:00', to: '12:00' },
          { from: '14:00', to: '18:00' },
        ],
        seasons: [
          {
            from: '2026-06-01',
            to: '2026-09-30',
            periods: [
              { from: '08:00', to: '12:00' },
              { from: '15:00', to: '18:30' },
            ],
          },
        ],
        entries: [{ day: '2026-06-01', kind: 'holiday' }],
      },
    ]);
    const after = (from: string, hours: number): string =>
      said(addTime(summer, at(from), spanOf({ amount: hours, unit: 'workHour' })));
    expect(after('2026-05-29 14:00', 4)).toBe('2026-05-29 18:00:00');
    expect(after('2026-05-29 17:00', 2)).toBe('2026-06-02 09:00:00');
    expect(after('2026-06-02 12:00', 2)).toBe('2026-06-02 17:00:00');
    expect(after('2026-09-30 18:00', 1)).toBe('2026-10-01 08:30:00');
    // Ten days of seven and a half hours.
    expect(after('2026-06-02 08:00', 75)).toBe('2026-06-15 18:30:00');
  });
});

const anInstant = fc.integer({ min: at('2025-11-01 00:00'), max: at('2028-02-01 00:00') });
/** Edges are where it breaks: half of the instants lie on one. */
const anEdge = fc
  .tuple(fc.integer({ min: 0, max: 800 }), fc.constantFrom(0, 8, 12, 14, 18))
  .map(([days, hour]) => at('2025-11-01 00:00') + days * DAY_MS + hour * HOUR_MS);
const when = fc.oneof(anInstant, anEdge);
const aSpan: fc.Arbitrary<Span> = fc.record({
  clock: fc.constantFrom('continuous', 'work'),
  ms: fc.oneof(
    fc.integer({ min: 0, max: 40 * DAY_MS }),
    fc.integer({ min: 0, max: 80 }).map((hours) => hours * HOUR_MS),
  ),
});

describe('time of a clock', () => {
  it('added and measured again is the same', () => {
    fc.assert(
      fc.property(when, aSpan, (from, span) => {
        const end = addTime(calendar, from, span);
        expect(elapsed(calendar, span.clock, from, end)).toBe(span.ms);
        // And not a millisecond sooner.
        if (span.ms > 0) expect(elapsed(calendar, span.clock, from, end - 1)).toBeLessThan(span.ms);
      }),
    );
  });

  it('never runs backward: who begins later or is given more is due no sooner', () => {
    fc.assert(
      fc.property(when, when, aSpan, fc.nat(DAY_MS), (one, other, span, more) => {
        const [first, second] = [Math.min(one, other), Math.max(one, other)];
        expect(addTime(calendar, first, span)).toBeLessThanOrEqual(addTime(calendar, second, span));
        expect(addTime(calendar, first, span)).toBeLessThanOrEqual(
          addTime(calendar, first, { ...span, ms: span.ms + more }),
        );
        expect(workTimeAt(calendar, first)).toBeLessThanOrEqual(workTimeAt(calendar, second));
      }),
    );
  });

  it('is the same however an interval is split', () => {
    fc.assert(
      fc.property(
        fc.array(when, { minLength: 2, maxLength: 8 }),
        fc.constantFrom('continuous', 'work'),
        (cuts, clock) => {
          const sorted = [...cuts].sort((a, b) => a - b);
          const parts = sorted.slice(1).map((toMs, place) => ({ fromMs: sorted[place] ?? toMs, toMs }));
          expect(elapsedIn(calendar, clock, parts)).toBe(elapsed(calendar, clock, sorted[0] ?? 0, sorted.at(-1) ?? 0));
        },
      ),
    );
  });

  it('paused and resumed is exact: what was used before and what is due after make the whole', () => {
    fc.assert(
      fc.property(when, aSpan, fc.nat(10 * DAY_MS), fc.nat(20 * DAY_MS), (from, span, runMs, pauseMs) => {
        const pausedAt = Math.min(from + runMs, addTime(calendar, from, span));
        const left = remaining(calendar, span, [{ fromMs: from, toMs: pausedAt }]);
        const resumedAt = pausedAt + pauseMs;
        const end = addTime(calendar, resumedAt, { ...span, ms: left });
        const ran = [
          { fromMs: from, toMs: pausedAt },
          { fromMs: resumedAt, toMs: end },
        ];
        expect(remaining(calendar, span, ran)).toBe(0);
      }),
    );
  });

  it('does not mind how often a stretch in which it ran is cut', () => {
    fc.assert(
      fc.property(fc.array(when, { minLength: 2, maxLength: 6 }), aSpan, fc.boolean(), (cuts, span, runs) => {
        const [from = 0, ...later] = [...cuts].sort((a, b) => a - b);
        const to = later.at(-1) ?? from;
        const end = runs ? null : to;
        const rules = { calendar, thresholds: { warnShare: 0.75, warnWorkHours: 4 } };
        const pieces = later.map((toMs, place) => ({
          fromMs: later[place - 1] ?? from,
          toMs: place === later.length - 1 ? end : toMs,
        }));
        const whole = timed([{ fromMs: from, toMs: end }], span, rules);
        const cut = timed(pieces, span, rules);
        expect([cut.dueMs, cut.isRunning, cut.isLate || to > cut.dueMs]).toEqual([
          whole.dueMs,
          whole.isRunning,
          whole.isLate || to > whole.dueMs,
        ]);
        if (!runs) expect(cut.usedMs).toBe(whole.usedMs);
      }),
    );
  });

  it('of a pause over a night takes no work away', () => {
    const limit = spanOf({ amount: 4, unit: 'workHour' });
    const left = remaining(calendar, limit, [{ fromMs: at('2026-11-25 17:00'), toMs: at('2026-11-25 17:30') }]);
    expect(left).toBe(3.5 * HOUR_MS);
    expect(said(addTime(calendar, at('2026-11-26 09:00'), { ...limit, ms: left }))).toBe('2026-11-26 14:30:00');
    expect(minutes(15)).toEqual({ clock: 'continuous', ms: 900_000 });
  });
});

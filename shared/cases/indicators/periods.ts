import { daysBetween, plusDays, plusMonths } from '../../lib/calendar-day.ts';

/* Days are those of Shanghai, YYYY-MM-DD; both ends belong. */

export const PERIOD_KINDS = ['day', 'week', 'month', 'quarter', 'own'] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];

export interface Days {
  readonly from: string;
  readonly to: string;
}
export interface Period extends Days {
  readonly kind: PeriodKind;
}

const SHANGHAI_MS = 8 * 3_600_000;
const startOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) - SHANGHAI_MS;
/** From the first instant of the first day until the first after the last. */
export const instantsOf = ({ from, to }: Days): { readonly fromMs: number; readonly untilMs: number } => ({
  fromMs: startOf(from),
  untilMs: startOf(plusDays(to, 1)),
});

/** Months of a period that is made of months. */
const MONTHS: Readonly<Partial<Record<PeriodKind, number>>> = { month: 1, quarter: 3 };

function firstDay(kind: PeriodKind, day: string): string {
  const [year = '', month = ''] = day.split('-');
  switch (kind) {
    case 'day':
    case 'own':
      return day;
    case 'week': {
      // 1970-01-05 was a Monday.
      const sinceMonday = ((daysBetween('1970-01-05', day) % 7) + 7) % 7;
      return plusDays(day, -sinceMonday);
    }
    case 'month':
      return `${year}-${month}-01`;
    case 'quarter':
      return `${year}-${String(Math.floor((Number(month) - 1) / 3) * 3 + 1).padStart(2, '0')}-01`;
  }
}

function beginning(kind: Exclude<PeriodKind, 'own'>, from: string): Period {
  const months = MONTHS[kind];
  const length = kind === 'week' ? 7 : 1;
  const next = months === undefined ? plusDays(from, length) : plusMonths(from, months);
  return { kind, from, to: plusDays(next, -1) };
}

/** The day, week (from Monday), month or quarter in which a day lies. */
export const periodOf = (kind: Exclude<PeriodKind, 'own'>, day: string): Period => beginning(kind, firstDay(kind, day));

/** Two days, whichever is first. */
export const ownPeriod = (one: string, other: string): Period =>
  one <= other ? { kind: 'own', from: one, to: other } : { kind: 'own', from: other, to: one };

/** The period so many steps later; one of own days moves by its length. */
export function movedBy(period: Period, steps: number): Period {
  const { kind, from, to } = period;
  const months = MONTHS[kind];
  if (kind === 'own') {
    const length = daysBetween(from, to) + 1;
    return { kind, from: plusDays(from, steps * length), to: plusDays(to, steps * length) };
  }
  if (months !== undefined) return beginning(kind, plusMonths(from, steps * months));
  return beginning(kind, plusDays(from, steps * (kind === 'week' ? 7 : 1)));
}

/** As much of it as there has been by today: what is to come is compared with nothing. */
export const soFar = ({ from, to }: Days, today: string): Days => ({
  from,
  to: from <= today && today < to ? today : to,
});

/** So many days of a period, counted from its beginning, and no more than it has. */
const asLongAs = (period: Days, days: number): Days => {
  const to = plusDays(period.from, days - 1);
  return { from: period.from, to: to < period.to ? to : period.to };
};

/**
 * 环比: the period before it; 同比: the same a year ago (a week: 52 weeks ago, so that the same weekdays are compared). While the period runs, as many days of
 * them as it has had. A whole period is compared with a whole one, however many days its month had.
 */
export function comparedWith(period: Period, today: string): { readonly before: Days; readonly yearAgo: Days } {
  const lastYear: Period =
    period.kind === 'week'
      ? movedBy(period, -52)
      : period.kind === 'own'
        ? { ...period, from: plusMonths(period.from, -12), to: plusMonths(period.to, -12) }
        : beginning(period.kind, plusMonths(period.from, -12));
  const before = movedBy(period, -1);
  const running = soFar(period, today);
  if (running.to === period.to) return { before, yearAgo: lastYear };
  const days = daysBetween(running.from, running.to) + 1;
  return { before: asLongAs(before, days), yearAgo: asLongAs(lastYear, days) };
}

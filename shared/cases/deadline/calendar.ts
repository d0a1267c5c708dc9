import type { CalendarDay, WorkPeriod } from '../../domain/work-calendar.ts';
import { assert } from '../../lib/assert.ts';
import { dayNumber, dayNumberOf, startOfDayMs, timeOfDayMs } from './instant.ts';

/** One year's table, as the catalogue carries it. */
export interface YearTable {
  readonly year: number;
  /** The days it is read for, both belonging to it; left out: the whole year. Tables of one year do not overlap (`year-parts.ts`). */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly periods: readonly WorkPeriod[];
  readonly seasons?:
    readonly { readonly from: string; readonly to: string; readonly periods: readonly WorkPeriod[] }[] | undefined;
  readonly provisional?: boolean | undefined;
  readonly entries: readonly Pick<CalendarDay, 'day' | 'kind'>[];
}

/** Hours of a working day: milliseconds since midnight, and how much work a whole day is. */
interface Hours {
  readonly periods: readonly { readonly fromMs: number; readonly toMs: number }[];
  readonly dayMs: number;
}

/** Days in a row that follow one rule: every weekday, every day, or none. A stretch ends where the next begins. */
interface Stretch {
  readonly from: number;
  readonly rule: 'weekdays' | 'all' | 'none';
  readonly hours: Hours;
  /** Work time from the beginning of all reckoning to the beginning of the stretch. Only differences of it mean anything. */
  readonly beforeMs: number;
}

/** When people work, compiled: adding and measuring work time costs a binary search, however long the time. */
export interface WorkCalendar {
  readonly stretches: readonly Stretch[];
  readonly years: ReadonlySet<number>;
  readonly provisionalYears: ReadonlySet<number>;
}

/** Where no table says otherwise (DOMAIN §1.7). */
export const USUAL_PERIODS: readonly WorkPeriod[] = [
  { from: '08:00', to: '12:00' },
  { from: '14:00', to: '18:00' },
];

function hoursOf(periods: readonly WorkPeriod[]): Hours {
  const inMs = periods.map(({ from, to }) => ({ fromMs: timeOfDayMs(from), toMs: timeOfDayMs(to) }));
  return { periods: inMs, dayMs: inMs.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0) };
}

const FIRST_MONDAY = -3; // 1970-01-01 was a Thursday

/** Mondays to Fridays from the first Monday to a day, which does not count itself. */
function weekdaysBefore(day: number): number {
  const since = day - FIRST_MONDAY;
  const weeks = Math.floor(since / 7);
  return weeks * 5 + Math.min(5, since - weeks * 7);
}
/** The weekday with so many weekdays before it. */
function weekdayAfter(count: number): number {
  const weeks = Math.floor(count / 5);
  return FIRST_MONDAY + weeks * 7 + (count - weeks * 5);
}

function workdaysIn({ from, rule }: Pick<Stretch, 'from' | 'rule'>, before: number): number {
  if (rule === 'none') return 0;
  return rule === 'all' ? before - from : weekdaysBefore(before) - weekdaysBefore(from);
}

const firstDay = ({ year, from = `${String(year)}-01-01` }: YearTable): string => from;
const lastDay = ({ year, to = `${String(year)}-12-31` }: YearTable): string => to;

/** The calendar that tables of single years make together; between and beyond them Monday to Friday, at the hours of the nearest year. */
export function workCalendar(tables: readonly YearTable[]): WorkCalendar {
  const years = tables
    .map((table) => ({ ...table, first: dayNumber(firstDay(table)), last: dayNumber(lastDay(table)) }))
    .sort((a, b) => a.first - b.first);
  const changes = new Map<number, Partial<Pick<Stretch, 'rule' | 'hours'>>>();
  const usual = hoursOf(years[0]?.periods ?? USUAL_PERIODS);
  // What every day is on which something changes: first the hours of years and seasons, then single days on top of them.
  const hoursFrom = new Map<number, Hours>();
  for (const { first, last, periods, seasons = [] } of years) {
    const ofYear = hoursOf(periods);
    hoursFrom.set(first, ofYear);
    const within = seasons
      .map(({ from, to, periods: ofSeason }) => ({
        begins: Math.max(dayNumber(from), first),
        ends: Math.min(dayNumber(to), last),
        hours: hoursOf(ofSeason),
      }))
      .filter(({ begins, ends }) => begins <= ends);
    for (const { ends } of within) hoursFrom.set(ends + 1, ofYear);
    for (const { begins, hours } of within) hoursFrom.set(begins, hours);
  }
  for (const [day, hours] of hoursFrom) changes.set(day, { hours });
  const kinds = new Map(
    years.flatMap(({ first, last, entries }) =>
      entries.map(({ day, kind }) => [dayNumber(day), kind] as const).filter(([day]) => first <= day && day <= last),
    ),
  );
  for (const [day, kind] of kinds) {
    changes.set(day, { ...changes.get(day), rule: kind === 'workday' ? 'all' : 'none' });
    if (!kinds.has(day + 1)) changes.set(day + 1, { ...changes.get(day + 1), rule: 'weekdays' });
  }
  const stretches: Stretch[] = [{ from: 0, rule: 'weekdays', hours: usual, beforeMs: 0 }];
  for (const [from, change] of [...changes].sort(([a], [b]) => a - b)) {
    const last = stretches.at(-1);
    if (last === undefined) continue;
    const beforeMs = last.beforeMs + workdaysIn(last, from) * last.hours.dayMs;
    stretches.push({ rule: last.rule, hours: last.hours, ...change, from, beforeMs });
  }
  return {
    stretches,
    years: new Set(years.map(({ year }) => year)),
    provisionalYears: new Set(years.filter(({ provisional }) => provisional === true).map(({ year }) => year)),
  };
}

/** The last stretch of which `isNotPast` holds; the first where it holds of none. */
function lastStretch({ stretches }: WorkCalendar, isNotPast: (stretch: Stretch) => boolean): Stretch {
  let [low, high] = [0, stretches.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const stretch = stretches[middle];
    if (stretch !== undefined && isNotPast(stretch)) low = middle;
    else high = middle - 1;
  }
  const found = stretches[low];
  assert(found !== undefined, 'a work calendar has at least one stretch');
  return found;
}

function isWorkedIn({ rule }: Stretch, day: number): boolean {
  if (rule !== 'weekdays') return rule === 'all';
  const inWeek = (((day - FIRST_MONDAY) % 7) + 7) % 7;
  return inWeek < 5;
}

/** Whether people work on the day that holds an instant. */
export function isWorkday(calendar: WorkCalendar, ms: number): boolean {
  const day = dayNumberOf(ms);
  return isWorkedIn(
    lastStretch(calendar, ({ from }) => from <= day),
    day,
  );
}

/** Whether an instant lies within the hours of work; the end of a period does not. */
export function isWorkTime(calendar: WorkCalendar, ms: number): boolean {
  const day = dayNumberOf(ms);
  const stretch = lastStretch(calendar, ({ from }) => from <= day);
  const inDay = ms - startOfDayMs(day);
  return isWorkedIn(stretch, day) && stretch.hours.periods.some(({ fromMs, toMs }) => fromMs <= inDay && inDay < toMs);
}

/** Work time up to an instant, in milliseconds from a beginning that is the same for the whole calendar. Never falls as time goes on. */
export function workTimeAt(calendar: WorkCalendar, ms: number): number {
  const day = dayNumberOf(ms);
  const stretch = lastStretch(calendar, ({ from }) => from <= day);
  const whole = stretch.beforeMs + workdaysIn(stretch, day) * stretch.hours.dayMs;
  if (!isWorkedIn(stretch, day)) return whole;
  const inDay = ms - startOfDayMs(day);
  return stretch.hours.periods.reduce(
    (sum, { fromMs, toMs }) => sum + Math.max(0, Math.min(inDay, toMs) - fromMs),
    whole,
  );
}

/** The first instant at which the work time is so much: the end of a period rather than the beginning of the next. */
export function instantOfWorkTime(calendar: WorkCalendar, workMs: number): number {
  const stretch = lastStretch(calendar, ({ beforeMs }) => beforeMs < workMs);
  const { dayMs, periods } = stretch.hours;
  const restMs = workMs - stretch.beforeMs;
  const wholeDays = Math.ceil(restMs / dayMs) - 1;
  const day =
    stretch.rule === 'weekdays' ? weekdayAfter(weekdaysBefore(stretch.from) + wholeDays) : stretch.from + wholeDays;
  return startOfDayMs(day) + timeAfterWork(periods, restMs - wholeDays * dayMs);
}

/** The time of day, in milliseconds since midnight, at which so much of the day's work is over; at most all of it. */
function timeAfterWork(periods: Hours['periods'], workMs: number): number {
  const [first, ...later] = periods;
  assert(first !== undefined, 'a working day holds the work of a day');
  const lengthMs = first.toMs - first.fromMs;
  return workMs <= lengthMs ? first.fromMs + workMs : timeAfterWork(later, workMs - lengthMs);
}

import { elapsed } from '../../shared/cases/deadline/elapsed.ts';
import type { WorkCalendar } from '../../shared/cases/deadline/calendar.ts';
import type { DueFields } from '../../shared/cases/deadline/due-fields.ts';
import { WORKDAY_MS, type Span } from '../../shared/cases/deadline/span.ts';
import type { CaseState, ClockName } from '../../shared/domain/case.ts';
import { shanghaiDay } from './shanghai-time.ts';

/** A clock as it is drawn: shape and colour by `kind`, what it says, and how far its bar is. */
export interface DeadlineLook {
  readonly kind: 'timeOk' | 'timeNear' | 'timeOver' | 'timeStopped' | 'closedInTime' | 'closedLate';
  readonly words: string;
  /** Share of the time used, 0 to 1; null where nothing runs. */
  readonly used: number | null;
  /** Where on the bar it becomes near. */
  readonly warn: number | null;
}

const NAMES: Readonly<Record<ClockName, string>> = {
  accept: '受理',
  dispatch: '派遣',
  handle: '处置',
  check: '核查',
  total: '全程',
};
/** What a clock is called; waiting to be opened, the acceptance is called what it waits for. */
export function clockWords(name: ClockName, state: CaseState): string {
  if (name === 'accept' && state === 'pendingOpen') return '立案';
  return NAMES[name];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const two = (value: number): string => String(value).padStart(2, '0');

/** `2 工作日`, `1 工作日 2 时`, `3 工时 10 分`, `48 分` of work; `2 天 3 时`, `1 时 36 分`, `6 分` day and night. Whole minutes, never more than there are. */
export function leftWords({ clock }: Pick<Span, 'clock'>, leftMs: number): string {
  const [dayMs, day, hour] = clock === 'work' ? [WORKDAY_MS, '工作日', '工时'] : [DAY, '天', '时'];
  const days = Math.floor(leftMs / dayMs);
  const hours = Math.floor((leftMs - days * dayMs) / HOUR);
  const minutes = Math.floor((leftMs % HOUR) / MINUTE);
  if (days > 0) return hours === 0 ? `${String(days)} ${day}` : `${String(days)} ${day} ${String(hours)} 时`;
  if (hours > 0) return minutes === 0 ? `${String(hours)} ${hour}` : `${String(hours)} ${hour} ${String(minutes)} 分`;
  return minutes === 0 ? '不到 1 分' : `${String(minutes)} 分`;
}

/** By how much a deadline has passed, on the wall clock: `42 分`, `2 时 05 分`, `1 天`. Never nothing. */
export function overWords(overMs: number): string {
  const minutes = Math.max(1, Math.floor(overMs / MINUTE));
  if (minutes < 60) return `${String(minutes)} 分`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${String(hours)} 时 ${two(minutes % 60)} 分`;
  return `${String(Math.floor(hours / 24))} 天`;
}

/** A clock that runs, at an instant of trusted time. Its words do not begin with its name. */
export function runningLook(
  clock: { readonly span: Span; readonly dueMs: number; readonly warnMs: number },
  nowMs: number,
  calendar: WorkCalendar,
): DeadlineLook {
  const { span, dueMs, warnMs } = clock;
  const share = (leftMs: number): number => (span.ms === 0 ? 1 : Math.min(1, Math.max(0, 1 - leftMs / span.ms)));
  const warn = share(elapsed(calendar, span.clock, warnMs, dueMs));
  if (nowMs > dueMs) return { kind: 'timeOver', words: `超 ${overWords(nowMs - dueMs)}`, used: 1, warn };
  const leftMs = elapsed(calendar, span.clock, nowMs, dueMs);
  const kind = nowMs >= warnMs ? 'timeNear' : 'timeOk';
  return { kind, words: `剩 ${leftWords(span, leftMs)}`, used: share(leftMs), warn };
}

/** What a list knows of a case's time. */
export interface CaseTime {
  readonly state: CaseState;
  readonly due: DueFields;
  readonly suspendedUntil: string | undefined;
}

/** What lists show of a case's time (UX §3): the clock that runs out first, by its name, or how it ended. Null where no clock runs. The handling, which the state names, goes without a name. */
export function deadlineLook(
  { state, due, suspendedUntil }: CaseTime,
  nowMs: number,
  calendar: WorkCalendar,
): DeadlineLook | null {
  if (suspendedUntil !== undefined) {
    // It ends as a day begins; people speak of its last day.
    const lastDay = shanghaiDay(Date.parse(suspendedUntil) - 1);
    const words = lastDay.slice(0, 4) === shanghaiDay(nowMs).slice(0, 4) ? lastDay.slice(5) : lastDay;
    return { kind: 'timeStopped', words: `挂账至 ${words}`, used: null, warn: null };
  }
  if (due.handledInTime !== undefined) {
    return due.handledInTime
      ? { kind: 'closedInTime', words: '按期结案', used: null, warn: null }
      : { kind: 'closedLate', words: '超期结案', used: null, warn: null };
  }
  if (due.dueAt === undefined || due.warnAt === undefined || due.dueSpan === undefined) return null;
  const clock = { span: due.dueSpan, dueMs: Date.parse(due.dueAt), warnMs: Date.parse(due.warnAt) };
  const look = runningLook(clock, nowMs, calendar);
  const name = due.dueClock === undefined || due.dueClock === 'handle' ? '' : clockWords(due.dueClock, state);
  return { ...look, words: `${name}${look.words}` };
}

/** Whether the clock that runs out first has, at an instant of trusted time. */
export const isOver = (due: DueFields, nowMs: number): boolean =>
  due.dueAt !== undefined && nowMs > Date.parse(due.dueAt);
/** Whether it is near its end and not over. */
export const isNear = (due: DueFields, nowMs: number): boolean =>
  due.warnAt !== undefined && nowMs >= Date.parse(due.warnAt) && !isOver(due, nowMs);
/** Earliest deadline first; what has none comes last. Times are UTC to the millisecond and so sort as they are written. */
export function byDue(a: DueFields, b: DueFields): number {
  if (a.dueAt === undefined || b.dueAt === undefined)
    return Number(a.dueAt === undefined) - Number(b.dueAt === undefined);
  return a.dueAt.localeCompare(b.dueAt);
}

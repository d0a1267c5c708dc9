import type { Actor } from '../../domain/case.ts';
import type { Span } from '../deadline/span.ts';
import { countCases, counts, leftOut, type Counted, type Item, type Verdict } from './counted.ts';
import {
  exemptedBy,
  forcedAt,
  handlingOverMs,
  isHandled,
  lastHandling,
  wasInTime,
  type CaseHistory,
} from './history.ts';

/* 处置 and 结案: one case counts once, by its last handling. In time is up to the deadline of the department that handled it. */

const isClosed = (one: CaseHistory): boolean =>
  (one.state === 'closed' || one.state === 'visited') && forcedAt(one) === undefined;

const lastBy = ({ path }: CaseHistory): Actor | null => path.at(-1)?.by ?? null;

/** Opened, and yet nothing to be handled: void or turned down (both are called void), or part of another. */
function noCase(one: CaseHistory): Verdict | null {
  if (one.state === 'void' || one.state === 'rejected') return leftOut('void', lastBy(one));
  return one.state === 'merged' ? leftOut('merged', lastBy(one)) : null;
}

/** Whether a department owes the handling, or owed and did it (应处置: dispatched and not void). */
function owed(one: CaseHistory): Verdict | null {
  if (lastHandling(one) === undefined) return null;
  const none = noCase(one);
  if (none !== null) return none;
  if (isHandled(one)) return counts(true);
  const forced = forcedAt(one);
  if (forced !== undefined) return leftOut('forceClosed', forced.by);
  const by = lastBy(one);
  if (one.state === 'suspended') return leftOut('suspended', by);
  if (['pendingDispatch', 'pendingOpen', 'reported', 'verifying'].includes(one.state)) return leftOut('returned', by);
  return counts(false);
}

/** 处置率: of what departments owe, what they have forwarded as done. */
export const handlingRate = (histories: readonly CaseHistory[]): Counted => countCases(histories, owed);

/** Leaves out what a granted appeal exempts; the fact that it was late stays with the case. */
function unlessExempt(one: CaseHistory, verdict: Verdict | null): Verdict | null {
  const by = exemptedBy(one);
  return verdict?.counts === true && by !== null ? leftOut('exempt', by) : verdict;
}

/** 按期处置率: of what departments owe, what they have forwarded in time. */
export const handlingInTime = (histories: readonly CaseHistory[]): Counted =>
  countCases(histories, (one) => {
    const verdict = unlessExempt(one, owed(one));
    return verdict?.counts === true ? counts(verdict.hit && wasInTime(one)) : verdict;
  });

/** 应结案: the handling is finished, or later. */
function closable(one: CaseHistory): Verdict | null {
  if (lastHandling(one) === undefined) return null;
  const forced = forcedAt(one);
  if (forced !== undefined) return leftOut('forceClosed', forced.by);
  return isHandled(one) ? (noCase(one) ?? counts(isClosed(one))) : null;
}

/** 结案率: of what could be closed, what is. */
export const closingRate = (histories: readonly CaseHistory[]): Counted => countCases(histories, closable);

/** 按期结案率: of what could be closed, what is closed and was handled in time. */
export const closingInTime = (histories: readonly CaseHistory[]): Counted =>
  countCases(histories, (one) => {
    const verdict = unlessExempt(one, closable(one));
    return verdict?.counts === true ? counts(verdict.hit && wasInTime(one)) : verdict;
  });

/** 超期处置: what was handled and late, appeals or not: the fact stays. */
export const handledLate = (histories: readonly CaseHistory[]): Counted =>
  countCases(histories, (one) => (isHandled(one) && !wasInTime(one) ? counts(true) : null));

/** 超期结案: what is closed and was handled late. */
export const closedLate = (histories: readonly CaseHistory[]): Counted =>
  countCases(histories, (one) => (isHandled(one) && isClosed(one) && !wasInTime(one) ? counts(true) : null));

/** 返工率: of what was handled, the cases that failed a check, each once however often. */
export const reworkRate = (histories: readonly CaseHistory[]): Counted =>
  countCases(histories, (one) => (isHandled(one) ? counts(one.path.some(({ act }) => act === 'failCheck')) : null));

/** 超期未处置: what is with a department now and over, at trusted now. */
export const overdueNow = (histories: readonly CaseHistory[], nowMs: number): readonly Item[] =>
  histories.flatMap((one) => {
    const overMs = handlingOverMs(one);
    return overMs !== null && nowMs > overMs ? [{ id: one.id }] : [];
  });

export interface MeanTime {
  readonly items: readonly Item[];
  readonly totalMs: number;
  /** Milliseconds of the clock's own time; null where nothing was handled by it. */
  readonly meanMs: number | null;
}

/** 案均处置时长, by clock: hours of work and hours of the day are not added up. From the dispatch until the department forwards, pauses left out. */
export function meanHandling(histories: readonly CaseHistory[]): Readonly<Record<Span['clock'], MeanTime>> {
  const of = (clock: Span['clock']): MeanTime => {
    const handled = histories.flatMap((one) => {
      const last = lastHandling(one);
      return last !== undefined && isHandled(one) && last.span.clock === clock ? [[one.id, last.usedMs] as const] : [];
    });
    const totalMs = handled.reduce((sum, [, ms]) => sum + ms, 0);
    return {
      items: handled.map(([id]) => ({ id })),
      totalMs,
      meanMs: handled.length === 0 ? null : totalMs / handled.length,
    };
  };
  return { work: of('work'), continuous: of('continuous') };
}

import type { Actor, CaseState, LogEntry } from '../../domain/case.ts';
import type { CaseContext } from '../case-context.ts';
import { clocksOf, type StageClock } from '../deadline/stage-clocks.ts';
import { isOverdue } from '../deadline/timed.ts';
import type { Fold } from '../fold.ts';
import { timedStandard } from '../timed-standard.ts';
import type { Step } from '../path.ts';

/** What indicators read of a case: its folded log, its clocks, and the entries that took effect. Made once a case, read by every indicator. */
export interface CaseHistory {
  readonly id: string;
  readonly state: CaseState;
  readonly context: CaseContext;
  readonly path: readonly Step[];
  readonly clocks: readonly StageClock[];
  /** Of a joint handling: the clock of each obligatory part. */
  readonly partClocks: readonly StageClock[];
  /** Without those that stand in the log without effect, oldest first. */
  readonly entries: readonly LogEntry[];
}

export function historyOf(id: string, log: readonly LogEntry[], fold: Fold): CaseHistory {
  const { state, context, path, rules, refused } = fold;
  return {
    id,
    state,
    context,
    path,
    clocks: clocksOf(path, timedStandard(context)?.limit ?? null, rules),
    partClocks: context.parts
      .filter(({ isRequired }) => isRequired)
      .flatMap(({ path: way, limit }) => {
        const clocks = clocksOf(way, limit ?? context.standard?.limit ?? null, rules);
        return clocks.findLast(({ name }) => name === 'handle') ?? [];
      }),
    entries: log.filter((entry) => !refused.has(entry.id)),
  };
}

/** The step at which it was first opened; undefined while it never was. */
export const openedAt = ({ path }: CaseHistory): Step | undefined => path.find(({ act }) => act === 'open');

const CLOSED: ReadonlySet<CaseState> = new Set(['closed', 'forceClosed', 'visited']);
/** The step at which it was closed, for the last time where it was taken up again; undefined while it is not. */
export function closedAt({ path }: CaseHistory): Step | undefined {
  const lastOpen = path.findLastIndex(({ state }) => !CLOSED.has(state));
  return path[lastOpen + 1];
}

/** The step that closed it by force; undefined where it is open, or was closed in the usual way since. */
export function forcedAt(one: CaseHistory): Step | undefined {
  const closing = closedAt(one);
  return closing?.act === 'forceClose' ? closing : undefined;
}

/** The last clock of the handling: that of the department that has it or had it last. */
export const lastHandling = ({ clocks }: CaseHistory): StageClock | undefined =>
  clocks.findLast(({ name }) => name === 'handle');

/** Whether the department has forwarded it as done and it has not come back since. */
export const isHandled = (history: CaseHistory): boolean => {
  const clock = lastHandling(history);
  return clock?.stopped !== null && clock?.stopped !== undefined && clock.stopped.state === 'feedback';
};

/**
 * The clocks that say whether the handling is in time: the last one, and those of obligatory parts that ran before it began. Another lead in a joint handling has all
 * the time, the others have what is left of theirs.
 */
function decisiveClocks({ entries, partClocks }: CaseHistory, last: StageClock): readonly StageClock[] {
  const placeOf = ({ begun }: StageClock): number => entries.findIndex(({ id }) => id === begun.entry);
  const begunAt = placeOf(last);
  return [last, ...partClocks.filter((clock) => placeOf(clock) < begunAt)];
}

export function wasInTime(one: CaseHistory): boolean {
  const last = lastHandling(one);
  return last !== undefined && decisiveClocks(one, last).every(({ isLate }) => !isLate);
}

/** After which instant the handling that runs is over; null while none runs. */
export function handlingOverMs(one: CaseHistory): number | null {
  const last = lastHandling(one);
  if (last?.isRunning !== true) return null;
  const due = decisiveClocks(one, last).filter((clock) => isOverdue(clock, Number.POSITIVE_INFINITY));
  return Math.min(...due.map(({ dueMs }) => dueMs));
}

const BEGINS_AGAIN: ReadonlySet<string> = new Set(['handleAgain', 'reopenClosed']);

/** Whoever granted the appeal; null where none was. One about a handling before the last beginning exempts nothing after it. */
export function exemptedBy({ entries, context }: CaseHistory): Actor | null {
  if (context.exemptAt === null) return null;
  const since = entries.slice(entries.findLastIndex(({ act }) => BEGINS_AGAIN.has(act)) + 1);
  const appealed = since.findIndex(({ act }) => act === 'appeal');
  return appealed === -1 ? null : (since.slice(appealed).findLast(({ act }) => act === 'approve')?.by ?? null);
}

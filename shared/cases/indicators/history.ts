import type { Actor, CaseState, LogEntry } from '../../domain/case.ts';
import type { CaseContext } from '../case-context.ts';
import { clocksOf, type StageClock } from '../deadline/stage-clocks.ts';
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

/** The last clock of the handling: that of the department that has it or had it last. */
export const lastHandling = ({ clocks }: CaseHistory): StageClock | undefined =>
  clocks.findLast(({ name }) => name === 'handle');

/** Whether the department has forwarded it as done and it has not come back since. */
export const isHandled = (history: CaseHistory): boolean => {
  const clock = lastHandling(history);
  return clock?.stopped !== null && clock?.stopped !== undefined && clock.stopped.state === 'feedback';
};

/** Whoever granted the appeal. */
export const exemptedBy = ({ entries }: CaseHistory): Actor | null =>
  entries.findLast(({ act }) => act === 'approve')?.by ?? null;

import type { TimeLimit } from '../domain/catalog.ts';
import type { ClockRules } from './deadline/clock-rules.ts';
import { clocksOf, presentClocks, type StageClock } from './deadline/stage-clocks.ts';
import { isOverdue } from './deadline/timed.ts';
import type { Step } from './path.ts';

function handlingClock(path: readonly Step[], limit: TimeLimit | null, rules: ClockRules): StageClock | undefined {
  if (limit === null) return undefined;
  return presentClocks(clocksOf(path, limit, rules)).find(({ name }) => name === 'handle');
}

/** Whether the time for handling, extensions included, is used up at an instant. Never so where there is no limit yet. */
export function isHandlingOverdueAt(
  path: readonly Step[],
  limit: TimeLimit | null,
  rules: ClockRules,
  at: string,
): boolean {
  const clock = handlingClock(path, limit, rules);
  return clock !== undefined && isOverdue(clock, Date.parse(at));
}

/** When the time for handling ends, as it runs now; null while it does not run. */
export function handlingDueMs(path: readonly Step[], limit: TimeLimit | null, rules: ClockRules): number | null {
  const clock = handlingClock(path, limit, rules);
  return clock?.isRunning === true ? clock.dueMs : null;
}

/** Whether the handling took longer than it might: what an appeal is about. */
export const wasHandledLate = (path: readonly Step[], limit: TimeLimit | null, rules: ClockRules): boolean =>
  handlingClock(path, limit, rules)?.isLate === true;

import type { CaseState } from '../domain/case.ts';
import type { StandardRow } from '../domain/catalog.ts';
import { remaining, type Interval } from './deadline/elapsed.ts';
import { spanOf } from './deadline/span.ts';
import type { Step } from './path.ts';
import type { Rulebook } from './rulebook.ts';

/** Where the clock of handling runs: from the dispatch until the department forwards, and again in rework (DOMAIN §1.7). */
const HANDLED_IN: ReadonlySet<CaseState> = new Set(['pendingSign', 'handling', 'handled', 'rework']);

interface Handling {
  readonly intervals: readonly Interval[];
  readonly extensions: number;
}

/** When the department that has or had it last was handling it, up to an instant. Another department begins anew; the same one goes on. */
function handlingUntil(path: readonly Step[], untilMs: number): Handling {
  let department: string | null = null;
  let intervals: Interval[] = [];
  let extensions = 0;
  for (const [place, step] of path.entries()) {
    const fromMs = Date.parse(step.from);
    if (fromMs > untilMs) break;
    extensions = step.extensions;
    if (!HANDLED_IN.has(step.state)) continue;
    if (step.department !== department) intervals = [];
    department = step.department;
    const next = path[place + 1];
    const toMs = next === undefined ? untilMs : Math.min(untilMs, Date.parse(next.from));
    intervals.push({ fromMs, toMs });
  }
  return { intervals, extensions };
}

/** Whether more time was used than the limit and its extensions give, at an instant. Never so where there is no limit yet. */
export function isHandlingOverdueAt(
  path: readonly Step[],
  standard: StandardRow | null,
  rules: Pick<Rulebook, 'calendar'>,
  at: string,
): boolean {
  if (standard === null) return false;
  const { intervals, extensions } = handlingUntil(path, Date.parse(at));
  const { clock, ms } = spanOf(standard.limit);
  return remaining(rules.calendar, { clock, ms: ms * (1 + extensions) }, intervals) < 0;
}

/** Whether the handling took longer than it might: what an appeal is about. */
export function wasHandledLate(
  path: readonly Step[],
  standard: StandardRow | null,
  rules: Pick<Rulebook, 'calendar'>,
): boolean {
  const last = path.at(-1);
  return last !== undefined && isHandlingOverdueAt(path, standard, rules, last.from);
}

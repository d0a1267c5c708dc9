import type { CaseState } from '../domain/case.ts';
import { isoAt } from '../lib/clock.ts';
import type { Act } from './acts.ts';
import type { CaseContext, Part } from './case-context.ts';
import { proposalFor } from './dispatch/dispatch-rules.ts';
import { handlingDueMs } from './overdue.ts';
import type { Step } from './path.ts';
import { timedStandard } from './timed-standard.ts';
import type { Rulebook } from './rulebook.ts';

/** What comes due by itself, when, and for which time. */
export interface Wake {
  readonly act: Extract<Act, 'resume' | 'leaseEnd' | 'escalateOverdue' | 'dispatchByRule'>;
  readonly at: string;
  /** Tells this time from another of the same act; with it, what decided where that may differ between two servers. */
  readonly turn: string;
  readonly data: Readonly<Record<string, unknown>>;
}

interface Standing {
  readonly state: CaseState;
  readonly context: CaseContext;
  readonly path: readonly Step[];
  readonly rules: Rulebook;
}

/**
 * 一般: goes by the rule once a dispatcher has had his time for it. Only what has just been opened: what came back, or was taken back, a person decides on; and what
 * somebody has claimed is his. The version of the table stands in the turn, so that two servers of which one has not got the newest write two entries, of which the
 * first counts, and never two of one name.
 */
function automaticDispatch({ state, context, path, rules }: Standing): Wake | null {
  const opened = path.at(-1);
  if (rules.autoDispatchMinutes === null || state !== 'pendingDispatch' || opened?.act !== 'open') return null;
  if (context.claim !== null || context.finding === null) return null;
  const proposal = proposalFor(context.finding, opened.from, rules);
  if (proposal?.grade !== 'general') return null;
  const { department, departmentName, version, rule } = proposal;
  return {
    act: 'dispatchByRule',
    at: isoAt(Date.parse(opened.from) + rules.autoDispatchMinutes * 60_000),
    turn: `${String(path.filter(({ act }) => act === 'open').length)}.${String(version)}`,
    data: { department, departmentName, rule, version },
  };
}

/**
 * The parts that rest, each with the day on which it goes on. The turn is told by what granted the rest, which is one entry on every server; the end of its id alone,
 * since an id holds 60 characters.
 */
const partWakes = (parts: readonly Part[]): readonly Wake[] =>
  parts.flatMap(({ key, state, suspension, path }): readonly Wake[] =>
    state === 'suspended' && suspension !== null
      ? [{ act: 'resume', at: suspension.endsAt, turn: path.at(-1)?.entry.slice(-16) ?? '', data: { part: key } }]
      : [],
  );

/** What comes due next in a case by itself; null: nothing. */
export function nextWake({ state, context, path, rules }: Standing): Wake | null {
  const wakes: Wake[] = [];
  if (state === 'suspended' && context.suspension !== null)
    wakes.push({ act: 'resume', at: context.suspension.endsAt, turn: String(context.suspensions), data: {} });
  if (state === 'joint') wakes.push(...partWakes(context.parts));
  if (context.claim !== null)
    wakes.push({ act: 'leaseEnd', at: context.claim.until, turn: String(context.claims), data: {} });
  if (rules.escalateOverdue && context.escalatedAt === null) {
    const dueMs = handlingDueMs(path, timedStandard(context)?.limit ?? null, rules);
    // Due is still in time.
    if (dueMs !== null) wakes.push({ act: 'escalateOverdue', at: isoAt(dueMs + 1), turn: '1', data: {} });
  }
  const dispatch = automaticDispatch({ state, context, path, rules });
  if (dispatch !== null) wakes.push(dispatch);
  return wakes.reduce<Wake | null>((first, wake) => (first === null || wake.at < first.at ? wake : first), null);
}

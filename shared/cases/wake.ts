import type { CaseState } from '../domain/case.ts';
import { isoAt } from '../lib/clock.ts';
import type { Act } from './acts.ts';
import type { CaseContext } from './case-context.ts';
import { handlingDueMs } from './overdue.ts';
import type { Step } from './path.ts';
import type { Rulebook } from './rulebook.ts';

/** What comes due by itself, when, and for which time. */
export interface Wake {
  readonly act: Extract<Act, 'resume' | 'leaseEnd' | 'escalateOverdue'>;
  readonly at: string;
  readonly turn: number;
}

/** What comes due next in a case by itself; null: nothing. */
export function nextWake({
  state,
  context,
  path,
  rules,
}: {
  readonly state: CaseState;
  readonly context: CaseContext;
  readonly path: readonly Step[];
  readonly rules: Rulebook;
}): Wake | null {
  const wakes: Wake[] = [];
  if (state === 'suspended' && context.suspension !== null)
    wakes.push({ act: 'resume', at: context.suspension.endsAt, turn: context.suspensions });
  if (context.claim !== null) wakes.push({ act: 'leaseEnd', at: context.claim.until, turn: context.claims });
  if (rules.escalateOverdue && context.escalatedAt === null) {
    const dueMs = handlingDueMs(path, context.standard, rules);
    // Due is still in time.
    if (dueMs !== null) wakes.push({ act: 'escalateOverdue', at: isoAt(dueMs + 1), turn: 1 });
  }
  return wakes.reduce<Wake | null>((first, wake) => (first === null || wake.at < first.at ? wake : first), null);
}

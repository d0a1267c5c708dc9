import type { Fold } from '../fold.ts';
import { nextWake } from '../wake.ts';
import { proposalFor, type Proposal } from './dispatch-rules.ts';

export interface Proposed {
  readonly proposal: Proposal;
  /** When the case goes by itself (ISO); null: it waits for a dispatcher. */
  readonly automaticAt: string | null;
}

/** What the rules say of a case that waits to be dispatched, one that came back included; null where it does not wait, or nothing speaks of it. */
export function proposalOn(fold: Fold): Proposed | null {
  const { state, context, path, rules } = fold;
  const opened = path.findLast(({ act }) => act === 'open');
  if (state !== 'pendingDispatch' || context.finding === null || opened === undefined) return null;
  const proposal = proposalFor(context.finding, opened.from, rules);
  if (proposal === null) return null;
  const wake = nextWake(fold);
  return { proposal, automaticAt: wake?.act === 'dispatchByRule' ? wake.at : null };
}

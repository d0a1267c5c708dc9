import { initialTransition, transition, type SnapshotFrom } from 'xstate';
import type { CaseDocument, CaseState, Holder, LogEntry } from '../domain/case.ts';
import { personKey } from '../domain/staff.ts';
import { assert, unreachable } from '../lib/assert.ts';
import { USUAL_CLOCK_RULES } from './deadline/clock-rules.ts';
import { DUE_FIELDS, dueFields } from './deadline/due-fields.ts';
import { isAct, isCaseState, STATE_STAGE, type Act } from './acts.ts';
import type { CaseContext } from './case-context.ts';
import { caseMachine, type CaseEvent, type CaseProjection } from './machine.ts';
import { instantOf, stepOn, type Instant, type Step } from './path.ts';
import { unmetRequirement, type Unmet } from './requirements.ts';

/** Why an entry stands in the log without effect. `notNow`: the case is not in a state that knows the act. `unknown`: an act of a newer version. */
export interface Verdict {
  readonly why: Unmet | 'notNow' | 'unknown';
  /** The state the case was in when the entry's turn came. */
  readonly state: CaseState;
}

export interface Fold {
  readonly state: CaseState;
  readonly context: CaseContext;
  /** By entry id: the entries without effect. */
  readonly refused: ReadonlyMap<string, Verdict>;
  /** The way it went, oldest first. Empty while nothing has been reported. */
  readonly path: readonly Step[];
  /** By entry id, refused ones included: when it was made, within what is proven. */
  readonly instants: ReadonlyMap<string, Instant>;
}

type Snapshot = SnapshotFrom<typeof caseMachine>;

const [START] = initialTransition(caseMachine);

function stateOf(snapshot: Snapshot): CaseState {
  const value = snapshot.value;
  assert(typeof value === 'string' && isCaseState(value), 'the case machine is flat');
  return value;
}

/** What stands against an entry at this point, or null when it takes effect. */
function verdictOn(snapshot: Snapshot, entry: LogEntry): Verdict | null {
  const state = stateOf(snapshot);
  if (!isAct(entry.act)) return { why: 'unknown', state };
  const unmet = unmetRequirement(entry.act, snapshot.context, entry);
  if (unmet === 'malformed') return { why: unmet, state };
  if (!knowsAct(state, entry.act)) return { why: 'notNow', state };
  return unmet === null ? null : { why: unmet, state };
}

/** Whether a state has an edge for the act at all, whatever its guard says. */
export function knowsAct(state: CaseState, act: Act): boolean {
  const node = caseMachine.states[state];
  assert(node !== undefined, `the case machine has the state ${state}`);
  return act === 'note' ? state !== 'draft' : Object.hasOwn(node.config.on ?? {}, act);
}

/**
 * Folds a log in its given order (see `merge.ts`) through the case machine. Pure, and the same on both sides: the state of a case is this and nothing else.
 * Throws only on a bug; an entry that may not take effect stays and is listed in `refused`.
 */
export const foldLog = (log: readonly LogEntry[]): Fold => foldOn(START, NOTHING, log);

/** The fold of a log whose beginning is folded already: the same as folding all of it. */
export const foldMore = (fold: Fold, entries: readonly LogEntry[]): Fold =>
  foldOn(caseMachine.resolveState({ value: fold.state, context: fold.context }), fold, entries);

type Before = Pick<Fold, 'refused' | 'path' | 'instants'>;
const NOTHING: Before = { refused: new Map(), path: [], instants: new Map() };

function foldOn(start: Snapshot, before: Before, log: readonly LogEntry[]): Fold {
  let snapshot = start;
  let path = before.path;
  const refused = new Map(before.refused);
  const instants = new Map(before.instants);
  for (const entry of log) {
    const instant = instantOf(entry, entry.after === null ? undefined : instants.get(entry.after));
    instants.set(entry.id, instant);
    const verdict = verdictOn(snapshot, entry);
    if (verdict !== null) {
      refused.set(entry.id, verdict);
      continue;
    }
    const [next] = transition(caseMachine, snapshot, { type: entry.act, entry } as CaseEvent);
    snapshot = next;
    const { department } = next.context;
    path = stepOn(path, entry, instant, { state: stateOf(next), department, extensions: 0 });
  }
  return { state: stateOf(snapshot), context: snapshot.context, refused, path, instants };
}

/** What stands against one more entry on a folded log. Both sides ask this before an act is written. */
export function judgeNext(fold: Fold, entry: LogEntry): Verdict | null {
  return verdictOn(caseMachine.resolveState({ value: fold.state, context: fold.context }), entry);
}

function holderOf(state: CaseState, context: CaseContext): Holder | null {
  switch (state) {
    case 'draft':
      return { role: 'gridWorker' };
    case 'reported':
    case 'selfHandled':
      return { role: 'communityClerk' };
    case 'pendingOpen':
    case 'pendingClose':
      return { role: 'streetClerk' };
    case 'pendingDispatch':
      return { role: 'dispatcher' };
    case 'pendingSign':
    case 'handling':
    case 'rework':
      return context.department === null
        ? { role: 'department' }
        : { role: 'department', department: context.department };
    case 'feedback':
    case 'checking':
      return { role: 'gridWorker' };
    case 'closed':
    case 'rejected':
    case 'void':
      return null;
    default:
      return unreachable(state, 'holderOf');
  }
}

/** Audience holds at most eight keys (DESIGN §3): the reporter, the checker, then the departments, latest first. */
const MAX_AUDIENCE = 8;

/** The fields of the document that a fold gives, or null while nothing has been reported. */
export function projectFold({ state, context, path }: Fold): CaseProjection | null {
  const { finding, reporter, reportedAt, changedAt } = context;
  if (finding === null || reporter === null || reportedAt === null || changedAt === null) return null;
  const audience = new Set([personKey(reporter.id)]);
  if (context.checker !== null) audience.add(context.checker);
  for (const department of [...context.departments].reverse()) audience.add(department);
  return {
    scope: finding.place.gridCode,
    audience: [...audience].slice(0, MAX_AUDIENCE),
    state,
    stage: STATE_STAGE[state],
    holder: holderOf(state, context),
    finding,
    reporter,
    reportedAt,
    changedAt,
    photos: [...context.photos],
    round: context.round,
    returns: context.returns,
    ...(context.standard === null ? {} : { standard: context.standard }),
    ...(context.department === null ? {} : { department: context.department }),
    ...(context.checker === null ? {} : { checker: context.checker }),
    ...(context.closedAt === null ? {} : { closedAt: context.closedAt }),
    ...dueFields(path, state, context.standard?.limit ?? null, USUAL_CLOCK_RULES),
  };
}

/** The optional fields of the projection: absent again when the fold no longer gives them. */
const OPTIONAL_FIELDS = ['standard', 'department', 'checker', 'closedAt', ...DUE_FIELDS] as const;

/** The document with its derived fields written anew from its log (or from the fold of it, where that is at hand). Unknown fields survive. */
export function projectCase(document: CaseDocument, fold: Fold = foldLog(document.log)): CaseDocument {
  const projection = projectFold(fold);
  assert(projection !== null, `case ${document._id} begins with a report`);
  const rest: Record<string, unknown> = { ...document };
  for (const field of OPTIONAL_FIELDS) Reflect.deleteProperty(rest, field);
  return { ...(rest as CaseDocument), ...projection };
}

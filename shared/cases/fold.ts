import { initialTransition } from 'xstate';
import type { CaseDocument, CaseState, LogEntry } from '../domain/case.ts';
import { assert } from '../lib/assert.ts';
import { isAct, isCaseState, STATE_STAGE, type Act } from './acts.ts';
import type { CaseContext } from './case-context.ts';
import { dueFields } from './deadline/due-fields.ts';
import type { CaseEvent } from './machine-setup.ts';
import { caseMachine } from './machine.ts';
import { isHeldUp } from './part-requests.ts';
import { dueWithParts, partsShown } from './parts.ts';
import { instantOf, stepOn, type Instant, type Standing, type Step } from './path.ts';
import { ABSENT_FIELDS, audienceOf, holderOf, optionalFields, type CaseProjection } from './projection.ts';
import { stepMachine, type CaseSnapshot as Snapshot } from './step-machine.ts';
import { unmetRequirement, type Judged, type Unmet } from './requirements.ts';
import { NATIONAL_ONLY, rulesOf, type Rulebook, type Rulebooks } from './rulebook.ts';
import { timedStandard } from './timed-standard.ts';
import { nextWake } from './wake.ts';

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
  /** The rules it is judged by: the version that its first entry names, as far as it is at hand. */
  readonly rules: Rulebook;
  readonly rulebooks: Rulebooks;
}

const [START] = initialTransition(caseMachine);

function stateOf(snapshot: Snapshot): CaseState {
  const value = snapshot.value;
  assert(typeof value === 'string' && isCaseState(value), 'the case machine is flat');
  return value;
}

/** What stands against an entry at this point, or null when it takes effect. */
function verdictOn(snapshot: Snapshot, judged: Judged): Verdict | null {
  const state = stateOf(snapshot);
  const { act } = judged.entry;
  if (!isAct(act)) return { why: 'unknown', state };
  const unmet = unmetRequirement(act, snapshot.context, judged);
  if (unmet === 'malformed') return { why: unmet, state };
  if (!knowsAct(state, act)) return { why: 'notNow', state };
  return unmet === null ? null : { why: unmet, state };
}

/** Whether a state has an edge for the act at all, whatever its guard says. */
export function knowsAct(state: CaseState, act: Act): boolean {
  const node = caseMachine.states[state];
  assert(node !== undefined, `the case machine has the state ${state}`);
  return act === 'note' ? state !== 'draft' : Object.hasOwn(node.config.on ?? {}, act);
}

/**
 * Folds a log in its given order (see `merge.ts`) through the case machine, by the rules of the version that its first entry names. Pure, and the same on
 * both sides: the state of a case is this and nothing else. Throws only on a bug; an entry that may not take effect stays and is listed in `refused`.
 */
export const foldLog = (log: readonly LogEntry[], rulebooks: Rulebooks = NATIONAL_ONLY): Fold =>
  foldOn(START, { ...NOTHING, rules: rulesOf(log[0], rulebooks), rulebooks }, log);

/** The fold of a log whose beginning is folded already: the same as folding all of it. */
export const foldMore = (fold: Fold, entries: readonly LogEntry[]): Fold =>
  foldOn(caseMachine.resolveState({ value: fold.state, context: fold.context }), fold, entries);

type Before = Omit<Fold, 'state' | 'context'>;
const NOTHING: Omit<Before, 'rules' | 'rulebooks'> = { refused: new Map(), path: [], instants: new Map() };

/** The first entry decides by which rules the case is kept. */
const rulesFrom = ({ instants, rules, rulebooks }: Before, next: LogEntry | undefined): Rulebook =>
  instants.size === 0 && next !== undefined ? rulesOf(next, rulebooks) : rules;

const instantIn = ({ instants }: Pick<Fold, 'instants'>, entry: LogEntry): Instant =>
  instantOf(entry, entry.after === null ? undefined : instants.get(entry.after));

/** A joint handling of which an obligatory part rests is on its way as one that rests: what reads the way lets its clock stand still. */
function standingIn(snapshot: Snapshot): Standing {
  const { department, extensions, parts } = snapshot.context;
  const state = stateOf(snapshot);
  return { state: state === 'joint' && isHeldUp(parts) ? 'suspended' : state, department, extensions };
}

function foldOn(start: Snapshot, before: Before, log: readonly LogEntry[]): Fold {
  let snapshot = start;
  let path = before.path;
  const rules = rulesFrom(before, log[0]);
  const refused = new Map(before.refused);
  const instants = new Map(before.instants);
  for (const entry of log) {
    const instant = instantIn({ instants }, entry);
    instants.set(entry.id, instant);
    const judged = { entry, at: instant.at, path, rules };
    const verdict = verdictOn(snapshot, judged);
    if (verdict !== null) {
      refused.set(entry.id, verdict);
      continue;
    }
    const next = stepMachine(snapshot, { type: entry.act, isPermitted: true, ...judged } as CaseEvent);
    snapshot = next;
    path = stepOn(path, entry, instant, standingIn(next));
  }
  return {
    state: stateOf(snapshot),
    context: snapshot.context,
    refused,
    path,
    instants,
    rules,
    rulebooks: before.rulebooks,
  };
}

/** What stands against one more entry on a folded log. Both sides ask this before an act is written. */
export function judgeNext(fold: Fold, entry: LogEntry): Verdict | null {
  const snapshot = caseMachine.resolveState({ value: fold.state, context: fold.context });
  return verdictOn(snapshot, {
    entry,
    at: instantIn(fold, entry).at,
    path: fold.path,
    rules: rulesFrom(fold, entry),
  });
}

/** The fields of the document that a fold gives, or null while nothing has been reported. */
export function projectFold({ state, context, path, rules }: Fold): CaseProjection | null {
  const { finding, reporter, reportedAt, changedAt } = context;
  if (finding === null || reporter === null || reportedAt === null || changedAt === null) return null;
  const wake = nextWake({ state, context, path, rules });
  const parts = partsShown(context.parts, context.standard, rules);
  const due = dueFields(path, state, timedStandard(context)?.limit ?? null, rules);
  return {
    scope: finding.place.gridCode,
    audience: audienceOf(reporter.id, context),
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
    ...optionalFields(context),
    ...(state === 'joint' ? dueWithParts(due, parts) : due),
    ...(parts.length === 0 ? {} : { parts }),
    ...(wake === null ? {} : { wakeAt: wake.at }),
  };
}

/** The document with its derived fields written anew by these rules. */
export const refolded = (document: CaseDocument, rulebooks: Rulebooks): CaseDocument =>
  projectCase(document, foldLog(document.log, rulebooks));

/** The document with its derived fields written anew from its log (or from the fold of it, where that is at hand). Unknown fields survive. */
export function projectCase(document: CaseDocument, fold: Fold = foldLog(document.log)): CaseDocument {
  const projection = projectFold(fold);
  assert(projection !== null, `case ${document._id} begins with a report`);
  const rest: Record<string, unknown> = { ...document };
  for (const field of ABSENT_FIELDS) Reflect.deleteProperty(rest, field);
  return { ...(rest as CaseDocument), ...projection };
}

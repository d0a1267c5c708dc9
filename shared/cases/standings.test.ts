import { describe, expect, it } from 'vitest';
import { FINAL_STATES, type CaseState } from '../domain/case.ts';
import { assert } from '../lib/assert.ts';
import { entryOn, logOf, PEOPLE, toldAct, WAY_TO, type Told } from '../testing/lifecycle.ts';
import type { CaseContext } from './case-context.ts';
import { foldLog, foldMore, judgeNext, projectFold, type Fold } from './fold.ts';
import { isHandlingOverdueAt, wasHandledLate } from './overdue.ts';
import { queuedCase, queuesOf } from './queues.ts';
import { explainVerdict } from './refusals.ts';
import { timedStandard } from './timed-standard.ts';

/*
 * Whatever people do, in whatever order, and however their logs are put together: what a log folds to is what its effective entries alone fold to, so that every outcome is a
 * standing that is reached by acts in effect. Here all of them are walked, part of the life by part of the life, without an end to the depth: standings that no later
 * judgement can tell apart are one.
 */

interface Part {
  readonly name: string;
  readonly from: readonly Told[];
  readonly told: readonly Told[];
}
const by = (
  act: Exclude<Told, object>,
  person: keyof typeof PEOPLE,
  data?: Readonly<Record<string, unknown>>,
): Told => ({
  act,
  by: person,
  ...(data === undefined ? {} : { data }),
});
const aPart = (key: string, isLead: boolean) => ({
  part: { key: `dept:${key}`, name: key, isLead, isRequired: true },
});
const CHECKED: readonly Told[] = ['startCheck', 'passCheck', 'failCheck', 'unableToCheck', 'recheck', 'close'];
const PARTS: readonly Part[] = [
  {
    name: 'intake',
    from: [],
    told: [
      ...(['report', 'selfHandle', 'confirmSelfHandled', 'refuseSelfHandled', 'claim', 'release', 'leaseEnd'] as const),
      ...[by('claim', 'streetClerk'), by('claim', 'dispatcher'), by('release', 'supervisor')],
      ...(['accept', 'sendToVerify', 'verify', 'recallVerify', 'returnToIntake', 'returnToAcceptor', 'open'] as const),
      by('verify', 'gridWorker', { result: 'absent', text: '现场没有' }),
      ...(['reject', 'reopen', 'merge', 'unmerge', 'void', 'supervise', 'answerSupervision'] as const),
      ...(['dispatch', 'dispatchByRule', 'withdraw'] as const),
    ],
  },
  {
    name: 'handling by one department',
    from: WAY_TO.pendingDispatch,
    told: [
      ...(['dispatch', 'withdraw', 'returnToDispatch', 'returnToAcceptor', 'open', 'sign', 'assign'] as const),
      ...(['withdrawAssignment', 'finish', 'confirmHandled', 'sendBackHandled', 'startRework'] as const),
      by('finish', 'handler'),
      ...(['requestExtension', 'requestSuspension', 'approve', 'decline', 'cancelRequest', 'resume'] as const),
      ...[by('requestExtension', 'handler'), by('requestSuspension', 'handler'), by('approve', 'department')],
      { act: 'note', hours: 96 },
      ...CHECKED,
    ],
  },
  {
    name: 'joint handling',
    from: WAY_TO.pendingDispatch,
    told: [
      ...(['dispatchJointly', 'sign', 'finish', 'returnToDispatch', 'endJoint', 'withdraw', 'dispatch'] as const),
      ...[by('sign', 'colleague'), by('finish', 'colleague'), by('returnToDispatch', 'colleague')],
      ...['roads', 'green'].flatMap((key) =>
        [true, false].map((isLead) => by('sendPart', 'dispatcher', aPart(key, isLead))),
      ),
      ...CHECKED,
    ],
  },
  {
    name: 'more time and rest for a part',
    from: [...WAY_TO.joint, 'sign', by('sign', 'colleague')],
    told: [
      ...(['requestExtension', 'requestSuspension', 'approve', 'decline', 'cancelRequest', 'finish'] as const),
      ...[by('requestSuspension', 'colleague'), by('finish', 'colleague'), by('returnToDispatch', 'colleague')],
      ...['roads', 'green'].map((key) => by('resume', 'timer', { part: `dept:${key}` })),
      ...['endJoint', ...CHECKED].filter((one): one is Told => one !== 'startCheck'),
    ],
  },
  {
    name: 'command from above',
    from: WAY_TO.pendingSign,
    told: [
      ...(['supervise', 'answerSupervision', 'arrive', 'endWhistle', 'escalate', 'escalateOverdue'] as const),
      by('blowWhistle', 'dispatcher', {
        reason: '塌陷',
        departments: ['roads', 'green'].map((key) => ({ key: `dept:${key}`, name: key })),
      }),
      by('arrive', 'colleague'),
      ...(['returnToDispatch', 'dispatch', 'sign', 'finish', 'startRework'] as const),
      ...CHECKED,
    ],
  },
  {
    name: 'after the end',
    from: WAY_TO.handling,
    told: [
      ...(['finish', 'passCheck', 'close', 'visit', 'appeal', 'approve', 'decline', 'cancelRequest'] as const),
      { act: 'finish', hours: 96 },
      by('visit', 'communityClerk', { reached: true, solved: 'no', satisfied: 'no' }),
      by('approve', 'streetClerk'),
      ...(['handleAgain', 'reopenClosed', 'dispatch', 'sign', 'forceClose'] as const),
    ],
  },
];

const open = (context: CaseContext): readonly string[] =>
  (context.whistle?.called ?? []).filter(({ arrivedAt }) => arrivedAt === null).map(({ key }) => key);

/** What a later judgement can tell standings apart by. Counts that nothing asks for are left out, those that are asked for end where they make no more difference. */
function standingOf({ state, context, path, rules }: Fold): string {
  const { claim, verification, standard, department, handler, parts, request, supervision, whistle, visit } = context;
  const timed = timedStandard(context)?.limit ?? null;
  return JSON.stringify([
    ...[state, claim?.by.id, verification, standard?.id, department, handler?.key],
    parts.map((part) => [
      ...[part.key, part.state, part.isLead, part.isRequired],
      ...[part.request && [part.request.kind, part.request.by.id], part.extensions, part.suspensions],
    ]),
    request && [request.kind, request.by.id, request.decidedBy],
    ...[context.extensions, context.suspensions, context.suspension, context.checker],
    ...[context.reopened, Math.min(context.rehandled, 1), context.appeals, context.exemptAt !== null],
    visit && [visit.solved, visit.satisfied],
    supervision && supervision.answeredAt === null,
    whistle && [whistle.endedAt === null, open(context)],
    ...[context.escalatedAt !== null, context.mergedInto?.from, context.closedAt !== null],
    isHandlingOverdueAt(path, timed, rules, context.changedAt ?? ''),
    FINAL_STATES.has(state) && wasHandledLate(path, timed, rules),
  ]);
}

const ALONE: ReadonlySet<CaseState> = new Set(['pendingSign', 'handling', 'suspended', 'handled']);
const ENDED: ReadonlySet<CaseState> = new Set(['closed', 'forceClosed', 'visited']);
const ASKED: ReadonlySet<CaseState> = new Set(['handling', ...ENDED]);
const POOLED: ReadonlySet<CaseState> = new Set(['reported', 'pendingOpen', 'pendingDispatch']);

/** What holds of every case, wherever it stands; by name, where it does not. */
function faultsOf(fold: Fold): readonly string[] {
  const { state, context } = fold;
  const shown = projectFold(fold);
  if (shown === null) return state === 'draft' ? [] : ['nothing is shown'];
  const departments = [
    context.department,
    ...context.parts.filter((part) => part.state !== 'done').map(({ key }) => key),
  ];
  const isWaitedFor = (): boolean => {
    const one = queuedCase(shown);
    return Object.values(PEOPLE).some((person) =>
      queuesOf(person, one).some((queue) => queue === 'mine' || queue === 'decide'),
    );
  };
  // Alone, or all that is left of a joint handling.
  const left = context.parts.filter((part) => part.state !== 'done');
  const isResting =
    state === 'suspended' || (state === 'joint' && left.length > 0 && left.every((part) => part.state === 'suspended'));
  const holds: Readonly<Record<string, boolean>> = {
    'a department has what one handles alone': !ALONE.has(state) || context.department !== null,
    'a joint handling has parts': state !== 'joint' || context.parts.length > 0,
    'it rests until a day, and nothing else does': (state === 'suspended') === (context.suspension !== null),
    'a merged case says into which': (state === 'merged') === (context.mergedInto !== null),
    'what has ended says when': ENDED.has(state) === (context.closedAt !== null),
    'a request stands where it can be decided': context.request === null || ASKED.has(state),
    'an appeal is asked after the end':
      context.request === null || (context.request.kind === 'appeal') === ENDED.has(state),
    'a claim is on what waits in a pool': context.claim === null || POOLED.has(state),
    'what is opened has a standard': state !== 'pendingDispatch' || context.standard !== null,
    'a part rests until a day, and nothing else does': context.parts.every(
      (part) => (part.state === 'suspended') === (part.suspension !== null),
    ),
    'a part asks while it is handled': context.parts.every(
      (part) => part.request === null || part.state === 'handling',
    ),
    'extensions are not more than allowed': [context, ...context.parts].every(
      ({ extensions }) => extensions <= fold.rules.limits.extensions,
    ),
    'it is held by somebody until it has ended': (shown.holder === null) === FINAL_STATES.has(state),
    'whoever handles it sees it': departments.every((key) => key === null || shown.audience.includes(key)),
    'it waits for somebody until it has ended': FINAL_STATES.has(state) || isResting || isWaitedFor(),
  };
  return Object.entries(holds).flatMap(([name, is]) => (is ? [] : [name]));
}

interface Node {
  readonly log: ReturnType<typeof logOf>;
  readonly fold: Fold;
  readonly next: string[];
}

/** Every standing of a part of the life, with those that follow. */
function walk({ from, told }: Part): ReadonlyMap<string, Node> {
  const log = logOf(from);
  const begun: Node = { log, fold: foldLog(log), next: [] };
  const nodes = new Map([[standingOf(begun.fold), begun]]);
  for (const node of nodes.values()) {
    for (const one of told) {
      const entry = entryOn(node.log, one);
      const verdict = judgeNext(node.fold, entry);
      if (verdict !== null) {
        const { why, fix } = explainVerdict(toldAct(one), verdict);
        assert(/^[^a-zA-Z]+$/.test(why + fix), `${toldAct(one)} is refused in plain Chinese: ${why}${fix}`);
        continue;
      }
      const fold = foldMore(node.fold, [entry]);
      const key = standingOf(fold);
      node.next.push(key);
      if (!nodes.has(key)) nodes.set(key, { log: [...node.log, entry], fold, next: [] });
    }
  }
  return nodes;
}

/** Those from which no way leads to an end. */
function stuck(nodes: ReadonlyMap<string, Node>): readonly string[] {
  const before = new Map<string, string[]>();
  for (const [key, { next }] of nodes) for (const one of next) before.set(one, [...(before.get(one) ?? []), key]);
  const live = new Set([...nodes].filter(([, { fold }]) => FINAL_STATES.has(fold.state)).map(([key]) => key));
  for (const key of live) for (const one of before.get(key) ?? []) live.add(one);
  return [...nodes].flatMap(([key, { log }]) => (live.has(key) ? [] : [log.map(({ act }) => act).join(' ')]));
}

describe('every standing a case can come to', () => {
  it.each(PARTS)('$name: is whole, waits for somebody, is refused in Chinese, and can be brought to an end', (part) => {
    const nodes = walk(part);
    const faults = [...nodes.values()].flatMap(({ fold, log }) =>
      faultsOf(fold).map((fault) => `${fault}: ${log.map(({ act }) => act).join(' ')}`),
    );
    expect(faults.slice(0, 5)).toEqual([]);
    expect(stuck(nodes).slice(0, 5)).toEqual([]);
    expect(nodes.size).toBeGreaterThan(30);
  });
});

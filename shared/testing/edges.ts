import type { Act } from '../cases/acts.ts';
import { CASE_STATES, type CaseState } from '../domain/case.ts';
import { toldAct, WAY_TO, type Told } from './lifecycle.ts';

/** Every edge of the lifecycle, from DOMAIN §3.2: [state, act, next state, what happened before it in that state]. What is not here must be refused. */
export type Edge = readonly [
  from: CaseState,
  act: Told,
  to: CaseState,
  before?: readonly Told[],
  /** Another way into the state than the shortest. */
  way?: readonly Told[],
];

const POOLED: readonly CaseState[] = ['reported', 'pendingOpen'];
const COMMANDED: readonly CaseState[] = [
  'pendingDispatch',
  'pendingSign',
  'handling',
  'joint',
  'handled',
  'feedback',
  'checking',
  'rework',
  'pendingClose',
];
const OVER = ['closed', 'forceClosed', 'visited'] as const;
const UNHAPPY: Told = { act: 'visit', data: { reached: true, solved: 'no', satisfied: 'no' } };
/** Into every end with a handling that took days longer than it might: only that can be appealed against. */
const LATE: Readonly<Record<(typeof OVER)[number], readonly Told[]>> = {
  closed: [...WAY_TO.handling, { act: 'finish', hours: 96 }, 'passCheck', 'close'],
  forceClosed: [...WAY_TO.handling, { act: 'forceClose', hours: 96 }],
  visited: [...WAY_TO.handling, { act: 'finish', hours: 96 }, 'passCheck', 'close', UNHAPPY],
};
const toClose = (state: (typeof OVER)[number]): Edge[] => [
  [state, 'reopenClosed', 'pendingDispatch'],
  [state, 'appeal', state, [], LATE[state]],
  [state, 'approve', state, ['appeal'], LATE[state]],
  // By whom it goes on to: the exemption.
  [state, { act: 'approve', by: 'streetClerk' }, state, ['appeal', 'approve'], LATE[state]],
  [state, 'decline', state, ['appeal'], LATE[state]],
  [state, 'cancelRequest', state, ['appeal'], LATE[state]],
];

const BOTH: readonly Told[] = ['sign', 'finish', { act: 'sign', by: 'colleague' }, { act: 'finish', by: 'colleague' }];
const JOINTLY: readonly Told[] = ['sign', 'finish', { act: 'sign', by: 'colleague' }];
export const EDGES: readonly Edge[] = [
  ['draft', 'report', 'reported'],
  ['draft', 'selfHandle', 'selfHandled'],
  ['reported', 'accept', 'pendingOpen'],
  ['selfHandled', 'confirmSelfHandled', 'closed'],
  ['selfHandled', 'refuseSelfHandled', 'reported'],
  ...POOLED.flatMap((state): Edge[] => [
    [state, 'sendToVerify', 'verifying'],
    [state, 'reject', 'rejected'],
    [state, 'merge', 'merged'],
    [state, 'void', 'void'],
  ]),
  ...[...POOLED, 'selfHandled' as const, 'verifying' as const].map((state): Edge => [state, 'correct', state]),
  ...[...POOLED, 'pendingDispatch' as const].flatMap((state): Edge[] => {
    const by = state === 'pendingDispatch' ? 'dispatcher' : 'communityClerk';
    return [
      [state, { act: 'claim', by }, state],
      [state, { act: 'release', by }, state, [{ act: 'claim', by }]],
      [state, 'leaseEnd', state, [{ act: 'claim', by }]],
    ];
  }),
  ['verifying', 'verify', 'pendingOpen'],
  ['verifying', 'recallVerify', 'pendingOpen'],
  ['pendingOpen', 'open', 'pendingDispatch'],
  ['pendingOpen', 'returnToIntake', 'reported'],
  ['merged', 'unmerge', 'reported'],
  ['merged', 'unmerge', 'pendingOpen', [], ['report', 'accept', 'merge']],
  ['merged', 'breakRing', 'reported'],
  ['merged', 'breakRing', 'pendingOpen', [], ['report', 'accept', 'merge']],
  ['pendingDispatch', 'dispatch', 'pendingSign'],
  ['pendingDispatch', 'dispatchByRule', 'pendingSign'],
  ['pendingDispatch', 'returnToAcceptor', 'pendingOpen'],
  ['pendingSign', 'sign', 'handling'],
  ['pendingSign', 'withdraw', 'pendingDispatch'],
  ['pendingSign', 'returnToDispatch', 'pendingDispatch'],
  ['handling', 'assign', 'handling'],
  ['handling', 'withdrawAssignment', 'handling', ['assign']],
  ['handling', 'finish', 'feedback'],
  ['handling', { act: 'finish', by: 'handler' }, 'handled', ['assign']],
  ['handling', 'returnToDispatch', 'pendingDispatch'],
  ['handling', 'requestExtension', 'handling'],
  ['handling', 'requestSuspension', 'handling'],
  ['handling', 'approve', 'handling', ['requestExtension']],
  ['handling', 'approve', 'suspended', ['requestSuspension']],
  ['handling', 'decline', 'handling', ['requestSuspension']],
  ['handling', 'cancelRequest', 'handling', ['requestExtension']],
  ['pendingDispatch', 'dispatchJointly', 'joint'],
  ['joint', 'sign', 'joint'],
  ['joint', 'finish', 'joint', ['sign']],
  ['joint', { act: 'finish', by: 'colleague' }, 'feedback', JOINTLY],
  ['joint', 'returnToDispatch', 'joint'],
  ['joint', 'returnToDispatch', 'pendingDispatch', [{ act: 'returnToDispatch', by: 'colleague' }]],
  ['joint', 'sendPart', 'joint'],
  ['joint', 'requestExtension', 'joint', ['sign']],
  ['joint', 'requestSuspension', 'joint', ['sign']],
  ['joint', 'approve', 'joint', ['sign', 'requestExtension']],
  ['joint', 'approve', 'joint', ['sign', 'requestSuspension']],
  ['joint', 'decline', 'joint', ['sign', 'requestSuspension']],
  ['joint', 'cancelRequest', 'joint', ['sign', 'requestExtension']],
  ['joint', { act: 'resume', data: { part: 'dept:roads' } }, 'joint', ['sign', 'requestSuspension', 'approve']],
  ['joint', 'endJoint', 'feedback', ['sign', 'finish', { act: 'returnToDispatch', by: 'colleague' }]],
  ['joint', 'withdraw', 'pendingDispatch'],
  ['suspended', 'resume', 'handling'],
  ['handled', 'confirmHandled', 'feedback'],
  ['handled', 'sendBackHandled', 'handling'],
  ['feedback', 'startCheck', 'checking'],
  ['feedback', 'passCheck', 'pendingClose'],
  ['feedback', 'failCheck', 'rework'],
  ['feedback', 'failCheck', 'joint', [], [...WAY_TO.joint, ...BOTH]],
  ['feedback', 'unableToCheck', 'feedback'],
  ['checking', 'unableToCheck', 'feedback'],
  ['checking', 'passCheck', 'pendingClose'],
  ['checking', 'failCheck', 'rework'],
  ['checking', 'failCheck', 'joint', [], [...WAY_TO.joint, ...BOTH, 'startCheck']],
  ['rework', 'startRework', 'handling'],
  ['rework', 'returnToDispatch', 'pendingDispatch'],
  ['pendingClose', 'close', 'closed'],
  ['pendingClose', 'recheck', 'feedback'],
  ['closed', 'visit', 'visited'],
  ['forceClosed', 'visit', 'visited'],
  ['visited', 'handleAgain', 'pendingDispatch', [], [...WAY_TO.closed, UNHAPPY]],
  ['rejected', 'reopen', 'pendingOpen'],
  ...COMMANDED.flatMap((state): Edge[] => [
    [state, 'blowWhistle', state],
    [state, 'arrive', state, ['blowWhistle']],
    [state, 'endWhistle', state, ['blowWhistle']],
    [state, 'escalate', state],
    [state, 'escalateOverdue', state],
    [state, 'forceClose', 'forceClosed'],
  ]),
  ...[...COMMANDED, ...POOLED, 'verifying' as const].flatMap((state): Edge[] => [
    [state, 'supervise', state],
    [state, 'answerSupervision', state, ['supervise']],
  ]),
  ...OVER.flatMap(toClose),
  ...CASE_STATES.filter((state) => state !== 'draft').map((state): Edge => [state, 'note', state]),
];

export const edgeName = ([from, act, to, before = []]: Edge): string =>
  [from, ...before.map(toldAct), toldAct(act), to].join(' ');

/** What happens before the act of an edge, from the beginning. */
export const wayAlong = ([from, , , before = [], way = WAY_TO[from]]: Edge): readonly Told[] => [...way, ...before];

/** The first edge of an act, in a state or in any. */
export const edgeOf = (act: Act, from?: CaseState): Edge | undefined =>
  EDGES.find(([state, told]) => toldAct(told) === act && (from === undefined || from === state));

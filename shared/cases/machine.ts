import type { CaseState } from '../domain/case.ts';
import { EMPTY_CONTEXT } from './case-context.ts';
import { caseSetup } from './machine-setup.ts';

/** An edge to another state, and one that stays where it is. Every act is remembered first; who may do it and what it needs is `permitted`. */
const to = <const A extends string>(target: CaseState, ...actions: A[]) =>
  ({ target, guard: 'permitted', actions: ['remember', ...actions] }) as const;
const stay = <const A extends string>(...actions: A[]) =>
  ({ guard: 'permitted', actions: ['remember', ...actions] }) as const;

const CORRECTION = { correct: stay('rewrite') } as const;
/** Taken out of the public pool for a while, and put back. */
const POOL = { claim: stay('claim'), release: stay('dropClaim'), leaseEnd: stay('dropClaim') } as const;
const SUPERVISION = { supervise: stay('supervise'), answerSupervision: stay('noteAnswer') } as const;
/** From the opening on. */
const COMMAND = {
  ...SUPERVISION,
  blowWhistle: stay('blow'),
  arrive: stay('noteArrival'),
  endWhistle: stay('endWhistle'),
  escalate: stay('escalate'),
  escalateOverdue: stay('escalate'),
  forceClose: to('forceClosed', 'markClosed'),
} as const;
const DECISION = { approve: stay('passOn'), decline: stay('dropRequest'), cancelRequest: stay('dropRequest') } as const;
/** After the end: a visit, an appeal, a second beginning. */
const AFTERWARDS = { appeal: stay('appeal'), ...DECISION, reopenClosed: to('pendingDispatch', 'beginAgain') } as const;

const BACK_TO_DISPATCH = to('pendingDispatch', 'dropDepartment', 'countReturn');
/** Back to where it stood before it was merged. */
const APART = [
  { target: 'reported', guard: 'wasReported', actions: ['remember', 'dropMerger'] },
  to('pendingOpen', 'dropMerger'),
] as const;
const FAILED = [
  { target: 'joint', guard: 'isJoint', actions: ['remember', 'countRound', 'dropChecker', 'reopenParts'] },
  to('rework', 'countRound', 'dropChecker'),
] as const;

/**
 * The lifecycle of a case (DOMAIN §3.2–3.3). The machine decides *when*, `requirements.ts` decides *whether*, and the log is the only memory.
 * What runs beside the states (a claim, a request that waits for a decision, a supervision, a whistle) lies in the context with small guarded edges.
 */
export const caseMachine = caseSetup.createMachine({
  id: 'case',
  initial: 'draft',
  context: EMPTY_CONTEXT,
  on: { note: stay() },
  states: {
    draft: {
      on: {
        note: undefined,
        report: to('reported', 'begin'),
        selfHandle: to('selfHandled', 'begin'),
      },
    },
    reported: {
      exit: 'dropClaim',
      on: {
        ...CORRECTION,
        ...POOL,
        ...SUPERVISION,
        accept: to('pendingOpen'),
        sendToVerify: to('verifying', 'sendOut'),
        reject: to('rejected'),
        merge: to('merged', 'noteMerger'),
        void: to('void'),
      },
    },
    selfHandled: {
      on: {
        ...CORRECTION,
        confirmSelfHandled: to('closed', 'markClosed'),
        refuseSelfHandled: to('reported', 'countReturn'),
      },
    },
    verifying: {
      on: {
        ...CORRECTION,
        ...SUPERVISION,
        verify: to('pendingOpen', 'noteWhatWasSeen'),
        recallVerify: to('pendingOpen', 'dropVerification'),
      },
    },
    pendingOpen: {
      exit: 'dropClaim',
      on: {
        ...CORRECTION,
        ...POOL,
        ...SUPERVISION,
        open: to('pendingDispatch', 'chooseStandard'),
        sendToVerify: to('verifying', 'sendOut'),
        returnToIntake: to('reported', 'countReturn'),
        reject: to('rejected'),
        merge: to('merged', 'noteMerger'),
        void: to('void'),
      },
    },
    pendingDispatch: {
      exit: 'dropClaim',
      on: {
        ...POOL,
        ...COMMAND,
        dispatch: to('pendingSign', 'chooseDepartment'),
        dispatchByRule: to('pendingSign', 'chooseDepartment'),
        dispatchJointly: to('joint', 'divide'),
        // Whoever has just got it back may send it on its way anew or further back, never forward (rule 3).
        returnToAcceptor: to('pendingOpen', 'countReturn'),
      },
    },
    pendingSign: {
      on: {
        ...COMMAND,
        sign: to('handling'),
        withdraw: to('pendingDispatch', 'dropDepartment'),
        returnToDispatch: BACK_TO_DISPATCH,
      },
    },
    handling: {
      on: {
        ...COMMAND,
        ...DECISION,
        assign: stay('chooseHandler'),
        withdrawAssignment: stay('dropHandler'),
        requestExtension: stay('askForTime'),
        requestSuspension: stay('askForPause'),
        approve: [{ target: 'suspended', guard: 'grantsSuspension', actions: ['remember', 'suspend'] }, stay('passOn')],
        finish: [
          // What a person submits is the department's to confirm; the department's own report goes on at once.
          { target: 'handled', guard: 'isAssigned', actions: ['remember', 'dropRequest'] },
          to('feedback', 'dropRequest'),
        ],
        returnToDispatch: BACK_TO_DISPATCH,
      },
    },
    // Each department signs, handles and returns its own part; the case goes on with the last obligatory one.
    joint: {
      on: {
        ...COMMAND,
        sign: stay('signPart'),
        // More time and a rest are asked for, granted and counted part by part.
        requestExtension: stay('askInPart'),
        requestSuspension: stay('askInPart'),
        approve: stay('grantInPart'),
        decline: stay('dropPartRequest'),
        cancelRequest: stay('dropPartRequest'),
        resume: stay('resumePart'),
        finish: [
          { target: 'feedback', guard: 'isLastPart', actions: ['remember', 'finishPart', 'dropPartRequests'] },
          stay('finishPart'),
        ],
        returnToDispatch: [
          { target: 'pendingDispatch', guard: 'isOnlyPart', actions: ['remember', 'dropDepartment', 'countReturn'] },
          stay('returnPart', 'countReturn'),
        ],
        sendPart: stay('addPart'),
        endJoint: to('feedback', 'dropPartRequests'),
        withdraw: to('pendingDispatch', 'dropDepartment'),
      },
    },
    // Nothing is done while it rests; it wakes by itself (rule 7).
    suspended: {
      on: { resume: to('handling', 'endSuspension') },
    },
    handled: {
      on: { ...COMMAND, confirmHandled: to('feedback'), sendBackHandled: to('handling', 'countReturn') },
    },
    feedback: {
      on: {
        ...COMMAND,
        startCheck: to('checking', 'chooseChecker'),
        passCheck: to('pendingClose', 'chooseChecker'),
        failCheck: FAILED,
        unableToCheck: stay('dropChecker'),
      },
    },
    checking: {
      on: {
        ...COMMAND,
        passCheck: to('pendingClose'),
        failCheck: FAILED,
        // Neither: somebody goes again, and nothing is closed on it (rule 10).
        unableToCheck: to('feedback', 'dropChecker'),
      },
    },
    rework: {
      on: { ...COMMAND, startRework: to('handling'), returnToDispatch: BACK_TO_DISPATCH },
    },
    pendingClose: {
      on: {
        ...COMMAND,
        close: to('closed', 'markClosed'),
        recheck: to('feedback', 'dropChecker', 'countReturn'),
      },
    },
    closed: {
      on: { ...AFTERWARDS, visit: to('visited', 'noteVisit') },
    },
    forceClosed: {
      on: { ...AFTERWARDS, visit: to('visited', 'noteVisit') },
    },
    visited: {
      on: { ...AFTERWARDS, handleAgain: to('pendingDispatch', 'beginAgain') },
    },
    rejected: {
      on: { reopen: to('pendingOpen', 'countReopening') },
    },
    merged: {
      on: { unmerge: APART, breakRing: APART },
    },
    void: {},
  },
});

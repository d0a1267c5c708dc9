import { assign, setup } from 'xstate';
import type { CaseDocument, CasePhoto, Finding, LogEntry } from '../domain/case.ts';
import type { StandardRow } from '../domain/catalog.ts';
import type { PhotoRef } from '../domain/evidence.ts';
import { personKey } from '../domain/staff.ts';
import type { Act } from './acts.ts';
import type { DueFields } from './deadline/due-fields.ts';
import { EMPTY_CONTEXT, type CaseContext } from './case-context.ts';
import { unmetRequirement } from './requirements.ts';

export type CaseEvent = { readonly [A in Act]: { readonly type: A; readonly entry: LogEntry } }[Act];

const findingOf = (entry: LogEntry): Finding => entry.data['finding'] as Finding;
const photosOf = (entry: LogEntry, round: number): readonly CasePhoto[] =>
  ((entry.data['photos'] ?? []) as readonly PhotoRef[]).map((photo) => ({ ...photo, round, by: entry.by.id }));

/**
 * The lifecycle of a case (DOMAIN §3.2). The machine decides *when*, `requirements.ts` decides *whether*, and the log is the only memory.
 * Clocks, suspension, extension, appeal and children are states and edges still to come; nothing here assumes there are no others.
 */
export const caseMachine = setup({
  types: { context: {} as CaseContext, events: {} as CaseEvent },
  guards: {
    permitted: ({ context, event }) => unmetRequirement(event.type, context, event.entry) === null,
  },
  actions: {
    begin: assign(({ event }) => ({
      finding: findingOf(event.entry),
      reporter: event.entry.by,
      reportedAt: event.entry.at,
    })),
    rewrite: assign(({ event }) => ({ finding: findingOf(event.entry) })),
    remember: assign(({ context, event }) => ({
      changedAt: event.entry.at,
      photos: [...context.photos, ...photosOf(event.entry, context.round)],
    })),
    chooseStandard: assign(({ event }) => ({ standard: event.entry.data['standard'] as StandardRow })),
    chooseDepartment: assign(({ context, event }) => {
      const department = event.entry.data['department'] as string;
      return { department, departments: [...context.departments.filter((key) => key !== department), department] };
    }),
    dropDepartment: assign({ department: null }),
    chooseChecker: assign(({ event }) => ({ checker: personKey(event.entry.by.id) })),
    dropChecker: assign({ checker: null }),
    countReturn: assign(({ context }) => ({ returns: context.returns + 1 })),
    countRound: assign(({ context }) => ({ round: context.round + 1 })),
    countReopening: assign(({ context }) => ({ reopened: context.reopened + 1 })),
    markClosed: assign(({ event }) => ({ closedAt: event.entry.at })),
  },
}).createMachine({
  id: 'case',
  initial: 'draft',
  context: EMPTY_CONTEXT,
  on: {
    note: { guard: 'permitted', actions: 'remember' },
  },
  states: {
    draft: {
      on: {
        note: undefined,
        report: { target: 'reported', guard: 'permitted', actions: ['begin', 'remember'] },
        selfHandle: { target: 'selfHandled', guard: 'permitted', actions: ['begin', 'remember'] },
      },
    },
    reported: {
      on: {
        correct: { guard: 'permitted', actions: ['rewrite', 'remember'] },
        accept: { target: 'pendingOpen', guard: 'permitted', actions: 'remember' },
        reject: { target: 'rejected', guard: 'permitted', actions: 'remember' },
        void: { target: 'void', guard: 'permitted', actions: 'remember' },
      },
    },
    selfHandled: {
      on: {
        correct: { guard: 'permitted', actions: ['rewrite', 'remember'] },
        confirmSelfHandled: { target: 'closed', guard: 'permitted', actions: ['remember', 'markClosed'] },
        refuseSelfHandled: { target: 'reported', guard: 'permitted', actions: ['remember', 'countReturn'] },
      },
    },
    pendingOpen: {
      on: {
        correct: { guard: 'permitted', actions: ['rewrite', 'remember'] },
        open: { target: 'pendingDispatch', guard: 'permitted', actions: ['chooseStandard', 'remember'] },
        returnToIntake: { target: 'reported', guard: 'permitted', actions: ['remember', 'countReturn'] },
        reject: { target: 'rejected', guard: 'permitted', actions: 'remember' },
        void: { target: 'void', guard: 'permitted', actions: 'remember' },
      },
    },
    pendingDispatch: {
      on: {
        dispatch: { target: 'pendingSign', guard: 'permitted', actions: ['chooseDepartment', 'remember'] },
        returnToAcceptor: { target: 'pendingOpen', guard: 'permitted', actions: ['remember', 'countReturn'] },
      },
    },
    pendingSign: {
      on: {
        sign: { target: 'handling', guard: 'permitted', actions: 'remember' },
        withdraw: { target: 'pendingDispatch', guard: 'permitted', actions: ['dropDepartment', 'remember'] },
        returnToDispatch: {
          target: 'pendingDispatch',
          guard: 'permitted',
          actions: ['dropDepartment', 'remember', 'countReturn'],
        },
      },
    },
    handling: {
      on: {
        finish: { target: 'feedback', guard: 'permitted', actions: 'remember' },
        returnToDispatch: {
          target: 'pendingDispatch',
          guard: 'permitted',
          actions: ['dropDepartment', 'remember', 'countReturn'],
        },
      },
    },
    feedback: {
      on: {
        startCheck: { target: 'checking', guard: 'permitted', actions: ['chooseChecker', 'remember'] },
        passCheck: { target: 'pendingClose', guard: 'permitted', actions: ['chooseChecker', 'remember'] },
        failCheck: { target: 'rework', guard: 'permitted', actions: ['remember', 'countRound', 'dropChecker'] },
      },
    },
    checking: {
      on: {
        passCheck: { target: 'pendingClose', guard: 'permitted', actions: 'remember' },
        failCheck: { target: 'rework', guard: 'permitted', actions: ['remember', 'countRound', 'dropChecker'] },
      },
    },
    rework: {
      on: {
        startRework: { target: 'handling', guard: 'permitted', actions: 'remember' },
        returnToDispatch: {
          target: 'pendingDispatch',
          guard: 'permitted',
          actions: ['dropDepartment', 'remember', 'countReturn'],
        },
      },
    },
    pendingClose: {
      on: {
        close: { target: 'closed', guard: 'permitted', actions: ['remember', 'markClosed'] },
        recheck: { target: 'feedback', guard: 'permitted', actions: ['dropChecker', 'remember', 'countReturn'] },
      },
    },
    closed: {},
    rejected: {
      on: {
        reopen: { target: 'pendingOpen', guard: 'permitted', actions: ['remember', 'countReopening'] },
      },
    },
    void: {},
  },
});

/** The fields of a case document that the fold writes. */
export type CaseProjection = Pick<
  CaseDocument,
  | 'scope'
  | 'audience'
  | 'state'
  | 'stage'
  | 'holder'
  | 'finding'
  | 'reporter'
  | 'reportedAt'
  | 'changedAt'
  | 'photos'
  | 'round'
  | 'returns'
> & {
  readonly standard?: StandardRow;
  readonly department?: string;
  readonly checker?: string;
  readonly closedAt?: string;
} & DueFields;

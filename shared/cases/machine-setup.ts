import { assign, setup } from 'xstate';
import type { CasePhoto, Finding, LogEntry } from '../domain/case.ts';
import type { StandardRow } from '../domain/catalog.ts';
import type { PhotoRef } from '../domain/evidence.ts';
import { personKey } from '../domain/staff.ts';
import { isoAt } from '../lib/clock.ts';
import type { Act } from './acts.ts';
import type { VerifiedAs } from './acts/intake.ts';
import type { CaseContext, DecidedBy, OpenRequest, RequestKind } from './case-context.ts';
import type { BundleChosen } from './acts/handling.ts';
import type { PartChosen } from './acts/joint.ts';
import { requestMeant } from './asked.ts';
import { areDoneWith, newPart, partOn, withoutRequests, withPart, withRequest } from './parts.ts';
import { askedIn, droppedIn, extensionsOfAll, grantedIn, resumedIn } from './part-requests.ts';
import type { Judged } from './requirements.ts';
import { endOfDay } from './rest.ts';

/** An act at its turn in the log. Whoever sends it has judged it before, since he has to say what stands against it: the machine takes his word. */
export type CaseEvent = { readonly [A in Act]: { readonly type: A; readonly isPermitted: boolean } & Judged }[Act];

const MINUTE_MS = 60_000;

/** What an entry says in a field. Its act's schema has been asked before, so that its shape is known. */
const valueOf = ({ entry }: Judged, field: string): unknown => entry.data[field];
const findingOf = (event: Judged): Finding => valueOf(event, 'finding') as Finding;
/** Of any act, also of one whose schema does not speak of photos: there it may be anything. */
const photosOf = ({ data: { photos }, by }: LogEntry, round: number): readonly CasePhoto[] =>
  Array.isArray(photos) ? (photos as readonly PhotoRef[]).map((photo) => ({ ...photo, round, by: by.id })) : [];

/** Whose word a request needs last, and whose before. */
const LAST_WORD: Readonly<Record<RequestKind, DecidedBy>> = {
  extension: 'dispatcher',
  suspension: 'dispatcher',
  appeal: 'streetClerk',
};
function requestOf(kind: RequestKind, context: CaseContext, event: Judged): OpenRequest {
  const { by, id } = event.entry;
  const isHandler = context.handler?.key === personKey(by.id);
  const until = kind === 'suspension' ? (valueOf(event, 'until') as string) : null;
  return { kind, by, entry: id, decidedBy: isHandler ? 'department' : 'dispatcher', until };
}
const isOf = (request: OpenRequest | null, person: string | undefined): boolean =>
  request !== null && personKey(request.by.id) === person;
const isGranted = (context: CaseContext, kind: RequestKind): boolean =>
  context.request?.kind === kind && context.request.decidedBy === LAST_WORD[kind];

/** A case that is not to be handled any more, or by others: whatever belonged to its way through the department goes. */
const UNHANDLED = { handler: null, request: null, parts: [] } as const;

const ownKey = ({ entry }: Judged): string | undefined => entry.by.post.department;

/** What the edges of `machine.ts` are guarded by and do: everything reads the context and the entry, and writes nothing but the context. */
export const caseSetup = setup({
  types: { context: {} as CaseContext, events: {} as CaseEvent },
  guards: {
    permitted: ({ event }) => event.isPermitted,
    isAssigned: ({ context, event }) => event.isPermitted && context.handler !== null,
    isLastPart: ({ context, event }) => event.isPermitted && areDoneWith(context.parts, ownKey(event)),
    isOnlyPart: ({ context, event }) => event.isPermitted && context.parts.length === 1,
    isJoint: ({ context, event }) => event.isPermitted && context.parts.length > 0,
    grantsSuspension: ({ context, event }) => event.isPermitted && isGranted(context, 'suspension'),
    wasReported: ({ context, event }) => event.isPermitted && context.mergedInto?.from === 'reported',
  },
  actions: {
    remember: assign(({ context, event }) => ({
      changedAt: event.entry.at,
      photos: [...context.photos, ...photosOf(event.entry, context.round)],
    })),
    begin: assign(({ event }) => ({
      finding: findingOf(event),
      reporter: event.entry.by,
      reportedAt: event.entry.at,
    })),
    rewrite: assign(({ event }) => ({ finding: findingOf(event) })),

    claim: assign(({ context, event }) => ({
      claims: context.claims + 1,
      claim: {
        by: event.entry.by,
        at: event.at,
        until: isoAt(Date.parse(event.at) + event.rules.limits.leaseMinutes * MINUTE_MS),
      },
    })),
    dropClaim: assign({ claim: null }),
    sendOut: assign(({ event }) => ({
      verification: { worker: (valueOf(event, 'worker') as string | undefined) ?? null, result: null },
    })),
    noteWhatWasSeen: assign(({ context, event }) => ({
      verification: { worker: context.verification?.worker ?? null, result: valueOf(event, 'result') as VerifiedAs },
    })),
    dropVerification: assign({ verification: null }),
    chooseStandard: assign(({ event }) => ({ standard: valueOf(event, 'standard') as StandardRow })),
    noteMerger: assign(({ event }) => ({
      mergedInto: {
        id: valueOf(event, 'into') as string,
        number: (valueOf(event, 'intoNumber') as string | undefined) ?? null,
        from: event.path.at(-1)?.state ?? 'reported',
      },
    })),
    dropMerger: assign({ mergedInto: null }),

    chooseDepartment: assign(({ context, event }) => {
      const department = valueOf(event, 'department') as string;
      const bundle = valueOf(event, 'bundle') as BundleChosen | undefined;
      return {
        department,
        bundle:
          bundle === undefined ? null : { id: bundle.id, size: bundle.cases.length, limit: bundle.standard.limit },
        departments: [...context.departments.filter((key) => key !== department), department],
        ...UNHANDLED,
      };
    }),
    divide: assign(({ context, event }) => {
      const parts = valueOf(event, 'parts') as readonly PartChosen[];
      const keys = parts.map(({ key }) => key);
      return {
        ...UNHANDLED,
        bundle: null,
        department: parts.find(({ isLead }) => isLead)?.key ?? null,
        departments: [...context.departments.filter((key) => !keys.includes(key)), ...keys],
        parts: parts.map((part) => newPart(part, event)),
      };
    }),
    addPart: assign(({ context, event }) => {
      const part = valueOf(event, 'part') as PartChosen;
      return {
        department: part.isLead ? part.key : context.department,
        departments: [...context.departments.filter((key) => key !== part.key), part.key],
        parts: [...context.parts, newPart(part, event)],
      };
    }),
    signPart: assign(({ context, event }) => ({
      parts: withPart(context.parts, ownKey(event), (part) => partOn(part, 'handling', event)),
    })),
    finishPart: assign(({ context, event }) => ({
      parts: withPart(context.parts, ownKey(event), (part) => partOn(droppedIn(part), 'done', event)),
    })),
    returnPart: assign(({ context, event }) => {
      const key = ownKey(event);
      return {
        department: context.department === key ? null : context.department,
        parts: context.parts.filter((part) => part.key !== key),
      };
    }),
    reopenParts: assign(({ context, event }) => ({
      parts: context.parts.map((part) => (part.state === 'done' ? partOn(part, 'handling', event) : part)),
    })),
    askInPart: assign(({ context, event }) => {
      const request = requestOf(event.entry.act === 'requestExtension' ? 'extension' : 'suspension', context, event);
      return { parts: withPart(context.parts, ownKey(event), (part) => askedIn(part, request)) };
    }),
    grantInPart: assign(({ context, event }) => {
      const parts = withRequest(context.parts, requestMeant(context, event.entry), (part) => grantedIn(part, event));
      return { parts, extensions: context.extensions + extensionsOfAll(parts) - extensionsOfAll(context.parts) };
    }),
    dropPartRequest: assign(({ context, event }) => ({
      parts: withRequest(context.parts, requestMeant(context, event.entry), droppedIn),
    })),
    dropPartRequests: assign(({ context }) => ({ parts: withoutRequests(context.parts) })),
    resumePart: assign(({ context, event }) => ({
      parts: withPart(context.parts, valueOf(event, 'part') as string | undefined, (part) => resumedIn(part, event)),
    })),
    dropDepartment: assign({ department: null, bundle: null, ...UNHANDLED }),
    chooseHandler: assign(({ event }) => ({
      handler: { key: valueOf(event, 'handler') as string, name: valueOf(event, 'handlerName') as string },
    })),
    // What the person asked for goes with the assignment; what the department asked for stays (rule 8).
    dropHandler: assign(({ context }) => ({
      handler: null,
      request: isOf(context.request, context.handler?.key) ? null : context.request,
    })),

    askForTime: assign(({ context, event }) => ({ request: requestOf('extension', context, event) })),
    askForPause: assign(({ context, event }) => ({ request: requestOf('suspension', context, event) })),
    appeal: assign(({ context, event }) => ({
      request: { ...requestOf('appeal', context, event), decidedBy: 'dispatcher' as const },
      appeals: context.appeals + 1,
    })),
    // A word of approval: it goes on to the next who decides, or has its effect.
    passOn: assign(({ context, event }) => {
      const { request } = context;
      if (request === null) return {};
      if (request.decidedBy !== LAST_WORD[request.kind])
        return {
          request: { ...request, decidedBy: request.decidedBy === 'department' ? 'dispatcher' : 'streetClerk' },
        };
      return {
        request: null,
        ...(request.kind === 'extension' ? { extensions: context.extensions + 1 } : {}),
        ...(request.kind === 'appeal' ? { exemptAt: event.at } : {}),
      };
    }),
    dropRequest: assign({ request: null }),
    suspend: assign(({ context }) => {
      const until = context.request?.until ?? '';
      return { suspension: { until, endsAt: endOfDay(until) }, suspensions: context.suspensions + 1, request: null };
    }),
    endSuspension: assign({ suspension: null }),

    supervise: assign(({ event }) => ({
      supervision: {
        by: event.entry.by,
        at: event.at,
        replyBy: (valueOf(event, 'replyBy') as string | undefined) ?? null,
        answeredAt: null,
      },
    })),
    noteAnswer: assign(({ context, event }) => ({
      supervision: context.supervision === null ? null : { ...context.supervision, answeredAt: event.at },
    })),
    blow: assign(({ context, event }) => {
      const called = valueOf(event, 'departments') as readonly { readonly key: string; readonly name: string }[];
      const keys = called.map(({ key }) => key);
      return {
        whistle: {
          by: event.entry.by,
          at: event.at,
          called: called.map(({ key, name }) => ({ key, name, arrivedAt: null })),
          endedAt: null,
        },
        departments: [...keys, ...context.departments.filter((key) => !keys.includes(key))],
      };
    }),
    noteArrival: assign(({ context, event }) => ({
      whistle:
        context.whistle === null
          ? null
          : {
              ...context.whistle,
              called: context.whistle.called.map((one) =>
                one.key === event.entry.by.post.department ? { ...one, arrivedAt: event.at } : one,
              ),
            },
    })),
    endWhistle: assign(({ context, event }) => ({
      whistle: context.whistle === null ? null : { ...context.whistle, endedAt: event.at },
    })),
    escalate: assign(({ context, event }) => ({ escalatedAt: context.escalatedAt ?? event.at })),

    chooseChecker: assign(({ event }) => ({ checker: personKey(event.entry.by.id) })),
    dropChecker: assign({ checker: null }),
    countReturn: assign(({ context }) => ({ returns: context.returns + 1 })),
    countRound: assign(({ context }) => ({ round: context.round + 1 })),
    countReopening: assign(({ context }) => ({ reopened: context.reopened + 1 })),
    beginAgain: assign(({ context }) => ({
      rehandled: context.rehandled + 1,
      round: context.round + 1,
      closedAt: null,
      checker: null,
      department: null,
      bundle: null,
      ...UNHANDLED,
    })),
    markClosed: assign(({ context, event }) => ({
      closedAt: event.entry.at,
      request: null,
      parts: withoutRequests(context.parts),
    })),
    noteVisit: assign(({ event }) => ({
      visit: {
        reached: valueOf(event, 'reached') as boolean,
        solved: valueOf(event, 'solved') as 'yes' | 'no' | 'unknown',
        satisfied: valueOf(event, 'satisfied') as 'yes' | 'fair' | 'no' | 'unknown',
        at: event.at,
      },
    })),
  },
});

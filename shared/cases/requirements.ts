import { isUnder } from '../domain/codes.ts';
import type { LogEntry } from '../domain/case.ts';
import { roleSchema, type Role } from '../domain/roles.ts';
import { personKey } from '../domain/staff.ts';
import type { PhotoKind, PhotoRef } from '../domain/evidence.ts';
import { unreachable } from '../lib/assert.ts';
import { categoryKeyText } from '../domain/catalog.ts';
import { daysBetween, shanghaiDayOf } from '../lib/calendar-day.ts';
import { saysNewerWords } from '../lib/newer-words.ts';
import { actOf, type Act, type Requirement } from './acts.ts';
import { MOST_PARTS, type PartChosen } from './acts/joint.ts';
import { askingOf, mayDecide, openRequests, requestMeant } from './asked.ts';
import type { CaseContext, Part } from './case-context.ts';
import type { BundleChosen } from './acts/handling.ts';
import { areDone } from './parts.ts';
import { hoursToCheck, isWithin } from './same-hour.ts';
import { timedStandard } from './timed-standard.ts';
import { isHandlingOverdueAt, wasHandledLate } from './overdue.ts';
import type { Step } from './path.ts';
import type { Rulebook } from './rulebook.ts';
import { isByTimer } from './timer-actor.ts';
import { isHandler, isInScope, isOwnDepartment, placeOf } from './whose.ts';

/** Why an act does not take effect. Words in `refusals.ts`. */
export type Unmet = 'malformed' | 'role' | Requirement;

/** What an act is judged by, beside the state and what the log has said: the entry, when it was made, the way so far, the rules of the case. */
export interface Judged {
  readonly entry: LogEntry;
  /** Bounded time of the entry (see `path.ts`). */
  readonly at: string;
  readonly path: readonly Step[];
  readonly rules: Rulebook;
}

const showsKind = (entry: LogEntry, kinds: readonly PhotoKind[]): boolean =>
  ((entry.data['photos'] ?? []) as readonly PhotoRef[]).some((photo) => kinds.includes(photo.kind));
const says = (entry: LogEntry, field: string): boolean => {
  const value = entry.data[field];
  return typeof value === 'string' && value.trim().length > 0;
};

/** Whether somebody else has it for himself at that moment. */
const isKeptByAnother = ({ claim }: CaseContext, { entry, at }: Judged): boolean =>
  claim !== null && claim.by.id !== entry.by.id && Date.parse(at) < Date.parse(claim.until);

function isWithinDays(entry: LogEntry, at: string, days: number): boolean {
  const until = entry.data['until'];
  if (typeof until !== 'string') return false;
  const ahead = daysBetween(shanghaiDayOf(at), until);
  return ahead >= 1 && ahead <= days;
}

/** Where a part may stand when its department does something with it. */
const TURN: Readonly<Record<string, readonly Part['state'][]>> = {
  sign: ['pendingSign'],
  finish: ['handling'],
  requestExtension: ['handling'],
  requestSuspension: ['handling'],
  returnToDispatch: ['pendingSign', 'handling'],
};

function holds(requirement: Requirement, context: CaseContext, judged: Judged): boolean {
  const { entry, at, path, rules } = judged;
  const { by, data } = entry;
  switch (requirement) {
    case 'inScope':
      return isInScope(context, entry);
    case 'ownDepartment':
      return isOwnDepartment(context, entry);
    case 'reason':
      return says(entry, 'reason');
    case 'standard': {
      const row = data['standard'] as { category: { standard: string; kind: string; code: string } } | undefined;
      const category = context.finding?.category;
      return (
        row !== undefined &&
        category !== undefined &&
        row.category.standard === category.standard &&
        row.category.kind === category.kind &&
        row.category.code === category.code
      );
    }
    case 'departmentChosen':
      return typeof data['department'] === 'string' && data['department'].startsWith('dept:');
    case 'beforePhoto':
      return showsKind(entry, ['before', 'near', 'far']);
    case 'afterPhoto':
      return showsKind(entry, ['after']);
    case 'closeCondition':
      return says(entry, 'closeCondition');
    case 'ownCheck':
      return context.checker === null || context.checker === personKey(by.id) || by.post.role === 'supervisor';
    case 'notReopened':
      return context.reopened === 0;
    case 'reporterOrHolder':
      return (
        context.reporter?.id === by.id ||
        (by.post.role !== 'gridWorker' && isUnder(placeOf(context, entry) ?? '', by.post.scope))
      );
    case 'free':
      return !isKeptByAnother(context, judged);
    case 'notClaimed':
      return context.claim === null || Date.parse(at) >= Date.parse(context.claim.until);
    case 'claimant':
      return context.claim !== null && (context.claim.by.id === by.id || by.post.role === 'supervisor');
    case 'verifier': {
      const worker = context.verification?.worker ?? null;
      return worker === null ? isInScope(context, entry) : worker === personKey(by.id);
    }
    case 'verified': {
      const channel = context.finding?.channel;
      if (channel === undefined || !rules.verifyFirst.includes(channel)) return true;
      const result = context.verification?.result ?? null;
      return result !== null && result !== 'absent';
    }
    case 'wordsUnlessFound':
      return data['result'] === 'exists' || says(entry, 'text');
    case 'handlerChosen':
      return typeof data['handler'] === 'string' && typeof data['handlerName'] === 'string';
    case 'unassigned':
      return context.handler === null;
    case 'assigned':
      return context.handler !== null;
    case 'ownAssignment':
      return context.handler === null || isHandler(context, entry);
    case 'noRequest':
      return askingOf(context, entry, path).request === null;
    case 'requestOpen':
      return openRequests(context).length > 0;
    case 'requestNamed':
      return requestMeant(context, entry) !== null;
    case 'extensionsLeft':
      return askingOf(context, entry, path).extensions < rules.limits.extensions;
    case 'inTime': {
      const own = askingOf(context, entry, path);
      return !isHandlingOverdueAt(own.path, own.limit, rules, at);
    }
    case 'suspensionsLeft':
      return askingOf(context, entry, path).suspensions < rules.limits.suspensions;
    case 'withinYear':
      return isWithinDays(entry, at, rules.limits.suspensionDays);
    case 'decider': {
      const request = requestMeant(context, entry);
      return request !== null && mayDecide(request, context, entry);
    }
    case 'requester':
      return requestMeant(context, entry)?.by.id === by.id;
    case 'handledLate':
      return wasHandledLate(path, timedStandard(context)?.limit ?? null, rules);
    case 'notAppealed':
      return context.appeals === 0;
    case 'supervisionOpen':
      return (
        context.supervision?.answeredAt === null &&
        (by.post.role === 'department' ? isOwnDepartment(context, entry) : isInScope(context, entry))
      );
    case 'noWhistle':
      return context.whistle === null || context.whistle.endedAt !== null;
    case 'whistleOpen':
      return context.whistle?.endedAt === null;
    case 'calledHere':
      return (
        context.whistle?.called.some(({ key, arrivedAt }) => key === by.post.department && arrivedAt === null) === true
      );
    case 'notEscalated':
      return context.escalatedAt === null;
    case 'otherCase':
      return typeof data['into'] === 'string';
    case 'unhappyVisit':
      return context.visit?.solved === 'no' || context.visit?.satisfied === 'no';
    case 'notRehandled':
      return context.rehandled === 0;
    case 'partsChosen': {
      const parts = (data['parts'] ?? []) as readonly PartChosen[];
      const isOneLead = parts.filter(({ isLead, isRequired }) => isLead && isRequired).length === 1;
      return isOneLead && new Set(parts.map(({ key }) => key)).size === parts.length;
    }
    case 'otherPart': {
      const part = data['part'] as PartChosen | undefined;
      const isFree = part !== undefined && !context.parts.some(({ key }) => key === part.key);
      return isFree && context.parts.length < MOST_PARTS && part.isLead === !context.parts.some(({ isLead }) => isLead);
    }
    case 'partsDone':
      return areDone(context.parts);
    case 'partTurn': {
      const own = context.parts.find(({ key }) => key === by.post.department);
      if (own === undefined) return context.parts.length === 0;
      return TURN[entry.act]?.includes(own.state) === true;
    }
    case 'noneSigned':
      return context.parts.every(({ state }) => state === 'pendingSign');
    case 'sameHour': {
      const hours = hoursToCheck(context);
      return hours === null || isWithin(hours, Date.parse(at));
    }
    case 'bundleFits': {
      const bundle = data['bundle'] as BundleChosen | undefined;
      const category = context.finding?.category;
      return (
        bundle === undefined ||
        (context.standard !== null &&
          category !== undefined &&
          categoryKeyText(bundle.standard.category) === categoryKeyText(category))
      );
    }
    case 'byTimer':
      return isByTimer(by);
    default:
      return unreachable(requirement, 'requirement');
  }
}

/** Requirements that something a person fills in must meet. All others decide whether an act is offered at all. */
const FILLED_IN: ReadonlySet<Requirement> = new Set([
  'reason',
  'standard',
  'departmentChosen',
  'afterPhoto',
  'beforePhoto',
  'closeCondition',
  'wordsUnlessFound',
  'handlerChosen',
  'withinYear',
  'otherCase',
  'partsChosen',
  'otherPart',
  'bundleFits',
]);
export const isFilledIn = (requirement: Requirement): boolean => FILLED_IN.has(requirement);

/** Of what a centre has stamped, words that this version does not know were known there: the entry counts, and no case is lost with its beginning. */
function isWellFormed(act: Act, { data, stamp }: LogEntry): boolean {
  const { success, error } = actOf(act).data.safeParse(data);
  return success || (stamp !== undefined && saysNewerWords(error, data));
}

/** A post that this version does not know may do what a centre has taken from it. */
const isByPost = (roles: readonly Role[], { by, stamp }: LogEntry): boolean =>
  roles.includes(by.post.role) || (stamp !== undefined && !roleSchema.safeParse(by.post.role).success);

/** The first thing that stands against an act, beside the state of the case; null when nothing does. Shape first: the rest reads the data. */
export function unmetRequirement(act: Act, context: CaseContext, judged: Judged): Unmet | null {
  if (!isWellFormed(act, judged.entry)) return 'malformed';
  const { roles, requires } = judged.rules.acts[act];
  if (!isByPost(roles, judged.entry)) return 'role';
  return requires.find((requirement) => !holds(requirement, context, judged)) ?? null;
}

/** The same before anything is filled in: what stands against this person doing this act now. */
export function unmetStanding(act: Act, context: CaseContext, blank: Judged): Unmet | null {
  const { roles, requires } = blank.rules.acts[act];
  if (!roles.includes(blank.entry.by.post.role)) return 'role';
  return requires.find((requirement) => !isFilledIn(requirement) && !holds(requirement, context, blank)) ?? null;
}

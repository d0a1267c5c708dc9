import { FINAL_STATES, type CaseDocument, type CaseState } from '../domain/case.ts';
import { isUnder } from '../domain/codes.ts';
import type { User } from '../domain/staff.ts';
import { isRough } from './rough-place.ts';
import { isOfDepartment, isOwn, postWaitedFor } from './whose-turn.ts';

/** The states of an open case in the order of its life. */
export const OPEN_STATES = [
  'reported',
  'selfHandled',
  'verifying',
  'pendingOpen',
  'pendingDispatch',
  'pendingSign',
  'handling',
  'joint',
  'suspended',
  'handled',
  'rework',
  'feedback',
  'checking',
  'pendingClose',
] as const satisfies readonly CaseState[];
export type OpenState = (typeof OPEN_STATES)[number];

/** The queues that do not depend on the hour: what is overdue is asked of the clock, not kept. The stages of `all` are queues of their own, by the state. */
export const STANDING_QUEUES = [
  'mine',
  'decide',
  'all',
  'supervised',
  'returned',
  'returned-twice',
  'recurring',
  'unplaced',
  'undated',
  'no-photo',
  'reported-by-me',
  'unsent',
  'passed-on',
  'unhappy',
  'finished',
] as const;
export type StandingQueue = (typeof STANDING_QUEUES)[number];

/** What must be known of a case to say in which queues it stands. */
export interface QueuedCase extends Pick<CaseDocument, 'state' | 'supervision' | 'request' | 'returns' | 'visit'> {
  readonly gridCode: string;
  readonly department: string | undefined;
  readonly parts: readonly string[] | undefined;
  readonly resting: readonly string[] | undefined;
  readonly reporterId: string;
  /** 反复: another of its class was here lately. What a document alone does not say. */
  readonly recurs: boolean;
  readonly isRough: boolean;
  readonly hasClock: boolean;
  readonly photoCount: number;
  /** Entries of this terminal without a receipt. */
  readonly unsent: number;
}

/** A case as its document says it, as far as queues go. */
export function queuedCase(
  document: Pick<
    CaseDocument,
    'state' | 'supervision' | 'request' | 'returns' | 'visit' | 'finding' | 'department' | 'parts' | 'reporter'
  > & {
    readonly unsent?: unknown;
    readonly dueAt?: unknown;
    readonly suspendedUntil?: unknown;
    readonly photos?: unknown;
    readonly photoCount?: unknown;
  },
  recurs = false,
): QueuedCase {
  const { state, supervision, request, returns, visit, finding, department, reporter, unsent, photos, photoCount } =
    document;
  const open = (document.parts ?? []).filter((part) => part.state !== 'done');
  return {
    ...{ state, supervision, request, returns, visit, department },
    gridCode: finding.place.gridCode,
    parts: state === 'joint' ? open.map((part) => part.department) : undefined,
    resting: open.flatMap((part) => (part.state === 'suspended' ? [part.department] : [])),
    reporterId: reporter.id,
    // What rests has a day on which it goes on.
    hasClock: document.dueAt !== undefined || document.suspendedUntil !== undefined,
    ...{ recurs, isRough: isRough(finding.place) },
    photoCount: typeof photoCount === 'number' ? photoCount : Array.isArray(photos) ? photos.length : 0,
    unsent: typeof unsent === 'number' ? unsent : 0,
  };
}

type Person = Pick<User, 'id' | 'posts'>;

/** Whether a request (延期, 挂账, 申诉) waits for this person's word. The same question as the requirement `decider`, from what a list knows. */
function mayDecide({ id, posts }: Person, { request, department, gridCode }: QueuedCase): boolean {
  if (request === undefined) return false;
  return posts.some(
    (post) =>
      post.role === request.decidedBy &&
      (post.role === 'department'
        ? post.department === department && request.by !== id
        : isUnder(gridCode, post.scope)),
  );
}

const isUnhappy = ({ visit }: QueuedCase): boolean => visit?.solved === 'no' || visit?.satisfied === 'no';

/** The queues of `STANDING_QUEUES` in which a case stands for a person. */
export function queuesOf(person: Person, one: QueuedCase): readonly StandingQueue[] {
  const isOpen = !FINAL_STATES.has(one.state);
  const isHis = isOpen && isOwn(person, one);
  const holds: Readonly<Record<StandingQueue, boolean>> = {
    mine: postWaitedFor(person, one) !== undefined,
    // An appeal is made, and decided, when the case is closed.
    decide: mayDecide(person, one),
    all: isHis,
    supervised: isHis && one.supervision !== undefined && one.supervision.answeredAt === undefined,
    returned: isOpen && one.returns > 0,
    'returned-twice': isOpen && one.returns > 1,
    recurring: isHis && one.recurs,
    unplaced: isHis && one.isRough,
    undated: isHis && !one.hasClock,
    'no-photo': isHis && one.photoCount === 0,
    'reported-by-me': isOpen && one.reporterId === person.id,
    unsent: one.unsent > 0,
    // Whether it is handled again, somebody has to say.
    unhappy: one.state === 'visited' && isUnhappy(one) && isOwn(person, one),
    'passed-on': isOpen && !isHis && isOfDepartment(person),
    finished: !isOpen,
  };
  return STANDING_QUEUES.filter((queue) => holds[queue]);
}

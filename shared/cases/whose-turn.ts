import type { CaseState } from '../domain/case.ts';
import { isUnder } from '../domain/codes.ts';
import type { Post, User } from '../domain/staff.ts';
import { actOf, type Act } from './acts.ts';

/* Whose turn a case is, by what a list knows of it. The case page and the server judge by the whole log. */

/** The act that carries a case one step on from each state: what its queue waits for. */
const NEXT_ACT: Readonly<Partial<Record<CaseState, Act>>> = {
  reported: 'accept',
  selfHandled: 'confirmSelfHandled',
  verifying: 'verify',
  pendingOpen: 'open',
  pendingDispatch: 'dispatch',
  pendingSign: 'sign',
  handling: 'finish',
  joint: 'finish',
  handled: 'confirmHandled',
  rework: 'startRework',
  feedback: 'startCheck',
  checking: 'passCheck',
  pendingClose: 'close',
};

/** `openParts`: of a joint handling. With none open, whoever dispatches says that it is done, or sends another part: the last department gave its own back. */
export const nextActOf = (state: CaseState, openParts?: readonly string[]): Act | undefined =>
  state === 'joint' && openParts?.length === 0 ? 'endJoint' : NEXT_ACT[state];

/** What a list knows of a case; enough to say whether it waits for somebody. */
export interface WaitingCase {
  readonly state: CaseState;
  readonly gridCode: string;
  readonly department: string | undefined;
  /** Of a joint handling: the departments whose part is open. */
  readonly parts?: readonly string[] | undefined;
  /** Those of them whose part rests (挂账): they have it, and nothing waits for them. */
  readonly resting?: readonly string[] | undefined;
}

type Posts = Pick<User, 'posts'>;

/** Whether a department has the case now: alone, or an open part of it. */
export const hasIt = (
  { department, parts }: Pick<WaitingCase, 'department' | 'parts'>,
  key: string | undefined,
): boolean => (parts === undefined ? department === key : key !== undefined && parts.includes(key));

const isResting = ({ resting }: Pick<WaitingCase, 'resting'>, key: string | undefined): boolean =>
  key !== undefined && resting?.includes(key) === true;

/** The person's post in which the case waits for him, if it does. */
export function postWaitedFor({ posts }: Posts, row: WaitingCase): Post | undefined {
  const act = nextActOf(row.state, row.parts);
  if (act === undefined) return undefined;
  return posts.find(
    (post) =>
      actOf(act).roles.includes(post.role) &&
      (post.role === 'department'
        ? hasIt(row, post.department) && !isResting(row, post.department)
        : isUnder(row.gridCode, post.scope)),
  );
}

/** Whether a person works for departments only: his cases are those his departments have now, wherever they are. */
export const isOfDepartment = ({ posts }: Posts): boolean => posts.every((post) => post.role === 'department');

/**
 * Whether a case counts among a person's own. A department still sees what it has sent back or what was dispatched
 * anew to another one; that is another's work by now and would not sum with what waits for it.
 */
export const isOwn = ({ posts }: Posts, row: Pick<WaitingCase, 'department' | 'parts'>): boolean =>
  posts.some((post) => post.role !== 'department' || hasIt(row, post.department));

import { actOf, type Act } from '../../shared/cases/acts.ts';
import { isFilledIn } from '../../shared/cases/requirements.ts';
import type { CaseState } from '../../shared/domain/case.ts';
import { isUnder } from '../../shared/domain/codes.ts';
import type { Post, User } from '../../shared/domain/staff.ts';

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

export const nextActOf = (state: CaseState): Act | undefined => NEXT_ACT[state];

/** What a list knows of a case; enough to say whether it waits for this person. */
export interface WaitingCase {
  readonly state: CaseState;
  readonly gridCode: string;
  readonly department: string | undefined;
  /** Of a joint handling: the departments whose part is open. */
  readonly parts?: readonly string[] | undefined;
}

/** Whether a department has the case now: alone, or an open part of it. */
export const hasIt = (
  { department, parts }: Pick<WaitingCase, 'department' | 'parts'>,
  key: string | undefined,
): boolean => (parts === undefined ? department === key : key !== undefined && parts.includes(key));

/** The person's post in which the case waits for him, if it does. The server and the case page judge by the whole log; a list by this. */
export function postWaitedFor(user: User, row: WaitingCase): Post | undefined {
  const act = nextActOf(row.state);
  if (act === undefined) return undefined;
  return user.posts.find(
    (post) =>
      actOf(act).roles.includes(post.role) &&
      (post.role === 'department' ? hasIt(row, post.department) : isUnder(row.gridCode, post.scope)),
  );
}

/** Whether an act needs something from the person beside the click. */
export const asksForMore = (act: Act): boolean => actOf(act).requires.some(isFilledIn);

/** Whether an act is done on the case's own page, where the person sees the whole case first; the others are done at once from a list. */
export const opensFirst = (act: Act): boolean =>
  asksForMore(act) || act === 'passCheck' || act === 'confirmSelfHandled' || act === 'confirmHandled';

const GOING: Readonly<Partial<Record<Act, string>>> = {
  finish: '去报完成',
  passCheck: '去核查',
  confirmSelfHandled: '去抽查',
  confirmHandled: '去确认',
  verify: '去核实',
};

/** What a row's button says: `受理` does it here and now, `去立案` goes to the page where it is done. */
export const rowActWords = (act: Act): string =>
  opensFirst(act) ? (GOING[act] ?? `去${actOf(act).label}`) : actOf(act).label;

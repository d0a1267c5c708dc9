import { CASE_STATES, FINAL_STATES, type CaseDocument, type CaseState, type LogEntry } from '../domain/case.ts';
import { isUnder } from '../domain/codes.ts';
import type { Post, User } from '../domain/staff.ts';
import { ACT_NAMES, actOf, STATE_STAGE, type Act } from './acts.ts';
import { foldLog, judgeNext, knowsAct, type Fold, type Verdict } from './fold.ts';
import { NATIONAL_ONLY, type Rulebooks } from './rulebook.ts';
import { explainVerdict } from './refusals.ts';
import { unmetStanding } from './requirements.ts';
import { hasIt } from './whose-turn.ts';

export interface OfferedAct {
  readonly act: Act;
  readonly label: string;
  readonly key: string | undefined;
  readonly legal: boolean;
  /** The post in which this person would act. */
  readonly post: Post;
}
export interface WithheldAct {
  readonly act: Act;
  readonly label: string;
  readonly why: string;
  /** True when the case has passed every step at which the act is done: nobody waits for it any more. */
  readonly isBehind: boolean;
}
export interface ActsFor {
  readonly offered: readonly OfferedAct[];
  /** Acts of this person's posts that may not be done now, and why. */
  readonly withheld: readonly WithheldAct[];
}

/** The person's posts fit for the act, those that have this case first: who holds two may do in one what he may not in the other. */
function postsFor(act: Act, user: User, document: CaseDocument, { rules }: Fold): readonly Post[] {
  const { department } = document;
  const parts = document.parts?.map((part) => part.department);
  const fit = user.posts.filter((post) => rules.acts[act].roles.includes(post.role));
  const hasCase = (post: Post): boolean =>
    post.role === 'department' ? hasIt({ department, parts }, post.department) : isUnder(document.scope, post.scope);
  return [...fit.filter(hasCase), ...fit.filter((post) => !hasCase(post))];
}

interface Tried {
  readonly post: Post;
  readonly verdict: Verdict | null;
}

/** In the first post in which nothing stands against it; where something does in each, what stands against the first. `undefined` without a post for it. */
function tryIn(posts: readonly Post[], judge: (post: Post) => Verdict | null): Tried | undefined {
  const [first, ...others] = posts.map((post) => ({ post, verdict: judge(post) }));
  return first?.verdict === null ? first : (others.find(({ verdict }) => verdict === null) ?? first);
}

/** An entry with nothing filled in: enough to ask what would stand against it. */
const blank = (act: Act, user: User, post: Post, at: string): LogEntry => ({
  id: 'probe',
  act,
  by: { id: user.id, name: user.displayName, post },
  device: '',
  at,
  clock: 'trusted',
  after: null,
  data: {},
});

export type Judged = { readonly ok: true; readonly post: Post } | { readonly ok: false; readonly why: string };

/** What would become of an act with all its data, at an instant: in which post it is done, or in plain Chinese why it has no effect. */
export function judgeAct(
  user: User,
  document: CaseDocument,
  act: Act,
  data: Readonly<Record<string, unknown>>,
  at: string,
  rulebooks: Rulebooks = NATIONAL_ONLY,
): Judged {
  const fold = foldLog(document.log, rulebooks);
  const tried = tryIn(postsFor(act, user, document, fold), (post) =>
    judgeNext(fold, { ...blank(act, user, post, at), data }),
  );
  if (tried === undefined) {
    return { ok: false, why: explainVerdict(act, { why: 'role', state: fold.state }, fold.rules).why };
  }
  const { post, verdict } = tried;
  return verdict === null ? { ok: true, post } : { ok: false, why: explainVerdict(act, verdict, fold.rules).why };
}

function standsAgainst(act: Act, fold: Fold, entry: LogEntry): Verdict | null {
  if (!knowsAct(fold.state, act)) return { why: 'notNow', state: fold.state };
  const { path, rules } = fold;
  const unmet = unmetStanding(act, fold.context, { entry, at: entry.at, path, rules });
  return unmet === null ? null : { why: unmet, state: fold.state };
}

const isBehind = (act: Act, state: CaseState): boolean =>
  CASE_STATES.every(
    (from) => !knowsAct(from, act) || STATE_STAGE[from] < STATE_STAGE[state] || FINAL_STATES.has(state),
  );

/** Acts that people wait for: that one of them is still to come, or over, is worth a word. */
const ON_THE_WAY: ReadonlySet<Act> = new Set([
  'confirmSelfHandled',
  'refuseSelfHandled',
  'accept',
  'reject',
  'void',
  'reopen',
  'returnToIntake',
  'open',
  'dispatch',
  'withdraw',
  'returnToAcceptor',
  'sign',
  'returnToDispatch',
  'finish',
  'confirmHandled',
  'startCheck',
  'passCheck',
  'failCheck',
  'startRework',
  'close',
  'recheck',
  'correct',
]);
/** Answers to what nobody has asked: their absence says nothing. */
const QUIET: ReadonlySet<Verdict['why']> = new Set([
  'notClaimed',
  'claimant',
  'verifier',
  'assigned',
  'requestOpen',
  'decider',
  'requester',
  'handledLate',
  'notAppealed',
  'supervisionOpen',
  'noWhistle',
  'whistleOpen',
  'calledHere',
  'notEscalated',
  'unhappyVisit',
  'notRehandled',
  'partsDone',
  'partTurn',
]);
const isTold = ({ why }: Verdict, act: Act): boolean => (why === 'notNow' ? ON_THE_WAY.has(act) : !QUIET.has(why));

/** Acts that begin a case or come due by themselves: nobody is offered them on a case that is there. */
const NEVER_OFFERED: ReadonlySet<Act> = new Set([
  'report',
  'selfHandle',
  ...ACT_NAMES.filter((act) => actOf(act).requires.includes('byTimer')),
]);

/** What this person may do with the case at an instant, and what of his usual acts he may not, each with the reason. `fold`: of its log, where that is at hand. */
export function actsFor(
  user: User,
  document: CaseDocument,
  at: string,
  rulebooks: Rulebooks = NATIONAL_ONLY,
  fold: Fold = foldLog(document.log, rulebooks),
): ActsFor {
  const offered: OfferedAct[] = [];
  const withheld: WithheldAct[] = [];
  for (const act of ACT_NAMES) {
    if (NEVER_OFFERED.has(act)) continue;
    const tried = tryIn(postsFor(act, user, document, fold), (post) =>
      standsAgainst(act, fold, blank(act, user, post, at)),
    );
    if (tried === undefined) continue;
    const { post, verdict } = tried;
    const { legal, key } = actOf(act);
    const { label } = fold.rules.acts[act];
    if (verdict === null) offered.push({ act, label, key, legal, post });
    else if (isTold(verdict, act))
      withheld.push({
        act,
        label,
        why: explainVerdict(act, verdict, fold.rules).why,
        isBehind: isBehind(act, fold.state),
      });
  }
  return { offered, withheld };
}

import { CASE_STATES, FINAL_STATES, type CaseDocument, type CaseState, type LogEntry } from '../domain/case.ts';
import { isUnder } from '../domain/codes.ts';
import type { Post, User } from '../domain/staff.ts';
import { ACT_NAMES, actOf, STATE_STAGE, type Act } from './acts.ts';
import { foldLog, knowsAct, type Fold, type Verdict } from './fold.ts';
import { explainVerdict } from './refusals.ts';
import { unmetStanding } from './requirements.ts';

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

/** The person's post fit for the act on this case, the most specific first. */
function postFor(act: Act, user: User, document: CaseDocument): Post | undefined {
  const fit = user.posts.filter((post) => actOf(act).roles.includes(post.role));
  return (
    fit.find((post) =>
      post.role === 'department' ? post.department === document.department : isUnder(document.scope, post.scope),
    ) ?? fit[0]
  );
}

/** An entry with nothing filled in: enough to ask what would stand against it. */
const blank = (act: Act, user: User, post: Post): LogEntry => ({
  id: 'probe',
  act,
  by: { id: user.id, name: user.displayName, post },
  device: '',
  at: '1970-01-01T00:00:00.000Z',
  clock: 'trusted',
  after: null,
  data: {},
});

function standsAgainst(act: Act, fold: Fold, entry: LogEntry): Verdict | null {
  if (!knowsAct(fold.state, act)) return { why: 'notNow', state: fold.state };
  const unmet = unmetStanding(act, fold.context, entry);
  return unmet === null ? null : { why: unmet, state: fold.state };
}

const isBehind = (act: Act, state: CaseState): boolean =>
  CASE_STATES.every(
    (from) => !knowsAct(from, act) || STATE_STAGE[from] < STATE_STAGE[state] || FINAL_STATES.has(state),
  );

/** What this person may do with the case now, and what of his usual acts he may not, each with the reason. */
export function actsFor(user: User, document: CaseDocument): ActsFor {
  const fold = foldLog(document.log);
  const offered: OfferedAct[] = [];
  const withheld: WithheldAct[] = [];
  for (const act of ACT_NAMES) {
    const post = postFor(act, user, document);
    if (post === undefined || act === 'report' || act === 'selfHandle') continue;
    const { label, legal, key } = actOf(act);
    const verdict = standsAgainst(act, fold, blank(act, user, post));
    if (verdict === null) offered.push({ act, label, key, legal, post });
    else withheld.push({ act, label, why: explainVerdict(act, verdict).why, isBehind: isBehind(act, fold.state) });
  }
  return { offered, withheld };
}

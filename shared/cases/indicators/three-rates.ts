import type { Actor, Channel } from '../../domain/case.ts';
import { countCases, counts, leftOut, type Counted, type Verdict } from './counted.ts';
import type { Step } from '../path.ts';
import { closedAt, exemptedBy, forcedAt, type CaseHistory } from './history.ts';

/*
 * 三率 (DOMAIN §3.5) of what people asked for: answered, solved, satisfied. Each with its three raw counts, what was left out, why and by whom; never only the percentage.
 */

/** Channels on which somebody waits for an answer. */
const ASKED: ReadonlySet<Channel> = new Set(['hotline', 'phone', 'visit', 'public']);

/** Hours, day and night, within which somebody must have taken a demand up. */
export interface AnswerHours {
  readonly urgent: number;
  readonly ordinary: number;
}
/** DOMAIN §3.5; every place sets its own. */
export const USUAL_ANSWER_HOURS: AnswerHours = { urgent: 2, ordinary: 24 };

const isAsked = ({ context }: CaseHistory): boolean => context.finding !== null && ASKED.has(context.finding.channel);

/** 剔除: repeated, closed with an answer though it cannot be done, exempted on appeal; with whoever decided so. */
function leftOutOfRates(one: CaseHistory): Verdict | null {
  const last: Actor | null = one.path.at(-1)?.by ?? null;
  if (one.state === 'merged') return leftOut('merged', last);
  if (one.state === 'void') return leftOut('void', last);
  const forced = forcedAt(one);
  if (forced !== undefined) return leftOut('forceClosed', forced.by);
  const by = exemptedBy(one);
  return by === null ? null : leftOut('exempt', by);
}

/** Until when somebody else must have taken a demand up; null for what nobody reported. */
export const answerLimitMs = (
  { path, context }: CaseHistory,
  hours: AnswerHours = USUAL_ANSWER_HOURS,
): number | null => {
  const [begun] = path;
  if (begun === undefined) return null;
  return Date.parse(begun.from) + hours[context.finding?.urgent === true ? 'urgent' : 'ordinary'] * 3_600_000;
};

/** 响应率: of the demands, those that somebody else took up in time. One that still has time is not judged. */
export const answerRate = (
  histories: readonly CaseHistory[],
  nowMs: number,
  hours: AnswerHours = USUAL_ANSWER_HOURS,
): Counted =>
  countCases(histories, (one) => {
    if (!isAsked(one)) return null;
    const out = leftOutOfRates(one);
    if (out !== null) return out;
    const limitMs = answerLimitMs(one, hours);
    const taken = one.path[1];
    if (limitMs === null) return null;
    if (taken !== undefined) return counts(Date.parse(taken.from) <= limitMs);
    return nowMs > limitMs ? counts(false) : leftOut('underway');
  });

/** Until when the other side wants an answer; null where it named no time. */
export const replyLimitMs = ({ context }: CaseHistory): number | null => {
  const replyBy = context.finding?.received?.replyBy;
  return replyBy === undefined ? null : Date.parse(replyBy);
};

/** When there was something to answer: closed in whatever way, or not taken up; undefined before. */
const answeredAt = (one: CaseHistory): Step | undefined => (one.state === 'rejected' ? one.path.at(-1) : closedAt(one));

/** 按期办复率: of what came with a time for the answer, what was closed or turned down by then. One that still has time is not judged. */
export const repliedInTime = (histories: readonly CaseHistory[], nowMs: number): Counted =>
  countCases(histories, (one) => {
    const limitMs = replyLimitMs(one);
    if (limitMs === null) return null;
    const last: Actor | null = one.path.at(-1)?.by ?? null;
    if (one.state === 'merged') return leftOut('merged', last);
    if (one.state === 'void') return leftOut('void', last);
    const answered = answeredAt(one);
    if (answered !== undefined) return counts(Date.parse(answered.from) <= limitMs);
    return nowMs > limitMs ? counts(false) : leftOut('underway');
  });

/** What the last visit said, as far as it can be judged. */
function visited(one: CaseHistory, field: 'solved' | 'satisfied'): Verdict | string | null {
  if (!isAsked(one)) return null;
  const out = leftOutOfRates(one);
  if (out !== null) return out;
  const visit = one.entries.findLast(({ act }) => act === 'visit')?.data;
  if (visit === undefined) return leftOut('notVisited');
  if (visit['reached'] !== true) return leftOut('notReached');
  const said = visit[field];
  return typeof said !== 'string' || said === 'unknown' ? leftOut('noAnswer') : said;
}

/** 解决率: of the visits with an answer, those that say it is solved. */
export const solvedRate = (histories: readonly CaseHistory[]): Counted =>
  countCases(histories, (one) => {
    const said = visited(one, 'solved');
    return typeof said === 'string' ? counts(said === 'yes') : said;
  });

/** 满意率: of the visits with an answer, those that say satisfied. Whether 基本满意 counts is the place's to say; without a word it does not. */
export const satisfiedRate = (histories: readonly CaseHistory[], isFairEnough = false): Counted =>
  countCases(histories, (one) => {
    const said = visited(one, 'satisfied');
    return typeof said === 'string' ? counts(said === 'yes' || (isFairEnough && said === 'fair')) : said;
  });

import type { CaseDocument, Finding, LogEntry } from '../domain/case.ts';
import type { Post, User } from '../domain/staff.ts';
import type { ControlEntry } from '../domain/catalog.ts';
import { shanghaiDayOf } from '../lib/calendar-day.ts';
import { fail, ok, type Result } from '../lib/result.ts';
import { explainControl } from './control/controls.ts';
import { foldLog, foldMore, judgeNext, projectCase, projectFold, type Fold } from './fold.ts';
import { mergeLogs, orderLog } from './merge.ts';
import { explainVerdict, type Explained } from './refusals.ts';
import { NATIONAL_ONLY, type Rulebooks } from './rulebook.ts';
import type { Shelf } from './shelf.ts';

/** Why a pushed case is not taken. `entry` is the entry at fault; the author gets the words in his 退回箱. */
export interface CaseRefusal extends Explained {
  readonly code: 'not-yours' | 'not-legal' | 'missing-predecessor' | 'clock' | 'begins-nowhere' | 'controlled';
  readonly entry: string;
}

export interface Received {
  /** The merged, stamped document with its projection written anew; revision fields are the caller's. */
  readonly document: CaseDocument;
  /** The entries stamped by this call, in order. Empty: nothing new was in the push. */
  readonly stamped: readonly string[];
  /** The fold of the document's log: who pushes on to the same case need not fold it again. */
  readonly fold: Fold;
}

export interface ReceiveBy {
  /** Absent: the national one for everything. */
  readonly rulebooks?: Rulebooks;
  /** What a first entry may name; absent: it is taken at its word. */
  readonly shelf?: Pick<Shelf, 'versionAt' | 'againstVersion' | 'controlOn'>;
  /** The fold of the stored log, where the caller has it at hand. */
  readonly storedFold?: Fold;
}

/** Claimed times may run ahead of the server by this much before the entry is refused; behind, they may be as old as they like. */
const AHEAD_MS = 5 * 60_000;

const samePost = (a: Post, b: Post): boolean =>
  a.role === b.role && a.scope === b.scope && a.department === b.department;

/** Whether the entry's author is the signed-in person in one of his present posts. */
const isBy = (user: User, entry: LogEntry): boolean =>
  entry.by.id === user.id && user.posts.some((post) => samePost(post, entry.by.post));

/**
 * Takes a pushed case against the stored one (DESIGN §4): the union of both logs, every new entry judged on the prefix its author had seen,
 * stamped once in order of arrival. An entry legal when made and no longer legal at its place stays, without effect.
 * Idempotent: entries already stored count as they are stored, whatever the push says of them. Pure; used by the server, the seed and the tests.
 */
export function receiveCase(
  stored: CaseDocument | null,
  pushed: CaseDocument,
  user: User,
  nowMs: number,
  { rulebooks = NATIONAL_ONLY, shelf, storedFold }: ReceiveBy = {},
): Result<Received, CaseRefusal> {
  const known = new Map((stored?.log ?? []).map((entry) => [entry.id, entry]));
  const fresh = orderLog(pushed.log.filter((entry) => !known.has(entry.id)).map(withoutStamp));
  const log: LogEntry[] = [...(stored?.log ?? [])];
  let seq = log.reduce((highest, entry) => Math.max(highest, entry.stamp?.seq ?? 0), 0);
  // Folding is what costs: the log so far is folded once, then entry by entry.
  let fold = storedFold ?? foldLog(log, rulebooks);
  for (const sent of fresh) {
    const entry = log.length === 0 ? underKnownRules(sent, shelf) : sent;
    const refusal = refuse(entry, log, fold, user, nowMs);
    if (refusal !== null) return fail(refusal);
    const control = log.length === 0 ? controlAgainst(entry, shelf) : null;
    if (control !== null) return fail({ code: 'controlled', entry: entry.id, ...explainControl(control) });
    seq += 1;
    // He is who he is: his name is that of his account, whatever he sent.
    const by = { ...entry.by, name: user.displayName };
    const stamped = { ...entry, by, stamp: { seq, at: new Date(nowMs).toISOString() } };
    log.push(stamped);
    fold = foldMore(fold, [stamped]);
  }
  const merged = mergeLogs(log, []);
  if (merged.some((entry, place) => entry !== log[place])) fold = foldLog(merged, rulebooks);
  if (projectFold(fold) === null) {
    return fail({ code: 'begins-nowhere', entry: fresh[0]?.id ?? '', why: '这件没有上报内容', fix: '重新上报一件。' });
  }
  const base = stored ?? pushed;
  return ok({
    document: projectCase({ ...base, log: [...merged] }, fold),
    stamped: fresh.map((entry) => entry.id),
    fold,
  });
}

const withoutStamp = (entry: LogEntry): LogEntry => {
  const { stamp: _given, rulesPut: _put, ...rest } = entry;
  return rest;
};

/** Of a finding that somebody reports; what he has handled himself is no work for anybody. Its form has been judged. */
const controlAgainst = ({ act, data, at }: LogEntry, shelf: ReceiveBy['shelf']): ControlEntry | null =>
  act === 'report' && shelf !== undefined ? shelf.controlOn(data['finding'] as Finding, at) : null;

/**
 * The first entry as the case is kept: a version that does not exist, is not of the place or not yet in force is no fault of the finding. It is put right to the one
 * in force, and the entry says so; whether it is legal under that is judged as ever.
 */
function underKnownRules(entry: LogEntry, shelf: ReceiveBy['shelf']): LogEntry {
  const { rules, data, at } = entry;
  if (shelf === undefined || rules === undefined) return entry;
  const place = (data['finding'] as Finding | undefined)?.place.gridCode ?? '';
  const day = shanghaiDayOf(at);
  const against = shelf.againstVersion(rules, place, day);
  return against === null
    ? entry
    : { ...entry, rules: shelf.versionAt(place, day), rulesPut: { named: rules, ...against } };
}

/** Somebody else's entry, or one made in a post that its author does not hold any more. */
export const NOT_YOURS = 'not-yours';

/** `whole` is the fold of the whole log: most authors have seen all of it. */
function refuse(entry: LogEntry, log: readonly LogEntry[], whole: Fold, user: User, nowMs: number): CaseRefusal | null {
  if (!isBy(user, entry)) {
    return {
      code: NOT_YOURS,
      entry: entry.id,
      why: '这一步不是用你现在的岗位写的',
      fix: '用现在的岗位重新办理一次，再放弃这一条。是别的账号写的，就用那个账号登录再送。',
    };
  }
  if (Date.parse(entry.at) > nowMs + AHEAD_MS) {
    return {
      code: 'clock',
      entry: entry.id,
      why: '这一步的时间比中心还晚，本机时钟不准',
      fix: '联网校时后重新办理一次。',
    };
  }
  const seen = entry.after === null ? -1 : log.findIndex((other) => other.id === entry.after);
  if (entry.after !== null && seen === -1) {
    return {
      code: 'missing-predecessor',
      entry: entry.id,
      why: '这一步前面的经过还没有送到中心',
      fix: '先送前面的步骤，再送这一步。',
    };
  }
  const seenFold = seen === log.length - 1 ? whole : foldLog(log.slice(0, seen + 1), whole.rulebooks);
  const verdict = judgeNext(seenFold, entry);
  if (
    verdict === null ||
    verdict.why === 'unknown' ||
    judgeNext(foldLog(ownView(entry, log), whole.rulebooks), entry) === null
  )
    return null;
  return { code: 'not-legal', entry: entry.id, ...explainVerdict(entry.act, verdict, whole.rules) };
}

/**
 * What an author had before him who wrote several entries without contact: the prefix he began on, then his own run. Colleagues' entries that the
 * server stamped in between lie before his later ones in the log, but he could not know of them.
 */
function ownView(entry: LogEntry, log: readonly LogEntry[]): readonly LogEntry[] {
  const byId = new Map(log.map((other) => [other.id, other]));
  const run: LogEntry[] = [];
  let before = entry.after === null ? undefined : byId.get(entry.after);
  while (before?.by.id === entry.by.id && !run.includes(before)) {
    run.unshift(before);
    before = before.after === null ? undefined : byId.get(before.after);
  }
  const begun =
    before === undefined ? [] : log.slice(0, log.indexOf(before) + 1).filter((other) => !run.includes(other));
  return [...begun, ...run];
}

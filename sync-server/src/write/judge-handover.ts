import { mayRead, mayWrite, mayWriteType } from '../../../shared/access/rights.ts';
import type { Placed } from '../../../shared/domain/base-document.ts';
import { codeLine } from '../../../shared/domain/codes.ts';
import { isDocumentType, typeOfId } from '../../../shared/domain/document-types.ts';
import { DECISION_FIELDS, handoverSchema, handoverTypeOf } from '../../../shared/domain/handover.ts';
import type { User } from '../../../shared/domain/staff.ts';
import { canonicalJson } from '../../../shared/lib/canonical-json.ts';
import { isoAt } from '../../../shared/lib/clock.ts';
import { REFUSALS, type Refusal } from '../../../shared/sync/refusal.ts';
import type { CoveringIndex } from '../index/covering-index.ts';
import type { StoredDocument } from '../store/port.ts';
import { refused, refusedShape, type JudgeContext, type Judgement, type Submission } from './judgement.ts';

/** One edit with what it was made upon; a case with everything in its log is the largest. */
const MOST_BYTES = 2_000_000;

type Fields = Readonly<Record<string, unknown>>;

/**
 * A hand-over as its author brings it: taken from anybody who may write the type of its subject, whether or not he sees the subject, and put where that lies now.
 * Where it came to lie, and whether there is a subject at all, shows in no answer. `null`: it is no such thing, but a decision on one that is in sight.
 */
export async function judgeHandover(
  { pushed, stored }: Submission,
  { user, nowMs }: JudgeContext,
  subjects: CoveringIndex,
): Promise<Judgement | null> {
  if (pushed.deleted) return refused(REFUSALS.deletion);
  if (stored !== null && mayWrite(user, stored, stored) === 'allowed' && !isRepeat(stored, pushed.content)) return null;
  // Of others' there is nothing to learn: the same words whether it is out of sight or nowhere.
  if ((pushed.content['by'] as { id?: unknown } | undefined)?.id !== user.id) return refused(REFUSALS.author);
  const parsed = handoverSchema.safeParse(pushed.content);
  if (!parsed.success) return refusedShape(parsed.error.issues[0]?.path.join('.'));
  const { audience: _claimed, takenAt: _his, ...claimed } = parsed.data;
  const subjectType = typeOfId(claimed.subject);
  if (!isDocumentType(subjectType) || !mayWriteType(user, subjectType)) return refused(REFUSALS.type);
  if (claimed.state !== 'open') return refusedShape('state');
  if (Object.keys(pushed.attachments ?? {}).length > 0) return refusedShape('_attachments');
  if (Buffer.byteLength(JSON.stringify(claimed)) > MOST_BYTES) return refused(REFUSALS.tooLarge);
  if (stored !== null) {
    return isAuthor(stored, user) ? { kind: 'same', inForce: stored } : refused(REFUSALS.immutable);
  }
  const subject = (await subjects.documents([claimed.subject])).get(claimed.subject);
  return { kind: 'write', content: { ...claimed, ...placeBy(subject, claimed, user), takenAt: isoAt(nowMs) } };
}

const isAuthor = (stored: StoredDocument, { id }: User): boolean => (stored['by'] as { readonly id: string }).id === id;

/** The very thing sent once more, its first answer lost: nothing is decided by it, whatever was decided since. */
const isRepeat = (stored: StoredDocument, content: Fields): boolean =>
  content['state'] === 'open' &&
  content['takenAt'] === undefined &&
  canonicalJson(stored['change'] ?? stored['entry']) === canonicalJson(content['change'] ?? content['entry']);

/**
 * Where the subject lies. When there is none: where its author last knew it, but out of his own sight, so that he learns no more than of one that is hidden from him; it goes to
 * its subject should that come (`follow-subjects.ts`).
 */
function placeBy(
  subject: Placed | undefined,
  claimed: Pick<Placed, '_id' | 'type' | 'scope'>,
  author: User,
): Pick<Placed, 'scope' | 'audience'> {
  if (subject === undefined) {
    const { _id, type, scope } = claimed;
    const isHidden = (place: string): boolean => !mayRead(author, { _id, type, scope: place });
    return { scope: codeLine(scope).findLast(isHidden) ?? scope };
  }
  const { scope, audience } = subject;
  return audience === undefined ? { scope } : { scope, audience: [...audience] };
}

/** What stands against a decision: it may say who decided what and why, and change nothing of what was handed over. */
export function againstDecision(before: StoredDocument, after: Fields, user: User): Refusal | null {
  const rest = (document: Fields): string => {
    const open = new Set<string>([...DECISION_FIELDS, 'provenance', '_rev']);
    return canonicalJson(Object.fromEntries(Object.entries(document).filter(([field]) => !open.has(field))));
  };
  if (rest(before) !== rest(after)) return REFUSALS.handover;
  const [was, is] = [before['decidedBy'], after['decidedBy'] as { readonly id?: string } | undefined];
  const isDecided = canonicalJson(was ?? null) !== canonicalJson(is ?? null);
  return isDecided && is !== undefined && is.id !== user.id ? REFUSALS.author : null;
}

/** Whether the author of a photo handed over an edit of this subject that names it. */
export function namesPhoto(handover: StoredDocument, photo: string, subject: string, author: string): boolean {
  const { success, data } = handoverSchema.safeParse(handover);
  if (!success || handoverTypeOf(typeOfId(subject)) !== data.type) return false;
  return data.by.id === author && data.subject === subject && (data.photos ?? []).some(({ id }) => id === photo);
}

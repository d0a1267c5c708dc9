import { z } from 'zod';
import { mayWrite, mayWriteType } from '../../../shared/access/rights.ts';
import { NOT_YOURS, receiveCase } from '../../../shared/cases/receive.ts';
import { baseFields, documentId } from '../../../shared/domain/base-document.ts';
import { caseSchema, logEntrySchema, type CaseDocument } from '../../../shared/domain/case.ts';
import { saysNewerWords } from '../../../shared/lib/newer-words.ts';
import { REFUSALS, type Refusal } from '../../../shared/sync/refusal.ts';
import { documentLimitOf } from '../http/limits.ts';
import type { StoredDocument } from '../store/port.ts';
import { refused, refusedShape, type JudgeContext, type Judgement, type Submission } from './judgement.ts';

/** A case meets less than a hundred in its life. */
const MOST_ENTRIES = 2_000;

/** What must be right in a pushed case. Everything else is written anew from the log, whatever was sent. */
const pushedCase = z.looseObject({
  _id: documentId('case'),
  type: z.literal('case'),
  schema: baseFields.schema,
  provenance: baseFields.provenance,
  log: z.array(logEntrySchema).min(1).max(MOST_ENTRIES),
});

/** What the log says, in the shape in which every terminal reads it. */
const toldCase = caseSchema.omit({ log: true });

/** Where a case could not be read by anybody any more; undefined: it can. */
function unreadableAt(document: CaseDocument): string | undefined {
  const { error } = toldCase.safeParse(document);
  if (error === undefined || saysNewerWords(error, document)) return undefined;
  return error.issues[0]?.path.join('.');
}

/** Entries that the server makes by itself are named after what they end: nobody else may take such a name before it. */
const isServersName = (entry: string): boolean => entry.includes('/');

/** Fresh entries times all of the log: each may have been made on another beginning of it, which is folded anew to judge it. */
const MOST_FOLDED = 20_000;

const TOO_MANY_STEPS: Refusal = {
  code: 'too-large',
  why: '这件一次送来的步骤太多',
  fix: '只留要紧的步骤，分几次送。',
};

function isTooMuch(before: CaseDocument | null, sent: readonly { readonly id: string }[]): boolean {
  const known = new Set(before?.log.map(({ id }) => id));
  const fresh = sent.filter(({ id }) => !known.has(id)).length;
  const whole = known.size + fresh;
  return fresh > 0 && (whole > MOST_ENTRIES || fresh * whole > MOST_FOLDED);
}

/** Revision fields are the store's; the rest of a stored case is the case. */
function withoutRevision(document: StoredDocument): CaseDocument {
  const { _rev, ...content } = document;
  return content as unknown as CaseDocument;
}

/**
 * Merges a pushed case into the one in force (DESIGN §4). A case out of the person's sight is judged as if it were not there: whoever guesses an id learns
 * nothing from the answer, and an edit of somebody else's case gets the same words whether that case is elsewhere or nowhere.
 */
export function judgeCase({ pushed, stored }: Submission, { user, nowMs, shelf }: JudgeContext): Judgement {
  if (!mayWriteType(user, 'case')) return refused(REFUSALS.type);
  if (pushed.deleted) return refused(REFUSALS.deletion);
  const parsed = pushedCase.safeParse(pushed.content);
  // Entries of a newer version, which a centre of that version has taken, come back here with every push; a fresh one is judged as any.
  if (!parsed.success && !saysNewerWords(parsed.error, pushed.content))
    return refusedShape(parsed.error.issues[0]?.path.join('.'));
  if (pushed.attachments !== undefined && Object.keys(pushed.attachments).length > 0)
    return refusedShape('_attachments');

  const inSight = stored !== null && mayWrite(user, stored, stored) === 'allowed';
  const before = inSight ? withoutRevision(stored) : null;
  const sent = parsed.data ?? (pushed.content as z.infer<typeof pushedCase>);
  if (isTooMuch(before, sent.log)) return refused(TOO_MANY_STEPS);
  // The fields not checked here are replaced by the projection of the log.
  const received = receiveCase(before, sent as unknown as CaseDocument, user, nowMs, {
    rulebooks: shelf.of,
    shelf,
  });
  if (!received.ok) {
    const foreign =
      before === null && received.reason.code === NOT_YOURS && !isOwnEntry(sent.log, received.reason.entry, user.id);
    return refused(foreign ? REFUSALS.before : asRefusal(received.reason));
  }
  if (inSight && received.value.stamped.length === 0) return { kind: 'same', inForce: stored };
  const verdict = mayWrite(user, before, received.value.document);
  if (verdict !== 'allowed') return refused(REFUSALS[verdict]);
  if (stored !== null && !inSight) return refused(REFUSALS.before);
  const document = received.value.document;
  const content =
    before === null ? { ...document, provenance: { ...document.provenance, createdBy: user.id } } : document;
  if (received.value.stamped.some(isServersName)) return refusedShape('log.id');
  const unreadable = unreadableAt(content);
  if (unreadable !== undefined && (before === null || unreadableAt(before) === undefined))
    return refusedShape(unreadable);
  if (Buffer.byteLength(JSON.stringify(content)) > documentLimitOf('case')) return refused(REFUSALS.tooLarge);
  return { kind: 'write', content };
}

const isOwnEntry = (
  log: readonly { readonly id: string; readonly by: { readonly id: string } }[],
  entry: string,
  user: string,
): boolean => log.some((one) => one.id === entry && one.by.id === user);

const asRefusal = ({ code, why, fix }: Refusal): Refusal => ({ code, why, fix });

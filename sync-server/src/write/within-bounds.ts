import { mayRead } from '../../../shared/access/rights.ts';
import { isDocumentType, typeOfId } from '../../../shared/domain/document-types.ts';
import { REFUSALS, type Refusal } from '../../../shared/sync/refusal.ts';
import { documentLimitOf } from '../http/limits.ts';
import { refused, refusedShape, type Judge, type JudgeContext, type Judgement, type Submission } from './judgement.ts';

/**
 * A replicator's copy is this far ahead of ours at most: no more revisions of a document are remembered anywhere. The way from ours to a higher one has to be made
 * up, one by one.
 */
const MOST_AHEAD = 1_000;

const TOO_LONG: Refusal = { ...REFUSALS.tooLarge, fix: '写短一些，或分成几条再送。' };

/** What is out of his sight is judged as if it were not there: else the answer would say how often it was changed. */
function isTooFarAhead({ pushed, stored }: Submission, { user, newEdits }: JudgeContext): boolean {
  if (newEdits || pushed.revisions === undefined) return false;
  const ours = stored !== null && mayRead(user, stored) ? Number.parseInt(stored._rev, 10) : 0;
  return pushed.revisions.start > ours + MOST_AHEAD;
}

function isTooLarge({ pushed }: Submission): boolean {
  const type = typeOfId(pushed.id);
  // A case is measured as it becomes: with the log that lies here.
  if (!isDocumentType(type) || type === 'case') return false;
  return Buffer.byteLength(JSON.stringify(pushed.content)) > documentLimitOf(type);
}

function outOfBounds(submission: Submission, context: JudgeContext): Judgement | null {
  if (isTooFarAhead(submission, context)) return refusedShape('_rev');
  return isTooLarge(submission) ? refused(TOO_LONG) : null;
}

/** What holds for a document of any kind, before it is judged as what it is. */
export const withinBounds =
  (judge: Judge): Judge =>
  async (submissions, context) => {
    const refusals = submissions.map((submission) => outOfBounds(submission, context));
    const judged = [
      ...(await judge(
        submissions.filter((_submission, at) => refusals[at] === null),
        context,
      )),
    ];
    return refusals.map((refusal) => refusal ?? judged.shift() ?? refused(REFUSALS.shape));
  };

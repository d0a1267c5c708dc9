import { setImmediate as turnOfOthers } from 'node:timers/promises';
import type { z } from 'zod';
import { mayWrite, mayWriteType } from '../../../shared/access/rights.ts';
import { areaSchema } from '../../../shared/domain/area.ts';
import type { Placed } from '../../../shared/domain/base-document.ts';
import { isDocumentType, typeOfId, type RecordType } from '../../../shared/domain/document-types.ts';
import { changeSchema, hasHistory } from '../../../shared/domain/change.ts';
import { patrolSchema } from '../../../shared/domain/patrol.ts';
import { RECORD_SCHEMAS } from '../../../shared/domain/record-schemas.ts';
import { staffSchema } from '../../../shared/domain/staff.ts';
import { isHandover } from '../../../shared/domain/handover.ts';
import { OLDEST_FORM } from '../../../shared/migrations/forms.ts';
import { formOf, migrated } from '../../../shared/migrations/migrate.ts';
import { ok } from '../../../shared/lib/result.ts';
import { overlay } from '../../../shared/lib/overlay.ts';
import { sameJson } from '../../../shared/lib/canonical-json.ts';
import { REFUSALS } from '../../../shared/sync/refusal.ts';
import type { CoveringIndex } from '../index/covering-index.ts';
import type { StoredDocument } from '../store/port.ts';
import { judgeCase } from './judge-case.ts';
import { againstDecision, judgeHandover } from './judge-handover.ts';
import { againstMerger } from './judge-merger.ts';
import { historyOf, takeHistory, widensSight } from './judge-history.ts';
import { refused, refusedShape, type Judge, type JudgeContext, type Judgement, type Submission } from './judgement.ts';
import { descendsFrom, type PushedDocument } from './pushed-document.ts';

export const SCHEMAS: Readonly<Record<Exclude<RecordType, 'case'>, z.ZodType<Placed>>> = {
  ...RECORD_SCHEMAS,
  area: areaSchema,
  staff: staffSchema,
  change: changeSchema,
  careChange: changeSchema,
  patrol: patrolSchema,
};

const isRecordType = (type: string): type is RecordType => type === 'case' || Object.hasOwn(SCHEMAS, type);

/** Documents of `/records`: cases by their log, hand-overs as their author brings them, everything else as a whole. `subjects`: where these lie now. */
export function judgeRecords(subjects: CoveringIndex): Judge {
  const judgeOne = async (submission: Submission, context: JudgeContext): Promise<Judgement> => {
    const type = typeOfId(submission.pushed.id);
    if (!isDocumentType(type) || !isRecordType(type)) return refused(REFUSALS.type);
    if (formOf(submission.pushed.content) < OLDEST_FORM) return refused(REFUSALS.tooOld);
    const raised = inTodaysForm(submission);
    if (type === 'case') {
      const judgement = judgeCase(raised, context);
      const against = await againstMerger(judgement, context.user, subjects);
      return against === null ? judgement : refused(against);
    }
    const brought = isHandover(type) ? await judgeHandover(raised, context, subjects) : null;
    return brought ?? judgeWhole(type, raised, context);
  };
  return async (submissions, context) => {
    const judgements: Judgement[] = [];
    let work = 0;
    // Nobody else writes these meanwhile: their ids are held, and what another server writes is seen when they are written.
    for (const submission of submissions) {
      work += workOf(submission);
      if (work > WORK_A_TURN) {
        work = 0;
        await turnOfOthers();
      }
      judgements.push(await judgeOne(submission, context));
    }
    return judgements;
  };
}

/** After so many entries of logs, or records, whoever else asks the server something has his turn. */
const WORK_A_TURN = 200;

const workOf = ({ pushed, stored }: Submission): number => 1 + entriesIn(pushed.content) + entriesIn(stored);

function entriesIn(document: object | null): number {
  const { log } = (document ?? {}) as { readonly log?: unknown };
  return Array.isArray(log) ? log.length : 0;
}

/** An older client writes in the form of its day, and so does whoever copies what it wrote: judged and kept in today's. A tombstone has no form. */
function inTodaysForm({ pushed, stored }: Submission): Submission {
  return { stored, pushed: pushed.deleted ? pushed : { ...pushed, content: migrated(pushed.content) } };
}

/**
 * Maps, tables and records: written whole, on top of the revision in force, with their field history beside them where they have one. What is out of sight is
 * judged as if it were not there.
 */
function judgeWhole(
  type: Exclude<RecordType, 'case'>,
  { pushed, stored }: Submission,
  context: JudgeContext,
): Judgement {
  const { user, nowMs } = context;
  if (!mayWriteType(user, type)) return refused(REFUSALS.type);
  if (pushed.attachments !== undefined && Object.keys(pushed.attachments).length > 0)
    return refusedShape('_attachments');
  if (hasHistory(type) && pushed.deleted) return refused(REFUSALS.deletion);
  const taken = hasHistory(type) ? takeHistory(pushed.content, user) : ok({ content: pushed.content, entries: [] });
  if (!taken.ok) return refused(taken.reason);
  const inForce = stored !== null && mayWrite(user, stored, stored) === 'allowed' ? stored : null;
  // What lies here may be of an older form: that alone is no change.
  const before = inForce === null || inForce._deleted === true ? inForce : migrated(inForce);
  const after = pushed.deleted ? tombstoneOf(pushed, before) : SCHEMAS[type].safeParse(taken.value.content);
  if (!after.success) return refusedShape(after.error?.issues[0]?.path.join('.'));
  const verdict = mayWrite(user, null, after.data);
  if (verdict !== 'allowed') return refused(REFUSALS[verdict]);
  if (stored !== null && before === null) return refused(REFUSALS.before);
  const whole = overlay(taken.value.content, after.data);
  const content = pushed.deleted ? { ...whole, _deleted: true } : whole;
  if (isOfPerson(type) && widensSight(before, content, user)) return refused(REFUSALS.audience);
  if (type === 'patrol' && !pushed.deleted && content['person'] !== (before?.['person'] ?? user.id))
    return refused(REFUSALS.author);
  if (isHandover(type) && before !== null) {
    const against = againstDecision(before, content, user);
    if (against !== null) return refused(against);
  }
  const isSame = before !== null && sameContent(before, content);
  const isOnTop =
    inForce === null || isSame || (context.newEdits ? isNext(pushed, inForce) : descendsFrom(pushed, inForce._rev));
  if (!isOnTop) return { kind: 'conflict', inForce };
  const beside = hasHistory(type) ? historyOf(before, content, taken.value.entries, user, nowMs) : [];
  if (inForce !== null && isSame) return { kind: 'same', inForce, beside };
  return { kind: 'write', content, beside };
}

/** Of what has an audience who is in it is not the writer's to say; of tables and maps it is. */
const isOfPerson = (type: string): boolean => hasHistory(type) || type === 'patrol';

/** A tombstone may be written anew without naming it, as CouchDB has it. */
const isNext = (pushed: PushedDocument, before: StoredDocument): boolean =>
  pushed.rev === before._rev || (pushed.rev === undefined && before._deleted === true);

interface Tombstone {
  readonly success: boolean;
  readonly data: Placed;
  readonly error?: z.ZodError;
}

/** A tombstone keeps its type and place, or nobody could be told of the deletion. */
function tombstoneOf(pushed: PushedDocument, before: StoredDocument | null): Tombstone {
  const { type = typeOfId(pushed.id), scope = '', audience } = before ?? {};
  return {
    success: before !== null,
    data: { _id: pushed.id, type, scope, ...(audience === undefined ? {} : { audience }) },
  };
}

function sameContent(before: StoredDocument, content: Readonly<Record<string, unknown>>): boolean {
  const { _rev, ...stored } = before;
  return sameJson(stored, content);
}

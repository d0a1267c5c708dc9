import { createHash } from 'node:crypto';
import { z } from 'zod';
import { mayWriteType } from '../../../shared/access/rights.ts';
import { documentId } from '../../../shared/domain/base-document.ts';
import type { CaseDocument, LogEntry } from '../../../shared/domain/case.ts';
import { typeOfId } from '../../../shared/domain/document-types.ts';
import {
  ORIGINAL_ATTACHMENT,
  photoSchema,
  THUMB_ATTACHMENT,
  thumbIdOf,
  thumbSchema,
} from '../../../shared/domain/evidence.ts';
import type { User } from '../../../shared/domain/staff.ts';
import { canonicalJson } from '../../../shared/lib/canonical-json.ts';
import { REFUSALS } from '../../../shared/sync/refusal.ts';
import type { Sight } from '../access/sight.ts';
import type { CoveringIndex } from '../index/covering-index.ts';
import { ofPhoto, SUBJECT_TYPE } from '../index/index-keys.ts';
import type { NewAttachment, StoredDocument } from '../store/port.ts';
import { namesPhoto } from './judge-handover.ts';
import { refused, refusedShape, type Judge, type JudgeContext, type Judgement, type Submission } from './judgement.ts';

const MOST_ORIGINAL_BYTES = 15_000_000;
const MOST_THUMB_BYTES = 1_000_000;
/** A photo is named by the edit it was taken for; more are somebody's mistake. */
const MOST_NAMING = 20;

const KINDS = {
  photo: { schema: photoSchema, attachment: ORIGINAL_ATTACHMENT, mostBytes: MOST_ORIGINAL_BYTES },
  thumb: { schema: thumbSchema, attachment: THUMB_ATTACHMENT, mostBytes: MOST_THUMB_BYTES },
} as const;

/** The id of a case and nothing behind it: evidence is looked up by what its key begins with. */
const subjectId = documentId(SUBJECT_TYPE);

const inlineJpeg = z.looseObject({
  content_type: z.literal('image/jpeg'),
  data: z.union([z.string(), z.instanceof(Buffer)]),
});

/** Start of image, then a marker: what every JPEG begins with. */
const isJpeg = (bytes: Buffer): boolean =>
  bytes.length > 3 && bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

type Attached =
  { readonly ok: true; readonly attachment: NewAttachment } | { readonly ok: false; readonly judgement: Judgement };

function readAttachment(
  attachments: Readonly<Record<string, unknown>> | undefined,
  kind: (typeof KINDS)[keyof typeof KINDS],
): Attached {
  const names = Object.keys(attachments ?? {});
  const parsed = inlineJpeg.safeParse(attachments?.[kind.attachment]);
  if (names.length !== 1 || !parsed.success) return { ok: false, judgement: refusedShape(kind.attachment) };
  const { data } = parsed.data;
  if (typeof data === 'string' && !BASE64.test(data)) return { ok: false, judgement: refusedShape(kind.attachment) };
  const bytes = typeof data === 'string' ? Buffer.from(data, 'base64') : data;
  if (bytes.length > kind.mostBytes) return { ok: false, judgement: refused(REFUSALS.tooLarge) };
  if (!isJpeg(bytes)) return { ok: false, judgement: refusedShape(kind.attachment) };
  return { ok: true, attachment: { content_type: 'image/jpeg', data: bytes } };
}

/** The same words in both: a repeated push. The bytes are in the hash that the words name. */
function sameEvidence(stored: StoredDocument, content: Readonly<Record<string, unknown>>): boolean {
  const { _rev, _attachments, ...words } = stored;
  return canonicalJson(words) === canonicalJson(content);
}

const photosOf = ({ data }: LogEntry): readonly { readonly id?: unknown }[] =>
  Array.isArray(data['photos']) ? (data['photos'] as readonly { readonly id?: unknown }[]) : [];

/** Of an edit that was handed over and adopted, who made it. */
const authorOf = ({ by, data }: LogEntry): unknown =>
  (data['handover'] as { readonly by?: { readonly id?: unknown } } | null | undefined)?.by?.id ?? by.id;

/** Photos and thumbnails are written once, with their bytes, by their author (DESIGN §5.12). */
export function judgeEvidence(sightOf: (user: User) => Sight, subjects: CoveringIndex): Judge {
  /**
   * Whose photo it is: of who named it first, in the log or in what was handed over, which somebody else may have adopted since. Everybody who reads a step knows what it names before
   * its author has brought it. `undefined`: nobody has named it. His it is also where the case has left his sight meanwhile; it belongs to whoever sees the case now.
   */
  const ownerOf = async (photo: string, subject: StoredDocument, { id }: User): Promise<unknown> => {
    const log = (subject['log'] ?? []) as CaseDocument['log'];
    const first = log.find((entry) => photosOf(entry).some((one) => one.id === photo));
    const owner = first && authorOf(first);
    if (owner === id) return id;
    const rows = await subjects.page(ofPhoto(photo), '', MOST_NAMING);
    const isHis = rows.some(
      ({ document }) =>
        namesPhoto(document, photo, subject._id, id) &&
        (first?.stamp === undefined || ((document['takenAt'] ?? '') as string) <= first.stamp.at),
    );
    return isHis ? id : owner;
  };

  const judgeOne = async ({ pushed, stored }: Submission, { user }: JudgeContext): Promise<Judgement> => {
    const type = typeOfId(pushed.id);
    if ((type !== 'photo' && type !== 'thumb') || !mayWriteType(user, type)) return refused(REFUSALS.type);
    if (pushed.deleted) return refused(REFUSALS.deletion);
    const kind = KINDS[type];
    const parsed = kind.schema.safeParse(pushed.content);
    if (!parsed.success) return refusedShape(parsed.error.issues[0]?.path.join('.'));
    const evidence = parsed.data;
    if (!subjectId.safeParse(evidence.subject).success) return refusedShape('subject');
    if (evidence.author !== user.id) return refused(REFUSALS.author);
    if (evidence.type === 'thumb' && evidence._id !== thumbIdOf(evidence.photo)) return refusedShape('photo');
    if (stored !== null) {
      // One's own photo is known to oneself; anybody else's stays as unknown as before, only that its id is taken.
      return stored['author'] === user.id && sameEvidence(stored, evidence)
        ? { kind: 'same', inForce: stored }
        : refused(REFUSALS.immutable);
    }
    const attached = readAttachment(pushed.attachments, kind);
    if (!attached.ok) return attached.judgement;
    const bytes = attached.attachment.data;
    if (evidence.type === 'photo') {
      if (evidence.bytes !== bytes.length) return refusedShape('bytes');
      if (evidence.sha256 !== createHash('sha256').update(bytes).digest('hex')) return refusedShape('sha256');
    }
    // Before its subject has arrived it may be about anything: only its author sees it.
    const subject = (await subjects.documents([evidence.subject])).get(evidence.subject);
    if (subject !== undefined) {
      const [seen] = await sightOf(user).sees([{ ...evidence, _rev: '' }]);
      const photo = evidence.type === 'photo' ? evidence._id : evidence.photo;
      const owner = await ownerOf(photo, subject, user);
      if (seen !== true && owner !== user.id) return refused(REFUSALS.subject);
      if (owner !== undefined && owner !== user.id) return refused(REFUSALS.author);
    }
    return { kind: 'write', content: evidence, attachments: { [kind.attachment]: attached.attachment } };
  };

  return (submissions, context) => Promise.all(submissions.map((submission) => judgeOne(submission, context)));
}

import { z } from 'zod';
import { baseFields, isoTime } from './base-document.ts';
import { actorSchema, logEntrySchema } from './case.ts';
import { changeEntry, hasHistory } from './change.ts';
import { typeOfId } from './document-types.ts';
import { photoRef } from './evidence.ts';

/**
 * 交接: an edit whose record left its author's sight before it could be delivered. It lies where its subject lies now, and is a proposal to whoever keeps that:
 * nothing of the subject changes by it. One per edit, under the edit's own id, so that sent twice it is there once.
 */
export const HANDOVER_TYPES = ['handover', 'careHandover', 'caseHandover'] as const;
export type HandoverType = (typeof HANDOVER_TYPES)[number];
export const isHandover = (type: string): type is HandoverType => (HANDOVER_TYPES as readonly string[]).includes(type);

/** The type under which an edit of a subject is handed over: each is as closed as what it is about. `null`: of no such type. */
export function handoverTypeOf(subjectType: string): HandoverType | null {
  if (subjectType === 'case') return 'caseHandover';
  if (subjectType === 'careFile') return 'careHandover';
  return hasHistory(subjectType) && !isHandover(subjectType) ? 'handover' : null;
}
export const handoverId = (subject: string, entryId: string): string =>
  `${handoverTypeOf(typeOfId(subject)) ?? 'handover'}:${entryId}`;

/** What whoever decides may write; everything else stands as it came. */
export const DECISION_FIELDS = ['state', 'decidedBy', 'decidedAt', 'reason'] as const;

export const handoverSchema = z
  .looseObject({
    _id: z.string().max(80),
    type: z.enum(HANDOVER_TYPES),
    ...baseFields,
    subject: z.string().min(3).max(80),
    /** The subject in words as its author knew it: 居民 严立诚, 暴露垃圾. */
    title: z.string().max(200),
    by: actorSchema,
    device: z.string().max(80),
    /** Claimed time of the edit. */
    at: isoTime,
    /** The edit: of a record … */
    change: changeEntry.optional(),
    /** … or of a case. */
    entry: logEntrySchema.optional(),
    /** What was made new without the server: the only copy of the whole. */
    content: z.record(z.string(), z.unknown()).optional(),
    /** Photos that the edit names; their author delivers them to the subject by the word of this document. */
    photos: z.array(photoRef).max(30).optional(),
    state: z.enum(['open', 'adopted', 'declined']),
    decidedBy: actorSchema.optional(),
    decidedAt: isoTime.optional(),
    reason: z.string().max(400).optional(),
    /** When the server took it. */
    takenAt: isoTime.optional(),
  })
  .refine(({ type, subject }) => handoverTypeOf(typeOfId(subject)) === type, { path: ['subject'] })
  .refine(({ type, change, entry }) => (type === 'caseHandover' ? entry && !change : change && !entry), {
    path: ['change'],
  })
  .refine(({ _id, type, change, entry }) => _id === `${type}:${(change ?? entry)?.id ?? ''}`, { path: ['_id'] })
  .refine(({ by, change, entry }) => by.id === (change ?? entry)?.by.id, { path: ['by'] })
  .refine(({ state, decidedBy, decidedAt }) => (state === 'open') === (decidedBy === undefined && !decidedAt), {
    path: ['state'],
  });
export type HandoverDocument = Readonly<z.infer<typeof handoverSchema>>;

import { z } from 'zod';
import { baseFields, documentId, isoTime } from './base-document.ts';
import { actorSchema } from './case.ts';

/** 数据异议: whoever may see a value may mark it wrong; its keeper corrects it or says why it stands. Lies in the scope of its subject. */
export const objectionSchema = z.looseObject({
  _id: documentId('objection'),
  type: z.literal('objection'),
  ...baseFields,
  subject: z.string().min(3).max(80),
  /** The record in words at the time: 严立诚, 27幢 502. */
  subjectName: z.string().max(80),
  field: z.string().min(1).max(80),
  fieldName: z.string().max(40),
  /** What stood there when it was marked. */
  value: z.unknown().optional(),
  proposed: z.unknown().optional(),
  why: z.string().min(1).max(400),
  raisedBy: actorSchema,
  raisedAt: isoTime,
  /** `void`: taken back. */
  state: z.enum(['open', 'corrected', 'rejected', 'void']),
  answer: z.looseObject({ by: actorSchema, at: isoTime, words: z.string().max(400) }).optional(),
});
export type ObjectionDocument = Readonly<z.infer<typeof objectionSchema>>;

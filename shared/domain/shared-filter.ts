import { z } from 'zod';
import { baseFields, documentId } from './base-document.ts';
import { actorSchema } from './case.ts';
import {
  conditionField,
  conditionSchema,
  FILTER_MOST_CONDITIONS,
  FILTER_NAME_CHARACTERS,
  type Condition,
} from './condition.ts';
import { recordState } from './record-parts.ts';

/**
 * What a shared filter may ask cases for: whose turn, where, what about, from where, at whom. None of these is anybody's name, number or words; a field that could
 * name somebody stays out of here, and so does whatever is typed.
 */
const HARMLESS: ReadonlySet<string> = new Set([
  'queue',
  'queues',
  'state',
  'community',
  'scope',
  'category',
  'channel',
  'department',
  'urgent',
]);

/** Whether a condition on cases says nothing of anybody, so that others may read it. */
export const isHarmlessOnCases = ({ field, op }: Condition): boolean => op !== 'contains' && HARMLESS.has(field);

/** 共用筛选: a named question to a list that somebody lets his colleagues ask too. Lies at the place of his post, and holds for that place and those below it. */
export const sharedFilterSchema = z.looseObject({
  _id: documentId('sharedFilter'),
  type: z.literal('sharedFilter'),
  ...baseFields,
  list: z.enum(['cases']),
  name: z.string().min(1).max(FILTER_NAME_CHARACTERS),
  where: z
    .array(conditionSchema.refine(isHarmlessOnCases, { message: 'may name somebody' }))
    .min(1)
    .max(FILTER_MOST_CONDITIONS),
  /** Left out: in the order its reader likes. */
  sort: z.looseObject({ by: conditionField, down: z.boolean() }).optional(),
  sharedBy: actorSchema,
  /** `void`: no longer shared. */
  state: recordState,
});
export type SharedFilterDocument = Readonly<z.infer<typeof sharedFilterSchema>>;

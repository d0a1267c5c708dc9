import { z } from 'zod';
import { baseFields, documentId, isoTime } from './base-document.ts';
import { actorSchema } from './case.ts';

/** One field of one edit: what it was and what it became. A path into the record: `phones`, `resident.registeredAddress`. */
export const fieldChange = z.looseObject({
  field: z.string().min(1).max(80),
  /** Left out where there was nothing. */
  from: z.unknown().optional(),
  /** Left out where nothing is left. */
  to: z.unknown().optional(),
  /** Of a value that gave way: what stood there instead; of a list with named items, those items. */
  instead: z.unknown().optional(),
});
export type FieldChange = Readonly<z.infer<typeof fieldChange>>;

/**
 * One edit of one record, by whom and on what grounds. It travels inside the pushed record (`changes`) and is one write of the sync equation;
 * the server checks its author, takes it out of the record and keeps it as a `change` document.
 */
export const changeEntry = z.looseObject({
  /** A ULID. */
  id: z.string().length(26),
  /** `edit`, or the act of `shared/actions` that did it: moveIn, changeHead, … */
  act: z.string().min(1).max(40),
  by: actorSchema,
  device: z.string().max(80),
  at: isoTime,
  clock: z.enum(['trusted', 'unverified']),
  /** 走访, 公安, 导入, … in the words of the catalogue of sources. */
  source: z.string().min(1).max(80),
  reason: z.string().max(200).optional(),
  /** The same for all records that one act touched. */
  batch: z.string().length(26),
  fields: z.array(fieldChange).max(200),
  /** What it changed of where values come from (`sources` of the record), by the path of the value: so that an undo gives those back as well. */
  sources: z.array(fieldChange).max(200).optional(),
  /** The batch that this one takes back. */
  undoes: z.string().length(26).optional(),
  /** Values that lost against a colleague's: kept here, not in force. Somebody decides on them (`shared/actions/settle.ts`). */
  lost: z.array(fieldChange).optional(),
  /** The edit of this record upon whose lost values this one decides, by its id. With nothing changed: what is in force stays. */
  settles: z.string().length(26).optional(),
  /** Fields that colleagues changed while this edit was under way: merged by itself, told for the record. */
  beside: z.array(z.string().min(1).max(80)).max(200).optional(),
});
export type ChangeEntry = Readonly<z.infer<typeof changeEntry>>;

/** Field history (DESIGN §3): written by the server only, `_id` = `change:` + the entry's id; lies where its subject lay when it was made. */
export const changeSchema = z.looseObject({
  _id: documentId('change'),
  /** The history of a care file is as closed as the file. */
  type: z.enum(['change', 'careChange']),
  ...baseFields,
  subject: z.string().min(3).max(80),
  ...changeEntry.shape,
  /** When the server took it. */
  takenAt: isoTime,
});
export type ChangeDocument = Readonly<z.infer<typeof changeSchema>>;

/** Records other than cases carry their edits on the way to the server. */
export const WITH_HISTORY = [
  'catalog',
  'building',
  'room',
  'person',
  'household',
  'occupancy',
  'careFile',
  'enterprise',
  'component',
  'ledgerEntry',
  'task',
  'target',
  'objection',
  'sharedFilter',
  'handover',
  'careHandover',
  'caseHandover',
] as const;
export type HistoryType = (typeof WITH_HISTORY)[number];
/** The history of what only a few may read is as closed as the thing itself. */
export const historyTypeOf = (subjectType: string): ChangeDocument['type'] =>
  subjectType === 'careFile' || subjectType === 'careHandover' ? 'careChange' : 'change';
export const hasHistory = (type: string): type is HistoryType => (WITH_HISTORY as readonly string[]).includes(type);

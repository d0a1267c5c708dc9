import { z } from 'zod';
import { baseFields, documentId } from './base-document.ts';

/** A category is known by (standard, kind, code): in GB/T 47678.5 the same five digits are both a component and a matter. */
export const categoryKey = z.looseObject({
  standard: z.string().min(1).max(40),
  kind: z.enum(['component', 'matter']),
  code: z.string().regex(/^\d{2,11}$/),
});
export type CategoryKey = Readonly<z.infer<typeof categoryKey>>;
export const categoryKeyText = (key: CategoryKey): string => `${key.standard}/${key.kind}/${key.code}`;

export const categoryEntry = z.looseObject({
  ...categoryKey.shape,
  name: z.string().min(1),
  /** The big class, e.g. 06 市容环境类. */
  classCode: z.string(),
  className: z.string(),
});
export type CategoryEntry = Readonly<z.infer<typeof categoryEntry>>;

/** Time a stage may take. 紧急 runs day and night, the others only in work periods (DOMAIN §1.7). */
export const timeLimit = z.looseObject({
  amount: z.number().positive(),
  unit: z.enum(['urgentHour', 'workHour', 'urgentDay', 'workDay']),
});
export type TimeLimit = Readonly<z.infer<typeof timeLimit>>;

/** One row of the local standard: condition → closing condition → limit. Chosen when a case is opened. */
export const standardRow = z.looseObject({
  id: z.string().min(1).max(60),
  category: categoryKey,
  openCondition: z.string().min(1),
  closeCondition: z.string().min(1),
  limit: timeLimit,
  urgent: z.boolean().optional(),
  /** True where the district has no row of its own for the category yet. */
  generic: z.boolean().optional(),
});
export type StandardRow = Readonly<z.infer<typeof standardRow>>;

/** What staff must know when recording: what counts, and what to report instead (采集要求). */
export const collectionNote = z.looseObject({
  category: categoryKey,
  note: z.string().min(1),
  reportInstead: z.array(z.looseObject({ when: z.string(), category: categoryKey })).optional(),
  department: z.string().optional(),
});
export type CollectionNote = Readonly<z.infer<typeof collectionNote>>;

export const departmentEntry = z.looseObject({
  key: z.string().regex(/^dept:[a-z0-9-]{1,40}$/),
  name: z.string().min(1),
  duties: z.array(z.string()),
});
export type DepartmentEntry = Readonly<z.infer<typeof departmentEntry>>;

export const reasonEntry = z.looseObject({ code: z.string(), act: z.string(), label: z.string().min(1) });
export type ReasonEntry = Readonly<z.infer<typeof reasonEntry>>;

const catalogHead = {
  _id: documentId('catalog'),
  type: z.literal('catalog'),
  ...baseFields,
  name: z.string().min(1).max(80),
  version: z.int().min(1),
  validFrom: z.iso.date(),
  validTo: z.iso.date().optional(),
} as const;

/** National and local tables: plural, versioned, switched per district (scope 6 or 9 digits); never constants in code. */
export const catalogSchema = z.discriminatedUnion('kind', [
  z.looseObject({ ...catalogHead, kind: z.literal('categories'), entries: z.array(categoryEntry) }),
  z.looseObject({
    ...catalogHead,
    kind: z.literal('standards'),
    entries: z.array(standardRow),
    notes: z.array(collectionNote),
  }),
  z.looseObject({ ...catalogHead, kind: z.literal('departments'), entries: z.array(departmentEntry) }),
  z.looseObject({ ...catalogHead, kind: z.literal('reasons'), entries: z.array(reasonEntry) }),
]);
export type CatalogDocument = Readonly<z.infer<typeof catalogSchema>>;
export type CatalogOf<K extends CatalogDocument['kind']> = Extract<CatalogDocument, { kind: K }>;

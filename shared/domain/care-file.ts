import { z } from 'zod';
import { baseFields, documentId, isoTime } from './base-document.ts';
import { recordState, sourcesOfFields } from './record-parts.ts';

/** Special categories (DOMAIN §2.1, §6.1): a file each, with rights of its own. HIV is not held at community level and has no kind. */
export const CARE_KINDS = ['correction', 'released', 'mental', 'drug', 'youth'] as const;
export type CareKind = (typeof CARE_KINDS)[number];
export const CARE_KIND_NAMES: Readonly<Record<CareKind, string>> = {
  correction: '社区矫正',
  released: '安置帮教',
  mental: '严重精神障碍',
  drug: '吸毒康复',
  youth: '重点青少年',
};

export const careFileSchema = z.looseObject({
  _id: documentId('careFile'),
  type: z.literal('careFile'),
  ...baseFields,
  kind: z.enum(CARE_KINDS),
  person: documentId('person'),
  personName: z.string().min(1).max(60),
  since: z.iso.date(),
  until: z.iso.date().optional(),
  /** By the fields of its kind in the catalogue of care files; texts, dates (ISO), numbers, or lists of texts. */
  values: z.record(z.string(), z.unknown()),
  reviewedAt: isoTime.optional(),
  state: recordState,
  sources: sourcesOfFields.optional(),
});
export type CareFileDocument = Readonly<z.infer<typeof careFileSchema>>;

import { z } from 'zod';
import { baseFields, documentId } from './base-document.ts';
import { placedPoint } from './point.ts';
import { recordState, sourcesOfFields } from './record-parts.ts';

/** One line of a special ledger (特色台账), whose fields are described by a catalogue of kind `ledger`. */
export const ledgerEntrySchema = z.looseObject({
  _id: documentId('ledgerEntry'),
  type: z.literal('ledgerEntry'),
  ...baseFields,
  /** Key of the ledger. */
  ledger: z.string().regex(/^[a-z][a-zA-Z0-9-]{1,39}$/),
  title: z.string().min(1).max(100),
  values: z.record(z.string(), z.unknown()),
  /** YYYY-MM where the ledger is kept by month. */
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .optional(),
  /** What it is about over the months: the same series, another month. */
  series: z.string().max(60).optional(),
  place: placedPoint.optional(),
  building: documentId('building').optional(),
  state: recordState,
  sources: sourcesOfFields.optional(),
});
export type LedgerEntryDocument = Readonly<z.infer<typeof ledgerEntrySchema>>;

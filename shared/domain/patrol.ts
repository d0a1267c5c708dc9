import { z } from 'zod';
import { pointPosition } from './area.ts';
import { baseFields, documentId, isoTime } from './base-document.ts';

/** One patrol. Whereabouts are sensitive (DOMAIN §4): on duty only, thinned, kept short. */
export const patrolSchema = z.looseObject({
  _id: documentId('patrol'),
  type: z.literal('patrol'),
  ...baseFields,
  person: documentId('staff'),
  startedAt: isoTime,
  endedAt: isoTime.optional(),
  points: z
    .array(z.looseObject({ at: isoTime, point: pointPosition, accuracyMetres: z.number().nonnegative() }))
    .max(3000),
});

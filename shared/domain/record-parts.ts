import { z } from 'zod';
import { isoTime } from './base-document.ts';

/** A record is taken back by `void`, never by deletion: what pointed at it still finds it. */
export const recordState = z.enum(['effective', 'void']);

/** Where the value of a field comes from and when it was last found true. By field path. */
export const fieldSource = z.looseObject({
  source: z.string().min(1).max(80),
  at: isoTime,
  by: z.string().max(80).optional(),
});
export type FieldSource = Readonly<z.infer<typeof fieldSource>>;
export const sourcesOfFields = z.record(z.string(), fieldSource);

/** A telephone as people give it. Several are normal. */
export const phone = z.looseObject({ number: z.string().min(1).max(30), note: z.string().max(40).optional() });
export type Phone = Readonly<z.infer<typeof phone>>;

/** Somebody named in a record who need not have one of his own. */
export const contactPerson = z.looseObject({
  name: z.string().min(1).max(40),
  idNumber: z.string().max(30).optional(),
  phone: z.string().max(30).optional(),
  relation: z.string().max(20).optional(),
  person: z.string().max(80).optional(),
});
export type ContactPerson = Readonly<z.infer<typeof contactPerson>>;

import { z } from 'zod';
import { baseFields, documentId, isoTime } from './base-document.ts';
import { placedPoint } from './point.ts';
import { contactPerson, recordState, sourcesOfFields } from './record-parts.ts';
import { hazard } from './room.ts';

export const licence = z.looseObject({
  id: z.string().min(1).max(40),
  /** 营业执照, 食品经营许可证, … */
  kind: z.string().min(1).max(40),
  number: z.string().max(60).optional(),
  from: z.iso.date().optional(),
  /** Left out where it holds for good. */
  until: z.iso.date().optional(),
});
export type Licence = Readonly<z.infer<typeof licence>>;

/** 企 and places (九小场所). What kind of place it is follows from its figures by the catalogue of place kinds, unless `placeKind` was set by hand. */
export const enterpriseSchema = z.looseObject({
  _id: documentId('enterprise'),
  type: z.literal('enterprise'),
  ...baseFields,
  name: z.string().min(1).max(100),
  uscc: z.string().max(18).optional(),
  /** Of a stall holder without licence. */
  localId: z.string().max(30).optional(),
  registration: z.string().max(40).optional(),
  /** Code of the trade in the catalogue of place kinds: shop, eatery, netBar, clinic, inn, ktv, spa, school, workshop, … or `office`. */
  trade: z.string().min(1).max(40),
  business: z.string().max(400).optional(),
  areaM2: z.number().positive().max(1_000_000).optional(),
  beds: z.int().min(0).max(10_000).optional(),
  people: z.int().min(0).max(100_000).optional(),
  floors: z.string().max(20).optional(),
  inComplex: z.boolean().optional(),
  address: z.string().min(1).max(200),
  building: documentId('building').optional(),
  room: documentId('room').optional(),
  place: placedPoint.optional(),
  legalPerson: contactPerson.optional(),
  safetyOfficer: contactPerson.optional(),
  employees: z.int().min(0).max(100_000).optional(),
  migrantEmployees: z.int().min(0).max(100_000).optional(),
  operation: z.enum(['open', 'closed', 'moved', 'unknown']),
  licences: z.array(licence).max(30).optional(),
  hazards: z.array(hazard).max(100).optional(),
  inspectedAt: isoTime.optional(),
  inspectDueOn: z.iso.date().optional(),
  state: recordState,
  note: z.string().max(1000).optional(),
  sources: sourcesOfFields.optional(),
});
export type EnterpriseDocument = Readonly<z.infer<typeof enterpriseSchema>>;

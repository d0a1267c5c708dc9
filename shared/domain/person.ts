import { z } from 'zod';
import { baseFields, documentId, isoTime } from './base-document.ts';
import { contactPerson, phone, recordState, sourcesOfFields } from './record-parts.ts';

/** Which class fields a person has (DOMAIN §2.1). Being left behind (留守) is a class field group of its own on top of any of them. */
export const PERSON_CLASSES = ['resident', 'floating', 'overseas'] as const;
export type PersonClass = (typeof PERSON_CLASSES)[number];
export const PERSON_CLASS_NAMES: Readonly<Record<PersonClass, string>> = {
  resident: '户籍人口',
  floating: '流动人口',
  overseas: '境外人员',
};

/** A mark on a person with its grounds. Without `until` it is held for good and reviewed yearly. */
export const personTag = z.looseObject({
  /** Code in the catalogue of tags. */
  code: z.string().min(1).max(40),
  source: z.string().min(1).max(80),
  since: z.iso.date(),
  until: z.iso.date().optional(),
  proof: z.string().max(200).optional(),
  reviewedBy: z.string().max(40).optional(),
  reviewedAt: isoTime.optional(),
});
export type PersonTag = Readonly<z.infer<typeof personTag>>;

const residentFields = z.looseObject({
  /** 户籍地: division code and the address in full; `room` where it is a room of ours. */
  registeredCode: z.string().max(12).optional(),
  registeredAddress: z.string().max(200).optional(),
  registeredRoom: documentId('room').optional(),
});
const floatingFields = z.looseObject({
  reason: z.string().max(40).optional(),
  registeredCode: z.string().max(12).optional(),
  registeredAddress: z.string().max(200).optional(),
  permitKind: z.string().max(40).optional(),
  permitNumber: z.string().max(40).optional(),
  registeredOn: z.iso.date().optional(),
  permitUntil: z.iso.date().optional(),
  dwelling: z.string().max(40).optional(),
});
const overseasFields = z.looseObject({
  surname: z.string().max(60).optional(),
  givenName: z.string().max(60).optional(),
  /** GB/T 2659, e.g. SGP. */
  nationality: z.string().max(3).optional(),
  documentKind: z.string().max(40).optional(),
  documentUntil: z.iso.date().optional(),
  purpose: z.string().max(40).optional(),
  arrivedOn: z.iso.date().optional(),
  leavesOn: z.iso.date().optional(),
});
const leftBehindFields = z.looseObject({
  kind: z.enum(['elder', 'woman', 'child']),
  health: z.string().max(40).optional(),
  incomeYuan: z.number().min(0).optional(),
  mainMembers: z.array(contactPerson).max(10).optional(),
  needs: z.string().max(400).optional(),
  help: z.string().max(400).optional(),
});

/** A person (居民). `scope` is that of the counted home; other homes see only the occupancy (DESIGN §3). Special categories are in `careFile`s. */
export const personSchema = z.looseObject({
  _id: documentId('person'),
  type: z.literal('person'),
  ...baseFields,
  name: z.string().min(1).max(60),
  formerName: z.string().max(60).optional(),
  /** GB/T 2261.1: 0 未知, 1 男, 2 女, 9 未说明. */
  sex: z.enum(['0', '1', '2', '9']),
  birth: z.iso.date().optional(),
  /** 居民身份证, 护照, 港澳居民居住证, … `idNumber` is normalised, not necessarily right: rules say what is wrong with it. */
  idKind: z.string().max(40),
  idNumber: z.string().max(30).optional(),
  class: z.enum(PERSON_CLASSES),
  /** Codes of the catalogue of terms. */
  ethnicity: z.string().max(4).optional(),
  nativePlace: z.string().max(40).optional(),
  marriage: z.string().max(4).optional(),
  politics: z.string().max(4).optional(),
  education: z.string().max(4).optional(),
  occupation: z.string().max(60).optional(),
  workplace: z.string().max(80).optional(),
  phones: z.array(phone).max(6).optional(),
  contacts: z.array(contactPerson).max(6).optional(),
  /** The counted home. Left out for a person who left the street. */
  homeRoom: documentId('room').optional(),
  household: documentId('household').optional(),
  /** GB/T 4761, two digits: 01 本人/户主, 10 配偶, 20 子, 30 女, … */
  relation: z.string().max(4).optional(),
  resident: residentFields.optional(),
  floating: floatingFields.optional(),
  overseas: overseasFields.optional(),
  leftBehind: leftBehindFields.optional(),
  tags: z.array(personTag).max(40).optional(),
  life: z.enum(['living', 'dead']),
  diedOn: z.iso.date().optional(),
  /** 迁出 to a place outside the street. */
  leftOn: z.iso.date().optional(),
  leftTo: z.string().max(200).optional(),
  /** Moved here by a colleague from elsewhere, who keeps sight until the new keeper confirms. */
  handover: z.looseObject({ from: z.string().max(15), by: z.string().max(80), at: isoTime }).optional(),
  state: recordState,
  note: z.string().max(1000).optional(),
  sources: sourcesOfFields.optional(),
});
export type PersonDocument = Readonly<z.infer<typeof personSchema>>;

/** 户. Its members are the persons that name it. */
export const householdSchema = z.looseObject({
  _id: documentId('household'),
  type: z.literal('household'),
  ...baseFields,
  room: documentId('room').optional(),
  /** 户号 */
  number: z.string().max(20).optional(),
  kind: z.enum(['family', 'collective']),
  head: documentId('person').optional(),
  state: recordState,
  sources: sourcesOfFields.optional(),
});
export type HouseholdDocument = Readonly<z.infer<typeof householdSchema>>;

/** How somebody lives in a room. */
export const OCCUPANCY_ROLES = ['own', 'tenant', 'lodger', 'dorm', 'registeredOnly'] as const;
export type OccupancyRole = (typeof OCCUPANCY_ROLES)[number];
export const OCCUPANCY_ROLE_NAMES: Readonly<Record<OccupancyRole, string>> = {
  own: '自住',
  tenant: '承租',
  lodger: '寄住',
  dorm: '员工宿舍',
  registeredOnly: '空挂',
};

/** One stay of one person in one room. `scope` is the room's. Several at once are normal; exactly one of a living person is counted. */
export const occupancySchema = z.looseObject({
  _id: documentId('occupancy'),
  type: z.literal('occupancy'),
  ...baseFields,
  person: documentId('person'),
  /** For whoever sees the room and not the person. */
  personName: z.string().min(1).max(60),
  room: documentId('room'),
  role: z.enum(OCCUPANCY_ROLES),
  counted: z.boolean(),
  since: z.iso.date(),
  until: z.iso.date().optional(),
  state: recordState,
  note: z.string().max(400).optional(),
  sources: sourcesOfFields.optional(),
});
export type OccupancyDocument = Readonly<z.infer<typeof occupancySchema>>;

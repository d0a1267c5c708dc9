import { z } from 'zod';
import { baseFields, documentId, isoTime } from './base-document.ts';
import { contactPerson, recordState, sourcesOfFields } from './record-parts.ts';

/** What a room is used for (DOMAIN §2.4). The words are `ROOM_USE_NAMES`. */
export const ROOM_USES = [
  'self',
  'rent',
  'selfAndRent',
  'vacant',
  'business',
  'storage',
  'groupRental',
  'homestay',
  'dorm',
  'other',
] as const;
export type RoomUse = (typeof ROOM_USES)[number];
export const ROOM_USE_NAMES: Readonly<Record<RoomUse, string>> = {
  self: '自住',
  rent: '出租',
  selfAndRent: '自住带租',
  vacant: '空置',
  business: '经营',
  storage: '仓储',
  groupRental: '群租',
  homestay: '民宿日租',
  dorm: '员工宿舍',
  other: '其他',
};

/** Something found in a room or a house that the risk rules know. It goes only by a recorded re-inspection. */
export const hazard = z.looseObject({
  id: z.string().min(1).max(40),
  /** Code in the catalogue of risk rules. */
  code: z.string().min(1).max(40),
  foundAt: isoTime,
  foundBy: z.string().max(80),
  source: z.string().max(80),
  note: z.string().max(400).optional(),
  /** The re-inspection that cleared it. */
  cleared: z
    .looseObject({
      at: isoTime,
      by: z.string().max(80),
      note: z.string().max(400).optional(),
      inspection: z.string().optional(),
    })
    .optional(),
});
export type Hazard = Readonly<z.infer<typeof hazard>>;

/** 户室. The address is not stored: it is the building's and the room's place in it (`shared/address`). `无` where a level does not exist (DOMAIN §1.9). */
export const roomSchema = z.looseObject({
  _id: documentId('room'),
  type: z.literal('room'),
  ...baseFields,
  building: documentId('building'),
  /** `1单元`, or `无`. */
  unit: z.string().min(1).max(20),
  /** Cellars are negative. */
  floor: z.int().min(-9).max(200),
  /** As on the door: 502, 301A. */
  number: z.string().min(1).max(20),
  use: z.enum(ROOM_USES),
  areaM2: z.number().positive().max(100_000).optional(),
  bedrooms: z.int().min(0).max(99).optional(),
  /** 产权房, 公房, 租赁房, … */
  tenure: z.string().max(40).optional(),
  buildingKind: z.enum(['ordinary', 'selfBuiltBusiness', 'selfBuiltHome', 'underground']).optional(),
  dangerGrade: z.enum(['A', 'B', 'C', 'D']).optional(),
  owner: contactPerson.optional(),
  rentedSince: z.iso.date().optional(),
  hazards: z.array(hazard).max(100).optional(),
  /** When somebody last re-inspected it for its risk. */
  inspectedAt: isoTime.optional(),
  state: recordState,
  note: z.string().max(1000).optional(),
  sources: sourcesOfFields.optional(),
});
export type RoomDocument = Readonly<z.infer<typeof roomSchema>>;

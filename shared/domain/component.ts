import { z } from 'zod';
import { baseFields, documentId, isoTime } from './base-document.ts';
import { categoryKey } from './catalog.ts';
import { placedPoint } from './point.ts';
import { recordState, sourcesOfFields } from './record-parts.ts';

const unit = z.looseObject({ code: z.string().max(18).optional(), name: z.string().max(100) });

/** 管理部件 with the national common attributes (DOMAIN §1.4). `code` has 17 digits (6+2+3+6) or, from older surveys, 16. */
export const componentSchema = z.looseObject({
  _id: documentId('component'),
  type: z.literal('component'),
  ...baseFields,
  code: z.string().regex(/^\d{16,17}$/),
  name: z.string().min(1).max(30),
  category: z.looseObject({ ...categoryKey.shape, name: z.string().min(1) }),
  /** 主管, 权属, 养护. */
  authority: unit,
  owner: unit.optional(),
  keeper: unit.optional(),
  unitGrid: z.string().max(16).optional(),
  condition: z.enum(['intact', 'damaged', 'lost', 'abandoned', 'removed']),
  firstOn: z.iso.date(),
  changedOn: z.iso.date().optional(),
  dataSource: z.string().max(30).optional(),
  place: placedPoint,
  address: z.string().max(200).optional(),
  inspectedAt: isoTime.optional(),
  inspectDueOn: z.iso.date().optional(),
  state: recordState,
  note: z.string().max(1000).optional(),
  sources: sourcesOfFields.optional(),
});
export type ComponentDocument = Readonly<z.infer<typeof componentSchema>>;
export const CONDITION_NAMES: Readonly<Record<ComponentDocument['condition'], string>> = {
  intact: '完好',
  damaged: '破损',
  lost: '丢失',
  abandoned: '废弃',
  removed: '移除',
};

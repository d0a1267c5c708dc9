import { z } from 'zod';
import { pointPosition, polygonGeometry } from './area.ts';
import { baseFields, documentId } from './base-document.ts';

/** A building (幢) with its footprint. `scope` is the management grid that holds it whole. */
export const buildingSchema = z.looseObject({
  _id: documentId('building'),
  type: z.literal('building'),
  ...baseFields,
  /** As people say it: 上港小区 27幢, 金茂大厦. */
  name: z.string().min(1).max(80),
  address: z.string().max(200).optional(),
  levels: z.int().min(1).max(200).optional(),
  heightMetres: z.number().positive().optional(),
  footprint: polygonGeometry,
  centroid: pointPosition,
  /** True where the label was generated for the demonstration. */
  generated: z.boolean().optional(),
  /** True where the footprint itself was made up because homes were needed: shown as 示意. */
  sketch: z.boolean().optional(),
  /** 小区 or road with its number, as the address tree has it; the building's own words are `name`. */
  estate: z.string().max(60).optional(),
  /** `27幢` (DOMAIN §1.9), where it has one. */
  label: z.string().max(30).optional(),
  units: z.int().min(0).max(60).optional(),
  keeper: z.looseObject({ name: z.string().max(40), phone: z.string().max(30).optional() }).optional(),
  state: z.enum(['effective', 'void']).optional(),
});
export type BuildingDocument = Readonly<z.infer<typeof buildingSchema>>;

import { z } from 'zod';
import { baseFields, documentId } from './base-document.ts';

/** GeoJSON positions, WGS84 degrees, lon before lat; rings closed. */
const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
const ring = z.array(position).min(4);
export const polygonGeometry = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('Polygon'), coordinates: z.array(ring).min(1) }),
  z.looseObject({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ring).min(1)).min(1) }),
]);
export const pointPosition = position;

/**
 * An area of our own access path (district, street, community, management grid) or a statutory one (单元网格, 责任网格),
 * which is an attribute and a link, never access. Codes change: `validFrom`, `validTo` and `successors` keep the history.
 */
export const areaSchema = z.looseObject({
  _id: documentId('area'),
  type: z.literal('area'),
  ...baseFields,
  kind: z.enum(['district', 'street', 'community', 'grid', 'unitGrid', 'dutyGrid']),
  code: z.string().regex(/^\d{6,17}$/),
  name: z.string().min(1).max(60),
  fullName: z.string().max(120).optional(),
  parent: z.string().optional(),
  polygon: polygonGeometry.optional(),
  labelPoint: position.optional(),
  /** True where the line is drawn for demonstration, not surveyed: shown as 示意边界. */
  sketch: z.boolean().optional(),
  validFrom: z.iso.date(),
  validTo: z.iso.date().optional(),
  successors: z.array(z.string()).optional(),
});
export type AreaDocument = Readonly<z.infer<typeof areaSchema>>;

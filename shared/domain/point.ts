import { z } from 'zod';
import { pointPosition } from './area.ts';

/** A point is kept in WGS84 or CGCS2000 (under a metre apart) with where it came from; what was converted says from which system (DOMAIN §7). */
export const placedPoint = z.looseObject({
  point: pointPosition,
  crs: z.enum(['WGS84', 'CGCS2000']),
  source: z.enum(['map', 'gnss', 'building', 'address', 'import', 'survey']),
  sourceCrs: z.enum(['WGS84', 'CGCS2000', 'GCJ02', 'BD09']).optional(),
});

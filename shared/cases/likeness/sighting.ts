import type { Finding } from '../../domain/case.ts';
import { categoryKeyText } from '../../domain/catalog.ts';
import type { Position } from '../../geo/geojson.ts';

/** What was seen where and when: all that two cases are compared by. */
export interface Sighting {
  readonly id: string;
  /** `categoryKeyText` of the category. */
  readonly category: string;
  readonly categoryName: string;
  /** WGS84 degrees. */
  readonly point: Position;
  /** When it was reported, ms. */
  readonly atMs: number;
  readonly address: string;
  readonly words: string;
}

export const sightingOf = (id: string, finding: Finding, atMs: number): Sighting => ({
  id,
  category: categoryKeyText(finding.category),
  categoryName: finding.category.name,
  point: finding.place.point,
  atMs,
  address: finding.place.address,
  words: finding.description,
});

import { distanceMetres } from '../../../shared/geo/distance.ts';
import type { CaseRow, Draft } from '../../data/api.ts';

/** Proposals of the interface guide; offered, never enforced. */
export const SAME_WITHIN_METRES = 50;
export const SAME_WITHIN_HOURS = 24;

export interface LikelyDuplicate {
  readonly row: CaseRow;
  readonly metres: number;
}

/** Open cases of the same category close by and not long ago, nearest first. */
export function likelyDuplicates(
  draft: Pick<Draft, 'category' | 'place'>,
  open: readonly CaseRow[],
  nowMs: number,
): readonly LikelyDuplicate[] {
  const { category, place } = draft;
  if (category === undefined || place === undefined) return [];
  return open
    .filter(
      (row) =>
        row.categoryName === category.name && nowMs - Date.parse(row.reportedAt) <= SAME_WITHIN_HOURS * 3_600_000,
    )
    .map((row) => ({ row, metres: Math.round(distanceMetres(place.point, row.point)) }))
    .filter(({ metres }) => metres <= SAME_WITHIN_METRES)
    .sort((a, b) => a.metres - b.metres);
}

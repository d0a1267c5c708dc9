import type { CaseDocument } from '../../../shared/domain/case.ts';
import { categoryKeyText } from '../../../shared/domain/catalog.ts';
import { distanceMetres } from '../../../shared/geo/distance.ts';
import type { CaseRow } from '../../data/api.ts';

export interface AlikeCase {
  readonly row: CaseRow;
  readonly metres: number;
}

const NEAR_METRES = 300;
const MOST = 4;

/** Cases of the same class that wait to be dispatched nearby: what one crew sees to in one go (捆绑). Nearest first. */
export function alikeCases(document: CaseDocument, open: readonly CaseRow[]): readonly AlikeCase[] {
  const { category, place } = document.finding;
  const own = categoryKeyText(category);
  return open
    .filter((row) => row.id !== document._id && row.state === 'pendingDispatch' && row.category === own)
    .map((row) => ({ row, metres: Math.round(distanceMetres(place.point, row.point)) }))
    .filter(({ metres }) => metres <= NEAR_METRES)
    .sort((a, b) => a.metres - b.metres)
    .slice(0, MOST);
}

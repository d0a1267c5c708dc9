import type { AreaDocument } from '../domain/area.ts';
import type { Finding } from '../domain/case.ts';
import { personKey, type StaffDocument } from '../domain/staff.ts';
import { distanceMetres } from '../geo/distance.ts';

export interface NearWorker {
  readonly key: string;
  readonly name: string;
  readonly gridCode: string;
  /** From the finding to the middle of his grid; 0 in his own grid, null where the grid has no middle. */
  readonly metres: number | null;
}

/** Grid workers by how near their grid is to a finding (rule 10): whoever works there first. By grid, not by whereabouts: those are nobody's business. */
export function nearestWorkers(
  place: Finding['place'],
  staff: readonly StaffDocument[],
  areas: readonly AreaDocument[],
): readonly NearWorker[] {
  const middles = new Map(
    areas.filter(({ kind }) => kind === 'grid').map(({ code, labelPoint }) => [code, labelPoint]),
  );
  const metresTo = (gridCode: string): number | null => {
    if (gridCode === place.gridCode) return 0;
    const middle = middles.get(gridCode);
    return middle === undefined ? null : distanceMetres(place.point, middle);
  };
  return staff
    .filter(({ active }) => active)
    .flatMap(({ _id, displayName, posts }) => {
      const grids = posts.filter(({ role }) => role === 'gridWorker').map(({ scope }) => scope);
      return grids.map((gridCode) => ({
        key: personKey(_id),
        name: displayName,
        gridCode,
        metres: metresTo(gridCode),
      }));
    })
    .sort((a, b) => (a.metres ?? Infinity) - (b.metres ?? Infinity) || a.gridCode.localeCompare(b.gridCode));
}

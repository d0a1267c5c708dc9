import type { AreaDocument } from '../../shared/domain/area.ts';
import type { BuildingDocument } from '../../shared/domain/building.ts';
import { boundsOf, type Bounds } from './bounds.ts';
import type { MapArea, MapBuilding } from './map-objects.ts';

const USUALLY_DRAWN: readonly MapArea['kind'][] = ['street', 'community', 'grid'];

/** The areas the map draws. Areas without an open line stay out, and statutory grids unless they are asked for. */
export const mapAreas = (
  areas: readonly AreaDocument[],
  kinds: readonly MapArea['kind'][] = USUALLY_DRAWN,
): readonly MapArea[] =>
  areas.flatMap(({ kind, code, name, polygon, labelPoint }) =>
    kind !== 'district' && kinds.includes(kind) && polygon !== undefined && labelPoint !== undefined
      ? [{ code, name, kind, polygon, labelPoint }]
      : [],
  );

export const mapBuildings = (buildings: readonly BuildingDocument[]): readonly MapBuilding[] =>
  buildings.map(({ _id, name, footprint, centroid }) => ({ id: _id, name, polygon: footprint, labelPoint: centroid }));

/** The box of a scope, or of the smallest drawn area around it: what a person's map opens on. */
export function boundsUnder(areas: readonly MapArea[], scope: string): Bounds | undefined {
  const [own] = areas.filter((area) => scope.startsWith(area.code)).sort((a, b) => b.code.length - a.code.length);
  return own === undefined ? undefined : boundsOf(own.polygon);
}

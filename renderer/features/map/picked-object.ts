import type { AreaDocument } from '../../../shared/domain/area.ts';
import type { BuildingDocument } from '../../../shared/domain/building.ts';
import { distanceMetres } from '../../../shared/geo/distance.ts';
import type { CaseRow } from '../../data/api.ts';
import type { MapTarget } from '../../map/map-objects.ts';

/** What the side panel is about. */
export type PickedObject =
  | { readonly kind: 'area'; readonly area: AreaDocument; readonly cases: readonly CaseRow[] }
  | { readonly kind: 'building'; readonly building: BuildingDocument; readonly cases: readonly CaseRow[] }
  | { readonly kind: 'case'; readonly row: CaseRow }
  | { readonly kind: 'pile'; readonly cases: readonly CaseRow[] };

/** A case belongs to a building when it lies within this of its middle. */
const AT_BUILDING_METRES = 45;

export const targetText = (target: MapTarget): string => `${target.kind}/${target.id}`;

export function targetOf(text: string | undefined): MapTarget | undefined {
  const [kind, ...rest] = (text ?? '').split('/');
  const id = rest.join('/');
  return (kind === 'point' || kind === 'building' || kind === 'area') && id !== '' ? { kind, id } : undefined;
}

export function pickedObject(
  target: MapTarget | undefined,
  areas: readonly AreaDocument[],
  buildings: readonly BuildingDocument[],
  open: readonly CaseRow[],
): PickedObject | undefined {
  switch (target?.kind) {
    case undefined:
      return undefined;
    case 'area': {
      const area = areas.find(({ code }) => code === target.id);
      return area && { kind: 'area', area, cases: open.filter((row) => row.gridCode.startsWith(area.code)) };
    }
    case 'building': {
      const building = buildings.find(({ _id }) => _id === target.id);
      return (
        building && {
          kind: 'building',
          building,
          cases: open.filter(
            (row) =>
              row.gridCode === building.scope && distanceMetres(building.centroid, row.point) <= AT_BUILDING_METRES,
          ),
        }
      );
    }
    case 'point': {
      const row = open.find(({ id }) => id === target.id);
      return row && { kind: 'case', row };
    }
  }
}

export const objectName = (picked: PickedObject): string => {
  switch (picked.kind) {
    case 'area':
      return picked.area.fullName ?? picked.area.name;
    case 'building':
      return picked.building.name;
    case 'case':
      return picked.row.categoryName;
    case 'pile':
      return `同一处 ${String(picked.cases.length)} 件`;
  }
};

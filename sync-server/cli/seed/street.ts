import type { AreaDocument } from '../../../shared/domain/area.ts';
import type { BuildingDocument } from '../../../shared/domain/building.ts';
import type { Polygon } from '../../../shared/geo/geojson.ts';
import type { StreetArea, StreetAreas, StreetBuildings } from '../../../shared/geo/resources.ts';
import { CURRENT_FORM } from '../../../shared/migrations/forms.ts';
import type { Chance } from './chance.ts';
import { madeAt } from './provenance.ts';
import { gridClasses, statutoryGrids, type StatutoryGrid } from './statutory-grids.ts';

/** Documents hold plain arrays; the resources are read-only. */
const polygonOf = (polygon: Polygon) => ({
  type: 'Polygon' as const,
  coordinates: polygon.coordinates.map((ring) => ring.map(([lon, lat]): [number, number] => [lon, lat])),
});

/** Our own path first, then the statutory grids over the same ground. */
export function areaDocuments(
  { areas }: StreetAreas,
  buildings: StreetBuildings,
  chance: Chance,
  atMs: number,
): readonly AreaDocument[] {
  const classes = gridClasses(areas, buildings.buildings);
  const document = (area: StreetArea | StatutoryGrid, scope: string): AreaDocument => ({
    _id: chance.id('area', atMs),
    type: 'area' as const,
    scope,
    schema: CURRENT_FORM,
    provenance: madeAt(atMs),
    kind: area.kind,
    code: area.code,
    name: area.name,
    validFrom: area.validFrom,
    ...(area.fullName === undefined ? {} : { fullName: area.fullName }),
    ...(area.parent === undefined ? {} : { parent: area.parent }),
    ...(area.polygon === undefined ? {} : { polygon: polygonOf(area.polygon), sketch: true }),
    ...(area.labelPoint === undefined
      ? {}
      : { labelPoint: [area.labelPoint[0], area.labelPoint[1]] as [number, number] }),
    ...(area.kind === 'grid' ? { class: classes.get(area.code) } : {}),
  });
  return [
    ...areas.map((area) => document(area, area.code)),
    ...statutoryGrids(areas).map((grid) => document(grid, grid.scope)),
  ];
}

export const buildingDocuments = (
  buildings: StreetBuildings,
  chance: Chance,
  atMs: number,
): readonly BuildingDocument[] =>
  buildings.buildings.map((building) => ({
    _id: chance.id('building', atMs),
    type: 'building' as const,
    scope: building.gridCode,
    schema: CURRENT_FORM,
    provenance: madeAt(atMs),
    name: building.label,
    levels: building.levels,
    footprint: polygonOf(building.polygon),
    centroid: [building.centroid[0], building.centroid[1]] as [number, number],
    ...(building.address === undefined ? {} : { address: building.address }),
    ...(building.heightMetres === undefined ? {} : { heightMetres: building.heightMetres }),
    ...(building.labelSource === 'generated' ? { generated: true } : {}),
  }));

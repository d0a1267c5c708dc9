import type { AreaDocument } from '../../../shared/domain/area.ts';
import type { BuildingDocument } from '../../../shared/domain/building.ts';
import type { Place } from '../../../shared/domain/case.ts';
import { distanceMetres } from '../../../shared/geo/distance.ts';
import { indexed, isInside, itemAt, type Indexed } from '../../map/hit-test.ts';
import type { AreaGeometry } from '../../map/map-objects.ts';

type Point = readonly [number, number];

/** Beyond this a building says nothing about where a thing is. */
const NEAR_METRES = 120;

interface GridShape {
  readonly polygon: AreaGeometry;
  readonly code: string;
  readonly name: string;
}

export interface PlaceFinder {
  /** The place of a point, or undefined outside every grid known here. */
  readonly placeAt: (point: Point, source: Place['source'], accuracyMetres?: number) => Place | undefined;
  readonly placeOf: (building: BuildingDocument) => Place | undefined;
  /** Buildings whose name or address has what was typed: those of one's own area, then the shortest name first. */
  readonly buildingsFor: (typed: string) => readonly BuildingDocument[];
}

const MOST_BUILDINGS = 30;

function sideOf(from: Point, to: Point): string {
  const east = (to[0] - from[0]) * Math.cos((from[1] * Math.PI) / 180);
  const north = to[1] - from[1];
  if (Math.abs(east) >= Math.abs(north)) return east >= 0 ? '东侧' : '西侧';
  return north >= 0 ? '北侧' : '南侧';
}

const plain = (text: string): string => text.normalize('NFKC').replaceAll(/\s+/g, '').toLowerCase();

/** Turns points into words people use: the nearest building and its side, else the grid. */
export function placeFinder(
  areas: readonly AreaDocument[],
  buildings: readonly BuildingDocument[],
  isOwn: (scope: string) => boolean,
): PlaceFinder {
  const grids: readonly Indexed<GridShape>[] = indexed(
    areas.flatMap((area) =>
      area.kind === 'grid' && area.polygon !== undefined
        ? [{ polygon: area.polygon, code: area.code, name: area.name }]
        : [],
    ),
  );
  const named = buildings.map((building) => ({
    building,
    words: plain(`${building.name}${building.address ?? ''}`),
    away: isOwn(building.scope) ? 0 : 1,
  }));

  const nearest = (point: Point): { readonly building: BuildingDocument; readonly metres: number } | undefined => {
    let best: { building: BuildingDocument; metres: number } | undefined;
    for (const building of buildings) {
      const metres = isInside(point, building.footprint) ? 0 : distanceMetres(point, building.centroid);
      if (metres <= NEAR_METRES && (best === undefined || metres < best.metres)) best = { building, metres };
    }
    return best;
  };

  return {
    placeAt: (point, source, accuracyMetres) => {
      const grid = itemAt(grids, point);
      if (grid === undefined) return undefined;
      const near = nearest(point);
      const address =
        near === undefined
          ? `${grid.name} 网格内`
          : near.metres === 0
            ? near.building.name
            : `${near.building.name}${sideOf(near.building.centroid, point)}`;
      return {
        point: [point[0], point[1]],
        crs: 'WGS84',
        source,
        ...(accuracyMetres === undefined ? {} : { accuracyMetres }),
        address,
        gridCode: grid.code,
        ...(near?.metres === 0 ? { building: near.building._id } : {}),
      };
    },
    placeOf: (building) => ({
      point: building.centroid,
      crs: 'WGS84',
      source: 'building',
      address: building.name,
      gridCode: building.scope,
      building: building._id,
    }),
    buildingsFor: (typed) => {
      const asked = typed.trim().split(/\s+/).map(plain);
      const [first = ''] = asked;
      if (first === '') return [];
      return named
        .filter(({ words }) => asked.every((part) => words.includes(part)))
        .sort(
          (a, b) =>
            a.away - b.away || a.words.indexOf(first) - b.words.indexOf(first) || a.words.length - b.words.length,
        )
        .slice(0, MOST_BUILDINGS)
        .map(({ building }) => building);
    },
  };
}

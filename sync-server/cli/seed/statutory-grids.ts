import { assert } from '../../../shared/lib/assert.ts';
import { areaSquareMetres, ringAreaSquareMetres } from '../../../shared/geo/area.ts';
import { forEachEdge, samePosition } from '../../../shared/geo/rings.ts';
import { boxOfPolygon } from '../../../shared/geo/bounding-box.ts';
import { radians } from '../../../shared/geo/distance.ts';
import type { Polygon, Position, Ring } from '../../../shared/geo/geojson.ts';
import { labelPoint } from '../../../shared/geo/label-point.ts';
import type { StreetArea, StreetBuilding } from '../../../shared/geo/resources.ts';

/** A statutory grid over the same ground. `scope`: who sees it, a place of our own path. */
export interface StatutoryGrid {
  readonly kind: 'unitGrid' | 'dutyGrid';
  readonly code: string;
  readonly name: string;
  readonly fullName?: string;
  readonly scope: string;
  readonly parent: string;
  readonly polygon: Polygon;
  readonly labelPoint: Position;
  readonly validFrom: string;
}

type Grid = StreetArea & { readonly polygon: Polygon };

/** A 单元网格 is about 10,000 m² (DOMAIN §1.2): what is larger than this is halved. */
const MOST_SQUARE_METRES = 20_000;
/** Numbers within a community; management grids have those from 001. */
const FIRST_UNIT = 501;
const FIRST_DUTY = 901;
/** Management grids in one 责任网格. */
const GRIDS_TOGETHER = 3;
/** One in so many is of each class of management. */
const CLASSES = ['一类管理区', '二类管理区', '三类管理区'] as const;

const rounded = ([lon, lat]: Position): Position => [Number(lon.toFixed(7)), Number(lat.toFixed(7))];
const numbered = (parent: string, number: number): string => `${parent}${String(number).padStart(3, '0')}`;

/** What of a ring lies on one side of a line along an axis. */
function clipped(ring: Ring, axis: 0 | 1, at: number, side: 1 | -1): Ring {
  const kept: Position[] = [];
  const keep = (position: Position): void => {
    const last = kept.at(-1);
    if (last === undefined || !samePosition(last, position)) kept.push(position);
  };
  const isIn = (position: Position): boolean => (position[axis] - at) * side >= 0;
  forEachEdge(ring, (from, to) => {
    if (isIn(from)) keep(from);
    if (isIn(from) === isIn(to) || from[axis] === at || to[axis] === at) return;
    const along = (at - from[axis]) / (to[axis] - from[axis]);
    const other = axis === 0 ? 1 : 0;
    const crossing = from[other] + along * (to[other] - from[other]);
    keep(rounded(axis === 0 ? [at, crossing] : [crossing, at]));
  });
  const first = kept[0];
  if (first !== undefined && !samePosition(kept.at(-1) ?? first, first)) kept.push(first);
  return kept;
}

/** Halved across its longer side until no piece is too large; west before east, north before south. */
function halved(polygon: Polygon): readonly Polygon[] {
  if (areaSquareMetres(polygon) <= MOST_SQUARE_METRES) return [polygon];
  const { west, east, south, north } = boxOfPolygon(polygon);
  const isWide = (east - west) * Math.cos(radians(south)) >= north - south;
  const axis = isWide ? 0 : 1;
  const [lon, lat] = rounded([(west + east) / 2, (south + north) / 2]);
  const sides = isWide ? ([-1, 1] as const) : ([1, -1] as const);
  return sides
    .map((side): Polygon => ({
      type: 'Polygon',
      coordinates: polygon.coordinates.map((ring) => clipped(ring, axis, isWide ? lon : lat, side)),
    }))
    .filter((piece) => (piece.coordinates[0]?.length ?? 0) >= 4 && areaSquareMetres(piece) > 1)
    .flatMap(halved);
}

const edgeKey = (from: Position, to: Position): string => [from.join(), to.join()].sort().join(' ');

/** Neighbours share their vertices, so edges that two of them have lie inside, and the rest is the border of all. */
function united(polygons: readonly Polygon[]): Polygon {
  const edges = new Map<string, readonly [Position, Position] | null>();
  for (const { coordinates } of polygons)
    for (const ring of coordinates)
      forEachEdge(ring, (from, to) => {
        const key = edgeKey(from, to);
        edges.set(key, edges.has(key) ? null : [from, to]);
      });
  const onward = new Map<string, Position[]>();
  for (const edge of edges.values()) {
    if (edge === null) continue;
    const [from, to] = edge;
    onward.set(from.join(), [...(onward.get(from.join()) ?? []), to]);
  }
  const rings: Ring[] = [];
  for (const [start, ends] of onward) {
    while (ends.length > 0) {
      const ring: Position[] = [start.split(',').map(Number) as [number, number]];
      for (let at = start; ;) {
        const next = onward.get(at)?.pop();
        assert(next, 'a border closes');
        ring.push(next);
        at = next.join();
        if (at === start) break;
      }
      rings.push(ring);
    }
  }
  const size = (ring: Ring): number => Math.abs(ringAreaSquareMetres(ring));
  return { type: 'Polygon', coordinates: rings.sort((a, b) => size(b) - size(a)) };
}

/** Neighbours put together, so many at most; the first that is left takes in who touches it. */
function together(grids: readonly Grid[]): readonly (readonly Grid[])[] {
  const edgesOf = new Map(
    grids.map((grid) => {
      const keys = new Set<string>();
      for (const ring of grid.polygon.coordinates) forEachEdge(ring, (from, to) => keys.add(edgeKey(from, to)));
      return [grid, keys] as const;
    }),
  );
  const touches = (one: Grid, other: Grid): boolean =>
    [...(edgesOf.get(one) ?? [])].some((key) => edgesOf.get(other)?.has(key) === true);
  const groups: Grid[][] = [];
  const left = new Set(grids);
  for (const first of grids) {
    if (!left.delete(first)) continue;
    const group = [first];
    for (const next of grids) {
      if (group.length === GRIDS_TOGETHER) break;
      if (left.has(next) && group.some((one) => touches(one, next))) {
        left.delete(next);
        group.push(next);
      }
    }
    groups.push(group);
  }
  return groups;
}

/** 单元网格 and 责任网格 of the street, drawn upon its management grids: demonstration lines like those. */
export function statutoryGrids(areas: readonly StreetArea[]): readonly StatutoryGrid[] {
  const grids = areas.flatMap((area) =>
    area.kind === 'grid' && area.polygon !== undefined ? [{ ...area, polygon: area.polygon }] : [],
  );
  return areas
    .filter(({ kind }) => kind === 'community')
    .flatMap((community) => {
      const own = grids.filter(({ parent }) => parent === community.code);
      const { validFrom } = community;
      const units = own
        .flatMap((grid) => halved(grid.polygon).map((polygon, at) => ({ grid, polygon, at })))
        .map(({ grid, polygon, at }, nth): StatutoryGrid => ({
          ...{ kind: 'unitGrid', polygon, validFrom, labelPoint: rounded(labelPoint(polygon)) },
          ...{ code: numbered(community.code, FIRST_UNIT + nth), scope: grid.code, parent: grid.code },
          name: `${grid.name}-${String(at + 1).padStart(2, '0')}`,
          fullName: `${grid.name}-${String(at + 1).padStart(2, '0')} 单元网格`,
        }));
      const duties = together(own).map((group, nth): StatutoryGrid => {
        const polygon = united(group.map((grid) => grid.polygon));
        return {
          ...{ kind: 'dutyGrid', polygon, validFrom, labelPoint: rounded(labelPoint(polygon)) },
          ...{ code: numbered(community.code, FIRST_DUTY + nth), scope: community.code, parent: community.code },
          name: `${community.name} 责任 ${String(nth + 1)}`,
          fullName: `${community.name} 责任网格 ${String(nth + 1)}`,
        };
      });
      return [...units, ...duties];
    });
}

/** How closely a management grid is to be looked after: the more floor stands on its ground, the more. By code. */
export function gridClasses(
  areas: readonly StreetArea[],
  buildings: readonly StreetBuilding[],
): ReadonlyMap<string, (typeof CLASSES)[number]> {
  const floor = new Map<string, number>();
  for (const { gridCode, areaSquareMetres: ground, levels } of buildings)
    floor.set(gridCode, (floor.get(gridCode) ?? 0) + ground * levels);
  const grids = areas.flatMap(({ kind, code, polygon }) =>
    kind === 'grid' && polygon !== undefined
      ? [{ code, load: (floor.get(code) ?? 0) / areaSquareMetres(polygon) }]
      : [],
  );
  const inOrder = grids.toSorted((a, b) => b.load - a.load || (a.code < b.code ? -1 : 1));
  return new Map(
    inOrder.map(({ code }, at) => [code, CLASSES[Math.floor((at * CLASSES.length) / inOrder.length)] ?? CLASSES[0]]),
  );
}

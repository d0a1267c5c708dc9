import type { AreaDocument } from '../../domain/area.ts';
import type { BuildingDocument } from '../../domain/building.ts';
import type { Place } from '../../domain/case.ts';
import { areaIndex } from '../../geo/area-index.ts';
import { distanceMetres } from '../../geo/distance.ts';
import type { Position } from '../../geo/geojson.ts';
import { labelPoint } from '../../geo/label-point.ts';
import { plainText } from '../likeness/plain-text.ts';

/** Where an address is, as far as it says: a building, or no more than an estate or a community and how far off the truth may lie. */
export type Located = Pick<Place, 'source' | 'accuracyMetres' | 'building'> & { readonly point: Position };

export interface PlaceBook {
  /** The grid a point lies in. */
  readonly gridAt: (point: Position) => string | undefined;
  /** `community`: what the other system says of it, '' where nothing. */
  readonly find: (address: string, community: string) => Located | undefined;
}

type Building = Pick<BuildingDocument, '_id' | 'name' | 'address' | 'estate' | 'centroid' | 'scope'>;
type Area = Pick<AreaDocument, 'kind' | 'code' | 'name' | 'fullName' | 'polygon' | 'labelPoint'>;

/** Shorter names stand in too many addresses. */
const LEAST_NAME = 3;
const plain = (text: string): string => plainText(text).replaceAll(' ', '');
const isDigit = (character: string | undefined): boolean => character !== undefined && /\d/.test(character);

/** Names found anywhere in a text, by their first two characters. */
interface NameIndex<T> {
  readonly longestIn: (text: string) => readonly T[];
}

function nameIndex<T>(named: Iterable<readonly [string, T]>): NameIndex<T> {
  const byName = new Map<string, T[]>();
  for (const [name, item] of named)
    if (name.length >= LEAST_NAME) byName.set(name, [...(byName.get(name) ?? []), item]);
  const byStart = new Map<string, string[]>();
  for (const name of [...byName.keys()].sort((a, b) => b.length - a.length)) {
    const start = name.slice(0, 2);
    byStart.set(start, [...(byStart.get(start) ?? []), name]);
  }
  /** 5号 is not in 15号, 85号 not in 855号. */
  const stands = (text: string, name: string, at: number): boolean =>
    text.startsWith(name, at) &&
    !(isDigit(name[0]) && isDigit(text[at - 1])) &&
    !(isDigit(name.at(-1)) && isDigit(text[at + name.length]));
  return {
    longestIn: (text) => {
      let longest = '';
      for (let at = 0; at + LEAST_NAME <= text.length; at += 1) {
        const name = byStart.get(text.slice(at, at + 2))?.find((each) => stands(text, each, at));
        if (name !== undefined && name.length > longest.length) longest = name;
      }
      return byName.get(longest) ?? [];
    },
  };
}

/** 上港第一居委会, 上港第一社区 and 上港第一 are one community. */
const communityCore = (name: string): string =>
  plain(name).replace(/(居民委员会|居委会|居委|居民区|社区|村委会)$/u, '');

/** The building in the middle of several, and how far the farthest of them is from it. */
function middleOf(buildings: readonly Building[]): Located | undefined {
  const mean = (axis: 0 | 1): number =>
    buildings.reduce((sum, { centroid }) => sum + centroid[axis], 0) / buildings.length;
  const middle: Position = [mean(0), mean(1)];
  const [nearest] = buildings
    .map((building) => ({ building, metres: distanceMetres(middle, building.centroid) }))
    .sort((a, b) => a.metres - b.metres);
  if (nearest === undefined) return undefined;
  const { centroid: point } = nearest.building;
  const farthest = Math.max(...buildings.map(({ centroid }) => distanceMetres(point, centroid)));
  return { point, source: 'address', accuracyMetres: Math.round(farthest) };
}

function ofCommunity({ polygon, labelPoint: label }: Area): Located | undefined {
  const rings = polygon === undefined ? [] : polygon.type === 'Polygon' ? [polygon.coordinates] : polygon.coordinates;
  const [largest] = [...rings].sort((a, b) => (b[0]?.length ?? 0) - (a[0]?.length ?? 0));
  if (largest === undefined) return undefined;
  const point = label ?? labelPoint({ type: 'Polygon', coordinates: largest });
  const farthest = Math.max(...rings.flatMap(([outer = []]) => outer.map((vertex) => distanceMetres(point, vertex))));
  return { point, source: 'address', accuracyMetres: Math.round(farthest) };
}

/** Finds where an address is among the buildings and areas that are known here. What it says of itself is kept with the point; nothing is made more exact than it is. */
export function placeBook(areas: readonly Area[], buildings: readonly Building[]): PlaceBook {
  const grids = areaIndex(
    areas.flatMap(({ kind, code, polygon }) => {
      if (kind !== 'grid' || polygon === undefined) return [];
      const parts = polygon.type === 'Polygon' ? [polygon.coordinates] : polygon.coordinates;
      return parts.map((coordinates) => ({ code, polygon: { type: 'Polygon' as const, coordinates } }));
    }),
  );
  const gridAt = ([lon, lat]: Position): string | undefined => grids.areaAt(lon, lat)?.code;
  const names = nameIndex(
    buildings.flatMap((building) =>
      [building.name, building.address ?? ''].map((name) => [plain(name), building] as const),
    ),
  );
  const estates = nameIndex(
    buildings.flatMap((building) =>
      building.estate === undefined ? [] : [[plain(building.estate), building] as const],
    ),
  );
  const communities = areas
    .filter(({ kind }) => kind === 'community')
    .map((area) => ({ area, cores: [area.name, area.fullName ?? area.name].map(communityCore) }));
  const communityOf = (address: string, written: string): Area | undefined => {
    const core = communityCore(written);
    const text = plain(address);
    return communities.find(({ area, cores }) =>
      core === ''
        ? [area.name, area.fullName ?? area.name].some(
            (name) => communityCore(name) !== plain(name) && text.includes(plain(name)),
          )
        : cores.includes(core),
    )?.area;
  };

  return {
    gridAt,
    find: (address, written) => {
      const text = plain(address);
      const community = communityOf(address, written);
      const within = (found: readonly Building[]): readonly Building[] => {
        const inside = community === undefined ? [] : found.filter(({ scope }) => scope.startsWith(community.code));
        return inside.length > 0 ? inside : found;
      };
      const [only, ...others] = within([...new Set(names.longestIn(text))]);
      if (only !== undefined && others.length === 0)
        return { point: only.centroid, source: 'address', building: only._id };
      if (only !== undefined) return middleOf([only, ...others]);
      return middleOf(within(estates.longestIn(text))) ?? (community && ofCommunity(community));
    },
  };
}

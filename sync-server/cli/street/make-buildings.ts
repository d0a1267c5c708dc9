import { areaSquareMetres, centroid } from '../../../shared/geo/area.ts';
import { areaIndex } from '../../../shared/geo/area-index.ts';
import type { Polygon, Position } from '../../../shared/geo/geojson.ts';
import { labelPoint } from '../../../shared/geo/label-point.ts';
import { isInPolygon } from '../../../shared/geo/point-in-polygon.ts';
import type { StreetArea, StreetBuilding } from '../../../shared/geo/resources.ts';
import { seededRandom } from '../../../shared/lib/random.ts';
import { estateName, isBusinessCommunity } from './estates.ts';
import { roundPosition } from './flat-map.ts';
import { countedRoads, doorNumber, nearestRoad } from './road-addresses.ts';
import type { SourceBuilding, Sources } from './sources.ts';
import { makeRoads } from './make-roads.ts';

/** Names that the source gives in English only, as the buildings are signed. */
const SIGNED_NAMES: Readonly<Record<string, string>> = {
  'Riviera TwinStar Square 1': '浦江双辉大厦1座',
  'Riviera TwinStar Square 2': '浦江双辉大厦2座',
  'BEA Financial Tower': '东亚银行金融大厦',
  'Shanghai World Financial Center': '上海环球金融中心',
  '上海证券交易所 - Shanghai Stock Exchange': '上海证券交易所',
  'Pudong International Information Port': '浦东国际信息港',
  'World Finance Tower': '世界金融大厦',
  'Oriental Financial Centre': '东方汇经中心',
  'Shengda Jinpan 1': '盛大金磐1幢',
  'Shengda Jinpan 2': '盛大金磐2幢',
  'Shengda Jinpan 3': '盛大金磐3幢',
  'New Development Bank': '新开发银行',
  'Shanghai World Plaza': '世界广场',
};
/** What stands in the name field but names nothing. */
const NOT_A_NAME = new Set(['用地']);
const CHINESE_NAME = /^[\p{Script=Han}0-9（）()·]{2,}$/u;

/** Larger or taller than this is no ordinary block of flats. */
const LARGEST_FLATS_SQUARE_METRES = 1_600;
const TALLEST_FLATS_METRES = 60;

const signedName = (source: SourceBuilding): string | undefined => {
  const name = source.name === undefined ? undefined : (SIGNED_NAMES[source.name] ?? source.name);
  return name !== undefined && CHINESE_NAME.test(name) && !NOT_A_NAME.has(name) ? name : undefined;
};

const sourceAddress = (source: SourceBuilding): string | undefined =>
  source.addr_street === undefined || source.addr_housenumber === undefined
    ? undefined
    : `${source.addr_street}${source.addr_housenumber.replace(/号$/, '')}号`;

/** A number that stays the same for a building whatever else changes in the source. */
const seedOf = (id: string): number => Number(id.replace(/\D/g, '')) % 2 ** 32;

const likelyLevels = (id: string, footprint: number, isFlats: boolean): number => {
  const random = seededRandom(seedOf(id));
  const pick = (choices: readonly number[]): number => choices[Math.floor(random() * choices.length)] ?? 6;
  if (footprint < 60) return pick([1, 1, 2]);
  if (isFlats) return footprint < 700 ? pick([5, 6, 6, 6, 6, 7]) : pick([11, 14, 18, 24]);
  return footprint < 400 ? pick([2, 3, 3, 4]) : pick([4, 5, 6, 8, 12]);
};

interface Located {
  readonly source: SourceBuilding;
  readonly polygon: Polygon;
  readonly centroid: Position;
  readonly footprint: number;
  readonly grid: StreetArea;
}

const locate = (sources: Sources, areas: readonly StreetArea[]): readonly Located[] => {
  const grids = areas.flatMap((area) =>
    area.kind === 'grid' && area.polygon !== undefined ? [{ polygon: area.polygon, area }] : [],
  );
  const index = areaIndex(grids);
  const seen = new Set<string>();
  return sources.buildings.features.flatMap(({ properties: source, geometry }): readonly Located[] => {
    if (source.part === 1 || seen.has(source.osm)) return [];
    const polygon: Polygon = {
      type: 'Polygon',
      coordinates: geometry.coordinates.map((ring) => ring.map(roundPosition)),
    };
    const heart = labelPoint(polygon);
    const found = index.areaAt(heart[0], heart[1]);
    if (found === undefined) return [];
    seen.add(source.osm);
    const middle = centroid(polygon);
    return [
      {
        source,
        polygon,
        centroid: roundPosition(isInPolygon(polygon, middle) ? middle : heart),
        footprint: Math.round(areaSquareMetres(polygon)),
        grid: found.area,
      },
    ];
  });
};

/** By grid, then row by row from the north, each row from the west: the order in which blocks are numbered. */
const ROW_DEGREES = 0.0003;
const inNumberingOrder = (a: Located, b: Located): number =>
  a.grid.code.localeCompare(b.grid.code) ||
  Math.floor(b.centroid[1] / ROW_DEGREES) - Math.floor(a.centroid[1] / ROW_DEGREES) ||
  a.centroid[0] - b.centroid[0];

/** Every building of the street with the one grid that holds it and a name that people would use. */
export const makeBuildings = (
  sources: Sources,
  areas: readonly StreetArea[],
  street: Polygon,
): readonly StreetBuilding[] => {
  const communityNames = new Map(areas.map((area) => [area.code, area.name]));
  const roads = countedRoads(makeRoads(sources, street).filter((road) => road.kind !== 'path'));
  const taken = new Set(sources.buildings.features.map(({ properties }) => sourceAddress(properties)));
  const lastNumber = new Map<string, number>();

  const roadLabel = (position: Position): string | undefined => {
    const nearest = nearestRoad(roads, position);
    if (nearest === undefined) return undefined;
    for (let number = doorNumber(nearest, position); ; number += 2) {
      const label = `${nearest.road.name}${String(number)}号`;
      if (taken.has(label)) continue;
      taken.add(label);
      return label;
    }
  };
  const atAddress = new Map<string, number>();
  /** Several blocks at one address: the second one is its 2幢. */
  const distinct = (address: string): string => {
    const count = (atAddress.get(address) ?? 0) + 1;
    atAddress.set(address, count);
    return count === 1 ? address : `${address} ${String(count)}幢`;
  };
  const estateLabel = (community: string): string => {
    const estate = estateName(community);
    const number = (lastNumber.get(estate) ?? 0) + 1;
    lastNumber.set(estate, number);
    return `${estate} ${String(number)}幢`;
  };

  return [...locate(sources, areas)].sort(inNumberingOrder).map((building): StreetBuilding => {
    const { source, polygon, footprint, grid } = building;
    const community = communityNames.get(grid.parent ?? '') ?? '';
    const address = sourceAddress(source);
    const name = signedName(source);
    const isFlats =
      !isBusinessCommunity(community) &&
      footprint <= LARGEST_FLATS_SQUARE_METRES &&
      (source.height ?? 0) <= TALLEST_FLATS_METRES;
    const known = name ?? (address === undefined ? undefined : distinct(address));
    const label = known ?? (isFlats ? undefined : roadLabel(building.centroid)) ?? estateLabel(community);
    const storeyMetres = isFlats ? 3 : 4;
    return {
      sourceId: source.osm,
      label,
      labelSource: name !== undefined ? 'name' : address !== undefined ? 'address' : 'generated',
      ...(address === undefined ? {} : { address }),
      ...(source.height === undefined ? {} : { heightMetres: source.height }),
      levels:
        source.height === undefined
          ? likelyLevels(source.osm, footprint, isFlats)
          : Math.max(1, Math.round(source.height / storeyMetres)),
      isLevelsGenerated: source.height === undefined,
      areaSquareMetres: footprint,
      polygon,
      centroid: building.centroid,
      gridCode: grid.code,
    };
  });
};

import type { BuildingDocument } from '../../../../shared/domain/building.ts';
import type { Polygon } from '../../../../shared/geo/geojson.ts';
import type { StreetArea, StreetBuilding, StreetRoad } from '../../../../shared/geo/resources.ts';
import { CURRENT_FORM } from '../../../../shared/migrations/forms.ts';
import type { Chance } from '../chance.ts';
import { madeAt } from '../provenance.ts';
import type { SeedResources } from '../resources.ts';
import { isDrawn } from './drawn-building.ts';
import { flatGround } from './flat-ground.ts';
import { layoutOf, nameParts, roomCount, SKETCH_METRES, sketchLayout, type Lot } from './layouts.ts';
import type { MadeIdentifiers } from './made-identifiers.ts';
import { givenName, surname } from './names.ts';

export interface SettlementOptions {
  readonly resources: SeedResources;
  readonly documents: readonly BuildingDocument[];
  readonly homes: number;
  readonly chance: Chance;
  readonly atMs: number;
  readonly identifiers: MadeIdentifiers;
}

export interface Settlement {
  /** Every building of the street: those of the map, then those put up for the homes that were wanting. */
  readonly buildings: readonly BuildingDocument[];
  /** In the order in which people move in: the model houses first. */
  readonly homes: readonly Lot[];
  readonly offices: readonly Lot[];
}

/** Communities of towers and lawns: no houses are put up there. */
const TOWERS: ReadonlySet<string> = new Set(['310115005054', '310115005055', '310115005057', '310115005059']);
/** The model community is settled to the last house. */
const FULL = '310115005035';

const MAJOR_ROAD_METRES = 16;
const ROAD_METRES = 9;
const WALL_METRES = 8;
const ASIDE_METRES = 8;
const ROW_METRES = 12;

interface Grid {
  readonly code: string;
  readonly polygon: Polygon;
}
interface Place {
  readonly polygon: Polygon;
  readonly centroid: [number, number];
}

/** Free ground for houses in a grid, clear of roads, walls and its border. */
function freePlaces(grid: Grid, buildings: readonly StreetBuilding[], roads: readonly StreetRoad[]): readonly Place[] {
  const ground = flatGround(grid.polygon);
  for (const building of buildings) ground.takePolygon(building.polygon, WALL_METRES);
  for (const { line, kind } of roads) {
    line.coordinates.forEach((to, at, all) => {
      const from = all[at - 1];
      if (from !== undefined) ground.takeLine(from, to, kind === 'major_road' ? MAJOR_ROAD_METRES : ROAD_METRES);
    });
  }
  return ground
    .plots(SKETCH_METRES.width, SKETCH_METRES.depth, ASIDE_METRES, ROW_METRES)
    .map((plot) => ground.polygonOf(plot));
}

/** 梅园一村 names its houses itself; 市新 calls them 市新小区. */
const estateOf = (community: string): string => (/[村园苑]$/.test(community) ? community : `${community}小区`);

/** So that as many homes as asked come together: a share that no community exceeds but those that have less. */
function fairShare(capacities: readonly number[], wanted: number): number {
  let left = wanted;
  const sorted = [...capacities].sort((a, b) => a - b);
  for (const [at, capacity] of sorted.entries()) {
    const share = left / (sorted.length - at);
    if (capacity >= share) return share;
    left -= capacity;
  }
  return Number.POSITIVE_INFINITY;
}

const isPutUp = ({ document }: Lot): boolean => document.sketch === true;
const isDrawnLot = ({ document }: Lot): boolean => isDrawn(document.name);

export function settle({ resources, documents, homes, chance, atMs, identifiers }: SettlementOptions): Settlement {
  const { areas } = resources.areas;
  const sources = resources.buildings.buildings;
  const keeper = () => ({
    name: surname(chance) + givenName(chance, chance.whole(1952, 1985), chance.happens(0.4)),
    phone: identifiers.phone(),
  });
  const standing = documents.map((document, at): Lot => {
    const layout = layoutOf(sources[at] as StreetBuilding);
    const isHome = layout.kind === 'homes';
    return {
      document: {
        ...document,
        ...nameParts(document.name),
        units: isHome ? layout.units : 0,
        ...(isHome ? { keeper: keeper() } : {}),
      },
      layout,
    };
  });
  const numbers = new Map<string, number>();
  for (const { document } of standing) {
    const { estate, label } = document;
    if (estate !== undefined && label !== undefined)
      numbers.set(estate, Math.max(numbers.get(estate) ?? 0, Number.parseInt(label, 10)));
  }
  const grids = areas.flatMap((area): readonly Grid[] =>
    area.kind === 'grid' && area.polygon !== undefined ? [{ code: area.code, polygon: area.polygon }] : [],
  );

  const putUp = (place: Place, grid: string, estate: string): Lot => {
    const number = (numbers.get(estate) ?? 0) + 1;
    numbers.set(estate, number);
    const name = `${estate} ${String(number)}幢`;
    const layout = sketchLayout(name, chance);
    return {
      document: {
        _id: chance.id('building', atMs),
        type: 'building',
        scope: grid,
        schema: CURRENT_FORM,
        provenance: madeAt(atMs),
        name,
        ...nameParts(name),
        levels: layout.floors,
        units: layout.units,
        footprint: {
          type: 'Polygon',
          coordinates: place.polygon.coordinates.map((ring) => ring.map(([lon, lat]): [number, number] => [lon, lat])),
        },
        centroid: place.centroid,
        generated: true,
        sketch: true,
        keeper: keeper(),
      },
      layout,
    };
  };
  /** The homes of a community: what stands, then what could be put up. */
  const homesOf = (community: StreetArea): readonly Lot[] => {
    const own = standing.filter(({ document }) => document.scope.startsWith(community.code));
    const there = own.filter(({ layout }) => layout.kind === 'homes');
    if (TOWERS.has(community.code)) return there;
    const estate =
      own.find(({ document }) => document.label !== undefined)?.document.estate ?? estateOf(community.name);
    const places = grids
      .filter(({ code }) => code.startsWith(community.code))
      .flatMap((grid) =>
        freePlaces(
          grid,
          sources.filter(({ gridCode }) => gridCode === grid.code),
          resources.roads.roads,
        ).map((place) => putUp(place, grid.code, estate)),
      );
    return [...there, ...places];
  };

  const communities = areas
    .filter(({ kind }) => kind === 'community')
    .map((community) => ({ code: community.code, lots: homesOf(community) }));
  const capacityOf = (lots: readonly Lot[]): number => lots.reduce((sum, { layout }) => sum + roomCount(layout), 0);
  const full = communities.find(({ code }) => code === FULL);
  const share = fairShare(
    communities.filter((community) => community !== full).map(({ lots }) => capacityOf(lots)),
    homes - capacityOf(full?.lots ?? []),
  );
  const settled = communities.flatMap(({ code, lots }) => {
    let room = code === FULL ? Number.POSITIVE_INFINITY : share;
    return [...lots.filter(isDrawnLot), ...lots.filter((lot) => !isDrawnLot(lot))].filter((lot) => {
      // A house is settled whole or not at all: whichever is nearer to the share. The model houses always are.
      if (room < roomCount(lot.layout) / 2 && !isDrawnLot(lot)) return false;
      room -= roomCount(lot.layout);
      return true;
    });
  });
  // Whole houses make it more than was asked for: the last of some communities are not built.
  let surplus = capacityOf(settled) - homes;
  const lastOnes = new Set(
    communities.map(({ code }) => settled.findLast((lot) => lot.document.scope.startsWith(code) && isPutUp(lot))),
  );
  const kept = settled.filter((lot) => {
    if (!lastOnes.has(lot) || isDrawnLot(lot) || roomCount(lot.layout) > surplus) return true;
    surplus -= roomCount(lot.layout);
    return false;
  });
  return {
    buildings: [...standing, ...kept.filter(isPutUp)].map(({ document }) => document),
    homes: [...kept.filter(isDrawnLot), ...kept.filter((lot) => !isDrawnLot(lot))],
    offices: standing.filter(({ layout }) => layout.kind === 'offices'),
  };
}

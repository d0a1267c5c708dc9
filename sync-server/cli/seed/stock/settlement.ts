import type { BuildingDocument } from '../../../../shared/domain/building.ts';
import type { Polygon } from '../../../../shared/geo/geojson.ts';
import type { StreetArea, StreetBuilding, StreetRoad } from '../../../../shared/geo/resources.ts';
import type { Chance } from '../chance.ts';
import { madeAt } from '../provenance.ts';
import type { SeedResources } from '../resources.ts';
import { flatGround } from './flat-ground.ts';
import { surname, givenName } from './names.ts';
import type { MadeIdentifiers } from './made-identifiers.ts';

/** How a building is divided into rooms. `offices` hold no homes. */
export interface Layout {
  readonly kind: 'homes' | 'offices';
  readonly units: number;
  readonly floors: number;
  /** Rooms of one unit on one floor. */
  readonly perFloor: number;
  readonly roomM2: number;
}

/** A building with its layout. */
export interface Lot {
  readonly document: BuildingDocument;
  readonly layout: Layout;
}

export const roomCount = ({ units, floors, perFloor }: Layout): number => units * floors * perFloor;

/** Communities of towers and lawns: few live there. */
const TOWERS: ReadonlySet<string> = new Set(['310115005054', '310115005055', '310115005057', '310115005059']);
/** Estates whose buildings go by road numbers. */
const HIGH_HOMES: ReadonlySet<string> = new Set(['310115005002', '310115005019', '310115005049']);
/** Homes that bear a name of their own. */
const NAMED_HOMES = /公寓|盛大金磐|雅典皇宫|繁荣昌盛|仁恒/;
const NUMBERED = /^(.+) (\d+幢)$/;

function isHomes({ label, labelSource, areaSquareMetres, levels, gridCode }: StreetBuilding): boolean {
  if (NAMED_HOMES.test(label)) return true;
  if (labelSource !== 'generated') return false;
  if (NUMBERED.test(label)) return true;
  return HIGH_HOMES.has(gridCode.slice(0, 12)) && areaSquareMetres < 1_700 && levels >= 11;
}

const within = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, Math.round(value)));

function homesLayout(areaM2: number, levels: number): Layout {
  const floors = Math.min(levels, 40);
  const [perUnitM2, perFlatM2, most] = floors <= 7 ? [128, 43, 4] : floors <= 14 ? [330, 75, 6] : [620, 92, 8];
  const units = within(areaM2 / perUnitM2, 1, 6);
  const perFloor = within(areaM2 / units / perFlatM2, 2, most);
  return { kind: 'homes', units, floors, perFloor, roomM2: within((areaM2 * 0.86) / (units * perFloor), 24, 170) };
}

const officesLayout = (areaM2: number, levels: number): Layout => ({
  kind: 'offices',
  units: 1,
  floors: Math.min(levels, 60),
  perFloor: within(areaM2 / 280, 2, 8),
  roomM2: within(areaM2 / within(areaM2 / 280, 2, 8), 60, 900),
});

export const layoutOf = (building: StreetBuilding): Layout =>
  isHomes(building)
    ? homesLayout(building.areaSquareMetres, building.levels)
    : officesLayout(building.areaSquareMetres, building.levels);

/** 上港小区 27幢 is the estate 上港小区 and the label 27幢; a house that goes by its road is its own estate. */
export function nameParts(name: string): { readonly estate: string; readonly label?: string } {
  const [, estate, label] = NUMBERED.exec(name) ?? [];
  return estate === undefined || label === undefined ? { estate: name } : { estate, label };
}

/** Sizes of the houses that are put up where homes are wanting: width, depth, layout. */
const SKETCHES: readonly (readonly [width: number, depth: number, layout: Layout])[] = [
  [44, 14, { kind: 'homes', units: 4, floors: 6, perFloor: 3, roomM2: 44 }],
  [44, 14, { kind: 'homes', units: 3, floors: 6, perFloor: 3, roomM2: 58 }],
  [44, 14, { kind: 'homes', units: 2, floors: 11, perFloor: 4, roomM2: 66 }],
  [44, 14, { kind: 'homes', units: 2, floors: 18, perFloor: 4, roomM2: 66 }],
];
const [PLOT_WIDTH, PLOT_DEPTH] = [44, 14];
const MAJOR_ROAD_METRES = 16;
const ROAD_METRES = 9;
const WALL_METRES = 8;

const gridArea = (area: StreetArea): readonly { readonly code: string; readonly polygon: Polygon }[] =>
  area.kind === 'grid' && area.polygon !== undefined ? [{ code: area.code, polygon: area.polygon }] : [];

/** Free ground for houses in a grid, as polygons. */
function freePlots(
  grid: { readonly code: string; readonly polygon: Polygon },
  buildings: readonly StreetBuilding[],
  roads: readonly StreetRoad[],
): readonly { readonly polygon: Polygon; readonly centroid: [number, number] }[] {
  const ground = flatGround(grid.polygon);
  for (const building of buildings) ground.takePolygon(building.polygon, WALL_METRES);
  for (const { line, kind } of roads) {
    line.coordinates.forEach((to, at, all) => {
      const from = all[at - 1];
      if (from !== undefined) ground.takeLine(from, to, kind === 'major_road' ? MAJOR_ROAD_METRES : ROAD_METRES);
    });
  }
  return ground.plots(PLOT_WIDTH, PLOT_DEPTH, 8, 12).map((plot) => ground.polygonOf(plot));
}

/** 梅园一村 names its houses itself; 市新 calls them 市新小区. */
const estateOf = (community: string): string => (/[村园苑]$/.test(community) ? community : `${community}小区`);

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
  /** In the order in which people move in. */
  readonly homes: readonly Lot[];
  readonly offices: readonly Lot[];
}

interface CommunityPlan {
  readonly code: string;
  readonly standing: readonly Lot[];
  readonly sketches: readonly Lot[];
  readonly capacity: number;
}

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

/** The drawings' community is settled to the last house. */
const FULL = '310115005035';

export function settle({ resources, documents, homes, chance, atMs, identifiers }: SettlementOptions): Settlement {
  const { areas } = resources.areas;
  const sources = resources.buildings.buildings;
  const standing = documents.map((document, at): Lot => {
    const layout = layoutOf(sources[at] as StreetBuilding);
    const keeper = layout.kind === 'homes' ? { keeper: keeperOf(chance, identifiers) } : {};
    return {
      document: {
        ...document,
        ...nameParts(document.name),
        levels: Math.max(layout.floors, document.levels ?? 1),
        units: layout.kind === 'homes' ? layout.units : 0,
        ...keeper,
      },
      layout,
    };
  });
  const numbers = new Map<string, number>();
  for (const { document } of standing) {
    const { estate, label } = document;
    if (estate !== undefined && label !== undefined) {
      numbers.set(estate, Math.max(numbers.get(estate) ?? 0, Number.parseInt(label, 10)));
    }
  }
  const grids = areas.flatMap(gridArea);
  const plans = areas
    .filter((area) => area.kind === 'community')
    .map((community): CommunityPlan => {
      const own = standing.filter(({ document }) => document.scope.startsWith(community.code));
      const estate =
        own.find(({ document }) => document.label !== undefined)?.document.estate ?? estateOf(community.name);
      const sketches = TOWERS.has(community.code)
        ? []
        : grids
            .filter(({ code }) => code.startsWith(community.code))
            .flatMap((grid) =>
              freePlots(
                grid,
                sources.filter(({ gridCode }) => gridCode === grid.code),
                resources.roads.roads,
              ).map((place) => ({ grid: grid.code, place })),
            )
            .map(({ grid, place }): Lot => {
              const [, , layout] = SKETCHES[
                chance.weighted([
                  [0, 45],
                  [1, 25],
                  [2, 18],
                  [3, 12],
                ] as const)
              ] as (typeof SKETCHES)[number];
              const number = (numbers.get(estate) ?? 0) + 1;
              numbers.set(estate, number);
              return {
                document: sketched(place, grid, `${estate} ${String(number)}幢`, layout, chance, atMs, identifiers),
                layout,
              };
            });
      const own_homes = own.filter(({ layout }) => layout.kind === 'homes');
      const capacity = [...own_homes, ...sketches].reduce((sum, { layout }) => sum + roomCount(layout), 0);
      return { code: community.code, standing: own_homes, sketches, capacity };
    });
  const full = plans.find(({ code }) => code === FULL)?.capacity ?? 0;
  const share = fairShare(
    plans.filter(({ code }) => code !== FULL).map(({ capacity }) => capacity),
    homes - full,
  );
  const settled = plans.flatMap(({ code, standing: there, sketches }) => {
    let room = code === FULL ? Number.POSITIVE_INFINITY : share;
    return [...there, ...sketches].filter(({ layout }) => {
      // A house is settled whole or not at all: whichever is nearer to the share.
      if (room < roomCount(layout) / 2) return false;
      room -= roomCount(layout);
      return true;
    });
  });
  const putUp = settled.filter(({ document }) => document.sketch === true);
  return {
    buildings: [...standing, ...putUp].map(({ document }) => document),
    homes: settled,
    offices: standing.filter(({ layout }) => layout.kind === 'offices'),
  };
}

const keeperOf = (chance: Chance, identifiers: MadeIdentifiers): { name: string; phone: string } => ({
  name: surname(chance) + givenName(chance, chance.whole(1952, 1985), chance.happens(0.4)),
  phone: identifiers.phone(),
});

function sketched(
  place: { readonly polygon: Polygon; readonly centroid: [number, number] },
  grid: string,
  name: string,
  layout: Layout,
  chance: Chance,
  atMs: number,
  identifiers: MadeIdentifiers,
): BuildingDocument {
  return {
    _id: chance.id('building', atMs),
    type: 'building',
    scope: grid,
    schema: 1,
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
    keeper: keeperOf(chance, identifiers),
  };
}

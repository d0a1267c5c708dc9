import { chineseNumber } from '../../../../shared/address/chinese-number.ts';
import type { BuildingDocument } from '../../../../shared/domain/building.ts';
import type { StreetBuilding } from '../../../../shared/geo/resources.ts';
import type { Chance } from '../chance.ts';
import { SON_BUILDING } from './drawn-building.ts';

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

/** Estates whose buildings go by road numbers. */
const HIGH_HOMES: ReadonlySet<string> = new Set(['310115005002', '310115005019', '310115005049']);
/** Homes that bear a name of their own. */
const NAMED_HOMES = /公寓|盛大金磐|雅典皇宫|繁荣昌盛|仁恒/;
const NUMBERED = /^(.+?) ?(\d+幢)$/;

function isHomes({ label, labelSource, areaSquareMetres, levels, gridCode }: StreetBuilding): boolean {
  if (NAMED_HOMES.test(label)) return true;
  if (labelSource !== 'generated') return false;
  if (NUMBERED.test(label)) return true;
  return HIGH_HOMES.has(gridCode.slice(0, 12)) && areaSquareMetres < 1_700 && levels >= 11;
}

const within = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, Math.round(value)));

/** From here on houses are slabs, mid-rise and towers: entrances and flats grow with them. */
const homesMeasures = (floors: number): readonly [perUnitM2: number, perFlatM2: number, most: number] =>
  floors <= 7 ? [128, 43, 4] : floors <= 14 ? [330, 75, 6] : [620, 92, 8];

function homesLayout(areaM2: number, levels: number): Layout {
  const floors = Math.min(levels, 40);
  const [perUnitM2, perFlatM2, most] = homesMeasures(floors);
  const units = within(areaM2 / perUnitM2, 1, 6);
  const perFloor = within(areaM2 / units / perFlatM2, 2, most);
  return { kind: 'homes', units, floors, perFloor, roomM2: within((areaM2 * 0.86) / (units * perFloor), 24, 170) };
}

function officesLayout(areaM2: number, levels: number): Layout {
  const perFloor = within(areaM2 / 280, 2, 8);
  return {
    kind: 'offices',
    units: 1,
    floors: Math.min(levels, 60),
    perFloor,
    roomM2: within(areaM2 / perFloor, 60, 900),
  };
}

export const layoutOf = (building: StreetBuilding): Layout =>
  isHomes(building)
    ? homesLayout(building.areaSquareMetres, building.levels)
    : officesLayout(building.areaSquareMetres, building.levels);

/** 上港小区 27幢 is the estate 上港小区 and the label 27幢; a house that goes by its road is its own estate. */
export function nameParts(name: string): { readonly estate: string; readonly label?: string } {
  const [, estate, label] = NUMBERED.exec(name) ?? [];
  if (estate !== undefined && label !== undefined) return { estate, label };
  return { estate: name.replace(/(\d)座$/, (_, digit: string) => `${chineseNumber(Number(digit))}座`) };
}

/** Metres of a house that is put up where homes are wanting. */
export const SKETCH_METRES = { width: 44, depth: 14 } as const;

const SKETCHES: readonly (readonly [layout: Layout, weight: number])[] = [
  [{ kind: 'homes', units: 4, floors: 6, perFloor: 3, roomM2: 44 }, 45],
  [{ kind: 'homes', units: 3, floors: 6, perFloor: 3, roomM2: 58 }, 25],
  [{ kind: 'homes', units: 2, floors: 11, perFloor: 4, roomM2: 66 }, 18],
  [{ kind: 'homes', units: 2, floors: 18, perFloor: 4, roomM2: 66 }, 12],
];
/** A model house has one entrance and more than twelve floors. */
const DRAWN_SKETCH: Layout = { kind: 'homes', units: 1, floors: 18, perFloor: 6, roomM2: 88 };

export const sketchLayout = (name: string, chance: Chance): Layout =>
  name === SON_BUILDING ? DRAWN_SKETCH : chance.weighted(SKETCHES);

import { chanceFrom, type Chance } from '../chance.ts';
import {
  fireLane,
  lawn,
  PICTURE_HEIGHT,
  PICTURE_WIDTH,
  road,
  shopFront,
  stairHall,
  streetView,
  wallAndPavement,
} from './backdrops.ts';
import { blankPicture, brushOn, type Brush, type Picture } from './painter.ts';
import { goodsOutside, stickersOnWall, wipedWall } from './things/frontage.ts';
import { fallenBranch, litterOnGrass } from './things/greenery.ts';
import { brokenPaving, closedManhole, darkLamp, litLamp, mendedPaving, openManhole, puddle } from './things/road.ts';
import { bikesAstray, bikesInRow, car, van } from './things/vehicles.ts';
import { bins, buildingWaste, cleaned, coveredHeap, heapInHall, rubbish } from './things/waste.ts';

/** How a place looks: what was found near and from afar, and put right. */
export type View = 'near' | 'far' | 'after';

type Draw = (brush: Brush, chance: Chance) => void;

interface Motif {
  readonly backdrop: Draw;
  /** Where the thing stands in the near views. */
  readonly at: readonly [x: number, y: number, scale: number];
  readonly found: Draw;
  readonly mended: Draw;
  /** Part of the place, in every view. */
  readonly furniture?: Draw;
  /** What the view from afar shows: the street with the thing on the road or on the pavement, or the same place from further back. */
  readonly afar: 'road' | 'pavement' | 'place';
}

const nothing: Draw = () => undefined;

const MOTIFS = {
  rubbish: {
    backdrop: wallAndPavement,
    at: [360, 520, 1.1],
    furniture: (brush, chance) => {
      bins(brush.at(500, 470, 1.35), chance);
    },
    found: rubbish,
    mended: cleaned,
    afar: 'pavement',
  },
  manhole: { backdrop: road, at: [430, 400, 1.2], found: openManhole, mended: closedManhole, afar: 'road' },
  fireLane: { backdrop: fireLane, at: [480, 610, 1.15], found: van, mended: nothing, afar: 'place' },
  parkedCar: { backdrop: wallAndPavement, at: [480, 600, 1.15], found: car, mended: nothing, afar: 'pavement' },
  bikes: { backdrop: wallAndPavement, at: [480, 500, 1.05], found: bikesAstray, mended: bikesInRow, afar: 'pavement' },
  shop: { backdrop: shopFront, at: [480, 590, 1.1], found: goodsOutside, mended: cleaned, afar: 'place' },
  branch: { backdrop: lawn, at: [480, 500, 1.2], found: fallenBranch, mended: nothing, afar: 'place' },
  lawnLitter: { backdrop: lawn, at: [480, 470, 1.25], found: litterOnGrass, mended: nothing, afar: 'place' },
  paving: {
    backdrop: wallAndPavement,
    at: [440, 550, 1.3],
    found: brokenPaving,
    mended: mendedPaving,
    afar: 'pavement',
  },
  stickers: { backdrop: wallAndPavement, at: [480, 190, 1.1], found: stickersOnWall, mended: wipedWall, afar: 'place' },
  hall: { backdrop: stairHall, at: [470, 590, 1.15], found: heapInHall, mended: nothing, afar: 'place' },
  lamp: { backdrop: wallAndPavement, at: [430, 640, 1.15], found: darkLamp, mended: litLamp, afar: 'pavement' },
  puddle: { backdrop: road, at: [470, 400, 1.3], found: puddle, mended: cleaned, afar: 'road' },
  buildingWaste: {
    backdrop: wallAndPavement,
    at: [480, 560, 1.15],
    found: buildingWaste,
    mended: coveredHeap,
    afar: 'pavement',
  },
} as const satisfies Readonly<Record<string, Motif>>;

export type MotifName = keyof typeof MOTIFS;
export const MOTIF_NAMES = Object.keys(MOTIFS) as readonly MotifName[];

/** Places of one motif that differ in colours and arrangement; more would only cost time. */
export const VARIANTS = 2;

/** Where the thing stands in a view of the street. */
const AFAR = { road: [480, 590, 0.46], pavement: [742, 560, 0.44] } as const;

function drawAfar(brush: Brush, motif: Motif, place: Chance): void {
  if (motif.afar === 'place') {
    motif.backdrop(brush, place.fork('backdrop'));
    const [x, y, scale] = motif.at;
    motif.found(brush.at(x + 60, y - (y > 400 ? 30 : -30), scale * 0.62), place.fork('thing'));
    return;
  }
  streetView(brush, place.fork('street'));
  const [x, y, scale] = AFAR[motif.afar];
  motif.furniture?.(brush.at(x - 250, y - 262, scale), place.fork('furniture'));
  motif.found(brush.at(x, y, scale), place.fork('thing'));
}

/** Draws a place. The same motif and variant is the same place in each view, so that before and after can be told to belong together. */
export function drawScene(name: MotifName, variant: number, view: View, width: number = PICTURE_WIDTH): Picture {
  const motif: Motif = MOTIFS[name];
  const size = width / PICTURE_WIDTH;
  const picture = blankPicture(width, PICTURE_HEIGHT * size);
  const brush = brushOn(picture, 0, 0, size);
  const place = chanceFrom(variant + 1).fork(name);
  if (view === 'far') {
    drawAfar(brush, motif, place);
    return picture;
  }
  motif.backdrop(brush, place.fork('backdrop'));
  motif.furniture?.(brush, place.fork('furniture'));
  const [x, y, scale] = motif.at;
  const draw = view === 'after' ? motif.mended : motif.found;
  draw(brush.at(x, y, scale), place.fork('thing'));
  return picture;
}

import { paint } from 'protomaps-leaflet';
import { tokens } from '../ui/tokens.ts';
import { BUFFER_PX, clipToPack, TILE_PX } from './base-layer.ts';
import type { Sheet } from './canvas-overlay.ts';
import { drawLabels } from './draw-labels.ts';
import { boxAround } from './label-layout.ts';
import type { LonLat } from './map-objects.ts';
import { paintPoint, POINT_PX } from './marks.ts';
import { unitX, unitY } from './mercator.ts';
import { paintRules } from './paint-rules.ts';
import { rasterPainter, wmtsPainter, type Painter } from './raster-layer.ts';
import { roadLinesOn } from './road-lines.ts';
import { soon } from './soon.ts';
import type { RasterPack, TilePack, VectorPack } from './tile-pack.ts';
import { FIRST_LEVEL, LAST_LEVEL } from './wmts.ts';
import type { Wmts } from './wmts.ts';

/** What stands beside the picture is seen first. */
const afterFrame = (): Promise<void> =>
  new Promise((resolve) => {
    soon(resolve);
  });

const ZOOM = 17;
const WORLD_PX = TILE_PX * 2 ** ZOOM;

function sheetAround(context: CanvasRenderingContext2D, { lon, lat }: LonLat, width: number, height: number): Sheet {
  const worldOrigin = {
    x: Math.round(unitX(lon) * WORLD_PX - width / 2),
    y: Math.round(unitY(lat) * WORLD_PX - height / 2),
  };
  return {
    ...{ context, width, height, zoom: ZOOM, worldPx: WORLD_PX, worldOrigin },
    box: {
      minX: worldOrigin.x / WORLD_PX,
      minY: worldOrigin.y / WORLD_PX,
      maxX: (worldOrigin.x + width) / WORLD_PX,
      maxY: (worldOrigin.y + height) / WORLD_PX,
    },
    toPx: ([eastwards, northwards]) => ({
      x: unitX(eastwards) * WORLD_PX - worldOrigin.x,
      y: unitY(northwards) * WORLD_PX - worldOrigin.y,
    }),
  };
}

/** All of it at once: what a tile costs is its beginning, and the window is smaller than one. */
async function drawVector(sheet: Sheet, pack: VectorPack, isWanted: () => boolean): Promise<void> {
  const { context, width, height, worldOrigin } = sheet;
  const around = {
    minX: worldOrigin.x - BUFFER_PX,
    minY: worldOrigin.y - BUFFER_PX,
    maxX: worldOrigin.x + width + BUFFER_PX,
    maxY: worldOrigin.y + height + BUFFER_PX,
  };
  const tiles = await pack.view.getBbox(ZOOM, around);
  const roads = await roadLinesOn(pack, { zoom: ZOOM, width, height }, worldOrigin);
  const [first] = tiles;
  if (!isWanted() || first === undefined) return;
  context.save();
  clipToPack(context, pack, ZOOM, worldOrigin);
  context.fillStyle = tokens.map.land;
  context.fillRect(0, 0, width, height);
  const origin = first.origin.clone();
  origin.x = worldOrigin.x;
  origin.y = worldOrigin.y;
  paint(context, ZOOM, new Map([['', tiles]]), null, paintRules, around, origin, false);
  context.restore();
  const names = drawLabels(sheet, {
    ...{ areas: [], buildings: [], selectedBuilding: undefined },
    roads: roads.map((road) => ({
      ...road,
      points: road.points.map(({ x, y }) => ({ x: x - worldOrigin.x, y: y - worldOrigin.y })),
    })),
    taken: [boxAround(width / 2, height / 2, POINT_PX, POINT_PX)],
  });
  while (names.next().done !== true);
}

/** Tiles of pictures, stretched where theirs are coarser; one that does not come leaves its place blank. */
async function drawTiles(sheet: Sheet, painter: Painter, level: number, isWanted: () => boolean): Promise<void> {
  const { context, width, height, worldOrigin } = sheet;
  const side = TILE_PX * 2 ** (ZOOM - level);
  const last = { column: (worldOrigin.x + width) / side, row: (worldOrigin.y + height) / side };
  const drawing: Promise<void>[] = [];
  const draw = async (column: number, row: number): Promise<void> => {
    const canvas = document.createElement('canvas');
    canvas.width = TILE_PX;
    canvas.height = TILE_PX;
    const tile = canvas.getContext('2d');
    if (tile === null) return;
    await painter(tile, { level, column, row });
    if (isWanted()) context.drawImage(canvas, column * side - worldOrigin.x, row * side - worldOrigin.y, side, side);
  };
  for (let column = Math.floor(worldOrigin.x / side); column < last.column; column += 1) {
    for (let row = Math.floor(worldOrigin.y / side); row < last.row; row += 1)
      drawing.push(
        draw(column, row).catch((cause: unknown) => {
          console.warn('A tile of the base map could not be read.', cause);
        }),
      );
  }
  await Promise.all(drawing);
}

const levelIn = ({ minZoom, maxZoom }: Pick<RasterPack, 'minZoom' | 'maxZoom'>): number =>
  Math.max(minZoom, Math.min(maxZoom, ZOOM));

async function drawGround(sheet: Sheet, base: TilePack | Wmts, isWanted: () => boolean): Promise<void> {
  switch (base.kind) {
    case 'vector':
      return drawVector(sheet, base, isWanted);
    case 'raster':
      return drawTiles(sheet, rasterPainter(base), levelIn(base), isWanted);
    case 'wmts':
      return drawTiles(sheet, wmtsPainter(base), levelIn({ minZoom: FIRST_LEVEL, maxZoom: LAST_LEVEL }), isWanted);
  }
}

/**
 * Keeps a canvas painted with the base map around a place, whatever size the canvas is given; what comes back ends it. Not a map that neither pans nor zooms: to build one
 * takes longer than all the rest of a page on which somebody goes from case to case. `aria-busy` is `false` when it is painted.
 */
export function stillPicture(canvas: HTMLCanvasElement, base: TilePack | Wmts | undefined, at: LonLat): () => void {
  let drawing = 0;
  const draw = async (width: number, height: number): Promise<void> => {
    drawing += 1;
    const own = drawing;
    const isWanted = (): boolean => own === drawing;
    canvas.setAttribute('aria-busy', 'true');
    await afterFrame();
    if (!isWanted()) return;
    const ratio = window.devicePixelRatio;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    const context = canvas.getContext('2d');
    if (context === null) return;
    context.scale(ratio, ratio);
    if (base !== undefined) await drawGround(sheetAround(context, at, width, height), base, isWanted);
    if (!isWanted()) return;
    paintPoint(context, width / 2, height / 2);
    canvas.setAttribute('aria-busy', 'false');
  };
  const watcher = new ResizeObserver(([entry]) => {
    const { width = 0, height = 0 } = entry?.contentRect ?? {};
    if (width === 0 || height === 0) return;
    draw(width, height).catch((cause: unknown) => {
      console.warn('The picture of a place could not be painted.', cause);
    });
  });
  watcher.observe(canvas);
  return () => {
    drawing += 1;
    watcher.disconnect();
  };
}

import L from 'leaflet';
import type { RasterPack } from './tile-pack.ts';
import { FIRST_LEVEL, LAST_LEVEL, layersOf, piecesUnder, wmtsUrl } from './wmts.ts';
import type { TileAddress, Wmts } from './wmts.ts';

const TILE_PX = 256;

const loaded = (url: string): Promise<HTMLImageElement> =>
  new Promise((resolve, reject) => {
    const image = new Image();
    image.referrerPolicy = 'no-referrer';
    image.onload = () => {
      resolve(image);
    };
    image.onerror = () => {
      reject(new Error(`The tile ${url.replace(/tk=[^&]*/, 'tk=…')} did not come.`));
    };
    image.src = url;
  });

export type Painter = (context: CanvasRenderingContext2D, tile: TileAddress) => Promise<void>;

/** Tiles that are painted onto a canvas when their pictures are here. */
class PaintedLayer extends L.GridLayer {
  readonly #paint: Painter;

  constructor(paint: Painter, options: L.GridLayerOptions) {
    super({ noWrap: true, keepBuffer: 1, ...options });
    this.#paint = paint;
  }

  protected override createTile(coords: L.Coords, done: L.DoneCallback): HTMLElement {
    const canvas = document.createElement('canvas');
    canvas.width = TILE_PX;
    canvas.height = TILE_PX;
    const context = canvas.getContext('2d');
    if (context === null) return canvas;
    this.#paint(context, { level: coords.z, column: coords.x, row: coords.y }).then(
      () => {
        done(undefined, canvas);
      },
      (cause: unknown) => {
        done(cause instanceof Error ? cause : new Error(String(cause)), canvas);
      },
    );
    return canvas;
  }
}

/** 天地图, ground and words. `_c` tiles are stretched onto ours, row by row. */
export const wmtsPainter =
  (wmts: Wmts): Painter =>
  async (context, tile) => {
    const addresses = wmts.matrix === 'w' ? [{ ...tile, top: 0, bottom: 1 }] : piecesUnder(tile);
    const pictures = await Promise.all(
      layersOf(wmts).flatMap((layer) =>
        addresses.map(async (address) => ({ ...address, image: await loaded(wmtsUrl(wmts, layer, address)) })),
      ),
    );
    for (const { image, top, bottom } of pictures)
      context.drawImage(image, 0, top * TILE_PX, TILE_PX, (bottom - top) * TILE_PX);
  };

/** Pictures out of a pack. */
export const rasterPainter =
  (pack: RasterPack): Painter =>
  async (context, { level, column, row }) => {
    const picture = await pack.picture(level, column, row);
    if (picture === undefined) return;
    const bitmap = await createImageBitmap(picture);
    context.drawImage(bitmap, 0, 0, TILE_PX, TILE_PX);
    bitmap.close();
  };

export const createWmtsLayer = (wmts: Wmts): L.GridLayer =>
  new PaintedLayer(wmtsPainter(wmts), { minNativeZoom: FIRST_LEVEL, maxNativeZoom: LAST_LEVEL, minZoom: FIRST_LEVEL });

export const createRasterLayer = (pack: RasterPack): L.GridLayer =>
  new PaintedLayer(rasterPainter(pack), {
    bounds: [
      [pack.bounds.south, pack.bounds.west],
      [pack.bounds.north, pack.bounds.east],
    ],
    minNativeZoom: pack.minZoom,
    maxNativeZoom: pack.maxZoom,
  });

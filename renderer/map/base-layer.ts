import L from 'leaflet';
import { paint } from 'protomaps-leaflet';
import { tokens } from '../ui/tokens.ts';
import { paintRules } from './paint-rules.ts';
import { idle } from './soon.ts';
import type { VectorPack } from './tile-pack.ts';

export const TILE_PX = 256;
/** Lines reach over the edge of a tile; what lies this near is drawn too. */
export const BUFFER_PX = 16;

/** Outside the pack nothing is known; bare ground there would read as land without streets. `origin`: world pixels of the drawing's north-west corner. */
export function clipToPack(
  context: CanvasRenderingContext2D,
  { bounds: { west, south, east, north } }: VectorPack,
  zoom: number,
  origin: { readonly x: number; readonly y: number },
): void {
  const northWest = L.CRS.EPSG3857.latLngToPoint(L.latLng(north, west), zoom);
  const southEast = L.CRS.EPSG3857.latLngToPoint(L.latLng(south, east), zoom);
  context.beginPath();
  context.rect(northWest.x - origin.x, northWest.y - origin.y, southEast.x - northWest.x, southEast.y - northWest.y);
  context.clip();
}

let turn: Promise<unknown> = Promise.resolve();

/** Reading and painting one tile takes some 10 ms, and a window needs a dozen: each in a task of its own, when nothing else is waiting. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = turn.then(async () => {
    await idle();
    return work();
  });
  turn = mine.catch(() => undefined);
  return mine;
}

/**
 * The vector base map as a Leaflet layer. protomaps-leaflet has one of its own, but that one expects Leaflet as a
 * global and places labels without knowing of our clusters; only its reading and painting of tiles are used.
 */
class BaseLayer extends L.GridLayer {
  readonly #pack: VectorPack;

  constructor(pack: VectorPack) {
    const { west, south, east, north } = pack.bounds;
    super({
      bounds: [
        [south, west],
        [north, east],
      ],
      noWrap: true,
      keepBuffer: 1,
      updateWhenIdle: false,
    });
    this.#pack = pack;
  }

  protected override createTile(coords: L.Coords, done: L.DoneCallback): HTMLElement {
    const canvas = document.createElement('canvas');
    // Given its pixels only when they are painted; its place on the page is Leaflet's.
    canvas.width = 0;
    const ratio = Math.ceil(window.devicePixelRatio);
    inTurn(() => this.#pack.view.getDisplayTile(coords)).then(
      (tile) => {
        canvas.width = TILE_PX * ratio;
        canvas.height = TILE_PX * ratio;
        const context = canvas.getContext('2d');
        if (context !== null) {
          context.scale(ratio, ratio);
          const left = coords.x * TILE_PX;
          const top = coords.y * TILE_PX;
          clipToPack(context, this.#pack, coords.z, { x: left, y: top });
          context.fillStyle = tokens.map.land;
          context.fillRect(0, 0, TILE_PX, TILE_PX);
          const around = {
            minX: left - BUFFER_PX,
            minY: top - BUFFER_PX,
            maxX: left + TILE_PX + BUFFER_PX,
            maxY: top + TILE_PX + BUFFER_PX,
          };
          const origin = tile.origin.clone();
          origin.x = left;
          origin.y = top;
          paint(context, coords.z, new Map([['', [tile]]]), null, paintRules, around, origin, false);
        }
        done(undefined, canvas);
      },
      (cause: unknown) => {
        done(cause instanceof Error ? cause : new Error(String(cause)), canvas);
      },
    );
    return canvas;
  }
}

export const createBaseLayer = (pack: VectorPack): L.GridLayer => new BaseLayer(pack);

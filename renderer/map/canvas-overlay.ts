import L from 'leaflet';
import type { Position } from './map-objects.ts';
import { unitX, unitY } from './mercator.ts';
import type { UnitBox } from './mercator.ts';
import { soon, whenIdle } from './soon.ts';

/** One drawing: where it lies and how degrees become its pixels. */
export interface Sheet {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
  readonly zoom: number;
  /** Side of the world in pixels: places in the unit square become pixels of the sheet by this and the origin. */
  readonly worldPx: number;
  /** World pixels of its north-west corner. */
  readonly worldOrigin: { readonly x: number; readonly y: number };
  /** What it covers, in the unit square. */
  readonly box: UnitBox;
  readonly toPx: (at: Position) => { readonly x: number; readonly y: number };
}

/** A drawing in steps: it may be put aside after any of them. */
export type Drawing = Generator<void, void>;

export interface CanvasOverlay {
  readonly redraw: () => void;
  /** What is in the window is not on the sheet yet. */
  readonly isDrawing: () => boolean;
  readonly remove: () => void;
}

/** The drawing reaches this share of the window beyond each edge, so that panning does not show its end at once. */
const MARGIN = 0.25;
/** A drawing that takes longer goes on in a later task; until it is done the earlier one stays. */
const SLICE_MS = 20;

function sheetOf(
  map: L.Map,
  context: CanvasRenderingContext2D,
  reach: number,
): { readonly sheet: Sheet; readonly bounds: L.LatLngBounds } {
  const size = map.getSize();
  const margin = L.point(Math.round(size.x * reach), Math.round(size.y * reach));
  const width = size.x + margin.x * 2;
  const height = size.y + margin.y * 2;
  const northWest = map.containerPointToLatLng(L.point(-margin.x, -margin.y));
  const southEast = map.containerPointToLatLng(L.point(size.x + margin.x, size.y + margin.y));
  const zoom = map.getZoom();
  const worldPx = 256 * 2 ** zoom;
  const worldOrigin = { x: unitX(northWest.lng) * worldPx, y: unitY(northWest.lat) * worldPx };
  return {
    bounds: L.latLngBounds(northWest, southEast),
    sheet: {
      context,
      width,
      height,
      zoom,
      worldPx,
      worldOrigin,
      box: {
        minX: worldOrigin.x / worldPx,
        minY: worldOrigin.y / worldPx,
        maxX: (worldOrigin.x + width) / worldPx,
        maxY: (worldOrigin.y + height) / worldPx,
      },
      toPx: ([lon, lat]) => ({
        x: unitX(lon) * worldPx - worldOrigin.x,
        y: unitY(lat) * worldPx - worldOrigin.y,
      }),
    },
  };
}

/**
 * A canvas that lies on the map, pans and zooms with it, and is drawn anew when asked. Leaflet's SVGOverlay takes any
 * element and knows how to animate it; its type names only SVG. Drawn is on a second sheet, which takes the place of the first when it is done.
 */
export function createCanvasOverlay(
  map: L.Map,
  draw: (sheet: Sheet) => Drawing,
  className: string,
  /** A drawing that needs several tasks was put aside, or one is done. */
  onProgress: () => void = () => undefined,
  /** The very first drawing shows the window alone, sooner, and is widened when nothing else waits. */
  { isWindowFirst = false }: { readonly isWindowFirst?: boolean } = {},
): CanvasOverlay {
  const holder = document.createElement('div');
  holder.className = className;
  const overlay = L.svgOverlay(holder as unknown as SVGElement, map.getBounds(), { interactive: false });
  overlay.addTo(map);
  let spare = document.createElement('canvas');
  let callOff: (() => void) | undefined;
  let isWidening = false;

  const stop = (): void => {
    callOff?.();
    callOff = undefined;
    isWidening = false;
  };

  const drawWith = (reach: number): void => {
    const size = map.getSize();
    if (size.x === 0 || size.y === 0) return;
    const canvas = spare;
    // Always in memory: the sheet is read back after every slice, and it is drawn once for many frames.
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (context === null) return;
    const { sheet, bounds } = sheetOf(map, context, reach);
    const ratio = window.devicePixelRatio;
    canvas.width = Math.round(sheet.width * ratio);
    canvas.height = Math.round(sheet.height * ratio);
    context.scale(ratio, ratio);
    const drawing = draw(sheet);
    const step = (): void => {
      callOff = undefined;
      const until = performance.now() + SLICE_MS;
      while (drawing.next().done !== true) {
        // What was asked for is painted only when it is needed; asking for one pixel makes that now, inside the slice.
        if (performance.now() < until) continue;
        context.getImageData(0, 0, 1, 1);
        callOff = soon(step);
        onProgress();
        return;
      }
      overlay.setBounds(bounds);
      const [shown] = holder.children;
      holder.replaceChildren(canvas);
      spare = shown instanceof HTMLCanvasElement ? shown : document.createElement('canvas');
      if (reach < MARGIN) {
        isWidening = true;
        callOff = whenIdle(() => {
          drawWith(MARGIN);
        });
      }
      onProgress();
    };
    step();
  };

  const redraw = (): void => {
    stop();
    drawWith(isWindowFirst && holder.childElementCount === 0 ? 0 : MARGIN);
  };

  // A sheet for the zoom that is being left would be put in the wrong place.
  map.on('zoomstart', stop);
  return {
    redraw,
    isDrawing: () => callOff !== undefined && !isWidening,
    remove: () => {
      stop();
      map.off('zoomstart', stop);
      overlay.remove();
    },
  };
}

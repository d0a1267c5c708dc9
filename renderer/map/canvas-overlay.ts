import L from 'leaflet';
import type { Position } from './map-objects.ts';

/** One drawing: where it lies and how degrees become its pixels. */
export interface Sheet {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
  readonly zoom: number;
  /** World pixels of its north-west corner. */
  readonly worldOrigin: { readonly x: number; readonly y: number };
  readonly toPx: (at: Position) => { readonly x: number; readonly y: number };
}

export interface CanvasOverlay {
  readonly redraw: () => void;
  readonly remove: () => void;
}

/** The drawing reaches this share of the window beyond each edge, so that panning does not show its end at once. */
const MARGIN = 0.25;

/** Web Mercator in world pixels of a zoom. Leaflet's own projection makes two objects per point; thousands are drawn. */
function worldPx(worldSize: number): (at: Position) => { x: number; y: number } {
  return ([lon, lat]) => {
    const sine = Math.sin((lat * Math.PI) / 180);
    return {
      x: ((lon + 180) / 360) * worldSize,
      y: (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * worldSize,
    };
  };
}

/**
 * A canvas that lies on the map, pans and zooms with it, and is drawn anew when asked. Leaflet's SVGOverlay takes any
 * element and knows how to animate it; its type names only SVG.
 */
export function createCanvasOverlay(map: L.Map, draw: (sheet: Sheet) => void, className: string): CanvasOverlay {
  const canvas = document.createElement('canvas');
  canvas.className = className;
  const overlay = L.svgOverlay(canvas as unknown as SVGElement, map.getBounds(), { interactive: false });
  overlay.addTo(map);

  const redraw = (): void => {
    const size = map.getSize();
    if (size.x === 0 || size.y === 0) return;
    const margin = L.point(Math.round(size.x * MARGIN), Math.round(size.y * MARGIN));
    const width = size.x + margin.x * 2;
    const height = size.y + margin.y * 2;
    const northWest = map.containerPointToLatLng(L.point(-margin.x, -margin.y));
    const southEast = map.containerPointToLatLng(L.point(size.x + margin.x, size.y + margin.y));
    overlay.setBounds(L.latLngBounds(northWest, southEast));
    const ratio = window.devicePixelRatio;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    const context = canvas.getContext('2d');
    if (context === null) return;
    context.scale(ratio, ratio);
    const zoom = map.getZoom();
    const toWorld = worldPx(256 * 2 ** zoom);
    const origin = toWorld([northWest.lng, northWest.lat]);
    draw({
      context,
      width,
      height,
      zoom,
      worldOrigin: origin,
      toPx: (at) => {
        const { x, y } = toWorld(at);
        return { x: x - origin.x, y: y - origin.y };
      },
    });
  };

  return {
    redraw,
    remove: () => {
      overlay.remove();
    },
  };
}

import type L from 'leaflet';
import { createBaseLayer } from './base-layer.ts';
import { createRasterLayer, createWmtsLayer } from './raster-layer.ts';
import type { TilePack } from './tile-pack.ts';
import type { Wmts } from './wmts.ts';

/** The layer that draws a base map. */
export function groundLayer(base: TilePack | Wmts): L.GridLayer {
  switch (base.kind) {
    case 'vector':
      return createBaseLayer(base);
    case 'raster':
      return createRasterLayer(base);
    case 'wmts':
      return createWmtsLayer(base);
  }
}

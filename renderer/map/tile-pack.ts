import { PMTiles, TileType } from 'pmtiles';
import type { Source } from 'pmtiles';
import { PmtilesSource, TileCache, View } from 'protomaps-leaflet';
import type { Bounds } from './bounds.ts';

/** An offline vector base map, whole in memory. */
export interface TilePack {
  readonly view: View;
  readonly bounds: Bounds;
}

export type OpenedTilePack =
  | { readonly ok: true; readonly pack: TilePack }
  /** The bytes are no vector tile pack of version 3; the map works without. */
  | { readonly ok: false; readonly reason: 'notATilePack' };

/** One tile of data covers this many steps of zoom more on the screen: 512 px per data tile. */
const LEVEL_DIFFERENCE = 1;
const DATA_TILE_PX = 256 << LEVEL_DIFFERENCE;

const inMemory = (bytes: ArrayBuffer): Source => ({
  getKey: () => 'tile-pack',
  getBytes: (offset, length) => Promise.resolve({ data: bytes.slice(offset, offset + length) }),
});

export async function openTilePack(bytes: ArrayBuffer): Promise<OpenedTilePack> {
  const archive = new PMTiles(inMemory(bytes));
  const header = await archive.getHeader().catch((cause: unknown) => {
    console.warn('The tile pack cannot be read; the map goes on without it.', cause);
    return undefined;
  });
  if (header?.tileType !== TileType.Mvt) return { ok: false, reason: 'notATilePack' };
  // protomaps-leaflet brings types of an older pmtiles; what it calls (getZxy) is the same in both.
  const source = new PmtilesSource(archive as unknown as ConstructorParameters<typeof PmtilesSource>[0], false);
  return {
    ok: true,
    pack: {
      view: new View(new TileCache(source, DATA_TILE_PX), header.maxZoom, LEVEL_DIFFERENCE),
      bounds: { west: header.minLon, south: header.minLat, east: header.maxLon, north: header.maxLat },
    },
  };
}

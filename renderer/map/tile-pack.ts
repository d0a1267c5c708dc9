import { PMTiles, TileType } from 'pmtiles';
import type { Source } from 'pmtiles';
import { PmtilesSource, TileCache, View } from 'protomaps-leaflet';
import type { Bounds } from './bounds.ts';
import { factsOf } from './pack-facts.ts';
import type { PackFacts } from './pack-facts.ts';

interface PackHead {
  readonly bounds: Bounds;
  readonly facts: PackFacts;
}
/** An offline base map of lines and areas in the Protomaps schema. */
export interface VectorPack extends PackHead {
  readonly kind: 'vector';
  readonly view: View;
}
/** An offline base map of pictures. */
export interface RasterPack extends PackHead {
  readonly kind: 'raster';
  readonly minZoom: number;
  readonly maxZoom: number;
  /** Undefined where the pack has no tile. */
  readonly picture: (level: number, column: number, row: number) => Promise<Blob | undefined>;
}
export type TilePack = VectorPack | RasterPack;

export type OpenedTilePack =
  | { readonly ok: true; readonly pack: TilePack }
  /** The bytes are no tile pack we can draw; the map works without. */
  | { readonly ok: false; readonly reason: 'notATilePack' };

/** One tile of data covers this many steps of zoom more on the screen: 512 px per data tile. */
const LEVEL_DIFFERENCE = 1;
const DATA_TILE_PX = 256 << LEVEL_DIFFERENCE;

const PICTURES: Readonly<Partial<Record<TileType, string>>> = {
  [TileType.Png]: 'image/png',
  [TileType.Jpeg]: 'image/jpeg',
  [TileType.Webp]: 'image/webp',
  [TileType.Avif]: 'image/avif',
};

/** Whatever can hand out tiles by level, column and row, unpacked. */
export type TileArchive = Pick<PMTiles, 'getZxy'>;

/** Lines and areas of an archive, read and kept for drawing. */
export const vectorView = (archive: TileArchive, maxZoom: number): View =>
  new View(
    new TileCache(
      // protomaps-leaflet brings types of an older pmtiles; what it calls (getZxy) is the same in both.
      new PmtilesSource(archive as unknown as ConstructorParameters<typeof PmtilesSource>[0], false),
      DATA_TILE_PX,
    ),
    maxZoom,
    LEVEL_DIFFERENCE,
  );

export const pictureOf =
  (archive: TileArchive, type: string): RasterPack['picture'] =>
  async (level, column, row) => {
    const tile = await archive.getZxy(level, column, row);
    return tile && new Blob([tile.data], { type });
  };

const sourceOf = (bytes: ArrayBuffer | Blob): Source => ({
  getKey: () => 'tile-pack',
  getBytes: async (offset, length) => {
    const piece = bytes.slice(offset, offset + length);
    return { data: piece instanceof Blob ? await piece.arrayBuffer() : piece };
  },
});

/** Opens a PMTiles pack of version 3. A file is read piece by piece, bytes in memory are taken as they are. */
export async function openTilePack(bytes: ArrayBuffer | Blob, name = '离线底图'): Promise<OpenedTilePack> {
  const archive = new PMTiles(sourceOf(bytes));
  const read = await Promise.all([archive.getHeader(), archive.getMetadata()]).catch((cause: unknown) => {
    console.warn('The tile pack cannot be read; the map goes on without it.', cause);
    return undefined;
  });
  if (read === undefined) return { ok: false, reason: 'notATilePack' };
  const [header, metadata] = read;
  const head: PackHead = {
    bounds: { west: header.minLon, south: header.minLat, east: header.maxLon, north: header.maxLat },
    facts: factsOf(metadata, 'PMTiles', [header.minZoom, header.maxZoom], name),
  };
  const type = PICTURES[header.tileType];
  if (type !== undefined)
    return {
      ok: true,
      pack: {
        ...head,
        kind: 'raster',
        minZoom: header.minZoom,
        maxZoom: header.maxZoom,
        picture: pictureOf(archive, type),
      },
    };
  if (header.tileType !== TileType.Mvt) return { ok: false, reason: 'notATilePack' };
  return { ok: true, pack: { ...head, kind: 'vector', view: vectorView(archive, header.maxZoom) } };
}

import { PMTiles, TileType } from 'pmtiles';
import type { Source } from 'pmtiles';
import { packOf } from './tile-pack.ts';
import type { OpenedTilePack } from './tile-pack.ts';

const PICTURES: Readonly<Partial<Record<TileType, string>>> = {
  [TileType.Png]: 'image/png',
  [TileType.Jpeg]: 'image/jpeg',
  [TileType.Webp]: 'image/webp',
  [TileType.Avif]: 'image/avif',
};

const sourceOf = (bytes: ArrayBuffer | Blob): Source => ({
  getKey: () => 'tile-pack',
  getBytes: async (offset, length) => {
    const piece = bytes.slice(offset, offset + length);
    return { data: piece instanceof Blob ? await piece.arrayBuffer() : piece };
  },
});

const SQLITE = 'SQLite format 3\0';
const PMTILES = 'PMTiles';

async function startOf(bytes: ArrayBuffer | Blob): Promise<string> {
  const start = bytes.slice(0, SQLITE.length);
  return new TextDecoder('latin1').decode(start instanceof Blob ? await start.arrayBuffer() : start);
}

/** Opens a pack: PMTiles 3, read piece by piece where it is a file, or MBTiles, whose reader is loaded only now. */
export async function openTilePack(bytes: ArrayBuffer | Blob, name = '离线底图'): Promise<OpenedTilePack> {
  const start = await startOf(bytes);
  if (start === SQLITE) {
    const { openMbtiles } = await import('./mbtiles/open-mbtiles.ts');
    return openMbtiles(bytes instanceof Blob ? bytes : new Blob([bytes]), name);
  }
  if (!start.startsWith(PMTILES)) return { ok: false, reason: 'notATilePack' };
  const archive = new PMTiles(sourceOf(bytes));
  const read = await Promise.all([archive.getHeader(), archive.getMetadata()]).catch((cause: unknown) => {
    console.warn('The tile pack cannot be read; the map goes on without it.', cause);
    return undefined;
  });
  if (read === undefined) return { ok: false, reason: 'damaged' };
  const [header, metadata] = read;
  const pictureType = PICTURES[header.tileType];
  if (pictureType === undefined && header.tileType !== TileType.Mvt) return { ok: false, reason: 'notATilePack' };
  return packOf(
    {
      format: 'PMTiles',
      bounds: { west: header.minLon, south: header.minLat, east: header.maxLon, north: header.maxLat },
      levels: [header.minZoom, header.maxZoom],
      metadata,
      pictureType,
    },
    archive,
    name,
    () => undefined,
  );
}

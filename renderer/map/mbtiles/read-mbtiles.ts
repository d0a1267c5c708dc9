import type { Database, SqlJs, SqlValue } from 'sql.js';
import type { Bounds } from '../bounds.ts';
import { latOf, lonOf } from '../mercator.ts';

/** MBTiles 1.3: an SQLite file with a table of facts and one of tiles, whose rows count from the south (https://github.com/mapbox/mbtiles-spec). */

/** What the file says, ready to be drawn from. */
export interface MbtilesHead {
  readonly kind: 'vector' | 'raster';
  /** Of a picture; of lines `application/x-protobuf`. */
  readonly mime: string;
  readonly bounds: Bounds;
  readonly levels: readonly [number, number];
  /** Names and values of the table, those of its `json` beside them. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

export interface Mbtiles {
  readonly head: MbtilesHead;
  /** As it lies in the file, lines unpacked; undefined where there is none. Rows count from the north, as everywhere else. */
  readonly tile: (level: number, column: number, row: number) => Promise<Uint8Array | undefined>;
}

export type ReadMbtiles =
  | { readonly ok: true; readonly mbtiles: Mbtiles }
  /** `damaged`: SQLite cannot read it; `notATilePack`: an SQLite file of something else, or without a tile. */
  | { readonly ok: false; readonly reason: 'damaged' | 'notATilePack' };

const PICTURES: readonly { readonly mime: string; readonly starts: readonly (number | undefined)[] }[] = [
  { mime: 'image/png', starts: [0x89, 0x50, 0x4e, 0x47] },
  { mime: 'image/jpeg', starts: [0xff, 0xd8, 0xff] },
  { mime: 'image/webp', starts: [0x52, 0x49, 0x46, 0x46] },
  { mime: 'image/avif', starts: [undefined, undefined, undefined, undefined, 0x66, 0x74, 0x79, 0x70] },
];
const LINES = 'application/x-protobuf';

/** By its first bytes: the words in the file are often missing, or wrong (`jpg` for PNG). */
const mimeOf = (tile: Uint8Array): string =>
  PICTURES.find(({ starts }) => starts.every((byte, at) => byte === undefined || tile[at] === byte))?.mime ?? LINES;

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

async function unpacked(bytes: Uint8Array): Promise<Uint8Array> {
  if (!isGzip(bytes)) return bytes;
  const stream = new Blob([bytes.slice()]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function rowsOf(database: Database, sql: string): readonly (readonly SqlValue[])[] {
  const statement = database.prepare(sql);
  const rows: SqlValue[][] = [];
  while (statement.step()) rows.push(statement.get());
  return rows;
}

function metadataOf(database: Database): Readonly<Record<string, unknown>> {
  const pairs = Object.fromEntries(
    rowsOf(database, 'SELECT name, value FROM metadata').map(([name, value]) => [String(name), value]),
  );
  const { json, ...rest } = pairs;
  if (typeof json !== 'string') return rest;
  try {
    return { ...(JSON.parse(json) as object), ...rest };
  } catch (cause) {
    console.warn('The layers that the tile pack names cannot be read; what is in it is drawn all the same.', cause);
    return rest;
  }
}

/** As the file says it, or as far as its nearest tiles reach. */
function boundsOf(database: Database, said: unknown, lastLevel: number): Bounds {
  const [west, south, east, north] = typeof said === 'string' ? said.split(',').map(Number) : [];
  const isSaid = [west, south, east, north].every((value) => Number.isFinite(value));
  if (
    isSaid &&
    west !== undefined &&
    south !== undefined &&
    east !== undefined &&
    north !== undefined &&
    west < east &&
    south < north
  )
    return { west, south, east, north };
  const side = 2 ** lastLevel;
  const [extent] = rowsOf(
    database,
    `SELECT min(tile_column), max(tile_column), min(tile_row), max(tile_row) FROM tiles WHERE zoom_level = ${String(lastLevel)}`,
  );
  const [left, right, bottom, top] = (extent ?? []).map(Number);
  return {
    west: lonOf((left ?? 0) / side),
    east: lonOf(((right ?? 0) + 1) / side),
    north: latOf((side - 1 - (top ?? 0)) / side),
    south: latOf((side - (bottom ?? 0)) / side),
  };
}

function opened(database: Database): Mbtiles | undefined {
  const names = new Set(rowsOf(database, 'SELECT name FROM sqlite_master').map(([name]) => name));
  if (!names.has('tiles') || !names.has('metadata')) return undefined;
  const [sample] = rowsOf(database, 'SELECT tile_data FROM tiles LIMIT 1');
  const [data] = sample ?? [];
  if (!(data instanceof Uint8Array)) return undefined;
  const [reach] = rowsOf(database, 'SELECT min(zoom_level), max(zoom_level) FROM tiles');
  const levels: readonly [number, number] = [Number(reach?.[0]), Number(reach?.[1])];
  const metadata = metadataOf(database);
  const mime = mimeOf(data);
  const asked = database.prepare(
    'SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ? LIMIT 1',
  );
  return {
    head: {
      kind: mime === LINES ? 'vector' : 'raster',
      mime,
      bounds: boundsOf(database, metadata['bounds'], levels[1]),
      levels,
      metadata,
    },
    tile: async (level, column, row) => {
      asked.bind([level, column, 2 ** level - 1 - row]);
      const [tile] = asked.step() ? asked.get() : [];
      asked.reset();
      if (!(tile instanceof Uint8Array)) return undefined;
      return mime === LINES ? unpacked(tile) : tile;
    },
  };
}

/** Opens a whole file in memory. */
export function readMbtiles({ Database }: SqlJs, bytes: Uint8Array): ReadMbtiles {
  try {
    const mbtiles = opened(new Database(bytes));
    return mbtiles === undefined ? { ok: false, reason: 'notATilePack' } : { ok: true, mbtiles };
  } catch (cause) {
    console.warn('SQLite cannot read the tile pack; the map goes on without it.', cause);
    return { ok: false, reason: 'damaged' };
  }
}

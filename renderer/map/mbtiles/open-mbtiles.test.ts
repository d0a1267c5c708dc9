import { PMTiles } from 'pmtiles';
import initSqlJs from 'sql.js';
import type { SqlJs, SqlValue } from 'sql.js';
import { expect, it, vi } from 'vitest';
import { mbtilesHost } from './host.ts';
import { MOST_MBTILES_BYTES, openMbtiles } from './open-mbtiles.ts';
import type { MbtilesLine } from './open-mbtiles.ts';
import type { FromWorker } from './protocol.ts';

// This folder has no Node types; only the test reads the disk.
const diskModule: string = 'node:fs';

/** The worker's side beside us. */
function lineBeside(): MbtilesLine {
  const answer = mbtilesHost(() => initSqlJs());
  let heard: (message: FromWorker) => void = () => undefined;
  return {
    post: (message) => {
      void answer(message).then((said) => {
        heard(said);
      });
    },
    onMessage: (listener) => {
      heard = listener;
    },
    onBroken: () => undefined,
    end: () => undefined,
  };
}
const open = (bytes: Uint8Array): ReturnType<typeof openMbtiles> =>
  openMbtiles(new Blob([bytes.slice()]), 'pack.mbtiles', lineBeside);

type Tile = readonly [level: number, column: number, rowFromTheSouth: number, data: Uint8Array];

async function fileOf(metadata: Readonly<Record<string, string>>, tiles: readonly Tile[]): Promise<Uint8Array> {
  const { Database }: SqlJs = await initSqlJs();
  const database = new Database();
  database.run('CREATE TABLE metadata (name text, value text)');
  // As most tools write them: pictures once each, and `tiles` only a view.
  database.run('CREATE TABLE map (zoom_level integer, tile_column integer, tile_row integer, tile_id integer)');
  database.run('CREATE TABLE images (tile_id integer, tile_data blob)');
  database.run(
    'CREATE VIEW tiles AS SELECT zoom_level, tile_column, tile_row, tile_data FROM map JOIN images USING (tile_id)',
  );
  const insert = (table: string, values: readonly SqlValue[]): void => {
    database.run(`INSERT INTO ${table} VALUES (${values.map(() => '?').join(', ')})`, values);
  };
  for (const [name, value] of Object.entries(metadata)) insert('metadata', [name, value]);
  tiles.forEach(([level, column, row, data], number) => {
    insert('map', [level, column, row, number]);
    insert('images', [number, data]);
  });
  return database.export();
}

const gzipped = async (bytes: ArrayBuffer): Promise<Uint8Array> =>
  new Uint8Array(
    await new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer(),
  );

const png = (mark: number): Uint8Array => Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, mark]);
const NORTH = 1;
const SOUTH = 2;
const PICTURES: readonly Tile[] = [
  [1, 1, 1, png(NORTH)],
  [1, 1, 0, png(SOUTH)],
];

/** A tile of the street's own pack. */
async function streetTile(level: number, column: number, row: number): Promise<ArrayBuffer> {
  const disk = (await import(diskModule)) as { readFileSync(path: URL): Uint8Array };
  const bytes = disk.readFileSync(new URL('../../../resources/tiles/lujiazui.pmtiles', import.meta.url)).slice().buffer;
  const archive = new PMTiles({
    getKey: () => 'street',
    getBytes: (offset, length) => Promise.resolve({ data: bytes.slice(offset, offset + length) }),
  });
  const tile = await archive.getZxy(level, column, row);
  if (tile === undefined) throw new Error('The street has this tile.');
  return tile.data;
}

it('draws lines, unpacked, from rows that count from the south, and says what the file says of itself', async () => {
  const [level, column, row] = [16, 54_888, 26_776];
  const file = await fileOf(
    {
      name: '陆家嘴底图',
      format: 'pbf',
      bounds: '121.48,31.226,121.521,31.251',
      审图号: '沪S(2026)001号',
      crs: 'CGCS2000',
      date: '2026-05-01',
      json: '{"vector_layers":[{"id":"roads"}]}',
    },
    [[level, column, 2 ** level - 1 - row, await gzipped(await streetTile(level, column, row))]],
  );
  const opened = await open(file);
  if (!opened.ok) throw new Error(opened.reason);
  const { pack } = opened;
  expect(pack.facts).toMatchObject({
    name: '陆家嘴底图',
    format: 'MBTiles',
    reviewNumber: '沪S(2026)001号',
    crs: 'CGCS2000',
    madeOn: '2026-05-01',
    levels: [16, 16],
  });
  expect(pack.bounds).toEqual({ west: 121.48, south: 31.226, east: 121.521, north: 31.251 });
  if (pack.kind !== 'vector') throw new Error(pack.kind);
  const names = async (x: number, y: number): Promise<readonly unknown[]> =>
    ((await pack.view.getDisplayTile({ z: 17, x, y })).data.get('roads') ?? []).map(({ props }) => props['name']);
  expect(await names(109_777, 53_552)).toContain('浦东大道');
  expect(await names(10, 10)).toEqual([]);
});

it('hands out pictures as what they are, and reckons the bounds that a file leaves out', async () => {
  const opened = await open(await fileOf({ name: '影像', format: 'jpg' }, PICTURES));
  if (!opened.ok || opened.pack.kind !== 'raster') throw new Error('These are pictures.');
  const { pack } = opened;
  const [north, south] = [await pack.picture(1, 1, 0), await pack.picture(1, 1, 1)];
  expect(north?.type).toBe('image/png');
  expect(new Uint8Array((await north?.arrayBuffer()) ?? []).at(-1)).toBe(NORTH);
  expect(new Uint8Array((await south?.arrayBuffer()) ?? []).at(-1)).toBe(SOUTH);
  expect(await pack.picture(1, 0, 0)).toBeUndefined();
  expect(pack.bounds.west).toBeCloseTo(0);
  expect(pack.bounds.east).toBeCloseTo(180);
  expect(pack.bounds.north).toBeCloseTo(85.05, 1);
  pack.close();
  expect(await pack.picture(1, 1, 0)).toBeUndefined();
});

it('says why a file cannot be drawn', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const whole = await fileOf({ format: 'png' }, PICTURES);
  const { Database } = await initSqlJs();
  const other = new Database();
  other.run('CREATE TABLE people (name text)');
  const openMapTiles = { json: '{"vector_layers":[{"id":"transportation"}]}' };
  expect(await open(whole.slice(0, 5000))).toEqual({ ok: false, reason: 'damaged' });
  expect(await open(other.export())).toEqual({ ok: false, reason: 'notATilePack' });
  expect(await open(await fileOf({}, []))).toEqual({ ok: false, reason: 'notATilePack' });
  expect(await open(await fileOf(openMapTiles, [[1, 0, 0, Uint8Array.of(0x1a, 0)]]))).toEqual({
    ok: false,
    reason: 'otherSchema',
  });
  const huge = { size: MOST_MBTILES_BYTES + 1 } as Blob;
  expect(await openMbtiles(huge, 'huge', lineBeside)).toEqual({ ok: false, reason: 'tooLarge' });
  warn.mockRestore();
});

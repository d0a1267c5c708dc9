import { TIANDITU_HOSTS } from '../../shared/geo/tianditu.ts';

/* 天地图 (CGCS2000, never GCJ-02) as WMTS. Level 0 does not exist in either matrix: both start at 1. */

export type TiandituLayer = 'vec' | 'img' | 'ter';
/** `w`: Web Mercator. `c`: degrees, where a level n has 2^n × 2^(n−1) tiles. */
export type TiandituMatrix = 'w' | 'c';

export interface Wmts {
  readonly kind: 'wmts';
  readonly layer: TiandituLayer;
  readonly matrix: TiandituMatrix;
  readonly key: string;
}

export const TIANDITU_LAYERS: Readonly<Record<TiandituLayer, string>> = { vec: '矢量', img: '影像', ter: '地形' };
/** Words over each ground. */
const WORDS_OVER: Readonly<Record<TiandituLayer, string>> = { vec: 'cva', img: 'cia', ter: 'cta' };
export const FIRST_LEVEL = 1;
export const LAST_LEVEL = 18;

export interface TileAddress {
  readonly level: number;
  readonly column: number;
  readonly row: number;
}

/** Ground first, then the words over it. */
export const layersOf = ({ layer }: Wmts): readonly string[] => [layer, WORDS_OVER[layer]];

export function wmtsUrl({ matrix, key }: Wmts, layer: string, { level, column, row }: TileAddress): string {
  const host = TIANDITU_HOSTS[(column + row) % TIANDITU_HOSTS.length] ?? '';
  const query = new URLSearchParams({
    SERVICE: 'WMTS',
    REQUEST: 'GetTile',
    VERSION: '1.0.0',
    LAYER: layer,
    STYLE: 'default',
    TILEMATRIXSET: matrix,
    FORMAT: 'tiles',
    TILEMATRIX: String(level),
    TILEROW: String(row),
    TILECOL: String(column),
    tk: key,
  });
  return `https://${host}/${layer}_${matrix}/wmts?${query.toString()}`;
}

/** A piece of a tile in degrees, and where it comes to lie on a tile of ours, in parts of its side. */
export interface Piece extends TileAddress {
  readonly top: number;
  readonly bottom: number;
}

const latitudeOfRow = (row: number, zoom: number): number =>
  (Math.atan(Math.sinh(Math.PI * (1 - (2 * row) / 2 ** zoom))) * 180) / Math.PI;

/**
 * The tiles in degrees that cover one of ours. Columns are the same at the same level (both halve 360° per level); rows differ. Within one tile the two projections
 * differ from a straight stretch by less than a tenth of a pixel from level 10 on, so a stretch it is.
 */
export function piecesUnder({ level, column, row }: TileAddress): readonly Piece[] {
  const [north, south] = [latitudeOfRow(row, level), latitudeOfRow(row + 1, level)];
  const span = 360 / 2 ** level;
  const [first, last] = [Math.floor((90 - north) / span), Math.floor((90 - south) / span)];
  const part = (latitude: number): number => (north - latitude) / (north - south);
  return Array.from({ length: last - first + 1 }, (_, at) => ({
    level,
    column,
    row: first + at,
    top: part(90 - (first + at) * span),
    bottom: part(90 - (first + at + 1) * span),
  }));
}

export function isTiandituAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  return TIANDITU_HOSTS.includes(new URL(address).hostname);
}

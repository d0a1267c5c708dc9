import { describe, expect, it } from 'vitest';
import { isTiandituAddress, piecesUnder, wmtsUrl } from './wmts.ts';

it('asks for a tile as 天地图 wants it', () => {
  const url = new URL(
    wmtsUrl({ kind: 'wmts', layer: 'img', matrix: 'w', key: 'abc' }, 'cia', { level: 14, column: 13_721, row: 6693 }),
  );
  expect(url.hostname).toMatch(/^t[0-7]\.tianditu\.gov\.cn$/);
  expect(url.pathname).toBe('/cia_w/wmts');
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    TILEMATRIXSET: 'w',
    TILEMATRIX: '14',
    TILECOL: '13721',
    TILEROW: '6693',
    tk: 'abc',
  });
  expect(isTiandituAddress(url.href)).toBe(true);
  expect(isTiandituAddress('https://t0.tianditu.gov.cn.example.org/')).toBe(false);
});

describe('tiles in degrees under one of ours', () => {
  it('level 1 has one row, two columns: there is no level 0', () => {
    expect(piecesUnder({ level: 1, column: 1, row: 0 }).map(({ row }) => row)).toEqual([0]);
  });

  it.each([10, 14, 18])('cover it from edge to edge without a gap at level %d', (level) => {
    const row = Math.floor(0.41 * 2 ** level);
    const pieces = piecesUnder({ level, column: 5, row });
    expect(pieces[0]?.top).toBeLessThanOrEqual(0);
    expect(pieces.at(-1)?.bottom).toBeGreaterThanOrEqual(1);
    pieces.slice(1).forEach((piece, at) => {
      expect(piece.top).toBeCloseTo(pieces[at]?.bottom ?? NaN, 9);
      expect(piece.row).toBe((pieces[at]?.row ?? 0) + 1);
    });
  });

  it('hold the latitude they say: 31.24° lies where our own projection puts it, within a tenth of a pixel', () => {
    const level = 14;
    const latitude = 31.24;
    const sine = Math.sin((latitude * Math.PI) / 180);
    const ours = (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * 2 ** level;
    const row = Math.floor(ours);
    const span = 360 / 2 ** level;
    const theirs = (90 - latitude) / span;
    const piece = piecesUnder({ level, column: 0, row }).find((each) => each.row === Math.floor(theirs));
    if (piece === undefined) throw new Error('no piece holds it');
    const put = piece.top + (piece.bottom - piece.top) * (theirs - piece.row);
    expect(Math.abs(put - (ours - row)) * 256).toBeLessThan(0.1);
  });
});

import { describe, expect, it } from 'vitest';
import { distanceMetres } from '../distance.ts';
import type { Position } from '../geojson.ts';
import { bd09ToGcj02, gcj02ToBd09 } from './bd09.ts';
import { fromWgs84, toWgs84, type Crs } from './convert.ts';
import { wgs84ToGcj02 } from './gcj02.ts';

/** Every third of a degree over the land of China, and then some. */
const grid: Position[] = [];
for (let lon = 73.5; lon <= 135; lon += 1 / 3) for (let lat = 3.5; lat <= 53.5; lat += 1 / 3) grid.push([lon, lat]);

const abroad: readonly Position[] = [
  [2.3522, 48.8566],
  [-74.006, 40.7128],
  [151.2, -33.9],
  [139.69, 35.68],
];

describe('known points', () => {
  // 天安门, as the open converters give it.
  const tiananmen: Position = [116.39123343289631, 39.90711462482231];

  it('shifts WGS84 to GCJ-02 and on to BD-09', () => {
    const gcj = wgs84ToGcj02(tiananmen);
    expect(gcj[0]).toBeCloseTo(116.397477, 5);
    expect(gcj[1]).toBeCloseTo(39.908516, 5);
    const bd = gcj02ToBd09(gcj);
    expect(bd[0] - gcj[0]).toBeCloseTo(0.0064, 3);
    expect(bd[1] - gcj[1]).toBeCloseTo(0.0063, 3);
  });
});

describe('over a grid of China', () => {
  it.each(['GCJ02', 'BD09'] as const)('%s goes there and back within half a metre, and far nearer', (crs) => {
    const worst = Math.max(...grid.map((at) => distanceMetres(toWgs84(fromWgs84(at, crs), crs), at)));
    expect(grid.length).toBeGreaterThan(25_000);
    expect(worst).toBeLessThan(0.01);
  });

  it('the shift is tens to hundreds of metres everywhere: a point in the wrong system is a wrong point', () => {
    const shifts = grid.map((at) => distanceMetres(at, fromWgs84(at, 'GCJ02')));
    expect(Math.min(...shifts)).toBeGreaterThan(20);
    expect(Math.max(...shifts)).toBeLessThan(900);
  });

  it('BD-09 alone is undone within a millimetre', () => {
    expect(Math.max(...grid.map((at) => distanceMetres(bd09ToGcj02(gcj02ToBd09(at)), at)))).toBeLessThan(0.001);
  });
});

it('outside of China GCJ-02 is WGS84', () => {
  for (const at of abroad) {
    expect(fromWgs84(at, 'GCJ02')).toEqual(at);
    expect(toWgs84(at, 'GCJ02')).toEqual(at);
  }
});

it.each(['WGS84', 'CGCS2000'] satisfies Crs[])('what is declared %s is left as it is', (crs) => {
  expect(toWgs84([121.5, 31.2], crs)).toEqual([121.5, 31.2]);
  expect(fromWgs84([121.5, 31.2], crs)).toEqual([121.5, 31.2]);
});

import { distanceMetres } from '../distance.ts';
import type { Position } from '../geojson.ts';

/* GCJ-02, the shifted system of 高德 and 腾讯: a known function of WGS84 inside the box of China, and WGS84 itself outside. */

/** Krasovsky 1940: half axis in metres, squared eccentricity. */
const A = 6_378_245.0;
const EE = 0.006_693_421_622_965_943_23;

/** The box in which the shift is applied. Both ways ask it of the WGS84 position. */
const isShifted = ([lon, lat]: Position): boolean =>
  lon >= 72.004 && lon <= 137.8347 && lat >= 0.8293 && lat <= 55.8271;

const wave = (x: number, first: number, second: number, third: number): number =>
  ((20 * Math.sin(x * Math.PI) + first * Math.sin((x / second) * Math.PI) + third) * 2) / 3;

function shiftNorth(x: number, y: number): number {
  return (
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * Math.sqrt(Math.abs(x)) +
    ((20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * 2) / 3 +
    wave(y, 40, 3, 0) +
    ((160 * Math.sin((y / 12) * Math.PI) + 320 * Math.sin((y * Math.PI) / 30)) * 2) / 3
  );
}

function shiftEast(x: number, y: number): number {
  return (
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * Math.sqrt(Math.abs(x)) +
    ((20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * 2) / 3 +
    wave(x, 40, 3, 0) +
    ((150 * Math.sin((x / 12) * Math.PI) + 300 * Math.sin((x / 30) * Math.PI)) * 2) / 3
  );
}

/** The shift at a WGS84 position, whether or not it is applied there: 50–700 m. */
function shifted([lon, lat]: Position): Position {
  const north = shiftNorth(lon - 105, lat - 35);
  const east = shiftEast(lon - 105, lat - 35);
  const phi = (lat / 180) * Math.PI;
  const magic = 1 - EE * Math.sin(phi) ** 2;
  return [
    lon + (east * 180) / ((A / Math.sqrt(magic)) * Math.cos(phi) * Math.PI),
    lat + (north * 180) / (((A * (1 - EE)) / (magic * Math.sqrt(magic))) * Math.PI),
  ];
}

export const wgs84ToGcj02 = (at: Position): Position => (isShifted(at) ? shifted(at) : at);

/** Well under the 0.5 m that is asked for; the iteration gets ten times nearer with every step. */
const NEAR_ENOUGH_METRES = 0.001;
const MOST_STEPS = 12;

/**
 * There is no formula back: guess, shift the guess, correct it by the miss. Beside the edge of the box two WGS84 positions may share one GCJ-02 position (one shifted, one not); the unshifted
 * one is then meant, as the shifted one would lie outside of the box.
 */
export function gcj02ToWgs84(at: Position): Position {
  let guess: Position = at;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const [lon, lat] = shifted(guess);
    if (distanceMetres([lon, lat], at) < NEAR_ENOUGH_METRES) break;
    guess = [guess[0] + at[0] - lon, guess[1] + at[1] - lat];
  }
  return isShifted(guess) ? guess : at;
}

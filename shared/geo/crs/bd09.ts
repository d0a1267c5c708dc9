import type { Position } from '../geojson.ts';

/* BD-09, the system of 百度: GCJ-02 turned, stretched and moved once more. Degrees. */

const X_PI = (Math.PI * 3000) / 180;
const EAST = 0.0065;
const NORTH = 0.006;

export function gcj02ToBd09([lon, lat]: Position): Position {
  const length = Math.hypot(lon, lat) + 0.00002 * Math.sin(lat * X_PI);
  const angle = Math.atan2(lat, lon) + 0.000003 * Math.cos(lon * X_PI);
  return [length * Math.cos(angle) + EAST, length * Math.sin(angle) + NORTH];
}

/** About 1e-9 degrees, a tenth of a millimetre. */
const NEAR_ENOUGH_DEGREES = 1e-9;
const MOST_STEPS = 12;

/** By iteration: the formula that goes round as the inverse is up to half a metre off. */
export function bd09ToGcj02(at: Position): Position {
  let guess: Position = [at[0] - EAST, at[1] - NORTH];
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const [lon, lat] = gcj02ToBd09(guess);
    const [missLon, missLat] = [at[0] - lon, at[1] - lat];
    if (Math.abs(missLon) < NEAR_ENOUGH_DEGREES && Math.abs(missLat) < NEAR_ENOUGH_DEGREES) break;
    guess = [guess[0] + missLon, guess[1] + missLat];
  }
  return guess;
}

/** Web Mercator as a square of side 1: x to the east, y to the south. World pixels of a zoom are this times 256 × 2^zoom. */
export const unitX = (lon: number): number => (lon + 180) / 360;
export function unitY(lat: number): number {
  const sine = Math.sin((lat * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

export const lonOf = (x: number): number => x * 360 - 180;
export const latOf = (y: number): number => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;

export interface UnitBox {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

/** The box of a window in degrees. */
export const unitBox = (bounds: {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}): UnitBox => ({
  minX: unitX(bounds.west),
  minY: unitY(bounds.north),
  maxX: unitX(bounds.east),
  maxY: unitY(bounds.south),
});

/** Metres on the ground that one unit of the square stands for at a latitude. */
export const metresPerUnit = (lat: number): number => 2 * Math.PI * 6_378_137 * Math.cos((lat * Math.PI) / 180);

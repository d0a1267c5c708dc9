import { METRES_PER_DEGREE, radians } from './distance.ts';
import type { Position } from './geojson.ts';

/** Positions nearer than this step (about 1 cm) are the same position. */
const STEPS_PER_DEGREE = 1e7;

/** A position in whole steps from an origin, so that "left of" and "the same" are exact. */
export interface WholePoint {
  readonly x: number;
  readonly y: number;
}

export interface WholeSheet {
  readonly toWhole: (position: Position) => WholePoint;
  readonly toPosition: (x: number, y: number) => Position;
  readonly squareMetresPerStep: number;
}

export const wholeSheetAt = (origin: Position): WholeSheet => {
  const x0 = Math.round(origin[0] * STEPS_PER_DEGREE);
  const y0 = Math.round(origin[1] * STEPS_PER_DEGREE);
  const step = METRES_PER_DEGREE / STEPS_PER_DEGREE;
  return {
    toWhole: ([lon, lat]) => ({
      x: Math.round(lon * STEPS_PER_DEGREE) - x0,
      y: Math.round(lat * STEPS_PER_DEGREE) - y0,
    }),
    toPosition: (x, y) => [(x + x0) / STEPS_PER_DEGREE, (y + y0) / STEPS_PER_DEGREE],
    squareMetresPerStep: step * step * Math.cos(radians(origin[1])),
  };
};

/** Twice the area of the triangle o a b: positive when b lies left of the line from o through a. */
export const turn = (o: WholePoint, a: WholePoint, b: WholePoint): number =>
  (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);

/** Do the two segments cross at a point inside both? Touching, and lying along one another, is not crossing. */
export const properlyCross = (a: WholePoint, b: WholePoint, c: WholePoint, d: WholePoint): boolean => {
  const side = (value: number): number => Math.sign(value);
  return side(turn(a, b, c)) * side(turn(a, b, d)) < 0 && side(turn(c, d, a)) * side(turn(c, d, b)) < 0;
};

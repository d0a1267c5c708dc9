import type { Position } from '../../../shared/geo/geojson.ts';
import { METRES_PER_DEGREE, radians } from '../../../shared/geo/distance.ts';

/** A point on the flat working sheet: metres east and north of the sheet's corner. */
export interface FlatPoint {
  readonly x: number;
  readonly y: number;
}

export interface FlatMap {
  readonly toFlat: (position: Position) => FlatPoint;
  readonly toPosition: (point: FlatPoint) => Position;
}

/** Coordinates are kept on this raster (about 1 cm), so that shared vertices stay the very same numbers. */
const STEPS_PER_DEGREE = 1e7;

export const roundPosition = ([lon, lat]: Position): Position => [
  Math.round(lon * STEPS_PER_DEGREE) / STEPS_PER_DEGREE,
  Math.round(lat * STEPS_PER_DEGREE) / STEPS_PER_DEGREE,
];

/** Lays the few kilometres around a corner flat; the error over a street is some centimetres. */
export const flatMapAt = (corner: Position): FlatMap => {
  const lonMetres = METRES_PER_DEGREE * Math.cos(radians(corner[1]));
  return {
    toFlat: ([lon, lat]) => ({ x: (lon - corner[0]) * lonMetres, y: (lat - corner[1]) * METRES_PER_DEGREE }),
    toPosition: ({ x, y }) => roundPosition([corner[0] + x / lonMetres, corner[1] + y / METRES_PER_DEGREE]),
  };
};

import type { FlatPoint } from './flat-map.ts';
import { cellAt, type Raster } from './raster.ts';

/** A border line between two areas, from one meeting point of three areas to the next. Stored once, used by both. */
export interface Arc {
  readonly left: number;
  readonly right: number;
  readonly points: readonly FlatPoint[];
}

const STEPS = [
  { dx: 1, dy: 0 },
  { dx: 0, dy: 1 },
  { dx: -1, dy: 0 },
  { dx: 0, dy: -1 },
] as const;

/** The two cells beside a step from a cell corner: on its left hand and on its right. */
const besideStep = (raster: Raster, x: number, y: number, direction: number): readonly [number, number] => {
  switch (direction) {
    case 0:
      return [cellAt(raster, x, y), cellAt(raster, x, y - 1)];
    case 1:
      return [cellAt(raster, x - 1, y), cellAt(raster, x, y)];
    case 2:
      return [cellAt(raster, x - 1, y - 1), cellAt(raster, x - 1, y)];
    default:
      return [cellAt(raster, x, y - 1), cellAt(raster, x - 1, y - 1)];
  }
};

const isBorder = (raster: Raster, x: number, y: number, direction: number): boolean => {
  const [left, right] = besideStep(raster, x, y, direction);
  return left !== right;
};

const waysFrom = (raster: Raster, x: number, y: number): readonly number[] =>
  [0, 1, 2, 3].filter((direction) => isBorder(raster, x, y, direction));

/** Follows the borders between cells and cuts them where three or more areas meet. */
export const traceArcs = (raster: Raster): readonly Arc[] => {
  const arcs: Arc[] = [];
  const width = raster.columns + 1;
  const walked = new Set<number>();
  const stepKey = (x: number, y: number, direction: number) => (y * width + x) * 4 + direction;
  const walk = (startX: number, startY: number, startDirection: number): void => {
    const points: FlatPoint[] = [{ x: startX, y: startY }];
    const [left, right] = besideStep(raster, startX, startY, startDirection);
    let [x, y, direction] = [startX, startY, startDirection];
    for (;;) {
      const step = STEPS[direction] ?? STEPS[0];
      walked.add(stepKey(x, y, direction));
      x += step.dx;
      y += step.dy;
      walked.add(stepKey(x, y, (direction + 2) % 4));
      points.push({ x, y });
      const ways = waysFrom(raster, x, y);
      if (ways.length !== 2 || (x === startX && y === startY)) break;
      const back = (direction + 2) % 4;
      direction = ways.find((way) => way !== back) ?? direction;
    }
    arcs.push({ left, right, points });
  };
  const corners: (readonly [number, number, readonly number[]])[] = [];
  for (let y = 0; y <= raster.rows; y += 1) {
    for (let x = 0; x <= raster.columns; x += 1) {
      const here = cellAt(raster, x, y);
      if (
        here === cellAt(raster, x - 1, y) &&
        here === cellAt(raster, x, y - 1) &&
        here === cellAt(raster, x - 1, y - 1)
      ) {
        continue;
      }
      corners.push([x, y, waysFrom(raster, x, y)]);
    }
  }
  /* First from the meeting points, then whatever closed lines are left. */
  for (const isMeeting of [true, false]) {
    for (const [x, y, ways] of corners) {
      if (isMeeting && ways.length <= 2) continue;
      for (const direction of ways) if (!walked.has(stepKey(x, y, direction))) walk(x, y, direction);
    }
  }
  return arcs;
};

import type { FlatPoint } from './flat-map.ts';

/**
 * A sheet of square cells, one metre each, that holds a small number per cell. Cell (column, row) covers
 * [column, column+1) × [row, row+1) metres; rows count northward.
 */
export interface Raster {
  readonly columns: number;
  readonly rows: number;
  readonly cells: Int16Array;
}

/** Outside of the street. */
export const NOTHING = -1;

export const emptyRaster = (columns: number, rows: number): Raster => ({
  columns,
  rows,
  cells: new Int16Array(columns * rows).fill(NOTHING),
});

/** The value of a cell; everything beyond the sheet is nothing. */
export const cellAt = (raster: Raster, column: number, row: number): number =>
  column < 0 || row < 0 || column >= raster.columns || row >= raster.rows
    ? NOTHING
    : (raster.cells[row * raster.columns + column] ?? NOTHING);

/** Calls back for every cell whose middle lies inside the rings (even-odd). */
export const forEachCellInside = (
  raster: Raster,
  rings: readonly (readonly FlatPoint[])[],
  visit: (index: number) => void,
): void => {
  const ys = rings.flatMap((ring) => ring.map((p) => p.y));
  const first = Math.max(0, Math.floor(Math.min(...ys)));
  const last = Math.min(raster.rows - 1, Math.ceil(Math.max(...ys)));
  for (let row = first; row <= last; row += 1) {
    const y = row + 0.5;
    const crossings: number[] = [];
    for (const ring of rings) {
      let previous = ring.at(-1);
      for (const point of ring) {
        if (previous !== undefined && previous.y > y !== point.y > y) {
          crossings.push(previous.x + ((y - previous.y) * (point.x - previous.x)) / (point.y - previous.y));
        }
        previous = point;
      }
    }
    crossings.sort((a, b) => a - b);
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const from = Math.max(0, Math.ceil((crossings[i] ?? 0) - 0.5));
      const to = Math.min(raster.columns - 1, Math.ceil((crossings[i + 1] ?? 0) - 0.5) - 1);
      for (let column = from; column <= to; column += 1) visit(row * raster.columns + column);
    }
  }
};

/** Calls back for every cell that the line touches, and every cell beside it. May call twice for one cell. */
export const forEachCellAlong = (raster: Raster, ring: readonly FlatPoint[], visit: (index: number) => void): void => {
  let previous = ring.at(-1);
  for (const point of ring) {
    if (previous !== undefined) {
      const steps = Math.max(1, Math.ceil(Math.hypot(point.x - previous.x, point.y - previous.y) * 2));
      for (let step = 0; step <= steps; step += 1) {
        const column = Math.floor(previous.x + ((point.x - previous.x) * step) / steps);
        const row = Math.floor(previous.y + ((point.y - previous.y) * step) / steps);
        for (let r = Math.max(0, row - 1); r <= Math.min(raster.rows - 1, row + 1); r += 1) {
          for (let c = Math.max(0, column - 1); c <= Math.min(raster.columns - 1, column + 1); c += 1) {
            visit(r * raster.columns + c);
          }
        }
      }
    }
    previous = point;
  }
};

/** Indexes of the four cells beside a cell, without those beyond the sheet. */
export const neighboursOf = (raster: Raster, index: number): readonly number[] => {
  const column = index % raster.columns;
  const found: number[] = [];
  if (column > 0) found.push(index - 1);
  if (column < raster.columns - 1) found.push(index + 1);
  if (index >= raster.columns) found.push(index - raster.columns);
  if (index < raster.columns * (raster.rows - 1)) found.push(index + raster.columns);
  return found;
};

/** The most frequent value, the smallest one first when equal. */
export const mostFrequent = (counts: ReadonlyMap<number, number>): number | undefined => {
  let best: number | undefined;
  let bestCount = 0;
  for (const [value, count] of counts) {
    if (count > bestCount || (count === bestCount && best !== undefined && value < best)) {
      best = value;
      bestCount = count;
    }
  }
  return best;
};

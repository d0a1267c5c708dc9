import { tokens } from '../ui/tokens.ts';
import type { Drawing, Sheet } from './canvas-overlay.ts';
import { latOf, metresPerUnit, unitX, unitY } from './mercator.ts';

/** Heat is a count, not a mood: at every spot, how many points lie within the radius. */
export interface HeatField {
  readonly columns: number;
  readonly rows: number;
  /** Row by row, from the top. */
  readonly counts: Int32Array;
  readonly most: number;
}

/** Side of a cell. Smaller is finer and slower. */
export const CELL_PX = 4;
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000] as const;
const MOST_CLASSES = 5;
/** How strongly each class is painted, weakest first. */
const STRENGTHS = [0.14, 0.26, 0.38, 0.5, 0.64] as const;

/** Where the classes of the legend begin, rising: round numbers up to the highest count that occurs. */
export const heatBreaks = (most: number): readonly number[] =>
  STEPS.filter((step) => step <= most).slice(-MOST_CLASSES);

/** Strength of the class from the left of `breaks` on, as the legend shows it. */
export const heatStrength = (at: number, classes: number): number => STRENGTHS[MOST_CLASSES - classes + at] ?? 0;

/** Counts by rows: each point adds one along every row of its disc, written as +1 at its start and −1 behind its end. */
export function heatField(
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  size: { readonly width: number; readonly height: number },
  radiusPx: number,
): HeatField {
  const columns = Math.ceil(size.width / CELL_PX);
  const rows = Math.ceil(size.height / CELL_PX);
  const steps = new Int32Array((columns + 1) * rows);
  const middle = (cell: number): number => (cell + 0.5) * CELL_PX;
  for (let at = 0; at < xs.length; at += 1) {
    const [x, y] = [xs[at] ?? 0, ys[at] ?? 0];
    const firstRow = Math.max(0, Math.floor((y - radiusPx) / CELL_PX));
    const lastRow = Math.min(rows - 1, Math.ceil((y + radiusPx) / CELL_PX));
    for (let row = firstRow; row <= lastRow; row += 1) {
      const reach = radiusPx ** 2 - (middle(row) - y) ** 2;
      if (reach < 0) continue;
      const half = Math.sqrt(reach);
      const from = Math.max(0, Math.ceil((x - half) / CELL_PX - 0.5));
      const behind = Math.min(columns, Math.floor((x + half) / CELL_PX - 0.5) + 1);
      if (behind <= from) continue;
      const start = row * (columns + 1);
      steps[start + from] = (steps[start + from] ?? 0) + 1;
      steps[start + behind] = (steps[start + behind] ?? 0) - 1;
    }
  }
  const counts = new Int32Array(columns * rows);
  let most = 0;
  for (let row = 0; row < rows; row += 1) {
    let count = 0;
    for (let column = 0; column < columns; column += 1) {
      count += steps[row * (columns + 1) + column] ?? 0;
      counts[row * columns + column] = count;
      if (count > most) most = count;
    }
  }
  return { columns, rows, counts, most };
}

export interface HeatInput {
  /** lon, lat, lon, lat … */
  readonly at: Float64Array;
  readonly radiusMetres: number;
}

/** Points of the window and a radius around it, in pixels of the sheet. */
function pixelsOf({ at }: HeatInput, sheet: Sheet, radiusPx: number): { readonly xs: number[]; readonly ys: number[] } {
  const [xs, ys]: [number[], number[]] = [[], []];
  for (let index = 0; index < at.length; index += 2) {
    const x = unitX(at[index] ?? 0) * sheet.worldPx - sheet.worldOrigin.x;
    if (x < -radiusPx || x > sheet.width + radiusPx) continue;
    const y = unitY(at[index + 1] ?? 0) * sheet.worldPx - sheet.worldOrigin.y;
    if (y < -radiusPx || y > sheet.height + radiusPx) continue;
    xs.push(x);
    ys.push(y);
  }
  return { xs, ys };
}

/** Paints the field and says where its classes begin. */
export function* drawHeat(sheet: Sheet, input: HeatInput, onBreaks: (breaks: readonly number[]) => void): Drawing {
  const latitude = latOf((sheet.box.minY + sheet.box.maxY) / 2);
  const radiusPx = (input.radiusMetres / metresPerUnit(latitude)) * sheet.worldPx;
  const { xs, ys } = pixelsOf(input, sheet, radiusPx);
  yield;
  const field = heatField(xs, ys, sheet, radiusPx);
  const breaks = heatBreaks(field.most);
  yield;
  const image = new ImageData(field.columns, field.rows);
  const hue = tokens.color.primary;
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(hue.slice(at, at + 2), 16));
  field.counts.forEach((count, at) => {
    const grade = breaks.findLastIndex((least) => count >= least);
    if (grade < 0) return;
    image.data[at * 4] = red ?? 0;
    image.data[at * 4 + 1] = green ?? 0;
    image.data[at * 4 + 2] = blue ?? 0;
    image.data[at * 4 + 3] = Math.round(heatStrength(grade, breaks.length) * 255);
  });
  yield;
  const small = document.createElement('canvas');
  small.width = field.columns;
  small.height = field.rows;
  small.getContext('2d')?.putImageData(image, 0, 0);
  sheet.context.imageSmoothingEnabled = true;
  sheet.context.drawImage(small, 0, 0, field.columns * CELL_PX, field.rows * CELL_PX);
  onBreaks(breaks);
}

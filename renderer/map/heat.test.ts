import { expect, it } from 'vitest';
import { CELL_PX, heatBreaks, heatField, heatStrength } from './heat.ts';

const size = { width: 200, height: 120 };

it('counts at every spot the points within the radius', () => {
  const xs = [100, 104, 30, -10, 500];
  const ys = [60, 58, 30, 60, 60];
  const radius = 25;
  const { counts, columns, rows, most } = heatField(xs, ys, size, radius);
  let highest = 0;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const [x, y] = [(column + 0.5) * CELL_PX, (row + 0.5) * CELL_PX];
      const within = xs.filter((at, index) => Math.hypot(at - x, (ys[index] ?? 0) - y) <= radius).length;
      expect(counts[row * columns + column]).toBe(within);
      highest = Math.max(highest, within);
    }
  }
  expect(most).toBe(highest);
  expect(highest).toBe(2);
});

it.each([
  [0, []],
  [1, [1]],
  [7, [1, 2, 5]],
  [60, [2, 5, 10, 20, 50]],
  [100_000, [2000, 5000, 10_000, 20_000, 50_000]],
])('of at most %d the classes begin at %j', (most, breaks) => {
  expect(heatBreaks(most)).toEqual(breaks);
});

it('paints a higher class more strongly, the highest always the same', () => {
  for (const classes of [1, 3, 5]) {
    const strengths = Array.from({ length: classes }, (_, at) => heatStrength(at, classes));
    expect([...strengths].sort((a, b) => a - b)).toEqual(strengths);
    expect(strengths.at(-1)).toBe(0.64);
  }
});

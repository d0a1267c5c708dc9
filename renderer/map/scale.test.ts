import { expect, it } from 'vitest';
import { scaleOf } from './scale.ts';

it.each([
  [1.02, 50, '50 米'],
  [0.5, 20, '20 米'],
  [2.5, 200, '200 米'],
  [16, 1000, '1 千米'],
  [32, 2000, '2 千米'],
])('at %d metres a pixel the line is %d metres', (metresPerPixel, metres, words) => {
  const scale = scaleOf(metresPerPixel);
  expect(scale).toMatchObject({ metres, words });
  expect(scale.widthPx).toBeLessThanOrEqual(80);
  expect(scale.widthPx).toBe(Math.round(metres / metresPerPixel));
});

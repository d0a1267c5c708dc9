import { decode } from 'jpeg-js';
import { describe, expect, it } from 'vitest';
import { BLOCK_ROW, encodeRows, jpegOfRows } from './jpeg.ts';
import { blankPicture, brushOn, type Picture } from './painter.ts';

/** Everything the encoder has to carry: gradients, hard edges, strong colours, flat ground. */
function aPicture(): Picture {
  const picture = blankPicture(96, 64);
  const brush = brushOn(picture);
  brush.rect(0, 0, 96, 64, { top: [250, 250, 250], bottom: [20, 30, 40] });
  brush.ellipse(30, 30, 22, 18, [220, 30, 40]);
  brush.polygon(
    [
      [60, 8],
      [92, 20],
      [70, 60],
    ],
    [20, 90, 220],
  );
  brush.line([0, 60], [95, 4], 2, [250, 240, 20]);
  return picture;
}

const pixels = (file: Uint8Array) => decode(file, { useTArray: true, formatAsRGBA: false });

type Samples = Readonly<ArrayLike<number>>;
const brightness = (rgb: Samples, pixel: number): number =>
  0.299 * (rgb[pixel * 3] ?? 0) + 0.587 * (rgb[pixel * 3 + 1] ?? 0) + 0.114 * (rgb[pixel * 3 + 2] ?? 0);

/** Mean difference of a measure over all pixels. */
function meanError(picture: Picture, file: Uint8Array, measure: (rgb: Samples, pixel: number) => number): number {
  const { data } = pixels(file);
  const count = picture.width * picture.height;
  let sum = 0;
  for (let pixel = 0; pixel < count; pixel += 1) sum += Math.abs(measure(picture.rgb, pixel) - measure(data, pixel));
  return sum / count;
}

describe('a JPEG', () => {
  it('shows the picture it was made of', () => {
    const picture = aPicture();
    const file = jpegOfRows(picture.width, encodeRows(picture));
    expect([pixels(file).width, pixels(file).height]).toEqual([96, 64]);
    expect(meanError(picture, file, brightness)).toBeLessThan(4);
    // Colour is kept at half the resolution: edges of strong colours are soft.
    expect(meanError(picture, file, (rgb, pixel) => rgb[pixel * 3] ?? 0)).toBeLessThan(12);
  });

  it('keeps every other row of blocks when one is exchanged', () => {
    const picture = aPicture();
    const rows = encodeRows(picture);
    const grey: Picture = { width: 96, height: BLOCK_ROW, rgb: new Uint8ClampedArray(96 * BLOCK_ROW * 3).fill(120) };
    const before = pixels(jpegOfRows(96, rows)).data;
    const after = pixels(jpegOfRows(96, [...rows.slice(0, -1), ...encodeRows(grey)])).data;
    const kept = 96 * (64 - BLOCK_ROW) * 3;
    expect(after.slice(0, kept)).toEqual(before.slice(0, kept));
    expect(after.slice(kept).every((value) => Math.abs(value - 120) < 3)).toBe(true);
  });
});

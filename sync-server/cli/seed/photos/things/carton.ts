import { SHADOW, shade, type Brush, type Rgb } from '../painter.ts';

export const CARTONS: readonly Rgb[] = [
  [182, 140, 92],
  [198, 158, 108],
  [164, 124, 84],
];

export function carton(brush: Brush, tint: Rgb): void {
  brush.ellipse(6, 2, 66, 9, SHADOW, 0.28);
  brush.polygon(
    [
      [-52, -62],
      [38, -62],
      [38, 0],
      [-52, 0],
    ],
    { top: tint, bottom: shade(tint, 0.86) },
  );
  brush.polygon(
    [
      [38, -62],
      [68, -78],
      [68, -14],
      [38, 0],
    ],
    shade(tint, 0.7),
  );
  brush.polygon(
    [
      [-52, -62],
      [-22, -78],
      [68, -78],
      [38, -62],
    ],
    shade(tint, 1.14),
  );
  brush.rect(-14, -62, 12, 62, shade(tint, 1.2), 0.7);
}

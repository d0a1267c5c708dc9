import { SHADOW, shade, type Brush, type Rgb } from '../painter.ts';

export function cone(brush: Brush): void {
  const orange: Rgb = [226, 96, 36];
  brush.ellipse(0, 4, 62, 13, SHADOW, 0.3);
  brush.polygon(
    [
      [-52, -10],
      [52, -10],
      [58, 8],
      [-58, 8],
    ],
    shade(orange, 0.8),
  );
  brush.polygon(
    [
      [-34, -10],
      [34, -10],
      [9, -138],
      [-9, -138],
    ],
    { top: shade(orange, 1.1), bottom: orange },
  );
  brush.polygon(
    [
      [-25, -56],
      [25, -56],
      [18, -90],
      [-18, -90],
    ],
    [240, 238, 230],
  );
}

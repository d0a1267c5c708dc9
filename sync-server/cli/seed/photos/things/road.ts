import type { Chance } from '../../chance.ts';
import { SHADOW, type Brush } from '../painter.ts';
import { cone } from './cone.ts';

/* What lies in and stands by the road. Drawn with its foot at the origin of the brush. */

export function openManhole(brush: Brush, chance: Chance): void {
  brush.ellipse(0, 0, 196, 104, [74, 74, 74]);
  brush.ellipse(0, 4, 178, 92, [20, 20, 22]);
  brush.ellipse(0, 16, 150, 70, [8, 8, 9]);
  const lid = brush.at(chance.between(58, 96), chance.between(-52, -36), 1);
  lid.ellipse(6, 12, 166, 78, SHADOW, 0.4);
  manholeLid(lid, 164, 78);
  cone(brush.at(chance.between(270, 320), 60, 1));
}

export function closedManhole(brush: Brush): void {
  brush.ellipse(0, 0, 196, 104, [84, 84, 84]);
  manholeLid(brush, 180, 94);
}

function manholeLid(brush: Brush, radiusX: number, radiusY: number): void {
  brush.ellipse(0, 0, radiusX, radiusY, { top: [132, 130, 126], bottom: [92, 91, 89] });
  brush.ellipse(0, 0, radiusX * 0.9, radiusY * 0.9, { top: [112, 110, 107], bottom: [100, 99, 96] });
  for (let i = -3; i <= 3; i += 1) {
    const reach = Math.sqrt(1 - (i / 4) ** 2) * 0.84;
    brush.line([-radiusX * reach, (i / 4) * radiusY], [radiusX * reach, (i / 4) * radiusY], 5, [78, 77, 75], 0.8);
  }
  brush.ellipse(-radiusX * 0.5, 0, 12, 7, [52, 52, 52]);
  brush.ellipse(radiusX * 0.5, 0, 12, 7, [52, 52, 52]);
}

export function brokenPaving(brush: Brush, chance: Chance): void {
  brush.polygon(
    [
      [-230, -36],
      [170, -52],
      [250, 70],
      [-180, 104],
    ],
    [112, 98, 82],
  );
  for (let i = 0; i < 9; i += 1) {
    const [x, y] = [chance.between(-170, 170), chance.between(-24, 76)];
    const tilt = chance.between(-14, 14);
    brush.polygon(
      [
        [x - 44, y - 14],
        [x + 36, y - 22 + tilt],
        [x + 48, y + 14 + tilt],
        [x - 36, y + 22],
      ],
      { top: [176, 174, 168], bottom: [140, 138, 134] },
    );
    brush.line([x - 40, y + 20], [x + 46, y + 15 + tilt], 4, [70, 62, 54], 0.7);
  }
  cone(brush.at(300, 40, 0.9));
}

export function mendedPaving(brush: Brush): void {
  brush.polygon(
    [
      [-240, -40],
      [180, -40],
      [240, 92],
      [-220, 92],
    ],
    { top: [182, 180, 174], bottom: [174, 172, 166] },
  );
  for (let i = 0; i <= 4; i += 1) brush.line([-240 + i * 105, -40], [-220 + i * 115, 92], 3, [142, 140, 136]);
  for (const y of [-8, 36]) brush.line([-236, y], [232, y], 3, [142, 140, 136]);
}

export function puddle(brush: Brush, chance: Chance): void {
  for (const [x, y, radiusX, radiusY] of [
    [0, 0, 330, 82],
    [-190, 44, 190, 52],
    [210, 38, 200, 46],
  ] as const) {
    brush.ellipse(x, y, radiusX, radiusY, { top: [132, 150, 166], bottom: [92, 104, 116] }, 0.86);
  }
  for (let i = 0; i < 9; i += 1) {
    const [x, y] = [chance.between(-260, 260), chance.between(-40, 50)];
    brush.ellipse(x, y, chance.between(26, 60), chance.between(2, 4), [212, 224, 232], 0.6);
  }
}

export function darkLamp(brush: Brush): void {
  lampPost(brush, 20);
  brush.polygon(
    [
      [150, -520],
      [236, -494],
      [230, -476],
      [144, -498],
    ],
    [58, 60, 62],
  );
}

export function litLamp(brush: Brush): void {
  brush.polygon(
    [
      [150, -492],
      [232, -478],
      [330, -60],
      [30, -60],
    ],
    [255, 240, 190],
    0.22,
  );
  lampPost(brush, 0);
  brush.polygon(
    [
      [150, -516],
      [236, -500],
      [232, -480],
      [146, -494],
    ],
    [252, 238, 180],
  );
}

function lampPost(brush: Brush, lean: number): void {
  brush.ellipse(0, 4, 50, 11, SHADOW, 0.3);
  brush.rect(-22, -40, 44, 40, [84, 88, 92]);
  brush.polygon(
    [
      [-11, -40],
      [11, -40],
      [8 + lean, -520],
      [-8 + lean, -520],
    ],
    { top: [128, 132, 136], bottom: [98, 102, 106] },
  );
  brush.line([lean, -514], [180, -512], 11, [122, 126, 130]);
}

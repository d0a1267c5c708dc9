import type { Chance } from '../../chance.ts';
import { SHADOW, shade, type Brush, type Rgb } from '../painter.ts';

/* Vehicles where they must not stand, and where they may. Drawn with its foot at the origin of the brush. */

export function van(brush: Brush, chance: Chance): void {
  const body = chance.pick<Rgb>([
    [226, 226, 222],
    [92, 118, 150],
    [196, 60, 50],
    [58, 62, 68],
  ]);
  brush.ellipse(0, 8, 330, 34, SHADOW, 0.36);
  brush.polygon(
    [
      [-300, -250],
      [150, -250],
      [232, -150],
      [300, -128],
      [306, -30],
      [-306, -30],
    ],
    { top: shade(body, 1.06), bottom: shade(body, 0.8) },
  );
  brush.polygon(
    [
      [138, -228],
      [214, -146],
      [138, -142],
    ],
    [74, 92, 104],
  );
  brush.rect(40, -226, 84, 84, [74, 92, 104]);
  brush.polygon(
    [
      [48, -226],
      [90, -226],
      [48, -168],
    ],
    [170, 192, 202],
    0.5,
  );
  brush.rect(-280, -214, 290, 8, shade(body, 0.78));
  brush.rect(24, -240, 4, 200, shade(body, 0.7));
  brush.rect(-306, -52, 612, 26, [60, 62, 64]);
  brush.rect(286, -112, 20, 30, [240, 220, 160]);
  brush.rect(-306, -150, 12, 46, [176, 44, 40]);
  for (const x of [-196, 196]) {
    brush.ellipse(x, -26, 58, 54, [36, 37, 39]);
    brush.ellipse(x, -26, 30, 28, [150, 152, 154]);
  }
}

export function car(brush: Brush, chance: Chance): void {
  const body = chance.pick<Rgb>([
    [214, 214, 210],
    [70, 92, 128],
    [150, 44, 42],
    [44, 46, 50],
  ]);
  brush.ellipse(0, 6, 300, 28, SHADOW, 0.34);
  brush.polygon(
    [
      [-284, -60],
      [-270, -112],
      [-170, -124],
      [-96, -192],
      [92, -192],
      [176, -122],
      [270, -106],
      [288, -58],
      [280, -22],
      [-280, -22],
    ],
    { top: shade(body, 1.1), bottom: shade(body, 0.76) },
  );
  brush.polygon(
    [
      [-146, -126],
      [-84, -178],
      [-10, -178],
      [-10, -126],
    ],
    [66, 82, 94],
  );
  brush.polygon(
    [
      [6, -178],
      [82, -178],
      [150, -126],
      [6, -126],
    ],
    [66, 82, 94],
  );
  brush.rect(262, -100, 24, 24, [242, 226, 170]);
  brush.rect(-284, -104, 18, 26, [178, 44, 40]);
  for (const x of [-180, 178]) {
    brush.ellipse(x, -24, 50, 48, [34, 35, 37]);
    brush.ellipse(x, -24, 26, 25, [152, 154, 156]);
  }
}

function eBike(brush: Brush, colour: Rgb): void {
  brush.ellipse(0, 4, 128, 12, SHADOW, 0.28);
  for (const x of [-84, 88]) {
    brush.ellipse(x, -40, 42, 42, [40, 41, 43]);
    brush.ellipse(x, -40, 30, 30, [128, 130, 131]);
    brush.ellipse(x, -40, 8, 8, [60, 60, 62]);
  }
  brush.polygon(
    [
      [-104, -92],
      [-6, -92],
      [-2, -50],
      [-96, -46],
    ],
    { top: shade(colour, 1.15), bottom: shade(colour, 0.8) },
  );
  brush.polygon(
    [
      [-8, -66],
      [50, -66],
      [62, -40],
      [-6, -44],
    ],
    shade(colour, 0.7),
  );
  brush.polygon(
    [
      [-112, -112],
      [-8, -112],
      [-14, -92],
      [-106, -92],
    ],
    [44, 44, 48],
  );
  brush.line([88, -42], [58, -158], 13, shade(colour, 0.9));
  brush.polygon(
    [
      [42, -74],
      [74, -136],
      [88, -96],
      [70, -58],
    ],
    shade(colour, 1.1),
  );
  brush.line([30, -172], [76, -152], 9, [40, 40, 42]);
  brush.ellipse(74, -138, 12, 12, [240, 234, 200]);
}

const BIKES: readonly Rgb[] = [
  [58, 98, 156],
  [176, 62, 52],
  [236, 178, 46],
  [70, 140, 116],
  [96, 98, 104],
];

export function bikesAstray(brush: Brush, chance: Chance): void {
  tactileStrip(brush);
  for (const [x, y, scale] of [
    [-250, -20, 0.9],
    [110, -36, 0.88],
    [-60, 40, 1.05],
    [270, 66, 1.1],
    [-300, 110, 1.15],
  ] as const) {
    eBike(brush.at(x + chance.between(-24, 24), y, scale, chance.happens(0.5) ? 1 : -1), chance.pick(BIKES));
  }
}

export function bikesInRow(brush: Brush, chance: Chance): void {
  tactileStrip(brush);
  brush.line([-420, -36], [420, -36], 6, [240, 240, 236]);
  for (let i = 0; i < 4; i += 1) {
    brush.line([-420 + i * 210, -36], [-470 + i * 232, 26], 6, [240, 240, 236]);
    eBike(brush.at(-300 + i * 200, -4, 0.86), chance.pick(BIKES));
  }
}

function tactileStrip(brush: Brush): void {
  brush.polygon(
    [
      [-560, 96],
      [560, 96],
      [620, 168],
      [-620, 168],
    ],
    [206, 172, 72],
  );
  for (let x = -540; x < 560; x += 44) brush.line([x, 104], [x * 1.09, 160], 8, [178, 146, 56], 0.8);
}

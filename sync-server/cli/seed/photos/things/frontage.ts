import type { Chance } from '../../chance.ts';
import { SHADOW, shade, type Brush, type Rgb } from '../painter.ts';

/* What shops and stickers do to a front. Drawn with its foot at the origin of the brush. */

export function goodsOutside(brush: Brush, chance: Chance): void {
  brush.ellipse(0, 10, 320, 34, SHADOW, 0.22);
  for (let row = 0; row < 2; row += 1) {
    for (let i = 0; i < 5; i += 1) {
      const [x, y] = [-300 + i * 124, row * 74 - 60];
      brush.polygon(
        [
          [x, y - 46],
          [x + 112, y - 46],
          [x + 104, y + 22],
          [x + 8, y + 22],
        ],
        chance.pick<Rgb>([
          [70, 108, 168],
          [58, 128, 92],
          [170, 126, 78],
        ]),
      );
      const fruit = chance.pick<Rgb>([
        [224, 120, 44],
        [196, 52, 48],
        [120, 162, 66],
        [226, 194, 80],
      ]);
      for (let piece = 0; piece < 9; piece += 1) {
        brush.ellipse(x + 16 + piece * 10.4, y - 48 - (piece % 3) * 8, 12, 11, shade(fruit, 0.86 + (piece % 4) * 0.09));
      }
    }
  }
  brush.line([-330, -70], [-330, -300], 8, [120, 120, 122]);
  brush.line([330, -70], [330, -300], 8, [120, 120, 122]);
  brush.polygon(
    [
      [-370, -300],
      [370, -300],
      [410, -244],
      [-410, -244],
    ],
    { top: [190, 62, 54], bottom: [160, 48, 44] },
  );
  for (let x = -330; x < 360; x += 120)
    brush.polygon(
      [
        [x, -300],
        [x + 58, -300],
        [x + 64, -244],
        [x - 4, -244],
      ],
      [236, 230, 220],
      0.9,
    );
}

export function stickersOnWall(brush: Brush, chance: Chance): void {
  for (let i = 0; i < 13; i += 1) {
    const at = brush.at(chance.between(-340, 340), chance.between(-150, 90), chance.between(0.8, 1.3));
    const lean = chance.between(-8, 8);
    at.polygon(
      [
        [-44, -30 + lean],
        [44, -30 - lean],
        [44, 32 - lean],
        [-44, 32 + lean],
      ],
      chance.pick<Rgb>([
        [246, 242, 226],
        [244, 222, 110],
        [232, 120, 110],
        [206, 226, 236],
      ]),
    );
    for (const y of [-16, -2, 12]) at.rect(-32, y, chance.between(34, 62), 6, [60, 60, 66], 0.75);
  }
}

export function wipedWall(brush: Brush): void {
  for (const [x, y] of [
    [-220, -60],
    [40, -90],
    [210, 10],
    [-80, 40],
  ] as const)
    brush.ellipse(x, y, 90, 52, [236, 234, 228], 0.22);
}

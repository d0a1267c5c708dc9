import type { Chance } from '../../chance.ts';
import { SHADOW, type Brush, type Rgb } from '../painter.ts';

/* What happens to green ground. Drawn with its foot at the origin of the brush. */

export function fallenBranch(brush: Brush, chance: Chance): void {
  brush.ellipse(20, 16, 340, 30, SHADOW, 0.2);
  brush.line([-320, 10], [240, -40], 30, [104, 80, 58]);
  brush.line([-320, 4], [240, -46], 8, [134, 106, 80], 0.7);
  for (const [x, y, dx, dy] of [
    [-60, -14, -60, -120],
    [60, -26, 90, -130],
    [160, -34, 150, -60],
    [120, -30, 130, 80],
  ] as const) {
    brush.line([x, y], [x + dx, y + dy], 13, [98, 76, 54]);
    for (let i = 0; i < 16; i += 1) {
      brush.ellipse(
        x + dx + chance.between(-80, 80),
        y + dy + chance.between(-56, 56),
        chance.between(12, 28),
        chance.between(7, 14),
        chance.pick<Rgb>([
          [76, 112, 56],
          [98, 136, 70],
          [136, 140, 66],
        ]),
        0.92,
      );
    }
  }
}

export function litterOnGrass(brush: Brush, chance: Chance): void {
  for (let i = 0; i < 16; i += 1) {
    const at = brush.at(chance.between(-330, 330), chance.between(-60, 120), chance.between(0.5, 0.9));
    if (chance.happens(0.3)) {
      at.rect(-10, -34, 20, 44, [150, 196, 214], 0.9);
      at.rect(-6, -46, 12, 13, [60, 110, 160]);
    } else {
      at.polygon(
        [
          [-30, 0],
          [-6, -20],
          [34, -12],
          [26, 12],
          [-12, 16],
        ],
        chance.pick<Rgb>([
          [232, 230, 222],
          [206, 180, 136],
          [214, 96, 80],
        ]),
      );
    }
  }
}

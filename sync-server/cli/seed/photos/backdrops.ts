import type { Chance } from '../chance.ts';
import { shade, type Brush, type Point, type Rgb } from './painter.ts';

/** Where something is found. Pictures are 960 × 720; the ground line of near views lies at 400. */
export const PICTURE_WIDTH = 960;
export const PICTURE_HEIGHT = 720;
const GROUND = 400;

const WALLS: readonly Rgb[] = [
  [206, 193, 174],
  [188, 178, 168],
  [199, 186, 160],
  [176, 172, 170],
];
const FACADES: readonly Rgb[] = [
  [196, 176, 150],
  [172, 160, 150],
  [186, 186, 180],
  [208, 196, 176],
  [158, 168, 176],
];
const PAVING: Rgb = [152, 152, 150];
const ASPHALT: Rgb = [108, 110, 113];

/** A scatter of small flecks: without it ground looks like paper. */
function flecks(
  brush: Brush,
  chance: Chance,
  area: readonly [x: number, y: number, width: number, height: number],
  colour: Rgb,
  count: number,
): void {
  for (let i = 0; i < count; i += 1) {
    const y = area[1] + chance.share() * area[3];
    const depth = 0.5 + (y - area[1]) / area[3];
    brush.ellipse(
      area[0] + chance.share() * area[2],
      y,
      chance.between(3, 12) * depth,
      chance.between(1, 3.2) * depth,
      colour,
      0.25,
    );
  }
}

/** Slab joints running to a point far above: lines across grow apart towards the viewer. */
function paving(brush: Brush, chance: Chance, top: number, base: Rgb = PAVING): void {
  brush.rect(0, top, PICTURE_WIDTH, PICTURE_HEIGHT - top, { top: shade(base, 0.92), bottom: shade(base, 1.06) });
  const joint = shade(base, 0.8);
  for (let y = top + 14, gap = 16; y < PICTURE_HEIGHT; y += gap, gap *= 1.32)
    brush.rect(0, y, PICTURE_WIDTH, 2.5, joint, 0.7);
  for (let x = -14; x <= 14; x += 1) {
    brush.line([480 + x * 62, top], [480 + x * 165, PICTURE_HEIGHT], 2.4, joint, 0.55);
  }
  flecks(brush, chance, [0, top, PICTURE_WIDTH, PICTURE_HEIGHT - top], shade(base, 0.78), 60);
}

export function wallAndPavement(brush: Brush, chance: Chance): void {
  const wall = chance.pick(WALLS);
  brush.rect(0, 0, PICTURE_WIDTH, GROUND, { top: shade(wall, 1.05), bottom: shade(wall, 0.93) });
  for (let y = 40; y < GROUND - 60; y += 62) {
    brush.rect(0, y, PICTURE_WIDTH, 3, shade(wall, 0.84));
    for (let x = (y / 62) % 2 < 1 ? 60 : 130; x < PICTURE_WIDTH; x += 150) brush.rect(x, y, 2.5, 62, shade(wall, 0.88));
  }
  brush.rect(0, GROUND - 56, PICTURE_WIDTH, 56, { top: shade(wall, 0.72), bottom: shade(wall, 0.62) });
  paving(brush, chance, GROUND);
  brush.rect(0, GROUND, PICTURE_WIDTH, 26, [40, 42, 46], 0.16);
}

export function road(brush: Brush, chance: Chance): void {
  brush.rect(0, 0, PICTURE_WIDTH, PICTURE_HEIGHT, { top: shade(ASPHALT, 0.98), bottom: shade(ASPHALT, 1.16) });
  flecks(brush, chance, [0, 120, PICTURE_WIDTH, 600], shade(ASPHALT, 0.82), 170);
  flecks(brush, chance, [0, 120, PICTURE_WIDTH, 600], shade(ASPHALT, 1.25), 120);
  brush.polygon(
    [
      [0, 0],
      [960, 0],
      [960, 66],
      [0, 104],
    ],
    { top: [168, 166, 160], bottom: [150, 149, 146] },
  );
  for (let x = 30; x < 960; x += 120) brush.line([x, 0], [x - 26, 100], 2.5, [120, 120, 118], 0.7);
  brush.polygon(
    [
      [0, 104],
      [960, 66],
      [960, 96],
      [0, 138],
    ],
    { top: [206, 203, 196], bottom: [150, 148, 144] },
  );
  brush.polygon(
    [
      [0, 610],
      [960, 520],
      [960, 548],
      [0, 642],
    ],
    [226, 226, 220],
    0.85,
  );
}

export function lawn(brush: Brush, chance: Chance): void {
  brush.rect(0, 0, PICTURE_WIDTH, 190, { top: [184, 204, 216], bottom: [208, 216, 214] });
  facadeRow(brush, chance, 190, 0.62);
  brush.rect(0, 170, PICTURE_WIDTH, 110, { top: [74, 108, 66], bottom: [54, 86, 52] });
  for (let x = 0; x < PICTURE_WIDTH; x += 46)
    brush.ellipse(x + chance.between(-12, 12), 178, 40, chance.between(20, 34), [72, 106, 64]);
  brush.rect(0, 270, PICTURE_WIDTH, 450, { top: [112, 142, 78], bottom: [96, 132, 66] });
  for (let i = 0; i < 260; i += 1) {
    const y = 290 + chance.share() * 420;
    const x = chance.share() * PICTURE_WIDTH;
    brush.line(
      [x, y],
      [x + chance.between(-7, 7), y - chance.between(8, 22)],
      2.4,
      chance.pick([
        [84, 120, 58],
        [128, 160, 90],
        [76, 108, 54],
      ]),
      0.7,
    );
  }
  brush.polygon(
    [
      [0, 660],
      [960, 600],
      [960, 720],
      [0, 720],
    ],
    { top: [176, 172, 162], bottom: [160, 156, 148] },
  );
  brush.polygon(
    [
      [0, 648],
      [960, 588],
      [960, 602],
      [0, 664],
    ],
    [204, 200, 190],
  );
}

export function shopFront(brush: Brush, chance: Chance): void {
  const sign = chance.pick<Rgb>([
    [152, 48, 42],
    [42, 92, 72],
    [44, 78, 128],
    [176, 112, 40],
  ]);
  brush.rect(0, 0, PICTURE_WIDTH, GROUND, [198, 192, 182]);
  brush.rect(60, 40, 840, 84, { top: shade(sign, 1.15), bottom: shade(sign, 0.9) });
  for (let i = 0; i < 4; i += 1) {
    const x = 330 + i * 78;
    brush.rect(x, 58, 52, 6, [246, 238, 220]);
    brush.rect(x + 8, 76, 36, 6, [246, 238, 220]);
    brush.rect(x + 23, 56, 6, 50, [246, 238, 220]);
    brush.rect(x + 4, 96, 44, 6, [246, 238, 220]);
  }
  brush.rect(60, 124, 840, GROUND - 124, [84, 82, 80]);
  for (const x of [78, 352, 626]) {
    brush.rect(x, 138, 256, GROUND - 158, { top: [142, 162, 172], bottom: [98, 112, 120] });
    brush.polygon(
      [
        [x + 20, 138],
        [x + 90, 138],
        [x + 20, 260],
      ],
      [220, 232, 238],
      0.28,
    );
    for (let shelf = 200; shelf < 370; shelf += 54) {
      brush.rect(x + 12, shelf, 232, 6, [92, 84, 74]);
      for (let item = 0; item < 7; item += 1) {
        brush.rect(
          x + 20 + item * 32,
          shelf - chance.between(18, 34),
          22,
          34,
          chance.pick<Rgb>([
            [186, 96, 70],
            [198, 168, 92],
            [110, 140, 96],
            [150, 120, 150],
          ]),
          0.75,
        );
      }
    }
  }
  brush.rect(0, GROUND - 18, PICTURE_WIDTH, 18, [120, 116, 110]);
  paving(brush, chance, GROUND, [160, 156, 150]);
}

export function stairHall(brush: Brush, chance: Chance): void {
  const wall = chance.pick<Rgb>([
    [222, 219, 208],
    [214, 216, 214],
  ]);
  brush.rect(0, 0, PICTURE_WIDTH, PICTURE_HEIGHT, wall);
  brush.polygon(
    [
      [0, 0],
      [300, 130],
      [300, 470],
      [0, 720],
    ],
    { top: shade(wall, 0.96), bottom: shade(wall, 0.84) },
  );
  brush.polygon(
    [
      [960, 0],
      [660, 130],
      [660, 470],
      [960, 720],
    ],
    { top: shade(wall, 0.9), bottom: shade(wall, 0.78) },
  );
  brush.polygon(
    [
      [0, 0],
      [960, 0],
      [660, 130],
      [300, 130],
    ],
    shade(wall, 1.06),
  );
  brush.polygon(
    [
      [0, 720],
      [960, 720],
      [660, 470],
      [300, 470],
    ],
    { top: [140, 138, 134], bottom: [168, 165, 158] },
  );
  brush.polygon(
    [
      [0, 470],
      [300, 330],
      [300, 470],
      [0, 720],
    ],
    [120, 146, 138],
    0.75,
  );
  brush.polygon(
    [
      [960, 470],
      [660, 330],
      [660, 470],
      [960, 720],
    ],
    [112, 136, 128],
    0.75,
  );
  brush.rect(400, 200, 160, 270, { top: [122, 88, 66], bottom: [98, 70, 52] });
  brush.rect(412, 214, 136, 118, [140, 104, 80]);
  brush.rect(412, 346, 136, 112, [140, 104, 80]);
  brush.ellipse(540, 340, 6, 6, [210, 190, 120]);
  brush.ellipse(480, 60, 52, 14, [250, 246, 226]);
  brush.polygon(
    [
      [40, 200],
      [110, 210],
      [110, 320],
      [40, 330],
    ],
    [176, 176, 170],
  );
  brush.line([44, 262], [106, 262], 3, [140, 140, 136]);
}

function facadeRow(brush: Brush, chance: Chance, bottom: number, size: number): void {
  for (let x = -40; x < PICTURE_WIDTH;) {
    const width = chance.between(120, 210);
    const height = chance.between(190, 330) * size;
    facade(brush, chance, x, bottom - height, width, height);
    x += width + chance.between(-4, 34);
  }
}

function facade(brush: Brush, chance: Chance, x: number, y: number, width: number, height: number): void {
  const wall = chance.pick(FACADES);
  brush.rect(x, y, width, height, { top: shade(wall, 1.04), bottom: shade(wall, 0.9) });
  brush.rect(x, y, width, 6, shade(wall, 0.75));
  for (let row = y + 22; row < y + height - 24; row += 36) {
    for (let column = x + 14; column < x + width - 24; column += 34) {
      brush.rect(
        column,
        row,
        20,
        20,
        chance.pick<Rgb>([
          [104, 120, 132],
          [120, 136, 146],
          [90, 104, 116],
        ]),
      );
      if (chance.happens(0.2)) brush.rect(column, row + 20, 20, 6, [214, 214, 210]);
    }
  }
}

function streetTree(brush: Brush, x: number, foot: number, size: number): void {
  brush.rect(x - 7 * size, foot - 130 * size, 14 * size, 130 * size, [96, 76, 58]);
  for (const [dx, dy, radius] of [
    [0, -180, 66],
    [-46, -146, 48],
    [44, -150, 52],
    [8, -130, 46],
  ] as const) {
    brush.ellipse(
      x + dx * size,
      foot + dy * size,
      radius * size,
      radius * size * 0.86,
      dx < 0 ? [74, 106, 66] : [86, 120, 74],
    );
  }
}

/** The wider view: houses, a road that runs away, pavements, trees. What was found lies small in the middle. */
export function streetView(brush: Brush, chance: Chance): void {
  brush.rect(0, 0, PICTURE_WIDTH, 330, { top: [160, 190, 214], bottom: [220, 226, 226] });
  facadeRow(brush, chance, 330, 1);
  brush.rect(0, 322, PICTURE_WIDTH, 398, { top: [150, 149, 146], bottom: [170, 168, 162] });
  for (let x = -12; x <= 12; x += 1) brush.line([480 + x * 70, 322], [480 + x * 240, 720], 2, [132, 131, 128], 0.6);
  const edge: readonly Point[] = [
    [330, 322],
    [610, 322],
    [1020, 720],
    [-60, 720],
  ];
  brush.polygon(edge, { top: [100, 102, 106], bottom: [122, 124, 127] });
  brush.line([330, 322], [-60, 720], 9, [206, 203, 196]);
  brush.line([610, 322], [1020, 720], 9, [206, 203, 196]);
  for (let i = 0; i < 5; i += 1) {
    const near = 340 + i * i * 17 + i * 12;
    brush.polygon(
      [
        [478 - i, near],
        [483 + i, near],
        [484 + i * 2, near + 12 + i * 10],
        [476 - i * 2, near + 12 + i * 10],
      ],
      [232, 232, 226],
    );
  }
  streetTree(brush, 150, 470, 1.05);
  streetTree(brush, 262, 376, 0.6);
  streetTree(brush, 812, 470, 1.05);
  streetTree(brush, 690, 376, 0.6);
}

/** Hatched yellow ground before a gate: no parking, ever. */
export function fireLane(brush: Brush, chance: Chance): void {
  const wall = chance.pick(WALLS);
  brush.rect(0, 0, PICTURE_WIDTH, 300, { top: shade(wall, 1.04), bottom: shade(wall, 0.88) });
  facadeRow(brush, chance, 300, 0.95);
  brush.rect(0, 300, PICTURE_WIDTH, 420, { top: shade(ASPHALT, 1.1), bottom: shade(ASPHALT, 1.22) });
  flecks(brush, chance, [0, 320, PICTURE_WIDTH, 400], shade(ASPHALT, 0.86), 110);
  const yellow: Rgb = [224, 184, 52];
  brush.polygon(
    [
      [240, 360],
      [720, 360],
      [900, 690],
      [60, 690],
    ],
    shade(ASPHALT, 1.12),
  );
  for (let i = 0; i < 8; i += 1) {
    const share = i / 8;
    brush.line([240 + 480 * share, 362], [60 + 840 * Math.min(1, share + 0.22), 688], 9, yellow, 0.85);
  }
  for (const [from, to] of [
    [
      [240, 360],
      [720, 360],
    ],
    [
      [720, 360],
      [900, 690],
    ],
    [
      [900, 690],
      [60, 690],
    ],
    [
      [60, 690],
      [240, 360],
    ],
  ] as const) {
    brush.line(from, to, 11, yellow);
  }
  brush.rect(60, 150, 92, 120, [178, 40, 36]);
  brush.rect(70, 160, 72, 52, [244, 240, 232]);
  brush.rect(70, 222, 72, 8, [244, 240, 232]);
  brush.rect(70, 240, 50, 8, [244, 240, 232]);
  brush.rect(100, 270, 10, 60, [120, 120, 120]);
}

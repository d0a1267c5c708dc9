import type { Chance } from '../../chance.ts';
import { SHADOW, shade, type Brush, type Rgb } from '../painter.ts';
import { carton, CARTONS } from './carton.ts';

/* Rubbish, heaps, and what is left when they are gone. Drawn with its foot at the origin of the brush. */

function bin(brush: Brush, colour: Rgb): void {
  brush.ellipse(50, 4, 74, 12, SHADOW, 0.28);
  brush.polygon(
    [
      [-2, -170],
      [102, -170],
      [92, 0],
      [8, 0],
    ],
    { top: shade(colour, 1.12), bottom: shade(colour, 0.82) },
  );
  brush.polygon(
    [
      [-10, -186],
      [110, -186],
      [104, -164],
      [-4, -164],
    ],
    shade(colour, 0.68),
  );
  brush.rect(20, -150, 8, 130, shade(colour, 0.8));
  brush.rect(72, -150, 8, 130, shade(colour, 0.8));
  brush.rect(34, -112, 32, 32, [232, 236, 232], 0.8);
  brush.ellipse(16, 0, 11, 11, [44, 44, 46]);
  brush.ellipse(84, 0, 11, 11, [44, 44, 46]);
}

const BIN_COLOURS: readonly Rgb[] = [
  [62, 112, 82],
  [70, 92, 140],
  [64, 66, 70],
  [152, 58, 52],
];

export function bins(brush: Brush, chance: Chance): void {
  const first = chance.whole(0, 3);
  [0, 128, 256].slice(0, chance.whole(2, 3)).forEach((x, index) => {
    bin(brush.at(x, 0, 1), BIN_COLOURS[(first + index) % BIN_COLOURS.length] ?? [64, 66, 70]);
  });
}

function bag(brush: Brush, colour: Rgb): void {
  brush.ellipse(0, 2, 58, 9, SHADOW, 0.3);
  brush.polygon(
    [
      [-52, 0],
      [-46, -44],
      [-18, -66],
      [-10, -84],
      [10, -84],
      [20, -64],
      [48, -40],
      [54, 0],
    ],
    { top: shade(colour, 1.25), bottom: shade(colour, 0.8) },
  );
  brush.polygon(
    [
      [-10, -84],
      [-18, -98],
      [0, -90],
      [16, -100],
      [10, -84],
    ],
    shade(colour, 1.1),
  );
  brush.line([-14, -60], [-26, -10], 3, shade(colour, 1.5), 0.5);
  brush.line([14, -56], [26, -14], 3, shade(colour, 1.5), 0.4);
}

const BAGS: readonly Rgb[] = [
  [46, 48, 52],
  [78, 96, 122],
  [176, 172, 164],
  [58, 60, 58],
];

export function rubbish(brush: Brush, chance: Chance): void {
  const count = chance.whole(5, 8);
  for (let i = 0; i < count; i += 1) {
    const at = brush.at(
      chance.between(-150, 190),
      (i / count) * 86 - 24,
      chance.between(0.75, 1.15),
      chance.happens(0.5) ? 1 : -1,
    );
    if (chance.happens(0.6)) bag(at, chance.pick(BAGS));
    else carton(at, chance.pick(CARTONS));
  }
  for (let i = 0; i < 14; i += 1) {
    const [x, y] = [chance.between(-220, 260), chance.between(30, 100)];
    brush.polygon(
      [
        [x, y],
        [x + chance.between(10, 26), y - 6],
        [x + chance.between(12, 30), y + 8],
        [x + 4, y + 9],
      ],
      chance.pick<Rgb>([
        [226, 224, 214],
        [198, 170, 120],
        [120, 146, 166],
      ]),
      0.9,
    );
  }
}

/** Damp ground where something lay: the mark of a place that was just cleared. */
export function cleaned(brush: Brush): void {
  brush.ellipse(20, 34, 210, 42, [60, 66, 72], 0.16);
  brush.ellipse(70, 50, 120, 22, [230, 236, 240], 0.1);
}

export function buildingWaste(brush: Brush, chance: Chance): void {
  brush.ellipse(0, 18, 330, 34, SHADOW, 0.26);
  brush.polygon(
    [
      [-310, 20],
      [-210, -80],
      [-110, -132],
      [20, -150],
      [130, -104],
      [230, -60],
      [316, 20],
    ],
    { top: [176, 158, 132], bottom: [142, 124, 102] },
  );
  for (let i = 0; i < 26; i += 1) {
    const [x, y] = [chance.between(-230, 230), chance.between(-70, 14)];
    const size = chance.between(12, 34);
    brush.polygon(
      [
        [x, y],
        [x + size, y - size * 0.5],
        [x + size * 1.6, y + size * 0.1],
        [x + size * 0.6, y + size * 0.6],
      ],
      chance.pick<Rgb>([
        [198, 186, 166],
        [158, 92, 70],
        [124, 122, 120],
      ]),
    );
  }
  brush.line([120, -60], [210, -250], 9, [126, 96, 66]);
  brush.polygon(
    [
      [200, -246],
      [228, -262],
      [246, -214],
      [214, -204],
    ],
    [110, 114, 118],
  );
}

export function coveredHeap(brush: Brush): void {
  brush.ellipse(0, 18, 330, 34, SHADOW, 0.26);
  brush.polygon(
    [
      [-316, 20],
      [-210, -86],
      [-110, -138],
      [20, -156],
      [130, -110],
      [230, -66],
      [322, 20],
    ],
    { top: [86, 132, 88], bottom: [58, 98, 62] },
  );
  for (let i = -5; i <= 5; i += 1) brush.line([i * 52, -110 + i * i * 3], [i * 60, 18], 3, [112, 156, 110], 0.6);
  for (const y of [-90, -56, -22]) brush.line([-260 - y * 0.5, y], [260 + y * 0.5, y], 3, [112, 156, 110], 0.5);
}

export function heapInHall(brush: Brush, chance: Chance): void {
  for (const [x, y, scale] of [
    [-150, -60, 0.9],
    [-40, -74, 0.8],
    [-200, 10, 1.2],
    [-60, 20, 1.15],
    [60, 0, 1],
    [-120, -130, 0.75],
  ] as const) {
    carton(brush.at(x, y, scale, chance.happens(0.5) ? 1 : -1), chance.pick(CARTONS));
  }
  brush.polygon(
    [
      [150, 40],
      [150, -150],
      [166, -156],
      [262, -140],
      [262, 60],
      [246, 66],
    ],
    [150, 108, 76],
  );
  brush.rect(166, -40, 80, 12, [120, 84, 58]);
  brush.line([230, 66], [236, -170], 12, [136, 96, 66]);
}

/** Red, green, blue, 0–255. */
export type Rgb = readonly [red: number, green: number, blue: number];
export type Point = readonly [x: number, y: number];

/** Of whatever stands on the ground; drawn thin. */
export const SHADOW: Rgb = [24, 26, 30];

/** One colour, or two running into each other from top to bottom. */
export type Paint = Rgb | { readonly top: Rgb; readonly bottom: Rgb };

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Three bytes a pixel, row by row. */
  readonly rgb: Uint8ClampedArray;
}

/** Draws filled shapes with smooth edges. Coordinates are those of the brush: `at` gives one that draws elsewhere and smaller. */
export interface Brush {
  readonly polygon: (points: readonly Point[], paint: Paint, opacity?: number) => void;
  readonly rect: (x: number, y: number, width: number, height: number, paint: Paint, opacity?: number) => void;
  readonly ellipse: (x: number, y: number, radiusX: number, radiusY: number, paint: Paint, opacity?: number) => void;
  readonly line: (from: Point, to: Point, thickness: number, paint: Paint, opacity?: number) => void;
  /** A brush whose origin is at (x, y), drawing at a scale; a negative `flip` mirrors left and right. */
  readonly at: (x: number, y: number, scale: number, flip?: 1 | -1) => Brush;
}

export const blankPicture = (width: number, height: number): Picture => ({
  width,
  height,
  rgb: new Uint8ClampedArray(width * height * 3),
});

/** Sub-lines per pixel row: with exact cover across the row this is smooth enough for a photo of some hundred kilobytes. */
const SUB_LINES = 4;
const ELLIPSE_CORNERS = 40;

const mix = (a: Rgb, b: Rgb, share: number): Rgb => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
  a[2] + (b[2] - a[2]) * share,
];
const isPlain = (paint: Paint): paint is Rgb => Array.isArray(paint);

const colourAt = (paint: Paint, y: number, low: number, high: number): Rgb =>
  isPlain(paint) ? paint : mix(paint.top, paint.bottom, (y - low) / Math.max(1, high - low));

/** Lighter (above 1) or darker (below 1). */
export const shade = (colour: Rgb, factor: number): Rgb => [colour[0] * factor, colour[1] * factor, colour[2] * factor];

function addSpan(cover: Float32Array, from: number, to: number): void {
  const left = Math.max(0, from);
  const right = Math.min(cover.length, to);
  if (right <= left) return;
  const first = Math.floor(left);
  const last = Math.min(cover.length - 1, Math.floor(right));
  if (first === last) {
    cover[first] = (cover[first] ?? 0) + right - left;
    return;
  }
  cover[first] = (cover[first] ?? 0) + first + 1 - left;
  for (let x = first + 1; x < last; x += 1) cover[x] = (cover[x] ?? 0) + 1;
  cover[last] = (cover[last] ?? 0) + right - last;
}

function crossings(points: readonly Point[], y: number): number[] {
  const found: number[] = [];
  let previous = points.at(-1);
  for (const point of points) {
    if (previous !== undefined && previous[1] > y !== point[1] > y) {
      found.push(previous[0] + ((point[0] - previous[0]) * (y - previous[1])) / (point[1] - previous[1]));
    }
    previous = point;
  }
  return found.sort((a, b) => a - b);
}

function blend(
  picture: Picture,
  y: number,
  cover: Float32Array,
  left: number,
  right: number,
  colour: Rgb,
  opacity: number,
): void {
  const { rgb, width } = picture;
  for (let x = left; x <= right; x += 1) {
    const share = Math.min(1, (cover[x] ?? 0) / SUB_LINES) * opacity;
    if (share <= 0) continue;
    const at = (y * width + x) * 3;
    for (let channel = 0; channel < 3; channel += 1) {
      const before = rgb[at + channel] ?? 0;
      rgb[at + channel] = before + ((colour[channel] ?? 0) - before) * share;
    }
  }
}

function fillPolygon(picture: Picture, points: readonly Point[], paint: Paint, opacity: number): void {
  const ys = points.map((point) => point[1]);
  const [low, high] = [Math.min(...ys), Math.max(...ys)];
  const bottom = Math.min(picture.height - 1, Math.floor(high));
  const cover = new Float32Array(picture.width);
  for (let y = Math.max(0, Math.floor(low)); y <= bottom; y += 1) {
    let left = Infinity;
    let right = -Infinity;
    for (let sub = 0; sub < SUB_LINES; sub += 1) {
      const cuts = crossings(points, y + (sub + 0.5) / SUB_LINES);
      left = Math.min(left, cuts[0] ?? Infinity);
      right = Math.max(right, cuts.at(-1) ?? -Infinity);
      for (let i = 0; i + 1 < cuts.length; i += 2) addSpan(cover, cuts[i] ?? 0, cuts[i + 1] ?? 0);
    }
    if (right < 0 || left >= picture.width) continue;
    const from = Math.max(0, Math.floor(left));
    const to = Math.min(picture.width - 1, Math.floor(right));
    blend(picture, y, cover, from, to, colourAt(paint, y, low, high), opacity);
    cover.fill(0, from, to + 1);
  }
}

/** How much of the pixel at `at` lies between two edges. */
const overlap = (at: number, from: number, to: number): number =>
  Math.max(0, Math.min(at + 1, to) - Math.max(at, from));

/** The same as a polygon of four corners, without looking for crossings: most of a backdrop is rectangles. */
function fillRect(picture: Picture, corner: Point, opposite: Point, paint: Paint, opacity: number): void {
  const [left, right] = [Math.min(corner[0], opposite[0]), Math.max(corner[0], opposite[0])];
  const [low, high] = [Math.min(corner[1], opposite[1]), Math.max(corner[1], opposite[1])];
  const from = Math.max(0, Math.floor(left));
  const to = Math.min(picture.width - 1, Math.ceil(right) - 1);
  const bottom = Math.min(picture.height - 1, Math.ceil(high) - 1);
  const cover = new Float32Array(picture.width);
  for (let y = Math.max(0, Math.floor(low)); y <= bottom; y += 1) {
    const share = overlap(y, low, high) * SUB_LINES;
    for (let x = from; x <= to; x += 1) cover[x] = share * overlap(x, left, right);
    blend(picture, y, cover, from, to, colourAt(paint, y, low, high), opacity);
  }
}

function ellipsePoints(x: number, y: number, radiusX: number, radiusY: number): readonly Point[] {
  return Array.from({ length: ELLIPSE_CORNERS }, (_, corner): Point => {
    const angle = (corner / ELLIPSE_CORNERS) * 2 * Math.PI;
    return [x + radiusX * Math.cos(angle), y + radiusY * Math.sin(angle)];
  });
}

function linePoints(from: Point, to: Point, thickness: number): readonly Point[] {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
  const nx = ((to[1] - from[1]) / length) * (thickness / 2);
  const ny = (-(to[0] - from[0]) / length) * (thickness / 2);
  return [
    [from[0] + nx, from[1] + ny],
    [to[0] + nx, to[1] + ny],
    [to[0] - nx, to[1] - ny],
    [from[0] - nx, from[1] - ny],
  ];
}

export function brushOn(picture: Picture, originX = 0, originY = 0, scale = 1, flip: 1 | -1 = 1): Brush {
  const place = ([x, y]: Point): Point => [originX + x * scale * flip, originY + y * scale];
  const polygon: Brush['polygon'] = (points, paint, opacity = 1) => {
    fillPolygon(picture, points.map(place), paint, opacity);
  };
  return {
    polygon,
    rect: (x, y, width, height, paint, opacity = 1) => {
      fillRect(picture, place([x, y]), place([x + width, y + height]), paint, opacity);
    },
    ellipse: (x, y, radiusX, radiusY, paint, opacity) => {
      polygon(ellipsePoints(x, y, radiusX, radiusY), paint, opacity);
    },
    line: (from, to, thickness, paint, opacity) => {
      polygon(linePoints(from, to, thickness), paint, opacity);
    },
    at: (x, y, scaleBy, flipBy = 1) => {
      const [px, py] = place([x, y]);
      return brushOn(picture, px, py, scale * scaleBy, flip * flipBy === 1 ? 1 : -1);
    },
  };
}

/** Every `factor` × `factor` pixels become one. */
export function shrink(picture: Picture, factor: number): Picture {
  const small = blankPicture(Math.floor(picture.width / factor), Math.floor(picture.height / factor));
  for (let y = 0; y < small.height; y += 1) {
    for (let x = 0; x < small.width; x += 1) {
      for (let channel = 0; channel < 3; channel += 1) {
        let sum = 0;
        for (let dy = 0; dy < factor; dy += 1) {
          for (let dx = 0; dx < factor; dx += 1) {
            sum += picture.rgb[((y * factor + dy) * picture.width + x * factor + dx) * 3 + channel] ?? 0;
          }
        }
        small.rgb[(y * small.width + x) * 3 + channel] = sum / (factor * factor);
      }
    }
  }
  return small;
}

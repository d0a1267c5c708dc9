import { boxAround } from './label-layout.ts';
import type { Box } from './label-layout.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface RoadLine {
  readonly name: string;
  /** The wider road is named first. */
  readonly rank: number;
  readonly points: readonly Point[];
}

export interface Glyph extends Point {
  readonly text: string;
  /** Radians, clockwise; 0 stands upright. */
  readonly angle: number;
}

export interface RoadName {
  readonly name: string;
  readonly rank: number;
  readonly at: Point;
  readonly glyphs: readonly Glyph[];
  readonly boxes: readonly Box[];
}

/** Roads steeper than this are named with upright characters, one below the other along the road, as on Chinese maps. */
const STEEP_RADIANS = (50 * Math.PI) / 180;
/** A name bent more than this between its ends is not placed there. */
const MOST_BEND_RADIANS = 0.6;

const distance = (one: Point, other: Point): number => Math.hypot(other.x - one.x, other.y - one.y);

function lengthOf(points: readonly Point[]): number {
  return points.reduce((sum, point, at) => sum + (at === 0 ? 0 : distance(points[at - 1] ?? point, point)), 0);
}

/** The point `along` pixels from the start, and the direction of the road there. */
function pointAt(points: readonly Point[], along: number): Point & { readonly angle: number } {
  let left = along;
  for (let at = 1; at < points.length; at += 1) {
    const from = points[at - 1] as Point; // at runs from 1 to the last
    const to = points[at] as Point;
    const step = distance(from, to);
    if (left <= step || at === points.length - 1) {
      const share = step === 0 ? 0 : left / step;
      return {
        x: from.x + (to.x - from.x) * share,
        y: from.y + (to.y - from.y) * share,
        angle: Math.atan2(to.y - from.y, to.x - from.x),
      };
    }
    left -= step;
  }
  return { x: 0, y: 0, angle: 0 };
}

/** Places one name in the middle of `points`, or undefined where the road is too short or too bent for it. */
function nameOn({ name, rank, points }: RoadLine, fontPx: number): RoadName | undefined {
  const characters = Array.from(name);
  const pitch = fontPx + 1;
  const needed = characters.length * pitch;
  const length = lengthOf(points);
  if (length < needed * 1.15) return undefined;
  const start = (length - needed) / 2;
  const first = pointAt(points, start);
  const last = pointAt(points, start + needed);
  const angle = Math.atan2(last.y - first.y, last.x - first.x);
  const straight = distance(first, last);
  if (straight < needed * Math.cos(MOST_BEND_RADIANS / 2)) return undefined;
  const lean = Math.abs(Math.atan2(Math.sin(angle), Math.abs(Math.cos(angle))));
  const isSteep = lean > STEEP_RADIANS;
  // Read left to right, or top to bottom when steep.
  const isBackwards = isSteep ? last.y < first.y : last.x < first.x;
  const glyphs = characters.map((text, at): Glyph => {
    const along = start + (at + 0.5) * pitch;
    const place = pointAt(points, isBackwards ? length - along : along);
    const turned = isBackwards ? place.angle + Math.PI : place.angle;
    return { text, x: place.x, y: place.y, angle: isSteep ? 0 : Math.atan2(Math.sin(turned), Math.cos(turned)) };
  });
  const middle = pointAt(points, length / 2);
  return { name, rank, at: middle, glyphs, boxes: glyphs.map(({ x, y }) => boxAround(x, y, pitch + 2, pitch + 2)) };
}

/** The part of a road inside the drawing, in pieces, so that names stand where they are seen. */
function piecesWithin(points: readonly Point[], width: number, height: number): readonly (readonly Point[])[] {
  const isIn = ({ x, y }: Point): boolean => x > 0 && y > 0 && x < width && y < height;
  const pieces: Point[][] = [];
  let piece: Point[] = [];
  points.forEach((point, at) => {
    const before = points[at - 1];
    if (before === undefined) piece = isIn(point) ? [point] : [];
    else if (isIn(point) || isIn(before)) {
      if (piece.length === 0) piece = [before];
      piece.push(point);
    } else {
      if (piece.length > 1) pieces.push(piece);
      piece = [];
    }
  });
  if (piece.length > 1) pieces.push(piece);
  return pieces;
}

/** Joins the bits a tiled road comes in, end to end, as long as the name is the same. */
export function joinedRoads(lines: readonly RoadLine[]): readonly RoadLine[] {
  const tipKey = ({ name }: RoadLine, { x, y }: Point): string =>
    `${name} ${String(Math.round(x / 2))} ${String(Math.round(y / 2))}`;
  /** Bits by the place of each of their ends. */
  const byTip = new Map<string, RoadLine[]>();
  for (const line of lines) {
    for (const tip of [line.points[0], line.points.at(-1)]) {
      if (tip === undefined) continue;
      const key = tipKey(line, tip);
      const there = byTip.get(key);
      if (there === undefined) byTip.set(key, [line]);
      else there.push(line);
    }
  }
  const used = new Set<RoadLine>();
  const joined: RoadLine[] = [];
  for (const line of lines) {
    if (used.has(line)) continue;
    used.add(line);
    const points = [...line.points];
    for (;;) {
      const end = points.at(-1);
      const key = end && tipKey(line, end);
      const next = key === undefined ? undefined : byTip.get(key)?.find((other) => !used.has(other));
      if (next === undefined) break;
      used.add(next);
      const [first] = next.points;
      const isForward = first !== undefined && tipKey(next, first) === key;
      points.push(...(isForward ? next.points : [...next.points].reverse()).slice(1));
    }
    joined.push({ ...line, points });
  }
  return joined;
}

/** A long road says its name again about this often. */
const REPEAT_PX = 520;

/** Cuts a long piece into equal stretches, each of which may carry the name. */
function stretches(points: readonly Point[]): readonly (readonly Point[])[] {
  const length = lengthOf(points);
  const count = Math.max(1, Math.round(length / REPEAT_PX));
  if (count === 1) return [points];
  return Array.from({ length: count }, (_, at) => {
    const from = (length * at) / count;
    const to = (length * (at + 1)) / count;
    const inner = points.filter((_point, index) => {
      const along = lengthOf(points.slice(0, index + 1));
      return along > from && along < to;
    });
    return [pointAt(points, from), ...inner, pointAt(points, to)];
  });
}

/** Candidates for names, best first; the caller keeps those that find room. */
export function roadNames(
  lines: readonly RoadLine[],
  size: { readonly width: number; readonly height: number },
  fontPx: number,
): readonly RoadName[] {
  return joinedRoads(lines)
    .flatMap((line) =>
      piecesWithin(line.points, size.width, size.height)
        .flatMap(stretches)
        .map((points) => ({ ...line, points })),
    )
    .map((line) => ({ line, length: lengthOf(line.points) }))
    .sort((a, b) => a.line.rank - b.line.rank || b.length - a.length)
    .map(({ line }) => nameOn(line, fontPx))
    .filter((name) => name !== undefined);
}

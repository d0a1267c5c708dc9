import type { FlatPoint } from './flat-map.ts';
import { pointToSegmentMetres, segmentsCross, type Footprints } from './footprints.ts';
import { NOTHING } from './raster.ts';
import type { Arc } from './trace-arcs.ts';

/** Taking the stairs off a cell border moves it by less than one cell, and borders keep one metre from every wall. */
const STAIR_METRES = 0.75;
/** How far a straight line may leave the traced border. The drawing itself is no better than a carriageway. */
const TOLERANCE_METRES = 4;
/** Beside buildings the border may swing wider, so that it passes a row of houses in one line and not in notches. */
const WIDE_TOLERANCE_METRES = 45;
/** What counts as beside: corners this near to a place that a building pushed aside. */
const NEAR_METRES = 30;
/** The outline of the street: the bank with its steps and landings. */
const RIM_TOLERANCE_METRES = 8;
const CLEARANCE_METRES = 0.6;
/** Tries with less and less tolerance before a line is left as traced. */
const HALVINGS = 6;

const farthest = (
  points: readonly FlatPoint[],
  from: number,
  to: number,
): { readonly at: number; readonly metres: number } => {
  const a = points[from];
  const b = points[to];
  let at = from;
  let metres = 0;
  if (a !== undefined && b !== undefined) {
    for (let i = from + 1; i < to; i += 1) {
      const p = points[i];
      const d = p === undefined ? 0 : pointToSegmentMetres(p, a, b);
      if (d > metres) {
        at = i;
        metres = d;
      }
    }
  }
  return { at, metres };
};

/** Douglas–Peucker. A closed line is first cut at the point farthest from its start. */
export const withoutStairs = (points: readonly FlatPoint[], toleranceMetres: number): readonly FlatPoint[] => {
  const keep = new Set([0, points.length - 1]);
  const open: (readonly [number, number])[] = [[0, points.length - 1]];
  for (let range = open.pop(); range !== undefined; range = open.pop()) {
    const { at, metres } = farthest(points, range[0], range[1]);
    if (metres <= toleranceMetres) continue;
    keep.add(at);
    open.push([range[0], at], [at, range[1]]);
  }
  return points.filter((_, i) => keep.has(i));
};

/** The greatest distance of the points between from the straight line, or undefined if one is farther than it may be. */
const deviation = (
  points: readonly FlatPoint[],
  tolerances: readonly number[],
  from: number,
  to: number,
): number | undefined => {
  const a = points[from];
  const b = points[to];
  if (a === undefined || b === undefined) return undefined;
  let most = 0;
  for (let i = from + 1; i < to; i += 1) {
    const p = points[i];
    const metres = p === undefined ? 0 : pointToSegmentMetres(p, a, b);
    if (metres > (tolerances[i] ?? 0)) return undefined;
    most = Math.max(most, metres);
  }
  return most;
};

/**
 * The line with the fewest corners (then the least deviation) among all that use corners of the given line, stay within
 * the tolerance of every point, keep clear of walls and have every building on the same side as before.
 */
const fewestCorners = (
  points: readonly FlatPoint[],
  tolerances: readonly number[],
  footprints: Footprints,
): readonly FlatPoint[] => {
  const count = points.length;
  const cost: number[] = [0];
  const cameFrom: number[] = [0];
  for (let to = 1; to < count; to += 1) {
    cost[to] = Infinity;
    for (let from = to - 1; from >= 0; from -= 1) {
      const a = points[from];
      const b = points[to];
      const metres = deviation(points, tolerances, from, to);
      if (a === undefined || b === undefined || metres === undefined) continue;
      const total = (cost[from] ?? Infinity) + 1 + metres / WIDE_TOLERANCE_METRES;
      if (total >= (cost[to] ?? Infinity)) continue;
      if (from < to - 1) {
        if (footprints.isBlocked(a, b, CLEARANCE_METRES)) continue;
        if (footprints.isAroundAny(points.slice(from, to + 1))) continue;
      }
      cost[to] = total;
      cameFrom[to] = from;
    }
  }
  const path: FlatPoint[] = [];
  for (let at = count - 1; ; at = cameFrom[at] ?? 0) {
    const point = points[at];
    if (point !== undefined) path.unshift(point);
    if (at === 0) return path;
  }
};

export interface TracedArc extends Arc {
  /** Which points of the line were pushed aside by a building. */
  readonly isPushed: (point: FlatPoint) => boolean;
}

const simplified = (arc: TracedArc, scale: number, footprints: Footprints): readonly FlatPoint[] => {
  const plain = withoutStairs(arc.points, STAIR_METRES);
  if (scale === 0) return plain;
  const isRim = arc.left === NOTHING || arc.right === NOTHING;
  const tolerances = plain.map((point) => {
    const isBesidePushed = plain.some(
      (other) => Math.hypot(other.x - point.x, other.y - point.y) < NEAR_METRES && arc.isPushed(other),
    );
    return scale * (isBesidePushed ? WIDE_TOLERANCE_METRES : isRim ? RIM_TOLERANCE_METRES : TOLERANCE_METRES);
  });
  return fewestCorners(plain, tolerances, footprints);
};

type Segment = readonly [FlatPoint, FlatPoint, number];

/** Numbers of the lines that cross another line or themselves. */
const crossingLines = (lines: readonly (readonly FlatPoint[])[]): ReadonlySet<number> => {
  const segments: Segment[] = [];
  lines.forEach((line, number) => {
    line.forEach((point, i) => {
      const before = line[i - 1];
      if (before !== undefined) segments.push([before, point, number]);
    });
  });
  segments.sort((s, t) => Math.min(s[0].x, s[1].x) - Math.min(t[0].x, t[1].x));
  const same = (p: FlatPoint, q: FlatPoint) => p.x === q.x && p.y === q.y;
  const found = new Set<number>();
  segments.forEach(([a, b, number], i) => {
    for (let j = i + 1; j < segments.length; j += 1) {
      const other = segments[j];
      if (other === undefined || Math.min(other[0].x, other[1].x) > Math.max(a.x, b.x)) break;
      const [c, d, otherNumber] = other;
      const shared = [same(a, c), same(a, d), same(b, c), same(b, d)].filter(Boolean).length;
      const touches = [
        pointToSegmentMetres(a, c, d),
        pointToSegmentMetres(b, c, d),
        pointToSegmentMetres(c, a, b),
        pointToSegmentMetres(d, a, b),
      ].filter((metres) => metres < 0.05).length;
      if (shared === 0 ? segmentsCross(a, b, c, d) || touches > 0 : touches > 2 * shared) {
        found.add(number);
        found.add(otherNumber);
      }
    }
  });
  return found;
};

/** Straightens all lines; those that then cross one another try again with half the tolerance, at last with none. */
export const simplifyArcs = (arcs: readonly TracedArc[], footprints: Footprints): readonly Arc[] => {
  const scales = arcs.map(() => 1);
  let lines = arcs.map((arc) => simplified(arc, 1, footprints));
  for (let round = 0; round <= HALVINGS; round += 1) {
    const crossing = crossingLines(lines);
    if (crossing.size === 0) return arcs.map((arc, i) => ({ ...arc, points: lines[i] ?? arc.points }));
    lines = lines.map((line, i) => {
      const arc = arcs[i];
      if (!crossing.has(i) || arc === undefined) return line;
      scales[i] = round === HALVINGS - 1 ? 0 : (scales[i] ?? 1) / 2;
      return simplified(arc, scales[i] ?? 0, footprints);
    });
  }
  throw new Error('simplifyArcs: border lines still cross one another');
};

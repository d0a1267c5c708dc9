import type { FlatPoint } from './flat-map.ts';
import type { Footprints } from './footprints.ts';
import type { Arc } from './trace-arcs.ts';

/** Two meeting points nearer than this become one: lines cross in a corner and not in a jog. */
const NEAR_METRES = 30;
/** How much of a line is redrawn straight to the new corner. */
const REDRAWN_POINTS = 40;

/** Groups that must stay in one piece: the areas themselves, their communities, the street. */
export type GroupOf = (area: number) => string;

const keyOf = ({ x, y }: FlatPoint): string => `${String(x)},${String(y)}`;

const endsOf = (arc: Arc): readonly [FlatPoint, FlatPoint] | undefined => {
  const [first, last] = [arc.points[0], arc.points.at(-1)];
  return first === undefined || last === undefined || keyOf(first) === keyOf(last) ? undefined : [first, last];
};

const lengthOf = (arc: Arc): number =>
  arc.points.reduce((sum, point, i) => {
    const before = arc.points[i - 1];
    return before === undefined ? 0 : sum + Math.hypot(point.x - before.x, point.y - before.y);
  }, 0);

/** The line with the given end moved, or undefined when there is too little of it or a building in the way. */
const movedEnd = <A extends Arc>(arc: A, end: FlatPoint, to: FlatPoint, footprints: Footprints): A | undefined => {
  const isStart = arc.points[0] === end || keyOf(arc.points[0] ?? end) === keyOf(end);
  const outward = isStart ? arc.points : [...arc.points].reverse();
  if (outward.length <= 2 * REDRAWN_POINTS) return undefined;
  const rest = outward.slice(REDRAWN_POINTS);
  const next = rest[0];
  if (next === undefined || footprints.isBlocked(to, next, 1)) return undefined;
  if (footprints.isAroundAny([to, ...outward.slice(0, REDRAWN_POINTS + 1)])) return undefined;
  const moved = [to, ...rest];
  return { ...arc, points: isStart ? moved : moved.reverse() };
};

/**
 * Would a group fall into two pieces that only touch at the new corner? Around it lie, in turn, the two areas beside the
 * vanished line and the two at its ends: a group must not hold two opposite ones without one between.
 */
const wouldPinch = (besideA: string, besideB: string, endA: string, endB: string): boolean =>
  (besideA === besideB && besideA !== endA && besideA !== endB) ||
  (endA === endB && endA !== besideA && endA !== besideB);

/** Shrinks each short line between two meeting points to one point, where nothing speaks against it. */
export const joinNearCorners = <A extends Arc>(
  arcs: readonly A[],
  groups: readonly GroupOf[],
  footprints: Footprints,
): readonly A[] => {
  let current = [...arcs];
  const isAt = (arc: Arc, corner: FlatPoint): boolean =>
    [arc.points[0], arc.points.at(-1)].some((end) => end !== undefined && keyOf(end) === keyOf(corner));
  const short = arcs.filter((arc) => lengthOf(arc) < NEAR_METRES).sort((a, b) => lengthOf(a) - lengthOf(b));
  for (const arc of short) {
    const ends = endsOf(arc);
    if (ends === undefined || !current.includes(arc)) continue;
    const [a, b] = ends;
    const atA = current.filter((other) => other !== arc && isAt(other, a));
    const atB = current.filter((other) => other !== arc && isAt(other, b));
    if (atA.length !== 2 || atB.length !== 2 || atA.some((other) => atB.includes(other))) continue;
    const beyond = (others: readonly Arc[]): number | undefined =>
      others.flatMap((other) => [other.left, other.right]).find((area) => area !== arc.left && area !== arc.right);
    const [endA, endB] = [beyond(atA), beyond(atB)];
    if (endA === undefined || endB === undefined) continue;
    if (groups.some((group) => wouldPinch(group(arc.left), group(arc.right), group(endA), group(endB)))) continue;
    const corner = { x: Math.round((a.x + b.x) / 2), y: Math.round((a.y + b.y) / 2) };
    const moves = [
      ...atA.map((other) => [other, movedEnd(other, a, corner, footprints)] as const),
      ...atB.map((other) => [other, movedEnd(other, b, corner, footprints)] as const),
    ];
    if (moves.some(([, moved]) => moved === undefined)) continue;
    current = current.flatMap((other): readonly A[] => {
      if (other === arc) return [];
      const moved = moves.find(([from]) => from === other)?.[1];
      return [moved ?? other];
    });
  }
  return current;
};

import type { Polygon, Position } from './geojson.ts';
import { forEachEdge } from './rings.ts';
import { properlyCross, type WholePoint, type WholeSheet } from './whole-numbers.ts';

/** A stretch of border, stored once however many areas use it. The lower end comes first. */
export interface BorderEdge {
  readonly low: WholePoint;
  readonly high: WholePoint;
  /** Numbers of the polygons that have this very stretch on their border. */
  readonly users: readonly number[];
}

export const borderEdges = (polygons: readonly Polygon[], sheet: WholeSheet): readonly BorderEdge[] => {
  const edges = new Map<string, { low: WholePoint; high: WholePoint; users: number[] }>();
  polygons.forEach((polygon, user) => {
    for (const ring of polygon.coordinates) {
      forEachEdge(ring, (from: Position, to: Position) => {
        const [a, b] = [sheet.toWhole(from), sheet.toWhole(to)];
        if (a.x === b.x && a.y === b.y) return;
        const isUp = a.y < b.y || (a.y === b.y && a.x < b.x);
        const [low, high] = isUp ? [a, b] : [b, a];
        const key = `${String(low.x)},${String(low.y)},${String(high.x)},${String(high.y)}`;
        const known = edges.get(key);
        if (known === undefined) edges.set(key, { low, high, users: [user] });
        else known.users.push(user);
      });
    }
  });
  return [...edges.values()];
};

/** All pairs of edges that cross inside both, found by a sweep from west to east. */
export const forEachCrossing = (
  edges: readonly BorderEdge[],
  visit: (one: BorderEdge, other: BorderEdge) => void,
): void => {
  const westOf = ({ low, high }: BorderEdge): number => Math.min(low.x, high.x);
  const eastOf = ({ low, high }: BorderEdge): number => Math.max(low.x, high.x);
  let open: BorderEdge[] = [];
  for (const edge of [...edges].sort((a, b) => westOf(a) - westOf(b))) {
    open = open.filter((other) => eastOf(other) >= westOf(edge));
    for (const other of open) {
      if (other.low.y > edge.high.y || edge.low.y > other.high.y) continue;
      if (properlyCross(edge.low, edge.high, other.low, other.high)) visit(edge, other);
    }
    open.push(edge);
  }
};

export const crossingPoint = ({ low: a, high: b }: BorderEdge, { low: c, high: d }: BorderEdge): WholePoint => {
  const across = (b.x - a.x) * (d.y - c.y) - (b.y - a.y) * (d.x - c.x);
  const t = ((c.x - a.x) * (d.y - c.y) - (c.y - a.y) * (d.x - c.x)) / across;
  return { x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y) };
};

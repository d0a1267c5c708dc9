import { centroid } from './area.ts';
import { boxOfPolygon } from './bounding-box.ts';
import { METRES_PER_DEGREE, radians } from './distance.ts';
import type { Polygon, Position } from './geojson.ts';
import { isInPolygon } from './point-in-polygon.ts';
import { forEachEdge } from './rings.ts';

/** A label does not move for less than this. */
const PRECISION_METRES = 1;

interface Flat {
  readonly x: number;
  readonly y: number;
}

interface Cell extends Flat {
  readonly half: number;
  /** Distance from the middle of the cell to the border, negative outside. */
  readonly reach: number;
  /** The farthest from the border that any point of the cell can be. */
  readonly best: number;
}

const distanceToSegment = (p: Flat, a: Flat, b: Flat): number => {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const along = ((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy);
  const t = Math.max(0, Math.min(1, along));
  return Math.hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
};

/**
 * The point of the polygon that is farthest from its border, where a name has most room (pole of inaccessibility, found
 * by splitting squares and looking first into the one that promises most). The centre of gravity wins when it is as good.
 */
export const labelPoint = (polygon: Polygon): Position => {
  const box = boxOfPolygon(polygon);
  const lonMetres = METRES_PER_DEGREE * Math.cos(radians((box.south + box.north) / 2));
  const flat = ([lon, lat]: Position): Flat => ({
    x: (lon - box.west) * lonMetres,
    y: (lat - box.south) * METRES_PER_DEGREE,
  });
  const round = ({ x, y }: Flat): Position => [box.west + x / lonMetres, box.south + y / METRES_PER_DEGREE];
  const edges: (readonly [Flat, Flat])[] = [];
  for (const ring of polygon.coordinates) {
    forEachEdge(ring, (from, to) => edges.push([flat(from), flat(to)]));
  }
  const cellAt = (x: number, y: number, half: number): Cell => {
    const toBorder = edges.reduce((least, [a, b]) => Math.min(least, distanceToSegment({ x, y }, a, b)), Infinity);
    const reach = isInPolygon(polygon, round({ x, y })) ? toBorder : -toBorder;
    return { x, y, half, reach, best: reach + half * Math.SQRT2 };
  };

  const width = (box.east - box.west) * lonMetres;
  const height = (box.north - box.south) * METRES_PER_DEGREE;
  const middle = flat(centroid(polygon));
  if (!(Math.min(width, height) > 0)) return centroid(polygon);
  let found = cellAt(middle.x, middle.y, 0);
  const half = Math.min(width, height) / 2;
  const queue: Cell[] = [];
  for (let x = half; x < width + half; x += 2 * half) {
    for (let y = half; y < height + half; y += 2 * half) queue.push(cellAt(x, y, half));
  }
  while (queue.length > 0) {
    queue.sort((a, b) => a.best - b.best);
    const cell = queue.pop();
    if (cell === undefined || cell.best - found.reach <= PRECISION_METRES) break;
    if (cell.reach > found.reach) found = cell;
    const quarter = cell.half / 2;
    for (const [dx, dy] of [
      [-1, -1],
      [1, -1],
      [-1, 1],
      [1, 1],
    ] as const) {
      queue.push(cellAt(cell.x + dx * quarter, cell.y + dy * quarter, quarter));
    }
  }
  return round(found);
};

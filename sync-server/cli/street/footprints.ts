import { isInRing } from '../../../shared/geo/point-in-polygon.ts';
import type { FlatPoint } from './flat-map.ts';
import type { FlatRings } from './label-cells.ts';

/** Buildings on the sheet, found quickly by place. */
export interface Footprints {
  /** Would a line from a to b come nearer to a building than the clearance, or run through one? */
  readonly isBlocked: (a: FlatPoint, b: FlatPoint, clearanceMetres: number) => boolean;
  /** Does the closed line go around (a corner of) any building? */
  readonly isAroundAny: (ring: readonly FlatPoint[]) => boolean;
}

const BUCKET_METRES = 64;

const cross = (o: FlatPoint, a: FlatPoint, b: FlatPoint): number =>
  (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);

export const segmentsCross = (a: FlatPoint, b: FlatPoint, c: FlatPoint, d: FlatPoint): boolean =>
  cross(a, b, c) > 0 !== cross(a, b, d) > 0 && cross(c, d, a) > 0 !== cross(c, d, b) > 0;

export const pointToSegmentMetres = (p: FlatPoint, a: FlatPoint, b: FlatPoint): number => {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length));
  return Math.hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
};

const segmentsMetres = (a: FlatPoint, b: FlatPoint, c: FlatPoint, d: FlatPoint): number =>
  segmentsCross(a, b, c, d)
    ? 0
    : Math.min(
        pointToSegmentMetres(a, c, d),
        pointToSegmentMetres(b, c, d),
        pointToSegmentMetres(c, a, b),
        pointToSegmentMetres(d, a, b),
      );

type Wall = readonly [FlatPoint, FlatPoint];

export const footprints = (buildings: readonly FlatRings[]): Footprints => {
  const walls = new Map<string, Wall[]>();
  const bucketsOf = (points: readonly FlatPoint[], margin: number): readonly string[] => {
    const xs = points.map((p) => p.x);
    const ys = points.map((p) => p.y);
    const keys: string[] = [];
    const cell = (metres: number) => Math.floor(metres / BUCKET_METRES);
    for (let x = cell(Math.min(...xs) - margin); x <= cell(Math.max(...xs) + margin); x += 1) {
      for (let y = cell(Math.min(...ys) - margin); y <= cell(Math.max(...ys) + margin); y += 1)
        keys.push(`${String(x)},${String(y)}`);
    }
    return keys;
  };
  for (const rings of buildings) {
    for (const ring of rings) {
      ring.forEach((point, i) => {
        const wall: Wall = [ring.at(i - 1) ?? point, point];
        for (const key of bucketsOf(wall, 0)) {
          const list = walls.get(key) ?? [];
          list.push(wall);
          walls.set(key, list);
        }
      });
    }
  }
  const near = (points: readonly FlatPoint[], margin: number): ReadonlySet<Wall> =>
    new Set(bucketsOf(points, margin).flatMap((key) => walls.get(key) ?? []));
  return {
    isBlocked: (a, b, clearanceMetres) =>
      [...near([a, b], clearanceMetres)].some(([c, d]) => segmentsMetres(a, b, c, d) < clearanceMetres),
    isAroundAny: (ring) => {
      const positions = ring.map(({ x, y }) => [x, y] as const);
      return [...near(ring, 0)].some(([, corner]) => isInRing(positions, [corner.x, corner.y]));
    },
  };
};

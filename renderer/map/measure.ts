import { ringAreaSquareMetres } from '../../shared/geo/area.ts';
import { distanceMetres } from '../../shared/geo/distance.ts';
import type { Position } from './map-objects.ts';

export interface Measure {
  readonly mode: 'distance' | 'area';
  readonly points: readonly Position[];
}

export interface Measured {
  /** Along the line; of an area, around it. */
  readonly metres: number;
  /** 0 while there are fewer than three corners. */
  readonly squareMetres: number;
  /** A line that crosses itself encloses nothing that has a size. */
  readonly isCrossed: boolean;
}

const cross = ([ax, ay]: Position, [bx, by]: Position, [cx, cy]: Position): number =>
  (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);

const doCross = (a: Position, b: Position, c: Position, d: Position): boolean =>
  cross(a, b, c) * cross(a, b, d) < 0 && cross(c, d, a) * cross(c, d, b) < 0;

function crossesItself(ring: readonly Position[]): boolean {
  const sides = ring.map((from, at) => [from, ring[(at + 1) % ring.length] ?? from] as const);
  return sides.some(([a, b], at) => sides.slice(at + 1).some(([c, d]) => doCross(a, b, c, d)));
}

export function measured({ mode, points }: Measure): Measured {
  const isArea = mode === 'area' && points.length > 2;
  const [first] = points;
  const line = isArea && first !== undefined ? [...points, first] : points;
  const metres = line.reduce((sum, at, index) => {
    const before = line[index - 1];
    return before === undefined ? sum : sum + distanceMetres(before, at);
  }, 0);
  const isCrossed = isArea && crossesItself(points);
  return {
    metres,
    squareMetres: isArea && !isCrossed ? Math.abs(ringAreaSquareMetres(points)) : 0,
    isCrossed,
  };
}

const grouped = (value: number, digits: number): string =>
  value.toLocaleString('zh-CN', { minimumFractionDigits: digits, maximumFractionDigits: digits });

export function lengthWords(metres: number): string {
  if (metres < 100) return `${grouped(metres, 1)} 米`;
  return metres < 10_000 ? `${grouped(metres, 0)} 米` : `${grouped(metres / 1000, 2)} 千米`;
}

export function areaSizeWords(squareMetres: number): string {
  if (squareMetres < 100_000) return `${grouped(squareMetres, squareMetres < 1000 ? 1 : 0)} 平方米`;
  return squareMetres < 1_000_000
    ? `${grouped(squareMetres / 10_000, 2)} 公顷`
    : `${grouped(squareMetres / 1_000_000, 3)} 平方千米`;
}

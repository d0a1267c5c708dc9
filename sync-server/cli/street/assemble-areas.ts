import type { Polygon, Position, Ring } from '../../../shared/geo/geojson.ts';
import { ringAreaSquareMetres } from '../../../shared/geo/area.ts';
import type { FlatMap } from './flat-map.ts';
import type { Arc } from './trace-arcs.ts';

/** A border line in degrees. Areas on both sides use the very same positions. */
export interface Border {
  readonly left: number;
  readonly right: number;
  readonly positions: readonly Position[];
}

export const bordersOf = (arcs: readonly Arc[], map: FlatMap): readonly Border[] =>
  arcs.map(({ left, right, points }) => ({ left, right, positions: points.map(map.toPosition) }));

const keyOf = ([lon, lat]: Position): string => `${String(lon)},${String(lat)}`;

/**
 * The polygon of all cells whose group is `group`: borders between two of its own areas vanish, the rest are joined end
 * to end. Used with a group per grid, per community and for the street, so unions are exact.
 */
export const polygonOf = (borders: readonly Border[], groupOf: (area: number) => number, group: number): Polygon => {
  const ways = new Map<string, Position[]>();
  for (const { left, right, positions } of borders) {
    const isLeft = groupOf(left) === group;
    const isRight = groupOf(right) === group;
    if (isLeft === isRight) continue;
    const forward = isLeft ? [...positions] : [...positions].reverse();
    const start = forward[0];
    if (start === undefined) continue;
    if (ways.has(keyOf(start))) throw new Error(`polygonOf: area ${String(group)} touches itself at ${keyOf(start)}`);
    ways.set(keyOf(start), forward);
  }
  const rings: Ring[] = [];
  for (let [entry] = ways; entry !== undefined; [entry] = ways) {
    const ring: Position[] = [];
    for (let way: Position[] | undefined = entry[1]; way !== undefined;) {
      const start = way[0];
      if (start === undefined) break;
      ways.delete(keyOf(start));
      ring.push(...way.slice(0, -1));
      const end = way.at(-1);
      way = end === undefined ? undefined : ways.get(keyOf(end));
    }
    const first = ring[0];
    if (first !== undefined) rings.push([...ring, first]);
  }
  rings.sort((a, b) => Math.abs(ringAreaSquareMetres(b)) - Math.abs(ringAreaSquareMetres(a)));
  return { type: 'Polygon', coordinates: rings };
};

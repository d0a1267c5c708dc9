import { METRES_PER_DEGREE, radians } from '../../../shared/geo/distance.ts';
import type { Position } from '../../../shared/geo/geojson.ts';
import type { StreetRoad } from '../../../shared/geo/resources.ts';

/** Frontage of one door number. Numbers run even on one side of a road and odd on the other. */
const METRES_PER_NUMBER = 7;

const LON_METRES = METRES_PER_DEGREE * Math.cos(radians(31.24));

const flat = ([lon, lat]: Position) => ({ x: lon * LON_METRES, y: lat * METRES_PER_DEGREE });

/** A named road as people count along it: from its northern or western end, with two sides. */
export interface CountedRoad {
  readonly name: string;
  readonly isNorthSouth: boolean;
  readonly lines: readonly (readonly Position[])[];
  /** Metres from the end where counting begins. */
  readonly alongMetres: (position: Position) => number;
}

export const countedRoads = (roads: readonly StreetRoad[]): readonly CountedRoad[] =>
  [...new Set(roads.map((road) => road.name))].sort().map((name) => {
    const lines = roads.filter((road) => road.name === name).map((road) => road.line.coordinates);
    const points = lines.flat().map(flat);
    const [west, east] = [Math.min(...points.map((p) => p.x)), Math.max(...points.map((p) => p.x))];
    const [south, north] = [Math.min(...points.map((p) => p.y)), Math.max(...points.map((p) => p.y))];
    const isNorthSouth = north - south > east - west;
    return {
      name,
      isNorthSouth,
      lines,
      alongMetres: (position) => (isNorthSouth ? north - flat(position).y : flat(position).x - west),
    };
  });

export interface NearestRoad {
  readonly road: CountedRoad;
  readonly metres: number;
  /** East or south of the road, where the odd numbers are. */
  readonly isFarSide: boolean;
}

export const nearestRoad = (roads: readonly CountedRoad[], position: Position): NearestRoad | undefined => {
  const p = flat(position);
  let best: NearestRoad | undefined;
  for (const road of roads) {
    for (const line of road.lines) {
      for (let i = 1; i < line.length; i += 1) {
        const [from, to] = [line[i - 1], line[i]];
        if (from === undefined || to === undefined) continue;
        const [a, b] = [flat(from), flat(to)];
        const [dx, dy] = [b.x - a.x, b.y - a.y];
        const t = Math.max(0, Math.min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy || 1)));
        const [nx, ny] = [a.x + t * dx, a.y + t * dy];
        const metres = Math.hypot(p.x - nx, p.y - ny);
        if (best === undefined || metres < best.metres) {
          best = { road, metres, isFarSide: road.isNorthSouth ? p.x > nx : p.y < ny };
        }
      }
    }
  }
  return best;
};

export const doorNumber = ({ road, isFarSide }: NearestRoad, position: Position): number =>
  2 * Math.max(1, Math.round(road.alongMetres(position) / METRES_PER_NUMBER)) + (isFarSide ? 1 : 0);

export const sideName = ({ road, isFarSide }: NearestRoad): string =>
  road.isNorthSouth ? (isFarSide ? '东侧' : '西侧') : isFarSide ? '南侧' : '北侧';

import type { LineString, MultiLineString, Polygon, Position } from '../../../shared/geo/geojson.ts';
import { isInPolygon } from '../../../shared/geo/point-in-polygon.ts';
import type { StreetRoad } from '../../../shared/geo/resources.ts';
import { roundPosition } from './flat-map.ts';
import type { Sources } from './sources.ts';

const KINDS = ['major_road', 'minor_road', 'path'] as const;

/** Names of ways that nobody gives as an address. */
const NOT_AN_ADDRESS = /隧道|地道|停车场|枢纽|环岛/;

const linesOf = (geometry: LineString | MultiLineString): readonly (readonly Position[])[] =>
  geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates;

/** The runs of a line whose stretches have at least one end in the street. */
const runsInside = (line: readonly Position[], street: Polygon): readonly (readonly Position[])[] => {
  const runs: Position[][] = [];
  let run: Position[] = [];
  line.forEach((position, i) => {
    const before = line[i - 1];
    if (before === undefined) return;
    if (isInPolygon(street, before) || isInPolygon(street, position)) {
      if (run.length === 0) run.push(before);
      run.push(position);
    } else if (run.length > 0) {
      runs.push(run);
      run = [];
    }
  });
  return run.length > 0 ? [...runs, run] : runs;
};

/** Named roads on the ground, as far as they run through the street. */
export const makeRoads = (sources: Sources, street: Polygon): readonly StreetRoad[] =>
  sources.roads.features.flatMap(({ properties, geometry }): readonly StreetRoad[] => {
    const { name } = properties;
    const kind = KINDS.find((known) => known === properties.kind);
    if (name === undefined || kind === undefined || properties.is_tunnel === true || NOT_AN_ADDRESS.test(name))
      return [];
    return linesOf(geometry).flatMap((line) =>
      runsInside(line, street).map((run) => ({
        name,
        kind,
        line: { type: 'LineString' as const, coordinates: run.map(roundPosition) },
      })),
    );
  });

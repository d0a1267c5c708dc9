import { areaIndex } from '../../../shared/geo/area-index.ts';
import { boxOfPolygon } from '../../../shared/geo/bounding-box.ts';
import { METRES_PER_DEGREE, radians } from '../../../shared/geo/distance.ts';
import type { Polygon, Position } from '../../../shared/geo/geojson.ts';
import { isInPolygon } from '../../../shared/geo/point-in-polygon.ts';
import type { StreetAddress, StreetArea, StreetBuilding, StreetRoad } from '../../../shared/geo/resources.ts';
import { estateName, isBusinessCommunity } from './estates.ts';
import { roundPosition } from './flat-map.ts';
import { countedRoads, doorNumber, nearestRoad, sideName } from './road-addresses.ts';

const LON_METRES = METRES_PER_DEGREE * Math.cos(radians(31.24));

/** One point about every so far along a road, on both pavements. */
const ROAD_STEP_METRES = 24;
const PAVEMENT_METRES = 8;
/** Nearer than this to another named road, people say the corner. */
const CORNER_METRES = 25;
/** How far from a wall people stand when they say "beside". */
const BESIDE_METRES = 4;

type Candidate = readonly [place: Position, text: string, kind: StreetAddress['kind']];

const shifted = ([lon, lat]: Position, eastMetres: number, northMetres: number): Position =>
  roundPosition([lon + eastMetres / LON_METRES, lat + northMetres / METRES_PER_DEGREE]);

const besideBuilding = (building: StreetBuilding): readonly Candidate[] => {
  const box = boxOfPolygon(building.polygon);
  const [lon, lat] = building.centroid;
  return [
    [shifted([lon, box.north], 0, BESIDE_METRES), `${building.label}北侧`, 'building'],
    [shifted([lon, box.south], 0, -BESIDE_METRES), `${building.label}南侧`, 'building'],
    [shifted([box.east, lat], BESIDE_METRES, 0), `${building.label}东侧`, 'building'],
  ];
};

const alongRoads = (roads: readonly StreetRoad[]): readonly Candidate[] => {
  const counted = countedRoads(roads.filter((road) => road.kind !== 'path'));
  const found: Candidate[] = [];
  for (const road of counted) {
    for (const line of road.lines) {
      for (let i = 1; i < line.length; i += 1) {
        const [from, to] = [line[i - 1], line[i]];
        if (from === undefined || to === undefined) continue;
        const [dx, dy] = [(to[0] - from[0]) * LON_METRES, (to[1] - from[1]) * METRES_PER_DEGREE];
        const length = Math.hypot(dx, dy);
        for (let along = ROAD_STEP_METRES / 2; along < length; along += ROAD_STEP_METRES) {
          for (const side of [PAVEMENT_METRES, -PAVEMENT_METRES]) {
            const t = along / length;
            const place = shifted(from, dx * t - (dy / length) * side, dy * t + (dx / length) * side);
            const own = nearestRoad([road], place);
            const other = nearestRoad(
              counted.filter((candidate) => candidate.name !== road.name),
              place,
            );
            if (own === undefined) continue;
            const text =
              other !== undefined && other.metres < CORNER_METRES
                ? `${road.name}近${other.road.name}路口${sideName(own)}`
                : `${road.name}${String(doorNumber(own, place))}号${sideName(own)}人行道`;
            found.push([place, text, 'road']);
          }
        }
      }
    }
  }
  return found;
};

/** Every grid has at least this many places, also where the base map shows neither road nor building. */
const LEAST_PER_GRID = 16;
const LATTICE_METRES = 18;

const ESTATE_SPOTS = ['垃圾投放点', '非机动车棚', '健身点', '宣传栏旁', '门岗旁', '中心花园', '快递柜旁', '停车位旁'];
const SQUARE_SPOTS = ['广场', '绿地步道', '地下车库出入口', '下沉广场', '共享单车停放点', '出租车候客点'];

/** Lattice points inside a polygon, the ones farthest apart first: every seventh, then the next ones. */
const spotsInside = (polygon: Polygon): readonly Position[] => {
  const box = boxOfPolygon(polygon);
  const found: Position[] = [];
  for (let lat = box.north; lat > box.south; lat -= LATTICE_METRES / METRES_PER_DEGREE) {
    for (let lon = box.west; lon < box.east; lon += LATTICE_METRES / LON_METRES) {
      if (isInPolygon(polygon, [lon, lat])) found.push(roundPosition([lon, lat]));
    }
  }
  return [0, 1, 2, 3, 4, 5, 6].flatMap((rest) => found.filter((_, i) => i % 7 === rest));
};

/** Places where a patrol would say it stands: on pavements, at corners, beside buildings and inside estates. */
export const makeAddresses = (
  areas: readonly StreetArea[],
  buildings: readonly StreetBuilding[],
  roads: readonly StreetRoad[],
): readonly StreetAddress[] => {
  const grids = areas.flatMap((area) =>
    area.kind === 'grid' && area.polygon !== undefined ? [{ ...area, polygon: area.polygon }] : [],
  );
  const index = areaIndex(grids);
  const footprints = areaIndex(buildings);
  const seen = new Set<string>();
  const outside = [...alongRoads(roads), ...buildings.flatMap(besideBuilding)].flatMap(
    ([[lon, lat], text, kind]): readonly StreetAddress[] => {
      const grid = index.areaAt(lon, lat);
      if (grid === undefined || footprints.areaAt(lon, lat) !== undefined || seen.has(text)) return [];
      seen.add(text);
      return [{ lon, lat, text, kind, gridCode: grid.code }];
    },
  );
  const counts = new Map<string, number>();
  for (const { gridCode } of outside) counts.set(gridCode, (counts.get(gridCode) ?? 0) + 1);
  const communityNames = new Map(areas.map((area) => [area.code, area.name]));
  const numbers = new Map<string, number>();
  const inside = grids.flatMap((grid): readonly StreetAddress[] => {
    const missing = Math.max(0, LEAST_PER_GRID - (counts.get(grid.code) ?? 0));
    const community = communityNames.get(grid.parent ?? '') ?? '';
    const isBusiness = isBusinessCommunity(community);
    const spots = isBusiness ? SQUARE_SPOTS : ESTATE_SPOTS;
    return spotsInside(grid.polygon)
      .filter(([lon, lat]) => footprints.areaAt(lon, lat) === undefined)
      .slice(0, missing)
      .map(([lon, lat], i) => {
        const spot = spots[i % spots.length] ?? '';
        const where = isBusiness ? community : estateName(community);
        const number = (numbers.get(where + spot) ?? 0) + 1;
        numbers.set(where + spot, number);
        return { lon, lat, text: `${where} ${String(number)}号${spot}`, kind: 'building', gridCode: grid.code };
      });
  });
  return [...outside, ...inside];
};

import type { Polygon, Position } from '../../../shared/geo/geojson.ts';
import { labelPoint } from '../../../shared/geo/label-point.ts';
import type { StreetArea } from '../../../shared/geo/resources.ts';
import { bordersOf, polygonOf } from './assemble-areas.ts';
import { flatMapAt, roundPosition } from './flat-map.ts';
import { footprints } from './footprints.ts';
import { labelCells } from './label-cells.ts';
import { joinNearCorners, type GroupOf } from './join-corners.ts';
import { inReadingOrder } from './reading-order.ts';
import { simplifyArcs } from './simplify-arcs.ts';
import { STREET_CODE, type SketchGrid, type Sources } from './sources.ts';
import { traceArcs } from './trace-arcs.ts';

/** The working sheet: its south-west corner, and its size with a margin all around the street. */
const SHEET_CORNER: Position = [121.488, 31.2276];
const SHEET_COLUMNS = 3_220;
const SHEET_ROWS = 2_260;

/**
 * North of the base map's last stretch of river bank the drawing runs on into the river. East of this longitude nothing
 * north of this latitude is land of the street.
 */
const LAST_BANK: Position = [121.5197, 31.24695];

/** The day the demonstration street's division is taken to begin. */
const VALID_FROM = '2026-01-01';

const SHORT_NAME_SUFFIX = /(社区)?居委会$/;
export const shortCommunityName = (fullName: string): string => fullName.replace(SHORT_NAME_SUFFIX, '');

const partition = (sources: Sources) => {
  const map = flatMapAt(SHEET_CORNER);
  const flatRings = (polygon: Polygon) => polygon.coordinates.map((ring) => ring.map(map.toFlat));
  const sketch: readonly SketchGrid[] = sources.sketchGrids.features.map((feature) => feature.properties);
  const buildings = sources.buildings.features.map((feature) => flatRings(feature.geometry));
  const bank = map.toFlat(LAST_BANK);
  const familyOf = (area: number): string => sketch[area]?.code.slice(0, 12) ?? '';
  const input = {
    columns: SHEET_COLUMNS,
    rows: SHEET_ROWS,
    areas: sources.sketchGrids.features.map((feature) => flatRings(feature.geometry)),
    familyOf,
    buildings,
    isExcluded: (p: { x: number; y: number }) => p.x > bank.x && p.y > bank.y,
  };
  const { raster, pushed } = labelCells(input);
  const isPushed = ({ x, y }: { x: number; y: number }): boolean =>
    [0, -1].some((dx) => [0, -1].some((dy) => pushed[(y + dy) * raster.columns + x + dx] === 1));
  const walls = footprints(buildings);
  const arcs = traceArcs(raster).map((arc) => ({ ...arc, isPushed }));
  const groups: readonly GroupOf[] = [String, familyOf, (area) => (area < 0 ? 'outside' : 'street')];
  return { sketch, borders: bordersOf(simplifyArcs(joinNearCorners(arcs, groups, walls), walls), map) };
};

/** The street, its communities and grids: one partition, every border stored once and shared. */
export const makeAreas = (sources: Sources): readonly StreetArea[] => {
  const { sketch, borders } = partition(sources);
  const communityOf = (area: number): string => sketch[area]?.code.slice(0, 12) ?? '';
  const communityCodes = [...sources.communityNames.keys()].sort();
  const communityIndex = new Map(communityCodes.map((code, i) => [code, i]));
  const shape = (polygon: Polygon) => ({ polygon, labelPoint: roundPosition(labelPoint(polygon)) });
  const communities = communityCodes.flatMap((code, index): readonly StreetArea[] => {
    const fullName = sources.communityNames.get(code) ?? code;
    const name = shortCommunityName(fullName);
    const own = sketch.flatMap((_, area) => {
      if (communityOf(area) !== code) return [];
      const polygon = polygonOf(borders, (a) => a, area);
      /* A grid that joined its sibling has no ground left. */
      return polygon.coordinates.length === 0 ? [] : [shape(polygon)];
    });
    const union = polygonOf(borders, (area) => communityIndex.get(communityOf(area)) ?? -1, index);
    const grids = inReadingOrder(own).map((grid, i): StreetArea => {
      const sequence = String(i + 1).padStart(3, '0');
      return {
        code: `${code}${sequence}`,
        kind: 'grid',
        name: `${name} ${sequence.slice(1)}`,
        parent: code,
        ...grid,
        validFrom: VALID_FROM,
      };
    });
    return [
      { code, kind: 'community', name, fullName, parent: STREET_CODE, ...shape(union), validFrom: VALID_FROM },
      ...grids,
    ];
  });
  const street = polygonOf(borders, (area) => (area < 0 ? -1 : 0), 0);
  return [
    { code: STREET_CODE.slice(0, 6), kind: 'district', name: '浦东新区', validFrom: VALID_FROM },
    {
      code: STREET_CODE,
      kind: 'street',
      name: '陆家嘴街道',
      parent: STREET_CODE.slice(0, 6),
      ...shape(street),
      validFrom: VALID_FROM,
    },
    ...communities,
  ];
};

import { LineSymbolizer, PolygonSymbolizer } from 'protomaps-leaflet';
import type { Feature, PaintRule } from 'protomaps-leaflet';
import { tokens } from '../ui/tokens.ts';

const paper = tokens.map;

/** Metres on the ground per pixel at zoom 17 and the latitude of Shanghai (31.2°). */
const METRES_PER_PIXEL_17 = 1.02;

/** How wide the carriageway of a road is drawn, in metres on the ground, and its least width in pixels. */
const ROAD_WIDTHS: Readonly<Record<string, readonly [metres: number, leastPx: number]>> = {
  trunk: [22, 2.2],
  primary: [24, 2.2],
  secondary: [18, 1.8],
  tertiary: [13, 1.4],
  trunk_link: [8, 1],
  primary_link: [8, 1],
  secondary_link: [8, 1],
  tertiary_link: [7, 1],
  unclassified: [9, 1],
  residential: [9, 1],
  living_street: [7, 0.8],
  service: [5, 0.6],
};

/** A text property of a feature, or empty. */
export function textOf(feature: Feature | undefined, property: string): string {
  const value = feature?.props[property];
  return typeof value === 'string' ? value : '';
}

const detail = (feature: Feature | undefined): string => textOf(feature, 'kind_detail');
const kind = (feature: Feature): string => textOf(feature, 'kind');

function roadWidthPx(zoom: number, feature: Feature | undefined): number {
  const [metres, leastPx] = ROAD_WIDTHS[detail(feature)] ?? [5, 0.6];
  return Math.max(leastPx, (metres / METRES_PER_PIXEL_17) * 2 ** (zoom - 17));
}

const isOpenRoad = (feature: Feature): boolean => detail(feature) in ROAD_WIDTHS && !isTunnel(feature);

/** Roads in tunnels and ferry lines are not drawn: on the ground there is nothing to see. */
export const isTunnel = (feature: Feature): boolean => feature.props['is_tunnel'] === true;

/** Smaller is more important. */
export function roadRank(feature: Feature): number {
  const rank = Object.keys(ROAD_WIDTHS).indexOf(detail(feature));
  return rank < 0 ? 99 : rank;
}

const area = (fill: string, kinds: readonly string[], minzoom = 12): PaintRule => ({
  dataLayer: 'landuse',
  minzoom,
  symbolizer: new PolygonSymbolizer({ fill }),
  filter: (_zoom, feature) => kinds.includes(kind(feature)),
});

/** From the ground up. Colours are the `map` tokens. */
export const paintRules: PaintRule[] = [
  area(paper.residential, ['residential']),
  area(paper.commercial, ['commercial', 'retail']),
  area(paper.public, ['school', 'hospital', 'library', 'place_of_worship']),
  area(paper.green, [
    'park',
    'forest',
    'natural_wood',
    'garden',
    'grass',
    'recreation_ground',
    'pitch',
    'protected_area',
  ]),
  {
    dataLayer: 'water',
    symbolizer: new PolygonSymbolizer({ fill: paper.water }),
    filter: (_zoom, feature) => (feature.geomType as number) === 3,
  },
  area(paper.land, ['pier', 'bridge'], 14),
  {
    dataLayer: 'roads',
    minzoom: 15,
    symbolizer: new LineSymbolizer({ color: paper.path, width: (zoom: number) => (zoom >= 17 ? 1.4 : 0.8) }),
    filter: (_zoom, feature) => kind(feature) === 'path' && detail(feature) !== 'pier' && !isTunnel(feature),
  },
  {
    dataLayer: 'roads',
    minzoom: 13,
    symbolizer: new LineSymbolizer({
      color: paper.roadCasing,
      width: (zoom: number, feature?: Feature) => roadWidthPx(zoom, feature) + 1.6,
      lineCap: 'butt',
      lineJoin: 'round',
    }),
    filter: (zoom, feature) => isOpenRoad(feature) && (zoom >= 15 || kind(feature) === 'major_road'),
  },
  {
    dataLayer: 'roads',
    symbolizer: new LineSymbolizer({
      color: paper.road,
      width: (zoom: number, feature?: Feature) => roadWidthPx(zoom, feature),
      lineCap: 'round',
      lineJoin: 'round',
    }),
    filter: (zoom, feature) => isOpenRoad(feature) && (zoom >= 14 || kind(feature) === 'major_road'),
  },
  {
    dataLayer: 'buildings',
    minzoom: 15,
    symbolizer: new PolygonSymbolizer({ fill: paper.building, stroke: paper.buildingLine, width: 0.7 }),
    filter: (_zoom, feature) => feature.props['part'] !== 1,
  },
];

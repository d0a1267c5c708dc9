import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FeatureCollection, LineString, MultiLineString, Polygon } from '../../../shared/geo/geojson.ts';

/** The open data that the street is made from. Folder layout: see README.md beside this file. */
export interface Sources {
  readonly folder: string;
  readonly buildings: FeatureCollection<Polygon, SourceBuilding>;
  readonly roads: FeatureCollection<LineString | MultiLineString, SourceRoad>;
  readonly sketchGrids: FeatureCollection<Polygon, SketchGrid>;
  /** Full community names by their twelve-digit code. */
  readonly communityNames: ReadonlyMap<string, string>;
}

export interface SourceBuilding {
  readonly osm: string;
  readonly name?: string;
  readonly height?: number;
  readonly addr_street?: string;
  readonly addr_housenumber?: string;
  readonly area_m2: number;
  /** 1 on a part of a building that is listed whole elsewhere. */
  readonly part?: number;
}

export interface SourceRoad {
  readonly osm: string;
  readonly kind: string;
  readonly kind_detail?: string;
  readonly name?: string;
  readonly is_tunnel?: boolean;
  readonly is_bridge?: boolean;
}

export interface SketchGrid {
  readonly community: string;
  readonly code: string;
}

export const STREET_CODE = '310115005';

/* The files are checked by what is made of them (the shipped street has a test); here they are taken at their word. */
const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

export const readSources = (folder: string): Sources => {
  const table = readFileSync(join(folder, 'boundaries/division-communities.csv'), 'utf8');
  const names = table
    .split('\n')
    .map((line) => line.split(','))
    .flatMap(([code, name, street]) =>
      code !== undefined && name !== undefined && street === STREET_CODE ? [[code, name] as const] : [],
    );
  const basemap = (layer: string) => join(folder, `basemap/shanghai-lujiazui-${layer}.geojson`);
  return {
    folder,
    buildings: readJson(basemap('buildings')) as Sources['buildings'],
    roads: readJson(basemap('roads')) as Sources['roads'],
    sketchGrids: readJson(join(folder, 'boundaries/lujiazui-sketch-grids.geojson')) as Sources['sketchGrids'],
    communityNames: new Map(names),
  };
};

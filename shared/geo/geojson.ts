/** The few GeoJSON shapes the house uses, read-only. Coordinates are WGS84 degrees, longitude first. */
export type Position = readonly [lon: number, lat: number];

/** A closed ring: the last position repeats the first. */
export type Ring = readonly Position[];

export interface Polygon {
  readonly type: 'Polygon';
  /** The outer ring, then holes. */
  readonly coordinates: readonly Ring[];
}

export interface LineString {
  readonly type: 'LineString';
  readonly coordinates: readonly Position[];
}

export interface MultiLineString {
  readonly type: 'MultiLineString';
  readonly coordinates: readonly (readonly Position[])[];
}

export interface MultiPolygon {
  readonly type: 'MultiPolygon';
  readonly coordinates: readonly (readonly Ring[])[];
}

export interface Point {
  readonly type: 'Point';
  readonly coordinates: Position;
}

export type Geometry = Point | LineString | MultiLineString | Polygon | MultiPolygon;

export interface Feature<G extends Geometry = Geometry, P = Readonly<Record<string, unknown>>> {
  readonly type: 'Feature';
  readonly properties: P;
  readonly geometry: G;
}

export interface FeatureCollection<G extends Geometry = Geometry, P = Readonly<Record<string, unknown>>> {
  readonly type: 'FeatureCollection';
  readonly features: readonly Feature<G, P>[];
}

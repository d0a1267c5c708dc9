/** What the map draws: plain values, degrees in WGS84. No database, no case logic. */

export interface LonLat {
  readonly lon: number;
  readonly lat: number;
}

/** GeoJSON order: lon before lat. */
export type Position = readonly [number, number];
export type Ring = readonly Position[];
export type AreaGeometry =
  | { readonly type: 'Polygon'; readonly coordinates: readonly Ring[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly Ring[])[] };

export interface MapArea {
  readonly code: string;
  readonly name: string;
  /** `unitGrid` and `dutyGrid` are statutory divisions over the same ground; they are drawn and picked, never access. */
  readonly kind: 'street' | 'community' | 'grid' | 'unitGrid' | 'dutyGrid';
  readonly polygon: AreaGeometry;
  readonly labelPoint: Position;
  /** Second line of the label, such as `486 户`; only where the reader may know it. */
  readonly note?: string | undefined;
}

export interface MapBuilding {
  readonly id: string;
  readonly name: string;
  readonly polygon: AreaGeometry;
  readonly labelPoint: Position;
  /** A colour of the token set; without it the building is plain. */
  readonly fill?: string | undefined;
}

/** Worst first. `plain` says nothing about time. */
export type PointTone = 'bad' | 'warn' | 'ok' | 'paused' | 'plain';

export interface MapPoint {
  readonly id: string;
  readonly at: LonLat;
  /** For readers and on hover: 污水井盖异常，招远路 88 号门前 */
  readonly name: string;
  readonly tone?: PointTone | undefined;
  /** A short mark beside the pin, such as the row number of the list. */
  readonly label?: string | undefined;
}

/** Many points side by side: their ids, `at` lon, lat, lon, lat …, and a small number each that `tones` of the layer explains. */
export interface FlatPoints {
  readonly ids: readonly string[];
  readonly at: Float64Array;
  readonly tone: Uint8Array;
}

/** A layer of points of one kind. Its identity is that of `points`; the rest may be made anew. */
export interface PointLayer {
  readonly key: string;
  /** One character in the mark: 企, 物. */
  readonly sign: string;
  /** 家, 个: said of a cluster. */
  readonly unit: string;
  readonly points: FlatPoints;
  readonly tones: readonly PointTone[];
  readonly nameOf: (id: string, tone: PointTone) => string;
}

export type MapTarget =
  /** `layer`: the key of the point layer it belongs to; left out for `points`. */
  | { readonly kind: 'point'; readonly id: string; readonly layer?: string | undefined }
  | { readonly kind: 'building'; readonly id: string }
  | { readonly kind: 'area'; readonly id: string };

export const isSameTarget = (one: MapTarget | undefined, other: MapTarget | undefined): boolean =>
  one?.kind === other?.kind &&
  one?.id === other?.id &&
  (one?.kind !== 'point' || other?.kind !== 'point' || one.layer === other.layer);

/** The polygons of either geometry, each an outer ring and its holes. */
export const polygonsOf = (geometry: AreaGeometry): readonly (readonly Ring[])[] =>
  geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;

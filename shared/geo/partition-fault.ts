import type { Polygon, Position } from './geojson.ts';

/** The least a partition needs to know of an area. */
export interface PartitionArea {
  readonly code: string;
  readonly kind: 'street' | 'community' | 'grid';
  readonly parent?: string | undefined;
  readonly polygon: Polygon;
}

/** The least it needs to know of a building. */
export interface PartitionBuilding {
  readonly id: string;
  readonly polygon: Polygon;
  /** The grid it is booked in, when it is booked. */
  readonly gridCode?: string | undefined;
}

export type PartitionLevel = 'community' | 'grid';

/** One thing that is wrong with a division into communities and grids, with a place to look at. */
export type PartitionFault =
  /** A ring that does not end where it began, or has no area. */
  | { readonly kind: 'unclosed'; readonly code: string; readonly at: Position | undefined }
  /** A border that crosses itself. */
  | { readonly kind: 'selfCrossing'; readonly code: string; readonly at: Position }
  | { readonly kind: 'duplicateCode'; readonly code: string }
  /** The parent is missing, of the wrong level, or not the beginning of the code. */
  | { readonly kind: 'wrongParent'; readonly code: string; readonly parent: string | undefined }
  /** Ground of the street that no community or no grid covers. */
  | { readonly kind: 'gap'; readonly level: PartitionLevel; readonly areaSquareMetres: number; readonly at: Position }
  | {
      readonly kind: 'overlap';
      readonly level: PartitionLevel;
      readonly codes: readonly [string, string];
      readonly areaSquareMetres: number;
      readonly at: Position;
    }
  /** Ground of an area that lies outside of its parent. */
  | {
      readonly kind: 'outsideParent';
      readonly code: string;
      readonly parent: string;
      readonly areaSquareMetres: number;
      readonly at: Position;
    }
  /** A stretch of border whose two ends are not also corners of exactly one neighbour. */
  | { readonly kind: 'looseBorder'; readonly code: string; readonly stretches: number; readonly at: Position }
  /** A border runs through a building. */
  | {
      readonly kind: 'cutBuilding';
      readonly building: string;
      readonly codes: readonly string[];
      readonly at: Position;
    }
  /** A building that is whole, but not in the grid it is booked in (or in none). */
  | {
      readonly kind: 'wrongGrid';
      readonly building: string;
      readonly booked: string;
      readonly found: string | undefined;
    };

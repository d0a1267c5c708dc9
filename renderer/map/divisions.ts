import { sharedBorders } from './borders.ts';
import { flatLines } from './flat-shape.ts';
import type { FlatShape } from './flat-shape.ts';
import type { MapArea, Position } from './map-objects.ts';
import { shapeIndex } from './shape-index.ts';
import type { ShapeIndex } from './shape-index.ts';

type Kind = MapArea['kind'];

/** The areas on the map, made ready for drawing and picking. */
export interface Divisions {
  readonly areas: readonly MapArea[];
  readonly borders: Readonly<Record<Kind, readonly FlatShape[]>>;
  readonly index: Readonly<Record<Kind, ShapeIndex<MapArea>>>;
}

const GRIDS_PICKED_FROM_ZOOM = 16;
/** Which division a click means: the first that is on and holds the place. */
const PICKED_FROM_NEAR = ['grid', 'dutyGrid', 'unitGrid', 'community'] as const;
const PICKED_FROM_FAR = ['community'] as const;

const lines = (...given: Parameters<typeof sharedBorders>): readonly FlatShape[] =>
  sharedBorders(...given).map((line) => flatLines([line]));

export function divisionsOf(areas: readonly MapArea[]): Divisions {
  const of = (kind: Kind): readonly MapArea[] => areas.filter((area) => area.kind === kind);
  const geometries = (kind: Kind): readonly MapArea['polygon'][] => of(kind).map(({ polygon }) => polygon);
  const index = (kind: Kind): ShapeIndex<MapArea> => shapeIndex(of(kind), ({ polygon }) => polygon);
  const [street, community] = [geometries('street'), geometries('community')];
  return {
    areas,
    borders: {
      street: lines(street),
      community: lines(community, street),
      grid: lines(geometries('grid'), [...street, ...community]),
      unitGrid: lines(geometries('unitGrid')),
      dutyGrid: lines(geometries('dutyGrid')),
    },
    index: {
      street: index('street'),
      community: index('community'),
      grid: index('grid'),
      unitGrid: index('unitGrid'),
      dutyGrid: index('dutyGrid'),
    },
  };
}

export function areaUnder({ index }: Divisions, at: Position, zoom: number): MapArea | undefined {
  for (const kind of zoom >= GRIDS_PICKED_FROM_ZOOM ? PICKED_FROM_NEAR : PICKED_FROM_FAR) {
    const area = index[kind].at(at);
    if (area !== undefined) return area;
  }
  return undefined;
}

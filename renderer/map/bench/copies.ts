import type { StreetAreas, StreetBuildings } from '../../../shared/geo/resources.ts';
import type { AreaGeometry, FlatPoints, MapArea, MapBuilding, Position } from '../map-objects.ts';

/* A whole district made of copies of the one real street, laid side by side, the same in every run. */

const COLUMNS = 4;
const TILES = 10;
/** The street is some 3.4 × 2.2 km. */
const STEP: Position = [0.037, 0.024];
const FILLS = ['#C4524E', '#E9B44C', '#9CC4AC', undefined] as const;

const moved = ([lon, lat]: Position, [east, north]: Position): Position => [lon + east, lat + north];
const movedGeometry = (
  { coordinates }: { readonly coordinates: readonly (readonly Position[])[] },
  by: Position,
): AreaGeometry => ({
  type: 'Polygon',
  coordinates: coordinates.map((ring) => ring.map((at) => moved(at, by))),
});
const tileOf = (number: number): Position => [(number % COLUMNS) * STEP[0], Math.floor(number / COLUMNS) * STEP[1]];

/** Evenly spread numbers below 1, always the same ones. */
function randoms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export function copiedGrids({ areas }: StreetAreas, count: number): readonly MapArea[] {
  const grids = areas.filter(({ kind }) => kind === 'grid');
  return Array.from({ length: count }, (_, number) => {
    const tile = Math.floor(number / grids.length);
    const { polygon, labelPoint, name } = grids[number % grids.length] ?? {};
    if (polygon === undefined || labelPoint === undefined) throw new Error('Every grid of the street has its line.');
    const by = tileOf(tile);
    return {
      code: `9${String(number).padStart(14, '0')}`,
      kind: 'grid',
      name: name ?? '',
      polygon: movedGeometry(polygon, by),
      labelPoint: moved(labelPoint, by),
    };
  });
}

export function copiedBuildings({ buildings }: StreetBuildings, count: number): readonly MapBuilding[] {
  const random = randoms(7);
  return Array.from({ length: count }, (_, number) => {
    const original = buildings[number % buildings.length];
    if (original === undefined) throw new Error('The street has buildings.');
    const copy = Math.floor(number / buildings.length);
    const [east, north] = tileOf(copy % TILES);
    // Several copies in the same tile stand beside each other, up to some 150 m apart.
    const by: Position =
      copy < TILES ? [east, north] : [east + (random() - 0.5) * 0.003, north + (random() - 0.5) * 0.003];
    return {
      id: `building:${String(number)}`,
      name: original.label,
      polygon: movedGeometry(original.polygon, by),
      labelPoint: moved(original.centroid, by),
      fill: FILLS[number % FILLS.length],
    };
  });
}

/** Points strewn around the buildings, where cases are. */
export function strewnPoints(buildings: readonly MapBuilding[], count: number): FlatPoints {
  const random = randoms(11);
  const at = new Float64Array(count * 2);
  const tone = new Uint8Array(count);
  for (let number = 0; number < count; number += 1) {
    const [lon, lat] = buildings[Math.floor(random() * buildings.length)]?.labelPoint ?? [0, 0];
    at[number * 2] = lon + (random() - 0.5) * 0.0012;
    at[number * 2 + 1] = lat + (random() - 0.5) * 0.001;
    tone[number] = Math.floor(random() * 5);
  }
  return { ids: Array.from({ length: count }, (_, number) => `case:${String(number)}`), at, tone };
}

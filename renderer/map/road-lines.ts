import { isTunnel, roadRank, textOf } from './paint-rules.ts';
import type { RoadLine } from './road-names.ts';
import type { VectorPack } from './tile-pack.ts';

/** Named roads of the base map around a window whose north-west corner lies at `origin`; all in world pixels of the zoom. */
export async function roadLinesOn(
  pack: VectorPack,
  { zoom, width, height }: { readonly zoom: number; readonly width: number; readonly height: number },
  origin: { readonly x: number; readonly y: number },
): Promise<readonly RoadLine[]> {
  const tiles = await pack.view.getBbox(zoom, {
    minX: origin.x,
    minY: origin.y,
    maxX: origin.x + width,
    maxY: origin.y + height,
  });
  return tiles.flatMap(({ data, scale, origin: tileOrigin }) =>
    (data.get('roads') ?? []).flatMap((feature) => {
      const name = textOf(feature, 'name');
      const kind = textOf(feature, 'kind');
      if (name === '' || isTunnel(feature) || (kind !== 'major_road' && (kind !== 'minor_road' || zoom < 16)))
        return [];
      return feature.geom.map((points) => ({
        name,
        rank: roadRank(feature),
        points: points.map(({ x, y }) => ({ x: x * scale + tileOrigin.x, y: y * scale + tileOrigin.y })),
      }));
    }),
  );
}

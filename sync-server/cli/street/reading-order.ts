import { boxOfPolygon } from '../../../shared/geo/bounding-box.ts';
import type { Polygon, Position } from '../../../shared/geo/geojson.ts';

interface Placed {
  readonly polygon: Polygon;
  readonly labelPoint: Position;
}

/**
 * West to east, then north to south, as grids are numbered: like reading a page. The northernmost grid begins a line;
 * whatever lies level with it (less than half the mean height of a grid lower) belongs to the line.
 */
export const inReadingOrder = <T extends Placed>(places: readonly T[]): readonly T[] => {
  const heights = places.map(({ polygon }) => {
    const box = boxOfPolygon(polygon);
    return box.north - box.south;
  });
  const lineHeight = heights.reduce((sum, height) => sum + height, 0) / Math.max(1, places.length) / 2;
  const southward = [...places].sort((a, b) => b.labelPoint[1] - a.labelPoint[1] || a.labelPoint[0] - b.labelPoint[0]);
  const lines: T[][] = [];
  for (const place of southward) {
    const line = lines.at(-1);
    const first = line?.[0];
    if (line !== undefined && first !== undefined && first.labelPoint[1] - place.labelPoint[1] < lineHeight)
      line.push(place);
    else lines.push([place]);
  }
  return lines.flatMap((line) => line.sort((a, b) => a.labelPoint[0] - b.labelPoint[0]));
};

import { borderEdges, crossingPoint, type BorderEdge } from './border-edges.ts';
import { areaIndex } from './area-index.ts';
import { labelPoint } from './label-point.ts';
import type { PartitionArea, PartitionBuilding, PartitionFault } from './partition-fault.ts';
import { isInPolygon } from './point-in-polygon.ts';
import { properlyCross, type WholeSheet } from './whole-numbers.ts';

/** Side of a bucket in steps: about 60 m. */
const BUCKET = 5_000;

/** Edges by place, so that a building is held against the few borders near it and not against all. */
const edgesByPlace = (edges: readonly BorderEdge[]) => {
  const buckets = new Map<string, BorderEdge[]>();
  const forEachKey = (
    [x1, x2]: readonly [number, number],
    [y1, y2]: readonly [number, number],
    visit: (key: string) => void,
  ): void => {
    for (let x = Math.floor(Math.min(x1, x2) / BUCKET); x <= Math.floor(Math.max(x1, x2) / BUCKET); x += 1) {
      for (let y = Math.floor(y1 / BUCKET); y <= Math.floor(y2 / BUCKET); y += 1) visit(`${String(x)},${String(y)}`);
    }
  };
  for (const edge of edges) {
    forEachKey([edge.low.x, edge.high.x], [edge.low.y, edge.high.y], (key) => {
      const list = buckets.get(key);
      if (list === undefined) buckets.set(key, [edge]);
      else list.push(edge);
    });
  }
  return (wall: BorderEdge): ReadonlySet<BorderEdge> => {
    const near = new Set<BorderEdge>();
    forEachKey([wall.low.x, wall.high.x], [wall.low.y, wall.high.y], (key) => {
      for (const edge of buckets.get(key) ?? []) near.add(edge);
    });
    return near;
  };
};

/** Buildings that a grid border runs through, and whole ones that are booked in the wrong grid. */
export const buildingFaults = (
  grids: readonly PartitionArea[],
  buildings: readonly PartitionBuilding[],
  sheet: WholeSheet,
): readonly PartitionFault[] => {
  const edges = borderEdges(
    grids.map((grid) => grid.polygon),
    sheet,
  );
  const near = edgesByPlace(edges);
  const index = areaIndex(grids);
  const codesOf = (edge: BorderEdge): readonly string[] => edge.users.flatMap((user) => grids[user]?.code ?? []);
  return buildings.flatMap(({ id, polygon, gridCode }): readonly PartitionFault[] => {
    const codes = new Set<string>();
    let at: readonly [number, number] | undefined;
    for (const wall of borderEdges([polygon], sheet)) {
      for (const edge of near(wall)) {
        const isCrossed = properlyCross(wall.low, wall.high, edge.low, edge.high);
        const isEntered = [edge.low, edge.high].some(({ x, y }) => isInPolygon(polygon, sheet.toPosition(x, y)));
        if (!isCrossed && !isEntered) continue;
        for (const code of codesOf(edge)) codes.add(code);
        const point = isCrossed ? crossingPoint(wall, edge) : edge.low;
        at ??= sheet.toPosition(point.x, point.y);
      }
    }
    if (at !== undefined) return [{ kind: 'cutBuilding', building: id, codes: [...codes].sort(), at }];
    if (gridCode === undefined) return [];
    const [lon, lat] = labelPoint(polygon);
    const found = index.areaAt(lon, lat)?.code;
    return found === gridCode ? [] : [{ kind: 'wrongGrid', building: id, booked: gridCode, found }];
  });
};

import { ringAreaSquareMetres } from './area.ts';
import { borderEdges, crossingPoint, forEachCrossing } from './border-edges.ts';
import { boundingBox } from './bounding-box.ts';
import { faultPatches } from './coverage.ts';
import { buildingFaults } from './cut-buildings.ts';
import type { Position } from './geojson.ts';
import type { PartitionArea, PartitionBuilding, PartitionFault, PartitionLevel } from './partition-fault.ts';
import { isClosed } from './rings.ts';
import { wholeSheetAt, type WholeSheet } from './whole-numbers.ts';

/** Smaller patches are the rounding of positions to a centimetre, not ground. */
const SMALLEST_PATCH_SQUARE_METRES = 0.05;

const PARENT_KINDS = { community: 'street', grid: 'community' } as const;

const shapeFaults = (areas: readonly PartitionArea[], sheet: WholeSheet): readonly PartitionFault[] =>
  areas.flatMap(({ code, polygon }): readonly PartitionFault[] => {
    const open = polygon.coordinates.find((ring) => !isClosed(ring) || ringAreaSquareMetres(ring) === 0);
    if (open !== undefined) return [{ kind: 'unclosed', code, at: open[0] }];
    if (polygon.coordinates.length === 0) return [{ kind: 'unclosed', code, at: undefined }];
    let at: Position | undefined;
    forEachCrossing(borderEdges([polygon], sheet), (one, other) => {
      const point = crossingPoint(one, other);
      at ??= sheet.toPosition(point.x, point.y);
    });
    return at === undefined ? [] : [{ kind: 'selfCrossing', code, at }];
  });

const familyFaults = (areas: readonly PartitionArea[]): readonly PartitionFault[] => {
  const byCode = new Map(areas.map((area) => [area.code, area]));
  return areas.flatMap((area): readonly PartitionFault[] => {
    const { code, kind, parent } = area;
    if (byCode.get(code) !== area) return [{ kind: 'duplicateCode', code }];
    if (kind === 'street') return [];
    const isRight =
      parent !== undefined &&
      code.startsWith(parent) &&
      code.length === parent.length + 3 &&
      byCode.get(parent)?.kind === PARENT_KINDS[kind];
    return isRight ? [] : [{ kind: 'wrongParent', code, parent }];
  });
};

/** What is wrong where just these areas lie, as keys: gap/level, overlap/level/a/b, outside/code. */
const groundFaults =
  (areas: readonly PartitionArea[]) =>
  (covering: ReadonlySet<number>): readonly string[] => {
    const here = [...covering].sort((a, b) => a - b).flatMap((number) => areas[number] ?? []);
    if (here.length === 0) return [];
    const codes = new Set(here.map((area) => area.code));
    const isStreet = here.some((area) => area.kind === 'street');
    const ofLevel = (level: PartitionLevel): readonly string[] => {
      const own = here.filter((area) => area.kind === level);
      const gap = isStreet && own.length === 0 ? [`gap/${level}`] : [];
      const overlaps = own.flatMap((a, i) => own.slice(i + 1).map((b) => `overlap/${level}/${a.code}/${b.code}`));
      const strays = own.filter((area) => area.parent !== undefined && !codes.has(area.parent));
      return [...gap, ...overlaps, ...strays.map((area) => `outside/${area.code}/${area.parent ?? ''}`)];
    };
    return [...ofLevel('community'), ...ofLevel('grid')];
  };

const coverageFaults = (areas: readonly PartitionArea[], sheet: WholeSheet): readonly PartitionFault[] => {
  const edges = borderEdges(
    areas.map((area) => area.polygon),
    sheet,
  );
  return faultPatches(edges, groundFaults(areas)).flatMap(({ key, area, x, y }): readonly PartitionFault[] => {
    const areaSquareMetres = area * sheet.squareMetresPerStep;
    if (areaSquareMetres < SMALLEST_PATCH_SQUARE_METRES) return [];
    const at = sheet.toPosition(x, y);
    const [kind, first = '', second = '', third = ''] = key.split('/');
    if (kind === 'outside') return [{ kind: 'outsideParent', code: first, parent: second, areaSquareMetres, at }];
    const level: PartitionLevel = first === 'grid' ? 'grid' : 'community';
    return kind === 'gap'
      ? [{ kind, level, areaSquareMetres, at }]
      : [{ kind: 'overlap', level, codes: [second, third], areaSquareMetres, at }];
  });
};

/** Every stretch of a grid's border belongs to exactly one other grid, or is on the outline of the street. */
const looseBorders = (areas: readonly PartitionArea[], sheet: WholeSheet): readonly PartitionFault[] => {
  const parts = areas.filter((area) => area.kind !== 'community');
  const loose = new Map<string, { stretches: number; at: Position }>();
  for (const { low, high, users } of borderEdges(
    parts.map((area) => area.polygon),
    sheet,
  )) {
    if (users.length === 2) continue;
    for (const user of users) {
      const code = parts[user]?.code ?? '';
      const known = loose.get(code);
      if (known === undefined) {
        loose.set(code, { stretches: 1, at: sheet.toPosition((low.x + high.x) / 2, (low.y + high.y) / 2) });
      } else known.stretches += 1;
    }
  }
  return [...loose].map(([code, { stretches, at }]) => ({ kind: 'looseBorder', code, stretches, at }));
};

/**
 * Says everything that is wrong with a street's division: nothing at all for a clean partition. Areas of other kinds
 * (districts, areas without a polygon) are left out by the caller.
 */
export const checkPartition = (
  areas: readonly PartitionArea[],
  buildings: readonly PartitionBuilding[],
): readonly PartitionFault[] => {
  const box = boundingBox(areas.flatMap((area) => area.polygon.coordinates[0] ?? []));
  if (box === undefined) return [];
  const sheet = wholeSheetAt([box.west, box.south]);
  const grids = areas.filter((area) => area.kind === 'grid');
  return [
    ...familyFaults(areas),
    ...shapeFaults(areas, sheet),
    ...coverageFaults(areas, sheet),
    ...looseBorders(areas, sheet),
    ...buildingFaults(grids, buildings, sheet),
  ];
};

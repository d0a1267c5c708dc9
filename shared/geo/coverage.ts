import { crossingPoint, forEachCrossing, type BorderEdge } from './border-edges.ts';

/** A patch of ground that one and the same fault covers. */
export interface FaultPatch {
  readonly key: string;
  /** In square steps of the sheet. */
  readonly area: number;
  /** A point in the middle of its largest slice. */
  readonly x: number;
  readonly y: number;
}

interface Slice {
  readonly key: string;
  readonly west: readonly [bottom: number, top: number];
  readonly east: readonly [bottom: number, top: number];
  readonly patch: { area: number; largest: number; x: number; y: number; joinedTo: Slice['patch'] | undefined };
}

const xAt = ({ low, high }: BorderEdge, y: number): number =>
  low.x + ((high.x - low.x) * (y - low.y)) / (high.y - low.y);

const rootOf = (patch: Slice['patch']): Slice['patch'] => {
  let at = patch;
  while (at.joinedTo !== undefined) at = at.joinedTo;
  return at;
};

const join = (one: Slice['patch'], other: Slice['patch']): void => {
  const [a, b] = [rootOf(one), rootOf(other)];
  if (a === b) return;
  const [keep, give] = a.largest >= b.largest ? [a, b] : [b, a];
  keep.area += give.area;
  give.joinedTo = keep;
};

/**
 * Sweeps the ground from south to north in slices between corners and crossings. Inside a slice no border crosses
 * another, so walking from west to east over the borders tells exactly which polygons cover each stretch.
 * `faultsOf` names what is wrong where just these polygons lie; patches of one fault that touch are one patch.
 */
export const faultPatches = (
  edges: readonly BorderEdge[],
  faultsOf: (covering: ReadonlySet<number>) => readonly string[],
): readonly FaultPatch[] => {
  const levels = new Set<number>();
  for (const { low, high } of edges) levels.add(low.y).add(high.y);
  forEachCrossing(edges, (one, other) => levels.add(crossingPoint(one, other).y));
  const ys = [...levels].sort((a, b) => a - b);
  const waiting = edges.filter(({ low, high }) => low.y < high.y).sort((a, b) => b.low.y - a.low.y);
  const patches: Slice['patch'][] = [];
  const keys = new Map<Slice['patch'], string>();
  let open: BorderEdge[] = [];
  let below: readonly Slice[] = [];
  for (let i = 1; i < ys.length; i += 1) {
    const bottom = ys[i - 1] ?? 0;
    const top = ys[i] ?? 0;
    open = open.filter(({ high }) => high.y > bottom);
    for (let next = waiting.at(-1); next !== undefined && next.low.y <= bottom; next = waiting.at(-1)) {
      open.push(next);
      waiting.pop();
    }
    const middle = (bottom + top) / 2;
    const walk = open.map((edge) => ({ edge, x: xAt(edge, middle) })).sort((a, b) => a.x - b.x);
    const covering = new Set<number>();
    const slices: Slice[] = [];
    walk.forEach(({ edge, x }, at) => {
      for (const user of edge.users) if (!covering.delete(user)) covering.add(user);
      const next = walk[at + 1];
      if (next === undefined || next.x <= x) return;
      const area = (next.x - x) * (top - bottom);
      for (const key of faultsOf(covering)) {
        const patch = { area, largest: area, x: (x + next.x) / 2, y: middle, joinedTo: undefined };
        slices.push({
          key,
          west: [xAt(edge, bottom), xAt(edge, top)],
          east: [xAt(next.edge, bottom), xAt(next.edge, top)],
          patch,
        });
        patches.push(patch);
        keys.set(patch, key);
      }
    });
    for (const slice of slices) {
      for (const under of below) {
        if (under.key === slice.key && under.west[1] < slice.east[0] && slice.west[0] < under.east[1]) {
          join(under.patch, slice.patch);
        }
      }
    }
    below = slices;
  }
  return patches
    .filter((patch) => patch.joinedTo === undefined)
    .map((patch) => ({ key: keys.get(patch) ?? '', area: patch.area, x: patch.x, y: patch.y }));
};

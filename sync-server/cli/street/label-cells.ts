import type { FlatPoint } from './flat-map.ts';
import { pieces, withoutNotches, withoutSpikes, type Window } from './morphology.ts';
import {
  cellAt,
  emptyRaster,
  forEachCellAlong,
  forEachCellInside,
  mostFrequent,
  neighboursOf,
  NOTHING,
  type Raster,
} from './raster.ts';

export type FlatRings = readonly (readonly FlatPoint[])[];

/** Half the width of what counts as a spike of an area, and of a notch or jetty of the whole street. */
const SPIKE_RADIUS_METRES = 14;
/** Scraps smaller than this belong to a corner and stay. */
const CORNER_SCRAP_CELLS = 400;
/** Rounds of mending; each one settles fewer cells. Far more than ever needed. */
const MENDING_ROUNDS = 40;
/** An area smaller than this is no day's work for anybody and joins its sibling (square metres, one per cell). */
const SMALLEST_AREA_CELLS = 6_000;

/** The street's own cells: all areas together, small notches filled, jetties taken off, in one piece. */
const streetMask = (raster: Raster, areas: readonly FlatRings[], isExcluded: (p: FlatPoint) => boolean): Window => {
  const marked = new Uint8Array(raster.cells.length);
  for (const rings of areas) {
    forEachCellInside(raster, rings, (index) => {
      const middle = { x: (index % raster.columns) + 0.5, y: Math.floor(index / raster.columns) + 0.5 };
      if (!isExcluded(middle)) marked[index] = 1;
    });
  }
  const filled = withoutNotches(
    { ...raster, marked, isBeyondMarked: false },
    SPIKE_RADIUS_METRES,
    CORNER_SCRAP_CELLS / 4,
  );
  const plain = withoutSpikes(filled, SPIKE_RADIUS_METRES, CORNER_SCRAP_CELLS / 4);
  const largest = pieces(plain).reduce<readonly number[]>(
    (best, piece) => (piece.length > best.length ? piece : best),
    [],
  );
  const whole = new Uint8Array(marked.length);
  for (const index of largest) whole[index] = 1;
  return { ...plain, marked: whole };
};

/** Gives every unlabelled cell of the mask the label of the labelled cell nearest to it. */
const fillFromNeighbours = (raster: Raster, mask: Uint8Array): void => {
  let front: number[] = [];
  raster.cells.forEach((label, index) => {
    if (label !== NOTHING) front.push(index);
  });
  while (front.length > 0) {
    const next: number[] = [];
    for (const index of front) {
      for (const other of neighboursOf(raster, index)) {
        if (mask[other] === 1 && raster.cells[other] === NOTHING) {
          raster.cells[other] = raster.cells[index] ?? NOTHING;
          next.push(other);
        }
      }
    }
    front = next;
  }
};

interface AreaWindow {
  readonly window: Window;
  /** Index in the raster of a cell of the window. */
  readonly at: (i: number) => number;
}

/** The piece of the sheet around each area, with its own cells marked. */
const windowsOf = (raster: Raster, labels: number): readonly AreaWindow[] => {
  const boxes = Array.from({ length: labels }, () => ({
    west: raster.columns,
    east: -1,
    south: raster.rows,
    north: -1,
  }));
  raster.cells.forEach((label, index) => {
    const box = boxes[label];
    if (box === undefined) return;
    const column = index % raster.columns;
    const row = (index - column) / raster.columns;
    box.west = Math.min(box.west, column);
    box.east = Math.max(box.east, column);
    box.south = Math.min(box.south, row);
    box.north = Math.max(box.north, row);
  });
  return boxes.map(({ west, east, south, north }, label) => {
    const columns = Math.max(0, east - west + 1);
    const rows = Math.max(0, north - south + 1);
    const at = (i: number) => (south + Math.floor(i / columns)) * raster.columns + west + (i % columns);
    const marked = new Uint8Array(columns * rows);
    for (let i = 0; i < marked.length; i += 1) marked[i] = raster.cells[at(i)] === label ? 1 : 0;
    return { window: { columns, rows, marked, isBeyondMarked: false }, at };
  });
};

/** Takes spikes off every area and lets the neighbours grow into them. */
const trimSpikes = (raster: Raster, mask: Uint8Array, labels: number): void => {
  const loose: number[] = [];
  for (const { window, at } of windowsOf(raster, labels)) {
    const kept = withoutSpikes(window, SPIKE_RADIUS_METRES, CORNER_SCRAP_CELLS);
    kept.marked.forEach((mark, i) => {
      if (mark === 0 && window.marked[i] === 1) loose.push(at(i));
    });
  }
  for (const index of loose) raster.cells[index] = NOTHING;
  fillFromNeighbours(raster, mask);
};

/** Lets areas that are too small join the sibling with which they share the longest border. */
const absorbSmall = (raster: Raster, familyOf: (label: number) => string, labels: number): void => {
  for (const [label, { window, at }] of windowsOf(raster, labels).entries()) {
    const own: number[] = [];
    window.marked.forEach((mark, i) => {
      if (mark === 1) own.push(at(i));
    });
    if (own.length >= SMALLEST_AREA_CELLS) continue;
    const beside = new Map<number, number>();
    for (const index of own) {
      for (const other of neighboursOf(raster, index)) {
        const value = raster.cells[other] ?? NOTHING;
        if (value === label || value === NOTHING || familyOf(value) !== familyOf(label)) continue;
        beside.set(value, (beside.get(value) ?? 0) + 1);
      }
    }
    const heir = mostFrequent(beside);
    if (heir !== undefined) for (const index of own) raster.cells[index] = heir;
  }
};

/** Cells of buildings, with a metre around; buildings nearer than that share a cluster and so never part. */
export const buildingClusters = (raster: Raster, buildings: readonly FlatRings[]): readonly (readonly number[])[] => {
  const owner = new Int32Array(raster.cells.length).fill(-1);
  const parent = buildings.map((_, i) => i);
  const root = (i: number): number => {
    let at = i;
    while (parent[at] !== undefined && parent[at] !== at) at = parent[at] ?? at;
    return at;
  };
  buildings.forEach((rings, i) => {
    const claim = (index: number): void => {
      const held = owner[index] ?? -1;
      if (held === -1) owner[index] = i;
      else if (root(held) !== root(i)) parent[Math.max(root(held), root(i))] = Math.min(root(held), root(i));
    };
    forEachCellInside(raster, rings, claim);
    for (const ring of rings) forEachCellAlong(raster, ring, claim);
  });
  const clusters = new Map<number, number[]>();
  owner.forEach((held, index) => {
    if (held === -1) return;
    const cells = clusters.get(root(held)) ?? [];
    cells.push(index);
    clusters.set(root(held), cells);
  });
  return [...clusters.values()];
};

const settleBuildings = (raster: Raster, clusters: readonly (readonly number[])[]): number => {
  let changed = 0;
  for (const cells of clusters) {
    const counts = new Map<number, number>();
    for (const index of cells) {
      const label = raster.cells[index] ?? NOTHING;
      counts.set(label, (counts.get(label) ?? 0) + 1);
    }
    const label = mostFrequent(counts) ?? NOTHING;
    for (const index of cells) {
      if (raster.cells[index] === label) continue;
      raster.cells[index] = label;
      changed += 1;
    }
  }
  return changed;
};

/** Keeps the largest piece of every area; every other piece goes to the neighbour it has the longest border with. */
const settleIslands = (raster: Raster, labels: number): number => {
  let changed = 0;
  for (const [label, { window, at }] of windowsOf(raster, labels).entries()) {
    const found = [...pieces(window)].sort((a, b) => b.length - a.length);
    for (const piece of found.slice(1)) {
      const beside = new Map<number, number>();
      for (const i of piece) {
        for (const other of neighboursOf(raster, at(i))) {
          const value = raster.cells[other] ?? NOTHING;
          if (value !== label && value !== NOTHING) beside.set(value, (beside.get(value) ?? 0) + 1);
        }
      }
      const heir = mostFrequent(beside) ?? NOTHING;
      for (const i of piece) raster.cells[at(i)] = heir;
      changed += piece.length;
    }
  }
  return changed;
};

/** Fills holes: cells of nothing that cannot be reached from the rim of the sheet. */
const settleHoles = (raster: Raster): number => {
  const outside = { ...raster, marked: Uint8Array.from(raster.cells, (label) => (label === NOTHING ? 1 : 0)) };
  const [, ...holes] = [...pieces(outside)].sort((a, b) => b.length - a.length);
  if (holes.length === 0) return 0;
  const mask = new Uint8Array(raster.cells.length);
  for (const hole of holes) for (const index of hole) mask[index] = 1;
  fillFromNeighbours(raster, mask);
  return holes.length;
};

/** Where an area touches itself only at a corner, one of the two cells between is given to it. */
const settlePinches = (raster: Raster, isBuilding: Uint8Array): number => {
  let changed = 0;
  for (let row = 0; row + 1 < raster.rows; row += 1) {
    for (let column = 0; column + 1 < raster.columns; column += 1) {
      const a = cellAt(raster, column, row);
      const b = cellAt(raster, column + 1, row);
      const c = cellAt(raster, column, row + 1);
      const d = cellAt(raster, column + 1, row + 1);
      if (a === b && c === d) continue;
      const lower = row * raster.columns + column;
      const mend = (label: number, one: number, two: number): void => {
        raster.cells[isBuilding[one] === 1 ? two : one] = label;
        changed += 1;
      };
      if (a === d && a !== b && a !== c) mend(a, lower + 1, lower + raster.columns);
      else if (b === c && b !== a && b !== d) mend(b, lower, lower + raster.columns + 1);
    }
  }
  return changed;
};

export interface LabelInput {
  readonly columns: number;
  readonly rows: number;
  readonly areas: readonly FlatRings[];
  /** What an area belongs to: only siblings join. */
  readonly familyOf: (area: number) => string;
  readonly buildings: readonly FlatRings[];
  /** Ground that the drawing covers but that is not the street's, such as a strip of the river. */
  readonly isExcluded: (point: FlatPoint) => boolean;
}

export interface LabelledCells {
  readonly raster: Raster;
  /** 1 on cells that changed hands for the sake of a building, and on those around them. */
  readonly pushed: Uint8Array;
}

/**
 * Turns overlapping, gapped areas into one label per cell: no cell twice, none forgotten, every area in one piece and
 * every building wholly in one area.
 */
export const labelCells = (input: LabelInput): LabelledCells => {
  const raster = emptyRaster(input.columns, input.rows);
  const mask = streetMask(raster, input.areas, input.isExcluded).marked;
  input.areas.forEach((rings, label) => {
    forEachCellInside(raster, rings, (index) => {
      if (mask[index] === 1 && raster.cells[index] === NOTHING) raster.cells[index] = label;
    });
  });
  fillFromNeighbours(raster, mask);
  settleIslands(raster, input.areas.length);
  trimSpikes(raster, mask, input.areas.length);
  absorbSmall(raster, input.familyOf, input.areas.length);
  const before = Int16Array.from(raster.cells);
  const clusters = buildingClusters(raster, input.buildings);
  const isBuilding = new Uint8Array(raster.cells.length);
  for (const cells of clusters) for (const index of cells) isBuilding[index] = 1;
  for (let round = 0; round < MENDING_ROUNDS; round += 1) {
    const changed =
      settleBuildings(raster, clusters) +
      settleIslands(raster, input.areas.length) +
      settleHoles(raster) +
      settlePinches(raster, isBuilding);
    if (changed === 0)
      return { raster, pushed: Uint8Array.from(before, (label, i) => (label === raster.cells[i] ? 0 : 1)) };
  }
  throw new Error('labelCells: the cells did not settle');
};

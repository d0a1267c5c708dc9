import type { Bounds } from './bounds.ts';
import { latOf, lonOf, unitBox, unitX, unitY } from './mercator.ts';

/** Points without their names: lon, lat, lon, lat … and how bad each is (0 worst). */
export interface BarePoints {
  readonly at: Float64Array;
  readonly rank: Uint8Array;
}

export interface FlatCluster {
  readonly lon: number;
  readonly lat: number;
  readonly rank: number;
  readonly count: number;
  /** Of the answer it stands in; a single point has its own index. */
  readonly ref: number;
}

export interface FlatClusters {
  readonly marksIn: (bounds: Bounds, zoom: number) => readonly FlatCluster[];
  /** Of a cluster of the latest answer: indexes of its points, at most `limit`. */
  readonly pointsOf: (ref: number, limit: number) => readonly number[];
  /** The zoom from which its points no longer stand on each other; Infinity when they lie in one place. */
  readonly opensAt: (ref: number) => number;
}

/** Marks are joined within this. */
const CELL_PX = 64;
/** Joined cells whose middles come nearer than this become one, so that marks do not cover each other. */
const LEAST_APART_PX = 40;
/** Few points stand alone from near. Many stay joined, so that no window ever holds more marks than fit into it. */
const FEW = 3000;
const LAST_JOINED_ZOOM_OF_FEW = 17;

/** A heap of points: sums for its middle, and its points as a chain through `next`. */
interface Heap {
  readonly column: number;
  readonly row: number;
  count: number;
  sumX: number;
  sumY: number;
  worst: number;
  first: number;
  last: number;
}

const CELL_KEY = 2 ** 26;

/**
 * Joins points by cells that lie fast on the ground, anew for every question: 100,000 points are looked through in a few milliseconds, less than a tree of them takes to
 * build for its first answer. Counts are exact at every zoom, and the same place is joined alike however it came into sight.
 */
export function flatClusters({ at, rank }: BarePoints): FlatClusters {
  const total = rank.length;
  const xs = new Float64Array(total);
  /** NaN until the point was first in sight: only what is seen is projected. */
  const ys = new Float64Array(total).fill(NaN);
  const next = new Int32Array(total);
  let latest: readonly Heap[] = [];

  /** All points of the cells that touch the window, and of the cells beside those, which may be joined to them. */
  function heapsIn(bounds: Bounds, cellsAcross: number): Map<number, Heap> {
    const box = unitBox(bounds);
    const [minX, minY] = [
      (Math.floor(box.minX * cellsAcross) - 1) / cellsAcross,
      (Math.floor(box.minY * cellsAcross) - 1) / cellsAcross,
    ];
    const [maxX, maxY] = [
      (Math.ceil(box.maxX * cellsAcross) + 1) / cellsAcross,
      (Math.ceil(box.maxY * cellsAcross) + 1) / cellsAcross,
    ];
    const [west, east, south, north] = [lonOf(minX), lonOf(maxX), latOf(maxY), latOf(minY)];
    const heaps = new Map<number, Heap>();
    for (let index = 0; index < total; index += 1) {
      const lon = at[index * 2] as number; // index is below total
      const lat = at[index * 2 + 1] as number;
      if (lon < west || lon >= east || lat <= south || lat > north) continue;
      let y = ys[index] as number;
      if (Number.isNaN(y)) {
        y = unitY(lat);
        ys[index] = y;
        xs[index] = unitX(lon);
      }
      const x = xs[index] as number;
      const column = Math.floor(x * cellsAcross);
      const row = Math.floor(y * cellsAcross);
      const worst = rank[index] as number;
      const heap = heaps.get(column * CELL_KEY + row);
      next[index] = -1;
      if (heap === undefined) {
        heaps.set(column * CELL_KEY + row, {
          column,
          row,
          count: 1,
          sumX: x,
          sumY: y,
          worst,
          first: index,
          last: index,
        });
        continue;
      }
      heap.count += 1;
      heap.sumX += x;
      heap.sumY += y;
      if (worst < heap.worst) heap.worst = worst;
      next[heap.last] = index;
      heap.last = index;
    }
    return heaps;
  }

  /** Takes smaller heaps into larger neighbours that stand too near. Each is compared as it was at first, so that nothing runs on in chains. */
  function joined(heaps: Map<number, Heap>, worldPx: number): readonly Heap[] {
    const given = [...heaps.values()]
      .map((heap) => ({ heap, x: heap.sumX / heap.count, y: heap.sumY / heap.count }))
      .sort((a, b) => b.heap.count - a.heap.count || a.heap.column - b.heap.column || a.heap.row - b.heap.row);
    const byCell = new Map(given.map((entry) => [entry.heap.column * CELL_KEY + entry.heap.row, entry]));
    const gone = new Set<Heap>();
    for (const { heap, x, y } of given) {
      if (gone.has(heap)) continue;
      const { column, row } = heap;
      for (let east = -1; east <= 1; east += 1) {
        for (let south = -1; south <= 1; south += 1) {
          const other = byCell.get((column + east) * CELL_KEY + row + south);
          if (other === undefined || other.heap === heap || gone.has(other.heap)) continue;
          if (Math.hypot(other.x - x, other.y - y) * worldPx >= LEAST_APART_PX) continue;
          // Those before in the order are kept already and have looked at this one.
          gone.add(other.heap);
          heap.count += other.heap.count;
          heap.sumX += other.heap.sumX;
          heap.sumY += other.heap.sumY;
          heap.worst = Math.min(heap.worst, other.heap.worst);
          next[heap.last] = other.heap.first;
          heap.last = other.heap.last;
        }
      }
    }
    return given.map(({ heap }) => heap).filter((heap) => !gone.has(heap));
  }

  const single = (index: number): FlatCluster => ({
    lon: at[index * 2] ?? 0,
    lat: at[index * 2 + 1] ?? 0,
    rank: rank[index] ?? 0,
    count: 1,
    ref: index,
  });

  const chain = (heap: Heap | undefined, limit: number): readonly number[] => {
    const indexes: number[] = [];
    for (let index = heap?.first ?? -1; index >= 0 && indexes.length < limit; index = next[index] ?? -1)
      indexes.push(index);
    return indexes;
  };

  return {
    marksIn: (bounds, zoom) => {
      const worldPx = 256 * 2 ** zoom;
      const heaps = heapsIn(bounds, worldPx / CELL_PX);
      if (total <= FEW && zoom > LAST_JOINED_ZOOM_OF_FEW) {
        latest = [];
        return [...heaps.values()].flatMap((heap) => chain(heap, Infinity)).map(single);
      }
      latest = joined(heaps, worldPx);
      return latest.map((heap, ref) =>
        heap.count === 1
          ? single(heap.first)
          : {
              lon: lonOf(heap.sumX / heap.count),
              lat: latOf(heap.sumY / heap.count),
              rank: heap.worst,
              count: heap.count,
              ref,
            },
      );
    },
    pointsOf: (ref, limit) => chain(latest[ref], limit),
    opensAt: (ref) => {
      const indexes = chain(latest[ref], Infinity);
      const wide = (values: Float64Array): number => {
        let [least, most] = [Infinity, -Infinity];
        for (const index of indexes) {
          const value = values[index] ?? 0;
          least = Math.min(least, value);
          most = Math.max(most, value);
        }
        return most - least;
      };
      const extent = Math.max(wide(xs), wide(ys));
      return extent > 0 ? Math.ceil(Math.log2(CELL_PX / (256 * extent))) : Infinity;
    },
  };
}

import { describe, expect, it } from 'vitest';
import { flatClusters } from './flat-clusters.ts';
import type { BarePoints } from './flat-clusters.ts';

const everywhere = { west: 121, south: 31, east: 122, north: 32 };
const COUNT = 100_000;

function strewn(count: number): BarePoints {
  let state = 5;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const at = Float64Array.from({ length: count * 2 }, (_, index) => (index % 2 === 0 ? 121.4 : 31.1) + random() * 0.3);
  return { at, rank: Uint8Array.from({ length: count }, () => Math.floor(random() * 5)) };
}

describe('a hundred thousand points', () => {
  const points = strewn(COUNT);
  const clusters = flatClusters(points);

  it.each([8, 12, 15, 17, 19])('are each counted once at zoom %d', (zoom) => {
    const marks = clusters.marksIn(everywhere, zoom);
    expect(marks.reduce((sum, { count }) => sum + count, 0)).toBe(COUNT);
  });

  it('are the points that a cluster says it holds, with their worst', () => {
    const marks = clusters.marksIn(everywhere, 13);
    const seen = new Set<number>();
    for (const { count, ref, rank } of marks) {
      const indexes = count === 1 ? [ref] : clusters.pointsOf(ref, COUNT);
      expect(indexes).toHaveLength(count);
      expect(Math.min(...indexes.map((index) => points.rank[index] ?? 9))).toBe(rank);
      for (const index of indexes) seen.add(index);
    }
    expect(seen.size).toBe(COUNT);
  });

  it('are joined alike whatever window they are seen through', () => {
    const middle = { west: 121.5, south: 31.2, east: 121.6, north: 31.3 };
    const inside = ({ lon, lat }: { lon: number; lat: number }): boolean =>
      lon > 121.52 && lon < 121.58 && lat > 31.22 && lat < 31.28;
    const of = (bounds: typeof middle): readonly string[] =>
      clusters
        .marksIn(bounds, 14)
        .filter(inside)
        .map(({ lon, lat, count }) => `${lon.toFixed(6)} ${lat.toFixed(6)} ${String(count)}`)
        .sort();
    expect(of(middle)).toEqual(of(everywhere));
    expect(of(middle).length).toBeGreaterThan(20);
  });

  it('never fill a window with more marks than it has room for', () => {
    for (let zoom = 12; zoom <= 19; zoom += 1) {
      const span = 360 / 2 ** zoom;
      const window = { west: 121.5, south: 31.2, east: 121.5 + span * 6, north: 31.2 + span * 3 };
      expect(clusters.marksIn(window, zoom).length).toBeLessThan(700);
    }
  });
});

it('says from which zoom a cluster falls apart, and that one place never does', () => {
  const near = flatClusters({ at: Float64Array.from([121.5, 31.2, 121.501, 31.2]), rank: Uint8Array.from([0, 1]) });
  const [cluster] = near.marksIn(everywhere, 12);
  expect(cluster?.count).toBe(2);
  const opensAt = near.opensAt(cluster?.ref ?? -1);
  expect(near.marksIn(everywhere, opensAt).map(({ count }) => count)).toEqual([1, 1]);
  const same = flatClusters({ at: Float64Array.from([121.5, 31.2, 121.5, 31.2]), rank: Uint8Array.from([0, 0]) });
  expect(same.opensAt(same.marksIn(everywhere, 12)[0]?.ref ?? -1)).toBe(Infinity);
});

it('leaves few points alone from near, and keeps many joined', () => {
  const at = Float64Array.from([121.5, 31.2, 121.5, 31.2]);
  expect(flatClusters({ at, rank: Uint8Array.from([0, 0]) }).marksIn(everywhere, 18)).toHaveLength(2);
});

import { describe, expect, it } from 'vitest';
import { clusterPoints, singlePoints } from './case-clusters.ts';
import type { MapPoint, PointTone } from './map-objects.ts';

const point = (id: string, lon: number, tone?: PointTone): MapPoint => ({
  id,
  at: { lon, lat: 31.24 },
  name: id,
  tone,
});
const everywhere = { west: 121, south: 31, east: 122, north: 32 };

describe('clusterPoints', () => {
  it('counts every point once and takes the worst tone of each heap', () => {
    const marks = clusterPoints([point('a', 121.5, 'ok'), point('b', 121.5001, 'bad'), point('c', 121.9)]).marksIn(
      everywhere,
      14,
    );
    const cluster = marks.find((mark) => mark.kind === 'cluster');
    expect(cluster).toMatchObject({ count: 2, tone: 'bad' });
    expect(marks.filter((mark) => mark.kind === 'point').map((mark) => mark.point.id)).toEqual(['c']);
  });

  it.each([
    [['ok', 'warn'], 'warn'],
    [['plain', 'ok'], 'ok'],
    [['ok', 'paused'], 'paused'],
    [[undefined, undefined], 'plain'],
  ] as const)('of %j the ring says %s', (tones, worst) => {
    const [mark] = clusterPoints(tones.map((tone, at) => point(String(at), 121.5, tone))).marksIn(everywhere, 14);
    expect(mark).toMatchObject({ kind: 'cluster', tone: worst });
  });

  it('lets points stand alone from near, unless they lie on one another', () => {
    const clusters = clusterPoints([point('a', 121.5), point('b', 121.5005), point('c', 121.6), point('d', 121.6)]);
    const marks = clusters.marksIn(everywhere, 18);
    expect(marks.every((mark) => mark.kind === 'point')).toBe(true);
    expect(marks).toHaveLength(4);
  });

  it('names the points of a heap', () => {
    const clusters = clusterPoints([point('a', 121.5), point('b', 121.5)]);
    const [mark] = clusters.marksIn(everywhere, 14);
    if (mark?.kind !== 'cluster') throw new Error('expected a cluster');
    expect([...clusters.idsOf(mark.clusterId, 10)].sort()).toEqual(['a', 'b']);
  });

  it('shows only what is in sight', () => {
    expect(clusterPoints([point('a', 121.5)]).marksIn({ ...everywhere, west: 121.6 }, 14)).toEqual([]);
  });
});

it('singlePoints never joins', () => {
  expect(singlePoints([point('a', 121.5), point('b', 121.5)]).marksIn(everywhere, 12)).toHaveLength(2);
});

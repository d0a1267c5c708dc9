import type { Bounds } from './bounds.ts';
import { flatClusters } from './flat-clusters.ts';
import type { BarePoints } from './flat-clusters.ts';
import type { FlatPoints, LonLat, MapPoint, PointLayer, PointTone } from './map-objects.ts';

/** Worst first: the ring of a cluster takes the first that is in it. */
const TONES: readonly PointTone[] = ['bad', 'warn', 'paused', 'ok', 'plain'];
const LEAST = TONES.length - 1;
const toneOf = (rank: number): PointTone => TONES[rank] ?? 'plain';

export type MapMark =
  | { readonly kind: 'point'; readonly point: MapPoint; readonly at: LonLat }
  | {
      readonly kind: 'cluster';
      readonly clusterId: number;
      readonly count: number;
      readonly tone: PointTone;
      readonly at: LonLat;
    };

/** Where marks come from. Numbers of clusters are those of the latest answer. */
export interface CaseClusters {
  readonly marksIn: (bounds: Bounds, zoom: number) => readonly MapMark[];
  /** Ids of the points of a cluster, at most `limit`. */
  readonly idsOf: (clusterId: number, limit: number) => readonly string[];
  /** The zoom at which a cluster falls apart, Infinity when none takes it apart. */
  readonly opensAt: (clusterId: number) => number;
}

function clustered(bare: BarePoints, pointAt: (index: number) => MapPoint): CaseClusters {
  const clusters = flatClusters(bare);
  return {
    marksIn: (bounds, zoom) =>
      clusters.marksIn(bounds, zoom).map(({ lon, lat, rank, count, ref }): MapMark => {
        const at = { lon, lat };
        if (count === 1) return { kind: 'point', point: pointAt(ref), at };
        return { kind: 'cluster', clusterId: ref, count, tone: toneOf(rank), at };
      }),
    idsOf: (clusterId, limit) => clusters.pointsOf(clusterId, limit).map((index) => pointAt(index).id),
    opensAt: clusters.opensAt,
  };
}

/** Points given one by one. */
export const clusterPoints = (points: readonly MapPoint[]): CaseClusters =>
  clustered(
    {
      at: Float64Array.from(points.flatMap(({ at }) => [at.lon, at.lat])),
      rank: Uint8Array.from(points, ({ tone = 'plain' }) => TONES.indexOf(tone)),
    },
    (index) => points[index] as MapPoint, // indexes are of what was given
  );

/** Points of a layer, given side by side. Names are made only for what stands on the map. */
export function clusterLayer({ points, tones, nameOf }: PointLayer): CaseClusters {
  const ranks = tones.map((tone) => TONES.indexOf(tone));
  const rank = points.tone.map((tone) => ranks[tone] ?? LEAST);
  return clustered({ at: points.at, rank }, (index) => pointOf(points, index, toneOf(rank[index] ?? LEAST), nameOf));
}

function pointOf(points: FlatPoints, index: number, tone: PointTone, nameOf: PointLayer['nameOf']): MapPoint {
  const id = points.ids[index] ?? '';
  const at = { lon: points.at[index * 2] ?? 0, lat: points.at[index * 2 + 1] ?? 0 };
  return { id, at, tone, name: nameOf(id, tone) };
}

/** Every point on its own, for maps beside a list whose rows they number. */
export function singlePoints(points: readonly MapPoint[]): CaseClusters {
  return {
    marksIn: ({ west, south, east, north }) =>
      points
        .filter(({ at }) => at.lon >= west && at.lon <= east && at.lat >= south && at.lat <= north)
        .map((point) => ({ kind: 'point', point, at: point.at })),
    idsOf: () => [],
    opensAt: () => Infinity,
  };
}

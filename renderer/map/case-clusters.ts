import Supercluster from 'supercluster';
import type { Bounds } from './bounds.ts';
import type { LonLat, MapPoint, PointTone } from './map-objects.ts';

/** Worst first: the ring of a cluster takes the first that is in it. */
const TONES: readonly PointTone[] = ['bad', 'warn', 'paused', 'ok', 'plain'];

/** Beyond this zoom points stand alone unless they lie on one another. */
const LAST_CLUSTERED_ZOOM = 17;
const RADIUS_PX = 56;

export type MapMark =
  | { readonly kind: 'point'; readonly point: MapPoint; readonly at: LonLat }
  | {
      readonly kind: 'cluster';
      readonly clusterId: number;
      readonly count: number;
      readonly tone: PointTone;
      readonly at: LonLat;
    };

export interface CaseClusters {
  readonly marksIn: (bounds: Bounds, zoom: number) => readonly MapMark[];
  /** The points of a cluster, at most `limit`. */
  readonly pointsOf: (clusterId: number, limit: number) => readonly MapPoint[];
  /** The zoom at which a cluster falls apart. */
  readonly opensAt: (clusterId: number) => number;
}

interface PointProperties {
  readonly point: MapPoint;
}
interface ClusterProperties {
  worst: number;
}

const rankOf = (point: MapPoint): number => TONES.indexOf(point.tone ?? 'plain');

export function clusterPoints(points: readonly MapPoint[]): CaseClusters {
  const tree = new Supercluster<PointProperties, ClusterProperties>({
    radius: RADIUS_PX,
    extent: 256,
    maxZoom: LAST_CLUSTERED_ZOOM,
    map: ({ point }) => ({ worst: rankOf(point) }),
    reduce: (sum, each) => {
      sum.worst = Math.min(sum.worst, each.worst);
    },
  });
  tree.load(
    points.map((point) => ({
      type: 'Feature',
      properties: { point },
      geometry: { type: 'Point', coordinates: [point.at.lon, point.at.lat] },
    })),
  );
  return {
    marksIn: ({ west, south, east, north }, zoom) =>
      tree.getClusters([west, south, east, north], zoom).map((feature): MapMark => {
        const [lon = 0, lat = 0] = feature.geometry.coordinates;
        const { properties } = feature;
        if (!('cluster' in properties)) return { kind: 'point', point: properties.point, at: { lon, lat } };
        return {
          kind: 'cluster',
          clusterId: properties.cluster_id,
          count: properties.point_count,
          tone: TONES[properties.worst] ?? 'plain',
          at: { lon, lat },
        };
      }),
    pointsOf: (clusterId, limit) => tree.getLeaves(clusterId, limit).map((leaf) => leaf.properties.point),
    opensAt: (clusterId) => tree.getClusterExpansionZoom(clusterId),
  };
}

/** Every point on its own, for maps beside a list whose rows they number. */
export function singlePoints(points: readonly MapPoint[]): CaseClusters {
  return {
    marksIn: ({ west, south, east, north }) =>
      points
        .filter(({ at }) => at.lon >= west && at.lon <= east && at.lat >= south && at.lat <= north)
        .map((point) => ({ kind: 'point', point, at: point.at })),
    pointsOf: () => [],
    opensAt: () => LAST_CLUSTERED_ZOOM,
  };
}

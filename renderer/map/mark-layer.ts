import type L from 'leaflet';
import { holds, overlap } from './bounds.ts';
import { singlePoints } from './case-clusters.ts';
import type { CaseClusters, MapMark } from './case-clusters.ts';
import type { Indexed } from './hit-test.ts';
import { asBounds } from './leaflet-bounds.ts';
import type { LonLat, MapBuilding, MapTarget } from './map-objects.ts';
import { createBuildingStop, createMark, isMarkOf, markKey, setChosen, STOP_PANE } from './marks.ts';

const BUILDING_STOPS_FROM_ZOOM = 17;
const MOST_BUILDING_STOPS = 60;

export interface MarkLayer {
  readonly setClusters: (clusters: CaseClusters) => void;
  readonly setSelected: (target: MapTarget | undefined) => void;
  /** Puts marks where the window is now; those that stay are not touched, so that they keep the focus. */
  readonly refresh: () => void;
  readonly visible: () => readonly MapMark[];
}

interface MarkLayerOptions {
  readonly maxZoom: number;
  readonly onChoose: (target: MapTarget, at: LonLat) => void;
  readonly onOpen: (target: MapTarget) => void;
  readonly onPileOpen: (ids: readonly string[]) => void;
}

/** Clusters and single points as elements on the map, only those in sight. */
export function createMarkLayer(map: L.Map, options: MarkLayerOptions): MarkLayer {
  const state: { clusters: CaseClusters; visible: readonly MapMark[]; selected: MapTarget | undefined } = {
    clusters: singlePoints([]),
    visible: [],
    selected: undefined,
  };
  const placed = new Map<string, { mark: MapMark; readonly marker: L.Marker }>();

  const pick = (mark: MapMark): void => {
    if (mark.kind === 'point') {
      options.onChoose({ kind: 'point', id: mark.point.id }, mark.at);
      return;
    }
    const zoom = state.clusters.opensAt(mark.clusterId);
    if (zoom <= options.maxZoom && zoom > map.getZoom()) {
      // The cluster falls apart under the focus: the map takes it back.
      map.getContainer().focus({ preventScroll: true });
      map.setView([mark.at.lat, mark.at.lon], zoom);
    } else options.onPileOpen(state.clusters.pointsOf(mark.clusterId, mark.count).map((point) => point.id));
  };

  /** Tab stops only at what is seen; marks just outside the window are there for panning. */
  const letTabIn = (): void => {
    const seen = asBounds(map.getBounds());
    for (const { mark, marker } of placed.values()) {
      const element = marker.getElement();
      if (element !== undefined) element.tabIndex = holds(seen, [mark.at.lon, mark.at.lat]) ? 0 : -1;
    }
  };

  const showChosen = (): void => {
    for (const { mark, marker } of placed.values()) setChosen(marker, isMarkOf(mark, state.selected));
  };

  const refresh = (): void => {
    state.visible = state.clusters.marksIn(asBounds(map.getBounds().pad(0.2)), Math.round(map.getZoom()));
    const wanted = new Map(state.visible.map((mark) => [markKey(mark), mark]));
    for (const [key, { marker }] of placed) {
      if (wanted.has(key)) continue;
      marker.remove();
      placed.delete(key);
    }
    // From top to bottom, left to right: Tab goes through them as one reads.
    const inReadingOrder = [...wanted].sort(([, a], [, b]) => b.at.lat - a.at.lat || a.at.lon - b.at.lon);
    for (const [key, mark] of inReadingOrder) {
      const standing = placed.get(key);
      if (standing !== undefined) {
        // Cluster numbers are of the tree they came from, which may be a new one.
        standing.mark = mark;
        continue;
      }
      const entry = { mark, marker: createMark(mark).addTo(map) };
      entry.marker.on('click', () => {
        pick(entry.mark);
      });
      entry.marker.on('dblclick', () => {
        if (entry.mark.kind === 'point') options.onOpen({ kind: 'point', id: entry.mark.point.id });
      });
      placed.set(key, entry);
    }
    letTabIn();
    showChosen();
  };

  return {
    refresh,
    visible: () => state.visible,
    setClusters: (clusters) => {
      state.clusters = clusters;
      refresh();
    },
    setSelected: (target) => {
      state.selected = target;
      showChosen();
    },
  };
}

/** Places for Tab to stop at over the painted buildings, when the map is near enough to tell them apart. */
export function createBuildingStops(
  map: L.Map,
  isInteractive: boolean,
  onChoose: (target: MapTarget, at: LonLat) => void,
): { readonly refresh: (buildings: readonly Indexed<MapBuilding>[]) => void } {
  map.createPane(STOP_PANE);
  const placed = new Map<string, L.Marker>();

  const wantedOf = (buildings: readonly Indexed<MapBuilding>[]): readonly MapBuilding[] => {
    if (!isInteractive || map.getZoom() < BUILDING_STOPS_FROM_ZOOM) return [];
    const centre = map.getCenter();
    const near = ({ labelPoint: [lon, lat] }: MapBuilding): number => Math.hypot(lon - centre.lng, lat - centre.lat);
    const around = asBounds(map.getBounds());
    return buildings
      .filter(({ bounds }) => overlap(bounds, around))
      .map(({ item }) => item)
      .sort((a, b) => near(a) - near(b))
      .slice(0, MOST_BUILDING_STOPS);
  };

  return {
    refresh: (buildings) => {
      const wanted = wantedOf(buildings);
      const ids = new Set(wanted.map((building) => building.id));
      for (const [id, marker] of placed) {
        if (ids.has(id)) continue;
        marker.remove();
        placed.delete(id);
      }
      for (const building of wanted) {
        if (placed.has(building.id)) continue;
        const marker = createBuildingStop(building).addTo(map);
        const [lon, lat] = building.labelPoint;
        marker.on('click', () => {
          onChoose({ kind: 'building', id: building.id }, { lon, lat });
        });
        placed.set(building.id, marker);
      }
    },
  };
}

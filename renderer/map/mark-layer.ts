import type L from 'leaflet';
import { holds } from './bounds.ts';
import { singlePoints } from './case-clusters.ts';
import type { CaseClusters, MapMark } from './case-clusters.ts';
import { asBounds } from './leaflet-bounds.ts';
import type { LonLat, MapTarget } from './map-objects.ts';
import { createMark, isMarkOf, markKey, setChosen } from './marks.ts';
import type { MarkLook } from './marks.ts';
import { soon } from './soon.ts';

export interface MarkLayer {
  /** What the next `refresh` puts on the map. */
  readonly setClusters: (clusters: CaseClusters) => void;
  readonly setSelected: (target: MapTarget | undefined) => void;
  /** Puts marks where the window is now; those that stay are not touched, so that they keep the focus. */
  readonly refresh: () => void;
  readonly visible: () => readonly MapMark[];
  /** Marks in the window are still missing; those beyond its edge come later. */
  readonly isPlacing: () => boolean;
  readonly remove: () => void;
}

interface MarkLayerOptions {
  readonly maxZoom: number;
  /** Key of the point layer; none for the points of the map itself. */
  readonly layer: string | undefined;
  readonly look: MarkLook;
  readonly onChoose: (target: MapTarget, at: LonLat) => void;
  readonly onOpen: (target: MapTarget) => void;
  readonly onPileOpen: (ids: readonly string[], layer: string | undefined) => void;
  /** Some marks were placed; `isPlacing` says whether more follow. */
  readonly onProgress: () => void;
}

/** Elements are made in slices of this length: some hundred marks at once would hold up the hand. */
const SLICE_MS = 12;

/** Clusters and single points as elements on the map, only those in sight. */
export function createMarkLayer(map: L.Map, options: MarkLayerOptions): MarkLayer {
  const { layer, look } = options;
  const state: {
    given: CaseClusters;
    /** Those of the marks that stand: their numbers mean nothing to others. */
    clusters: CaseClusters;
    visible: readonly MapMark[];
    selected: MapTarget | undefined;
    callOff: (() => void) | undefined;
    isPlacing: boolean;
  } = {
    given: singlePoints([]),
    clusters: singlePoints([]),
    visible: [],
    selected: undefined,
    callOff: undefined,
    isPlacing: false,
  };
  const placed = new Map<string, { mark: MapMark; readonly marker: L.Marker }>();

  const targetOf = (id: string): MapTarget => ({ kind: 'point', id, ...(layer !== undefined && { layer }) });

  const pick = (mark: MapMark): void => {
    if (mark.kind === 'point') {
      options.onChoose(targetOf(mark.point.id), mark.at);
      return;
    }
    const zoom = state.clusters.opensAt(mark.clusterId);
    if (zoom <= options.maxZoom && zoom > map.getZoom()) {
      // The cluster falls apart under the focus: the map takes it back.
      map.getContainer().focus({ preventScroll: true });
      map.setView([mark.at.lat, mark.at.lon], zoom);
    } else options.onPileOpen(state.clusters.idsOf(mark.clusterId, mark.count), layer);
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
    for (const { mark, marker } of placed.values()) setChosen(marker, isMarkOf(mark, state.selected, layer));
  };

  const place = (key: string, mark: MapMark): void => {
    const standing = placed.get(key);
    if (standing !== undefined) {
      // Cluster numbers are of the tree they came from, which may be a new one.
      standing.mark = mark;
      return;
    }
    const entry = { mark, marker: createMark(mark, look).addTo(map) };
    entry.marker.on('click', () => {
      pick(entry.mark);
    });
    entry.marker.on('dblclick', () => {
      if (entry.mark.kind === 'point') options.onOpen(targetOf(entry.mark.point.id));
    });
    placed.set(key, entry);
  };

  const stop = (): void => {
    state.callOff?.();
    state.callOff = undefined;
    state.isPlacing = false;
  };

  const refresh = (): void => {
    stop();
    state.clusters = state.given;
    const seen = asBounds(map.getBounds());
    state.visible = state.clusters.marksIn(asBounds(map.getBounds().pad(0.2)), Math.round(map.getZoom()));
    const wanted = new Map(state.visible.map((mark) => [markKey(mark), mark]));
    for (const [key, { marker }] of placed) {
      if (wanted.has(key)) continue;
      marker.remove();
      placed.delete(key);
    }
    // What is in the window first; from top to bottom, left to right: Tab goes through them as one reads.
    const isSeen = ({ at }: MapMark): boolean => holds(seen, [at.lon, at.lat]);
    const inOrder = [...wanted].sort(
      ([, a], [, b]) => Number(isSeen(b)) - Number(isSeen(a)) || b.at.lat - a.at.lat || a.at.lon - b.at.lon,
    );
    const countSeen = inOrder.findIndex(([, mark]) => !isSeen(mark));
    let next = 0;
    const placeSome = (): void => {
      state.callOff = undefined;
      const until = performance.now() + SLICE_MS;
      for (; next < inOrder.length; next += 1) {
        if (performance.now() > until) {
          state.callOff = soon(placeSome);
          break;
        }
        const [key, mark] = inOrder[next] as (typeof inOrder)[number]; // next is within
        place(key, mark);
      }
      state.isPlacing = state.callOff !== undefined && (countSeen === -1 || next < countSeen);
      if (state.callOff === undefined) {
        letTabIn();
        showChosen();
      }
      options.onProgress();
    };
    placeSome();
  };

  return {
    refresh,
    visible: () => state.visible,
    isPlacing: () => state.isPlacing,
    setClusters: (clusters) => {
      state.given = clusters;
    },
    setSelected: (target) => {
      state.selected = target;
      showChosen();
    },
    remove: () => {
      stop();
      for (const { marker } of placed.values()) marker.remove();
      placed.clear();
    },
  };
}

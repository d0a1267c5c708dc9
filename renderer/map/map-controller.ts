import L from 'leaflet';
import { createBaseLayer } from './base-layer.ts';
import { sharedBorders } from './borders.ts';
import { asBounds } from './leaflet-bounds.ts';
import { overlap } from './bounds.ts';
import type { Bounds } from './bounds.ts';
import { createCanvasOverlay } from './canvas-overlay.ts';
import type { Sheet } from './canvas-overlay.ts';
import { clusterPoints, singlePoints } from './case-clusters.ts';
import { drawLabels } from './draw-labels.ts';
import { BUILDINGS_FROM_ZOOM, drawShapes } from './draw-shapes.ts';
import { indexed, itemAt } from './hit-test.ts';
import type { Indexed } from './hit-test.ts';
import { boxAround } from './label-layout.ts';
import type { Box } from './label-layout.ts';
import { isSameTarget } from './map-objects.ts';
import type { LonLat, MapArea, MapBuilding, MapPoint, MapTarget, Position } from './map-objects.ts';
import { createBuildingStops, createMarkLayer } from './mark-layer.ts';
import { markBox } from './marks.ts';
import { createPin } from './pin.ts';
import type { Pin } from './pin.ts';
import { roadLinesOn } from './road-lines.ts';
import type { RoadLine } from './road-names.ts';
import type { TilePack } from './tile-pack.ts';

export interface MapEvents {
  /** Click, or Enter on a mark. Without a target the ground was meant. */
  readonly onPick: (target: MapTarget | undefined, at: LonLat) => void;
  /** Double click, or Enter on what is already selected. */
  readonly onOpen: (target: MapTarget) => void;
  /** A cluster that no zoom takes apart: these lie on one another. */
  readonly onPileOpen: (ids: readonly string[]) => void;
  readonly onPinMove: (at: LonLat) => void;
  readonly onViewChange: (view: MapViewState) => void;
}

export interface MapViewState {
  readonly zoom: number;
  readonly metresPerPixel: number;
  readonly bounds: Bounds;
}

export interface MapController {
  readonly setTiles: (pack: TilePack | undefined) => void;
  readonly setAreas: (areas: readonly MapArea[], ownCode: string | undefined) => void;
  readonly setBuildings: (buildings: readonly MapBuilding[]) => void;
  readonly setPoints: (points: readonly MapPoint[], isClustered: boolean) => void;
  readonly setSelected: (target: MapTarget | undefined) => void;
  readonly setPin: (at: LonLat | undefined) => void;
  readonly show: (bounds: Bounds) => void;
  readonly goTo: (at: LonLat, zoom?: number) => void;
  readonly zoomBy: (steps: 1 | -1) => void;
  readonly remove: () => void;
}

export interface MapOptions {
  readonly minZoom: number;
  readonly maxZoom: number;
  readonly isInteractive: boolean;
}

const GRIDS_PICKED_FROM_ZOOM = 16;

const NO_ROADS = { zoom: -1, lines: [] };

/** Everything drawn on a Leaflet map. All its inputs are plain values; React only passes them on. The map itself is its caller's. */
export function createMapController(map: L.Map, options: MapOptions, events: MapEvents): MapController {
  const { isInteractive } = options;
  const container = map.getContainer();

  const state: {
    pack: TilePack | undefined;
    base: L.GridLayer | undefined;
    areas: readonly Indexed<MapArea>[];
    ownCode: string | undefined;
    borders: Record<MapArea['kind'], readonly (readonly Position[])[]>;
    buildings: readonly Indexed<MapBuilding>[];
    selected: MapTarget | undefined;
    pin: Pin | undefined;
    pinAt: LonLat | undefined;
    /** In world pixels of their zoom. */
    roads: { readonly zoom: number; readonly lines: readonly RoadLine[] };
    /** Goes up with every drawing, so that road names that come late are not drawn onto a newer sheet. */
    drawing: number;
  } = {
    pack: undefined,
    base: undefined,
    areas: [],
    ownCode: undefined,
    borders: { street: [], community: [], grid: [] },
    buildings: [],
    selected: undefined,
    pin: undefined,
    pinAt: undefined,
    roads: NO_ROADS,
    drawing: 0,
  };

  const selectedArea = (): MapArea | undefined =>
    state.areas.find(({ item }) => state.selected?.kind === 'area' && item.code === state.selected.id)?.item;
  const selectedBuilding = (): MapBuilding | undefined =>
    state.buildings.find(({ item }) => state.selected?.kind === 'building' && item.id === state.selected.id)?.item;
  const choose = (target: MapTarget, at: LonLat): void => {
    if (isSameTarget(target, state.selected)) events.onOpen(target);
    else events.onPick(target, at);
  };
  const marks = createMarkLayer(map, {
    maxZoom: options.maxZoom,
    onChoose: choose,
    onOpen: events.onOpen,
    onPileOpen: events.onPileOpen,
  });
  const stops = createBuildingStops(map, isInteractive, choose);

  const shapes = createCanvasOverlay(
    map,
    (sheet) => {
      drawShapes(sheet, {
        streetBorders: state.borders.street,
        communityBorders: state.borders.community,
        gridBorders: state.borders.grid,
        buildings: visibleBuildings(),
        selectedArea: selectedArea(),
        ownArea: state.areas.find(({ item }) => item.code === state.ownCode)?.item,
        selectedBuilding: selectedBuilding(),
      });
    },
    'map-canvas',
  );

  const labels = createCanvasOverlay(
    map,
    (sheet) => {
      drawLabels(sheet, {
        // A still picture of one place has no room for names of areas.
        areas: isInteractive ? state.areas.map(({ item }) => item) : [],
        buildings: visibleBuildings(),
        selectedBuilding: selectedBuilding(),
        roads: (state.roads.zoom === sheet.zoom ? state.roads.lines : []).map((road) => ({
          ...road,
          points: road.points.map(({ x, y }) => ({ x: x - sheet.worldOrigin.x, y: y - sheet.worldOrigin.y })),
        })),
        taken: takenBoxes(sheet),
      });
    },
    'map-canvas map-labels',
  );

  function visibleBuildings(): readonly MapBuilding[] {
    if (map.getZoom() < BUILDINGS_FROM_ZOOM) return [];
    const around = asBounds(map.getBounds().pad(0.3));
    return state.buildings.filter(({ bounds }) => overlap(bounds, around)).map(({ item }) => item);
  }

  function takenBoxes(sheet: Sheet): readonly Box[] {
    const boxes = marks.visible().map((mark) => markBox(mark, sheet.toPx([mark.at.lon, mark.at.lat])));
    if (state.pinAt === undefined) return boxes;
    const { x, y } = sheet.toPx([state.pinAt.lon, state.pinAt.lat]);
    return [...boxes, boxAround(x, y - 20, 34, 44)];
  }

  function drawNames(): void {
    state.drawing += 1;
    const drawing = state.drawing;
    labels.redraw();
    if (state.pack === undefined) return;
    const size = map.getSize();
    const origin = map.getPixelBounds().min ?? L.point(0, 0);
    const margin = { x: size.x * 0.25, y: size.y * 0.25 };
    const zoom = map.getZoom();
    const around = { zoom, width: size.x + margin.x * 2, height: size.y + margin.y * 2 };
    roadLinesOn(state.pack, around, { x: origin.x - margin.x, y: origin.y - margin.y }).then(
      (lines) => {
        if (drawing !== state.drawing) return;
        state.roads = { zoom, lines };
        labels.redraw();
      },
      (cause: unknown) => {
        console.warn('Road names could not be read from the tile pack.', cause);
      },
    );
  }

  function drawAll(): void {
    marks.refresh();
    stops.refresh(state.buildings);
    shapes.redraw();
    drawNames();
  }

  function tellView(): void {
    const size = map.getSize();
    const middle = size.y / 2;
    const metres =
      map.distance(map.containerPointToLatLng([0, middle]), map.containerPointToLatLng([100, middle])) / 100;
    events.onViewChange({ zoom: map.getZoom(), metresPerPixel: metres, bounds: asBounds(map.getBounds()) });
  }

  function targetAt({ lat, lng }: L.LatLng): MapTarget | undefined {
    const at: Position = [lng, lat];
    const building = map.getZoom() >= BUILDINGS_FROM_ZOOM ? itemAt(state.buildings, at) : undefined;
    if (building !== undefined) return { kind: 'building', id: building.id };
    const kind = map.getZoom() >= GRIDS_PICKED_FROM_ZOOM ? 'grid' : 'community';
    const area = itemAt(
      state.areas.filter(({ item }) => item.kind === kind),
      at,
    );
    return area === undefined ? undefined : { kind: 'area', id: area.code };
  }

  const redrawn = (): void => {
    drawAll();
    tellView();
  };
  const listeners: L.LeafletEventHandlerFnMap = {
    moveend: redrawn,
    resize: redrawn,
    ...(isInteractive && {
      click: ({ latlng }) => {
        events.onPick(targetAt(latlng), { lon: latlng.lng, lat: latlng.lat });
      },
      dblclick: ({ latlng }) => {
        const target = targetAt(latlng);
        if (target !== undefined) events.onOpen(target);
      },
      mousemove: ({ latlng }) => {
        container.classList.toggle('map-over-object', targetAt(latlng)?.kind === 'building');
      },
    }),
  };
  map.on(listeners);
  const watcher = new ResizeObserver(() => {
    map.invalidateSize({ pan: false });
  });
  watcher.observe(container);
  drawAll();
  tellView();

  return {
    setTiles: (pack) => {
      container.classList.toggle('map-with-tiles', pack !== undefined);
      state.base?.remove();
      state.pack = pack;
      state.base = pack === undefined ? undefined : createBaseLayer(pack).addTo(map);
      state.roads = NO_ROADS;
      drawNames();
    },
    setAreas: (areas, ownCode) => {
      const geometries = (kind: MapArea['kind']): readonly MapArea['polygon'][] =>
        areas.filter((area) => area.kind === kind).map((area) => area.polygon);
      const [street, community] = [geometries('street'), geometries('community')];
      state.areas = indexed(areas);
      state.ownCode = ownCode;
      state.borders = {
        street: sharedBorders(street),
        community: sharedBorders(community, street),
        grid: sharedBorders(geometries('grid'), [...street, ...community]),
      };
      shapes.redraw();
      drawNames();
    },
    setBuildings: (buildings) => {
      state.buildings = indexed(buildings);
      stops.refresh(state.buildings);
      shapes.redraw();
      drawNames();
    },
    setPoints: (points, isClustered) => {
      marks.setClusters(isClustered ? clusterPoints(points) : singlePoints(points));
      drawNames();
    },
    setSelected: (target) => {
      if (isSameTarget(target, state.selected)) return;
      state.selected = target;
      marks.setSelected(target);
      shapes.redraw();
      drawNames();
    },
    setPin: (at) => {
      state.pinAt = at;
      if (at === undefined) {
        state.pin?.remove();
        state.pin = undefined;
      } else if (state.pin === undefined) {
        state.pin = createPin(map, at, events.onPinMove);
      } else {
        state.pin.moveTo(at);
      }
      labels.redraw();
    },
    show: ({ west, south, east, north }) => {
      map.fitBounds(
        [
          [south, west],
          [north, east],
        ],
        { padding: [12, 12], animate: false },
      );
    },
    goTo: ({ lon, lat }, zoom) => {
      map.setView([lat, lon], zoom ?? map.getZoom(), { animate: false });
    },
    zoomBy: (steps) => {
      map.setZoom(map.getZoom() + steps);
    },
    remove: () => {
      watcher.disconnect();
      // Road names still on their way find that their sheet is gone.
      state.drawing += 1;
      map.off(listeners);
      map.eachLayer((layer) => layer.remove());
    },
  };
}

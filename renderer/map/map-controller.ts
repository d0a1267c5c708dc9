import L from 'leaflet';
import type { Bounds } from './bounds.ts';
import { createBuildingStops } from './building-stops.ts';
import { createCanvasOverlay } from './canvas-overlay.ts';
import type { Sheet } from './canvas-overlay.ts';
import { clusterLayer, clusterPoints, singlePoints } from './case-clusters.ts';
import { BUILDING_LABELS_FROM_ZOOM, drawLabels } from './draw-labels.ts';
import { drawMeasure } from './draw-measure.ts';
import { BUILDINGS_FROM_ZOOM, drawShapes } from './draw-shapes.ts';
import { areaUnder, divisionsOf } from './divisions.ts';
import type { Divisions } from './divisions.ts';
import { groundLayer } from './ground-layer.ts';
import { drawHeat } from './heat.ts';
import type { HeatInput } from './heat.ts';
import { boxAround } from './label-layout.ts';
import type { Box } from './label-layout.ts';
import { asBounds } from './leaflet-bounds.ts';
import { isSameTarget } from './map-objects.ts';
import type { LonLat, MapArea, MapBuilding, MapPoint, MapTarget, PointLayer, Position } from './map-objects.ts';
import { createMarkLayer } from './mark-layer.ts';
import type { MarkLayer } from './mark-layer.ts';
import { CASE_LOOK, markBox, STOP_PANE } from './marks.ts';
import type { Measure } from './measure.ts';
import { OTHER_LOOKS } from './other-looks.ts';
import { pictureOf } from './picture.ts';
import { createPin } from './pin.ts';
import type { Pin } from './pin.ts';
import { roadLinesOn } from './road-lines.ts';
import type { RoadLine } from './road-names.ts';
import { shapeIndex } from './shape-index.ts';
import type { Shaped, ShapeIndex } from './shape-index.ts';
import { idle } from './soon.ts';
import type { TilePack } from './tile-pack.ts';
import type { Wmts } from './wmts.ts';
import { createWorkQueue } from './work-queue.ts';
import { zoomAsOneSheet } from './zoom-sheet.ts';

export interface MapEvents {
  /** Click, or Enter on a mark. Without a target the ground was meant. */
  readonly onPick: (target: MapTarget | undefined, at: LonLat) => void;
  /** Double click, or Enter on what is already selected. */
  readonly onOpen: (target: MapTarget) => void;
  /** A cluster that no zoom takes apart: these lie on one another. */
  readonly onPileOpen: (ids: readonly string[], layer: string | undefined) => void;
  readonly onPinMove: (at: LonLat) => void;
  readonly onViewChange: (view: MapViewState) => void;
  /** Where the classes of the heat begin in this window. */
  readonly onHeatBreaks: (breaks: readonly number[]) => void;
}

export interface MapViewState {
  readonly zoom: number;
  readonly metresPerPixel: number;
  readonly bounds: Bounds;
}

export interface MapController {
  readonly setTiles: (base: TilePack | Wmts | undefined) => void;
  readonly setAreas: (areas: readonly MapArea[], ownCode: string | undefined) => void;
  readonly setBuildings: (buildings: readonly MapBuilding[]) => void;
  readonly setPoints: (points: readonly MapPoint[], isClustered: boolean) => void;
  readonly setLayers: (layers: readonly PointLayer[]) => void;
  readonly setHeat: (heat: HeatInput | undefined) => void;
  readonly setMeasure: (measure: Measure | undefined) => void;
  readonly setSelected: (target: MapTarget | undefined) => void;
  readonly setPin: (at: LonLat | undefined) => void;
  readonly show: (bounds: Bounds) => void;
  readonly goTo: (at: LonLat, zoom?: number) => void;
  readonly centre: () => LonLat;
  /** What is seen now, for print. */
  readonly picture: () => HTMLCanvasElement;
  readonly zoomBy: (steps: 1 | -1) => void;
  readonly remove: () => void;
}

export interface MapOptions {
  readonly minZoom: number;
  readonly maxZoom: number;
}

const NO_ROADS = { zoom: -1, lines: [] };

/** Everything drawn on a Leaflet map. All its inputs are plain values; React only passes them on. The map itself is its caller's. */
export function createMapController(map: L.Map, options: MapOptions, events: MapEvents): MapController {
  const container = map.getContainer();

  const state: {
    base: TilePack | Wmts | undefined;
    ground: L.GridLayer | undefined;
    divisions: Divisions;
    ownCode: string | undefined;
    buildings: ShapeIndex<MapBuilding>;
    heat: HeatInput | undefined;
    measure: Measure | undefined;
    selected: MapTarget | undefined;
    pin: Pin | undefined;
    pinAt: LonLat | undefined;
    /** In world pixels of their zoom. */
    roads: { readonly zoom: number; readonly lines: readonly RoadLine[] };
    /** Goes up with every drawing, so that road names that come late are not drawn onto a newer sheet. */
    drawing: number;
  } = {
    base: undefined,
    ground: undefined,
    divisions: divisionsOf([]),
    ownCode: undefined,
    buildings: shapeIndex<MapBuilding>([], ({ polygon }) => polygon),
    heat: undefined,
    measure: undefined,
    selected: undefined,
    pin: undefined,
    pinAt: undefined,
    roads: NO_ROADS,
    drawing: 0,
  };

  const selectedArea = (): MapArea | undefined =>
    state.divisions.areas.find((item) => state.selected?.kind === 'area' && item.code === state.selected.id);
  const selectedBuilding = (): MapBuilding | undefined =>
    state.selected?.kind === 'building' ? state.buildings.items.find(({ id }) => id === state.selected?.id) : undefined;
  const choose = (target: MapTarget, at: LonLat): void => {
    if (isSameTarget(target, state.selected)) events.onOpen(target);
    else events.onPick(target, at);
  };
  const markEvents = {
    maxZoom: options.maxZoom,
    onChoose: choose,
    onOpen: events.onOpen,
    onPileOpen: events.onPileOpen,
    onProgress: () => {
      sayBusy();
    },
  };
  const marks = createMarkLayer(map, { ...markEvents, layer: undefined, look: CASE_LOOK });
  const layers = new Map<string, { readonly given: PointLayer; readonly marks: MarkLayer }>();
  const stops = createBuildingStops(map, choose);
  const markLayers = (): readonly MarkLayer[] => [marks, ...[...layers.values()].map((layer) => layer.marks)];

  /** Says on the element whether everything asked for is on the sheet, for readers, specs and benchmarks. */
  const sayBusy = (): void => {
    const isBusy =
      queue.isWaiting() || overlays().some((each) => each.isDrawing()) || markLayers().some((each) => each.isPlacing());
    container.setAttribute('aria-busy', String(isBusy));
  };

  const shapes = createCanvasOverlay(
    map,
    (sheet) =>
      drawShapes(sheet, {
        streetBorders: state.divisions.borders.street,
        communityBorders: state.divisions.borders.community,
        gridBorders: state.divisions.borders.grid,
        otherBorders: OTHER_LOOKS.map(({ kind, look }) => ({ lines: state.divisions.borders[kind], look })),
        buildings: buildingsOn(sheet),
        selectedArea: selectedArea(),
        ownArea: state.divisions.areas.find((item) => item.code === state.ownCode),
        selectedBuilding: selectedBuilding(),
      }),
    'map-canvas',
    sayBusy,
    { isWindowFirst: true },
  );

  const heat = createCanvasOverlay(
    map,
    function* drawing(sheet) {
      if (state.heat !== undefined) yield* drawHeat(sheet, state.heat, events.onHeatBreaks);
    },
    'map-canvas map-heat',
    sayBusy,
  );

  const measuring = createCanvasOverlay(
    map,
    function* drawing(sheet) {
      if (state.measure !== undefined) yield* drawMeasure(sheet, state.measure);
    },
    'map-canvas map-measure',
    sayBusy,
  );

  const labels = createCanvasOverlay(
    map,
    (sheet) =>
      drawLabels(sheet, {
        areas: state.divisions.areas,
        buildings: sheet.zoom < BUILDING_LABELS_FROM_ZOOM ? [] : buildingsOn(sheet).map(({ item }) => item),
        selectedBuilding: selectedBuilding(),
        roads: (state.roads.zoom === sheet.zoom ? state.roads.lines : []).map((road) => ({
          ...road,
          points: road.points.map(({ x, y }) => ({ x: x - sheet.worldOrigin.x, y: y - sheet.worldOrigin.y })),
        })),
        taken: takenBoxes(sheet),
      }),
    'map-canvas map-labels',
    sayBusy,
    { isWindowFirst: true },
  );
  const overlays = (): readonly { readonly isDrawing: () => boolean }[] => [shapes, heat, measuring, labels];

  const buildingsOn = (sheet: Sheet): readonly Shaped<MapBuilding>[] =>
    sheet.zoom < BUILDINGS_FROM_ZOOM ? [] : state.buildings.within(sheet.box);

  function takenBoxes(sheet: Sheet): readonly Box[] {
    const boxes = markLayers().flatMap((layer) =>
      layer.visible().map((mark) => markBox(mark, sheet.toPx([mark.at.lon, mark.at.lat]))),
    );
    if (state.pinAt === undefined) return boxes;
    const { x, y } = sheet.toPx([state.pinAt.lon, state.pinAt.lat]);
    return [...boxes, boxAround(x, y - 20, 34, 44)];
  }

  function drawNames(): void {
    state.drawing += 1;
    labels.redraw();
  }

  /** Names of roads come out of the base map, when nothing else waits; then the names are drawn again. */
  function readRoads(): void {
    const drawing = state.drawing;
    const { base } = state;
    if (base?.kind !== 'vector') return;
    const size = map.getSize();
    const origin = map.getPixelBounds().min ?? L.point(0, 0);
    const margin = { x: size.x * 0.25, y: size.y * 0.25 };
    const zoom = map.getZoom();
    const around = { zoom, width: size.x + margin.x * 2, height: size.y + margin.y * 2 };
    const isLate = (): boolean => drawing !== state.drawing;
    const read = async (): Promise<void> => {
      await idle();
      if (isLate()) return;
      const lines = await roadLinesOn(base, around, { x: origin.x - margin.x, y: origin.y - margin.y });
      if (isLate()) return;
      state.roads = { zoom, lines };
      labels.redraw();
    };
    read().catch((cause: unknown) => {
      console.warn('Road names could not be read from the tile pack.', cause);
    });
  }

  const queue = createWorkQueue(
    {
      marks: () => {
        for (const layer of markLayers()) layer.refresh();
        stops.refresh(state.buildings);
      },
      shapes: () => {
        shapes.redraw();
      },
      heat: () => {
        if (state.heat !== undefined) heat.redraw();
      },
      measure: () => {
        if (state.measure !== undefined) measuring.redraw();
      },
      names: drawNames,
      ground: () => {
        state.ground ??= state.base && groundLayer(state.base).addTo(map);
        readRoads();
      },
    },
    // Names yield to marks, and the base map to everything that is ours.
    ['names', 'ground'],
    sayBusy,
  );
  const drawSoon = queue.ask;

  function drawAll(): void {
    drawSoon('marks', 'shapes', 'heat', 'measure');
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
    const building = map.getZoom() >= BUILDINGS_FROM_ZOOM ? state.buildings.at(at) : undefined;
    if (building !== undefined) return { kind: 'building', id: building.id };
    const area = areaUnder(state.divisions, at, map.getZoom());
    return area && { kind: 'area', id: area.code };
  }

  const redrawn = (): void => {
    drawAll();
    tellView();
  };
  const listeners: L.LeafletEventHandlerFnMap = {
    moveend: redrawn,
    resize: redrawn,
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
  };
  map.on(listeners);
  const sheets = ['markerPane', STOP_PANE].flatMap((name) => map.getPane(name) ?? []);
  const endSheets = sheets.map((pane) => zoomAsOneSheet(map, pane));
  const watcher = new ResizeObserver(() => {
    map.invalidateSize({ pan: false });
  });
  watcher.observe(container);
  // Nothing to draw yet: whatever is set asks for its drawing.
  tellView();

  return {
    setTiles: (base) => {
      container.classList.toggle('map-with-tiles', base !== undefined);
      state.ground?.remove();
      state.ground = undefined;
      state.base = base;
      state.roads = NO_ROADS;
      drawSoon();
    },
    setAreas: (areas, ownCode) => {
      state.divisions = divisionsOf(areas);
      state.ownCode = ownCode;
      drawSoon('shapes');
    },
    setBuildings: (buildings) => {
      state.buildings = shapeIndex(buildings, ({ polygon }) => polygon);
      drawSoon('shapes', 'marks');
    },
    setPoints: (points, isClustered) => {
      marks.setClusters(isClustered ? clusterPoints(points) : singlePoints(points));
      drawSoon('marks');
    },
    setLayers: (given) => {
      const kept = new Set(given.map(({ key }) => key));
      for (const [key, layer] of layers) {
        if (kept.has(key)) continue;
        layer.marks.remove();
        layers.delete(key);
      }
      for (const layer of given) {
        const before = layers.get(layer.key);
        if (before?.given.points === layer.points) continue;
        const { key, sign, unit } = layer;
        const on = before?.marks ?? createMarkLayer(map, { ...markEvents, layer: key, look: { sign, unit } });
        layers.set(key, { given: layer, marks: on });
        on.setClusters(clusterLayer(layer));
        on.setSelected(state.selected);
      }
      drawSoon('marks');
    },
    setHeat: (input) => {
      if (input === state.heat) return;
      state.heat = input;
      heat.redraw();
    },
    setMeasure: (measure) => {
      if (measure === state.measure) return;
      state.measure = measure;
      measuring.redraw();
    },
    setSelected: (target) => {
      if (isSameTarget(target, state.selected)) return;
      state.selected = target;
      for (const layer of markLayers()) layer.setSelected(target);
      drawSoon('shapes');
    },
    setPin: (at) => {
      if (at === state.pinAt) return;
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
    centre: () => {
      const { lng, lat } = map.getCenter();
      return { lon: lng, lat };
    },
    picture: () =>
      pictureOf(map, [
        { marks: marks.visible(), sign: undefined },
        ...[...layers.values()].map((layer) => ({ marks: layer.marks.visible(), sign: layer.given.sign })),
      ]),
    zoomBy: (steps) => {
      map.setZoom(map.getZoom() + steps);
    },
    remove: () => {
      watcher.disconnect();
      queue.stop();
      // Road names still on their way find that their sheet is gone.
      state.drawing += 1;
      map.off(listeners);
      for (const end of endSheets) end();
      for (const layer of markLayers()) layer.remove();
      for (const overlay of [shapes, heat, measuring, labels]) overlay.remove();
      map.eachLayer((layer) => layer.remove());
    },
  };
}

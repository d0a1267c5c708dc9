import { tokens } from '../ui/tokens.ts';
import type { Drawing, Sheet } from './canvas-overlay.ts';
import { flatShape } from './flat-shape.ts';
import type { FlatShape } from './flat-shape.ts';
import type { AreaGeometry, MapArea, MapBuilding } from './map-objects.ts';
import type { Shaped } from './shape-index.ts';

const style = tokens.map;
/** Not drawn below this. */
export const BUILDINGS_FROM_ZOOM = 15;
/** Farther away an outline is as wide as the building, and drawing thousands of them takes longer than all the rest. */
const OUTLINED_FROM_ZOOM = 16;
const GRIDS_FROM_ZOOM = 14;
/** Corners nearer to each other than this are one. */
const LEAST_STEP_PX = 0.6;
/** Shapes between two places where the drawing may be put aside. */
const PER_STEP = 100;
const LINE_WIDTH_PX = { building: 0.8, own: 2 } as const;

/** Lines of one look. */
export interface BorderLook {
  readonly colour: string;
  readonly width: number;
  readonly dash: readonly number[];
}

export interface Shapes {
  readonly streetBorders: readonly FlatShape[];
  readonly communityBorders: readonly FlatShape[];
  readonly gridBorders: readonly FlatShape[];
  /** Further divisions over the same ground (单元网格, 责任网格), each with its look. */
  readonly otherBorders: readonly { readonly lines: readonly FlatShape[]; readonly look: BorderLook }[];
  /** Those in sight. */
  readonly buildings: readonly Shaped<MapBuilding>[];
  readonly selectedArea: MapArea | undefined;
  /** The reader's own area: its outline is stronger. */
  readonly ownArea: MapArea | undefined;
  readonly selectedBuilding: MapBuilding | undefined;
}

function trace({ context, worldPx, worldOrigin }: Sheet, { xy, ends }: FlatShape, isClosed: boolean): void {
  let from = 0;
  for (const end of ends) {
    let [lastX, lastY] = [Infinity, Infinity];
    for (let at = from; at < end; at += 2) {
      const x = (xy[at] ?? 0) * worldPx - worldOrigin.x;
      const y = (xy[at + 1] ?? 0) * worldPx - worldOrigin.y;
      if (at === from) context.moveTo(x, y);
      else if (Math.abs(x - lastX) + Math.abs(y - lastY) < LEAST_STEP_PX && at + 2 < end) continue;
      else context.lineTo(x, y);
      lastX = x;
      lastY = y;
    }
    if (isClosed) context.closePath();
    from = end;
  }
}

function traceGeometry(sheet: Sheet, geometry: AreaGeometry): void {
  sheet.context.beginPath();
  trace(sheet, flatShape(geometry), true);
}

const isInSight = ({ box }: Sheet, shape: FlatShape): boolean =>
  shape.minX <= box.maxX && shape.maxX >= box.minX && shape.minY <= box.maxY && shape.maxY >= box.minY;

function* drawBorders(sheet: Sheet, lines: readonly FlatShape[], look: BorderLook): Drawing {
  const { context } = sheet;
  context.strokeStyle = look.colour;
  context.lineWidth = look.width;
  const seen = lines.filter((line) => isInSight(sheet, line));
  for (let at = 0; at < seen.length; at += PER_STEP) {
    context.setLineDash([...look.dash]);
    context.beginPath();
    for (const line of seen.slice(at, at + PER_STEP)) trace(sheet, line, false);
    context.stroke();
    context.setLineDash([]);
    yield;
  }
}

function outline(sheet: Sheet, geometry: AreaGeometry, colour: string, width: number): void {
  traceGeometry(sheet, geometry);
  sheet.context.strokeStyle = colour;
  sheet.context.lineWidth = width;
  sheet.context.stroke();
}

function* drawBuildings(sheet: Sheet, buildings: readonly Shaped<MapBuilding>[]): Drawing {
  const { context } = sheet;
  context.strokeStyle = style.buildingLine;
  context.lineWidth = LINE_WIDTH_PX.building;
  for (let at = 0; at < buildings.length; at += PER_STEP) {
    for (const { item, shape } of buildings.slice(at, at + PER_STEP)) {
      context.fillStyle = item.fill ?? style.building;
      context.beginPath();
      trace(sheet, shape, true);
      context.fill('evenodd');
      if (sheet.zoom >= OUTLINED_FROM_ZOOM) context.stroke();
    }
    yield;
  }
}

export function* drawShapes(sheet: Sheet, shapes: Shapes): Drawing {
  const { context, zoom } = sheet;
  context.lineJoin = 'round';
  if (zoom >= BUILDINGS_FROM_ZOOM) yield* drawBuildings(sheet, shapes.buildings);
  for (const { lines, look } of shapes.otherBorders) yield* drawBorders(sheet, lines, look);
  if (zoom >= GRIDS_FROM_ZOOM) {
    yield* drawBorders(sheet, shapes.gridBorders, { colour: style.grid, width: style.gridWeight, dash: [] });
  }
  const dash = style.communityDash.split(' ').map(Number);
  const weight = zoom >= 14 ? style.communityWeight : 1.2;
  yield* drawBorders(sheet, shapes.communityBorders, { colour: style.community, width: weight, dash });
  yield* drawBorders(sheet, shapes.streetBorders, { colour: style.community, width: weight + 0.6, dash });
  if (shapes.ownArea !== undefined) outline(sheet, shapes.ownArea.polygon, tokens.color.primary, LINE_WIDTH_PX.own);
  if (shapes.selectedArea !== undefined)
    outline(sheet, shapes.selectedArea.polygon, style.selected, style.selectedWeight);
  if (shapes.selectedBuilding !== undefined) {
    outline(sheet, shapes.selectedBuilding.polygon, style.selected, style.selectedWeight);
  }
}

import { tokens } from '../ui/tokens.ts';
import type { Sheet } from './canvas-overlay.ts';
import { polygonsOf } from './map-objects.ts';
import type { AreaGeometry, MapArea, MapBuilding, Position } from './map-objects.ts';

const style = tokens.map;
/** Buildings are dots below this. */
export const BUILDINGS_FROM_ZOOM = 15;
const GRIDS_FROM_ZOOM = 14;

export interface Shapes {
  readonly streetBorders: readonly (readonly Position[])[];
  readonly communityBorders: readonly (readonly Position[])[];
  readonly gridBorders: readonly (readonly Position[])[];
  readonly buildings: readonly MapBuilding[];
  readonly selectedArea: MapArea | undefined;
  /** The reader's own area: its outline is stronger. */
  readonly ownArea: MapArea | undefined;
  readonly selectedBuilding: MapBuilding | undefined;
}

function trace({ context, toPx }: Sheet, line: readonly Position[]): void {
  line.forEach((position, at) => {
    const { x, y } = toPx(position);
    if (at === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  });
}

function traceGeometry(sheet: Sheet, geometry: AreaGeometry): void {
  sheet.context.beginPath();
  for (const ring of polygonsOf(geometry).flat()) {
    trace(sheet, ring);
    sheet.context.closePath();
  }
}

function drawBorders(
  sheet: Sheet,
  lines: readonly (readonly Position[])[],
  look: { readonly colour: string; readonly width: number; readonly dash: readonly number[] },
): void {
  const { context } = sheet;
  context.setLineDash([...look.dash]);
  context.strokeStyle = look.colour;
  context.lineWidth = look.width;
  context.beginPath();
  for (const line of lines) trace(sheet, line);
  context.stroke();
  context.setLineDash([]);
}

function outline(sheet: Sheet, geometry: AreaGeometry, colour: string, width: number): void {
  traceGeometry(sheet, geometry);
  sheet.context.strokeStyle = colour;
  sheet.context.lineWidth = width;
  sheet.context.stroke();
}

export function drawShapes(sheet: Sheet, shapes: Shapes): void {
  const { context, zoom } = sheet;
  context.lineJoin = 'round';
  if (zoom >= BUILDINGS_FROM_ZOOM) {
    context.strokeStyle = style.buildingLine;
    context.lineWidth = 0.8;
    for (const { polygon, fill } of shapes.buildings) {
      traceGeometry(sheet, polygon);
      context.fillStyle = fill ?? style.building;
      context.fill('evenodd');
      context.stroke();
    }
  }
  if (zoom >= GRIDS_FROM_ZOOM) {
    drawBorders(sheet, shapes.gridBorders, { colour: style.grid, width: style.gridWeight, dash: [] });
  }
  const dash = style.communityDash.split(' ').map(Number);
  const weight = zoom >= 14 ? style.communityWeight : 1.2;
  drawBorders(sheet, shapes.communityBorders, { colour: style.community, width: weight, dash });
  drawBorders(sheet, shapes.streetBorders, { colour: style.community, width: weight + 0.6, dash });
  if (shapes.ownArea !== undefined) outline(sheet, shapes.ownArea.polygon, tokens.color.primary, 2);
  if (shapes.selectedArea !== undefined)
    outline(sheet, shapes.selectedArea.polygon, style.selected, style.selectedWeight);
  if (shapes.selectedBuilding !== undefined) {
    outline(sheet, shapes.selectedBuilding.polygon, style.selected, style.selectedWeight);
  }
}

import { tokens } from '../ui/tokens.ts';
import type { Drawing, Sheet } from './canvas-overlay.ts';
import type { Measure } from './measure.ts';

const CORNER_PX = 4;

/** The line or the area being measured, with its corners. */
export function* drawMeasure(sheet: Sheet, { mode, points }: Measure): Drawing {
  const { context } = sheet;
  const places = points.map(sheet.toPx);
  context.beginPath();
  for (const { x, y } of places) context.lineTo(x, y);
  if (mode === 'area' && places.length > 2) {
    context.closePath();
    context.globalAlpha = 0.16;
    context.fillStyle = tokens.color.focus;
    context.fill();
    context.globalAlpha = 1;
  }
  context.lineJoin = 'round';
  context.strokeStyle = tokens.color.surface;
  context.lineWidth = 5;
  context.stroke();
  context.strokeStyle = tokens.color.focus;
  context.lineWidth = 2.5;
  context.stroke();
  for (const { x, y } of places) {
    context.beginPath();
    context.arc(x, y, CORNER_PX, 0, Math.PI * 2);
    context.fillStyle = tokens.color.surface;
    context.fill();
    context.lineWidth = 2;
    context.stroke();
  }
  yield;
}

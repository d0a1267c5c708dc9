import type L from 'leaflet';
import { tokens } from '../ui/tokens.ts';
import type { MapMark } from './case-clusters.ts';
import type { PointTone } from './map-objects.ts';

/** Sheets and tiles of one map as they stand now, in one picture of the size of the window. */
export interface Marked {
  readonly marks: readonly MapMark[];
  readonly sign: string | undefined;
}

/** For print: sharper than the screen. */
export const PICTURE_SCALE = 2;
const COLOURS: Readonly<Record<PointTone, string>> = {
  bad: tokens.color.bad,
  warn: tokens.color.warn,
  ok: tokens.color.ok,
  paused: tokens.color.paused,
  plain: tokens.color.primary,
};
/** Said beside the mark, so that it reads without colour. */
const TONE_SIGNS: Readonly<Record<PointTone, string>> = { bad: '◆', warn: '▲', ok: '●', paused: '■', plain: '●' };

function paintMark(
  context: CanvasRenderingContext2D,
  mark: MapMark,
  sign: string | undefined,
  { x, y }: L.Point,
): void {
  const tone = mark.kind === 'cluster' ? mark.tone : (mark.point.tone ?? 'plain');
  const words =
    mark.kind === 'cluster' ? `${sign ?? ''}${String(mark.count)}` : (sign ?? mark.point.label ?? TONE_SIGNS[tone]);
  context.font = `600 12px ${tokens.type.family}`;
  const half = Math.max(11, context.measureText(words).width / 2 + 5);
  context.beginPath();
  if (sign === undefined) context.arc(x, y, half, 0, Math.PI * 2);
  else context.rect(x - half, y - 11, half * 2, 22);
  context.fillStyle = tokens.color.surface;
  context.fill();
  context.lineWidth = 2;
  context.strokeStyle = COLOURS[tone];
  context.stroke();
  context.fillStyle = COLOURS[tone];
  context.fillText(words, x, y);
}

export function pictureOf(map: L.Map, layers: readonly Marked[]): HTMLCanvasElement {
  const { x: width, y: height } = map.getSize();
  const canvas = document.createElement('canvas');
  canvas.width = width * PICTURE_SCALE;
  canvas.height = height * PICTURE_SCALE;
  const context = canvas.getContext('2d');
  if (context === null) return canvas;
  context.scale(PICTURE_SCALE, PICTURE_SCALE);
  context.fillStyle = tokens.map.land;
  context.fillRect(0, 0, width, height);
  const frame = map.getContainer().getBoundingClientRect();
  // In the order of the document: tiles, then the sheets over them.
  for (const sheet of map.getContainer().querySelectorAll('canvas')) {
    const box = sheet.getBoundingClientRect();
    if (sheet.width === 0 || box.width === 0) continue;
    context.drawImage(sheet, box.left - frame.left, box.top - frame.top, box.width, box.height);
  }
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const { marks, sign } of layers) {
    for (const mark of marks) paintMark(context, mark, sign, map.latLngToContainerPoint([mark.at.lat, mark.at.lon]));
  }
  return canvas;
}

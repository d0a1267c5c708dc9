import L from 'leaflet';
import { tokens } from '../ui/tokens.ts';
import type { MapMark } from './case-clusters.ts';
import { boxAround } from './label-layout.ts';
import type { Box } from './label-layout.ts';
import type { MapBuilding, MapTarget, PointTone } from './map-objects.ts';
import { goesWithItsPane } from './zoom-sheet.ts';

/** Marks are real elements, not paint: they take the focus with Tab, have names for readers, and open with Enter. */

const TONE_WORDS: Readonly<Record<PointTone, string>> = {
  bad: '有超期',
  warn: '有临期',
  paused: '有挂账',
  ok: '正常',
  plain: '',
};

/** `d` of the shape inside an 18 px box, so that colour never stands alone. */
const SHAPES: Readonly<Record<PointTone, string>> = {
  bad: 'M9 .8 17.2 9 9 17.2.8 9Z',
  warn: 'M9 1 17.4 16.4H.6Z',
  paused: 'M2 2h14v14H2z',
  ok: 'M9 1a8 8 0 1 1 0 16A8 8 0 0 1 9 1Z',
  plain: 'M9 1a8 8 0 1 1 0 16A8 8 0 0 1 9 1Z',
};
const SIGNS: Readonly<Record<PointTone, string>> = {
  bad: 'M9 4.8v5M9 11.6v1.6',
  warn: 'M9 6.4v4.8M9 12.8v1.6',
  paused: 'M7 5.4v7.2M11 5.4v7.2',
  ok: 'm5.4 9.2 2.6 2.6 4.8-5.4',
  plain: 'M9 8.9v.2',
};

const SVG = 'http://www.w3.org/2000/svg';

function drawnPoint(tone: PointTone): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 18 18');
  svg.setAttribute('aria-hidden', 'true');
  for (const [d, name] of [
    [SHAPES[tone], 'map-mark-shape'],
    [SIGNS[tone], 'map-mark-sign'],
  ] as const) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', d);
    path.setAttribute('class', name);
    svg.append(path);
  }
  return svg;
}

/** Side of the mark of a point, in px. */
export const POINT_PX = 20;

/** The mark of a point, plain, as paint: where nothing can be picked. */
export function paintPoint(context: CanvasRenderingContext2D, x: number, y: number): void {
  const shape = new Path2D(SHAPES.plain);
  context.save();
  context.translate(x - POINT_PX / 2, y - POINT_PX / 2);
  context.scale(POINT_PX / 18, POINT_PX / 18);
  context.lineCap = 'round';
  context.strokeStyle = tokens.color.surface;
  context.lineWidth = 1.4;
  context.stroke(shape);
  context.fillStyle = tokens.color.primary;
  context.fill(shape);
  context.lineWidth = 2;
  context.stroke(new Path2D(SIGNS.plain));
  context.restore();
}

/** How a layer's marks differ from those of cases: one character, and what a cluster counts. */
export interface MarkLook {
  readonly sign: string | undefined;
  readonly unit: string;
}
export const CASE_LOOK: MarkLook = { sign: undefined, unit: '件' };

/** Marks with the same key look the same and stand in the same place, whatever tree they came from. */
export function markKey(mark: MapMark): string {
  const place = `${mark.at.lon.toFixed(7)} ${mark.at.lat.toFixed(7)}`;
  if (mark.kind === 'cluster') return `cluster ${place} ${String(mark.count)} ${mark.tone}`;
  const { id, tone = 'plain', label = '', name } = mark.point;
  return `point ${place} ${id} ${tone} ${label} ${name}`;
}

const markSizePx = (mark: MapMark): number =>
  mark.kind === 'point' ? POINT_PX : mark.count > 9999 ? 46 : mark.count > 99 ? 36 : 30;

export function markName(mark: MapMark, look: MarkLook): string {
  if (mark.kind === 'point') return mark.point.name;
  const worst = look.sign === undefined ? TONE_WORDS[mark.tone] : '';
  return `${String(mark.count)} ${look.unit}聚在这里${worst === '' ? '' : `，${worst}`}`;
}

/** A square with the sign of its layer; of a cluster, the count below it. */
function signed(mark: MapMark, sign: string): HTMLElement {
  const element = document.createElement('span');
  const tone = mark.kind === 'cluster' ? mark.tone : (mark.point.tone ?? 'plain');
  element.className = `map-signed${mark.kind === 'cluster' ? ' map-signed-many' : ''} map-tone-${tone}`;
  const letter = document.createElement('b');
  letter.textContent = sign;
  element.append(letter);
  if (mark.kind === 'cluster') element.append(String(mark.count));
  return element;
}

function content(mark: MapMark, look: MarkLook): HTMLElement {
  if (look.sign !== undefined) return signed(mark, look.sign);
  const element = document.createElement('span');
  if (mark.kind === 'cluster') {
    element.className = `map-cluster map-tone-${mark.tone}`;
    element.textContent = String(mark.count);
    return element;
  }
  const tone = mark.point.tone ?? 'plain';
  element.className = `map-point map-tone-${tone}`;
  element.append(drawnPoint(tone));
  if (mark.point.label !== undefined) {
    const label = document.createElement('b');
    label.textContent = mark.point.label;
    element.append(label);
  }
  return element;
}

const iconOf = (html: HTMLElement, className: string, sizePx: number): L.DivIcon =>
  L.divIcon({ html, className, iconSize: [sizePx, sizePx] });

/** The name is read with the focus and shown on hover. */
function named(marker: L.Marker, name: string, isHidden = false): L.Marker {
  marker.on('add', () => {
    const element = marker.getElement();
    element?.setAttribute('aria-label', name);
    if (!isHidden) element?.setAttribute('title', name);
    // Leaflet makes marks focusable but hears only the pointer.
    element?.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      marker.fire('click');
    });
  });
  return goesWithItsPane(marker);
}

export const createMark = (mark: MapMark, look: MarkLook): L.Marker =>
  named(
    L.marker([mark.at.lat, mark.at.lon], {
      icon: iconOf(content(mark, look), 'map-mark', markSizePx(mark)),
      keyboard: true,
      riseOnHover: true,
    }),
    markName(mark, look),
  );

/** After the marks in the document, so that Tab comes to cases first. */
export const STOP_PANE = 'map-stops';

/** A place for the keyboard over a building that is itself only painted. The pointer goes through to the painting. */
export const createBuildingStop = (building: MapBuilding): L.Marker =>
  named(
    L.marker([building.labelPoint[1], building.labelPoint[0]], {
      icon: iconOf(document.createElement('span'), 'map-stop', 26),
      keyboard: true,
      pane: STOP_PANE,
    }),
    building.name,
    true,
  );

export const setChosen = (marker: L.Marker, isChosen: boolean): void => {
  marker.getElement()?.classList.toggle('map-chosen', isChosen);
  marker.setZIndexOffset(isChosen ? 1000 : 0);
};

export const isMarkOf = (mark: MapMark, target: MapTarget | undefined, layer: string | undefined): boolean =>
  mark.kind === 'point' && target?.kind === 'point' && target.layer === layer && target.id === mark.point.id;

/** Room a mark needs, its number tag included. */
export const markBox = (mark: MapMark, { x, y }: { readonly x: number; readonly y: number }): Box => {
  const size = markSizePx(mark) + 4;
  const box = boxAround(x, y, size, size);
  return mark.kind === 'point' && mark.point.label !== undefined
    ? { ...box, top: box.top - 10, right: box.right + 18 }
    : box;
};

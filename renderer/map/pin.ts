import L from 'leaflet';
import type { LonLat } from './map-objects.ts';
import { goesWithItsPane } from './zoom-sheet.ts';

export interface Pin {
  readonly moveTo: (at: LonLat) => void;
  readonly remove: () => void;
}

const SVG_PATH = 'M15 1C7.3 1 1 7.2 1 14.8 1 25 15 39 15 39s14-14 14-24.2C29 7.2 22.7 1 15 1Z';
const STEP_PX = 2;
const LARGE_STEP_PX = 20;
const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function pinIcon(): L.DivIcon {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('viewBox', '0 0 30 40');
  svg.setAttribute('aria-hidden', 'true');
  const body = document.createElementNS(namespace, 'path');
  body.setAttribute('d', SVG_PATH);
  body.setAttribute('class', 'map-pin-body');
  const eye = document.createElementNS(namespace, 'circle');
  for (const [name, value] of [
    ['cx', '15'],
    ['cy', '15'],
    ['r', '5'],
    ['class', 'map-pin-eye'],
  ] as const) {
    eye.setAttribute(name, value);
  }
  svg.append(body, eye);
  const holder = document.createElement('span');
  holder.append(svg);
  return L.divIcon({ html: holder, className: 'map-pin', iconSize: [30, 40], iconAnchor: [15, 39] });
}

/** The pin that says where something is: dragged, or moved with the arrows (Shift: large steps) when in focus. */
export function createPin(map: L.Map, at: LonLat, onMove: (at: LonLat) => void): Pin {
  const marker = goesWithItsPane(
    L.marker([at.lat, at.lon], { icon: pinIcon(), draggable: true, autoPan: true, zIndexOffset: 2000 }),
  );
  const told = (): void => {
    const { lat, lng } = marker.getLatLng();
    onMove({ lon: lng, lat });
  };
  marker.on('dragend', told);
  marker.addTo(map);
  const element = marker.getElement();
  element?.setAttribute('aria-label', '位置，方向键移动，加 Shift 移得多些');
  element?.addEventListener('keydown', (event) => {
    const step = STEPS[event.key];
    if (step === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    const px = event.shiftKey ? LARGE_STEP_PX : STEP_PX;
    const place = map.latLngToContainerPoint(marker.getLatLng()).add([step[0] * px, step[1] * px]);
    marker.setLatLng(map.containerPointToLatLng(place));
    told();
  });
  return {
    moveTo: ({ lon, lat }) => {
      marker.setLatLng([lat, lon]);
    },
    remove: () => {
      marker.remove();
    },
  };
}

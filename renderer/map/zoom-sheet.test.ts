// @vitest-environment jsdom
import L from 'leaflet';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { goesWithItsPane, zoomAsOneSheet } from './zoom-sheet.ts';

let map: L.Map;
beforeEach(() => {
  const element = document.createElement('div');
  Object.defineProperties(element, { clientWidth: { value: 800 }, clientHeight: { value: 600 } });
  document.body.append(element);
  map = L.map(element, { center: [31.2385, 121.508], zoom: 15, markerZoomAnimation: false, zoomAnimation: true });
});
afterEach(() => {
  map.remove();
  document.body.replaceChildren();
});

const pane = (): HTMLElement => map.getPane('markerPane') as HTMLElement; // Leaflet makes it

it('carries every mark to where the ground under it goes', () => {
  map.panBy([37, -21], { animate: false });
  zoomAsOneSheet(map, pane());
  const to = { center: L.latLng(31.2412, 121.5041), zoom: 17 };
  const places = [L.latLng(31.2385, 121.508), L.latLng(31.2301, 121.4988)];
  const before = places.map((place) => map.latLngToLayerPoint(place));
  map.fire('zoomanim', to);
  const [, x, y, scale] = (
    /translate3d\((-?[\d.]+)px, ?(-?[\d.]+)px, ?0(?:px)?\) scale\(([\d.]+)\)/.exec(pane().style.transform) ?? []
  ).map(Number) as [number, number, number, number];
  const carried = before.map((point) => point.multiplyBy(scale).add([x, y]));

  // The new middle of the ground comes into the middle of the window, wherever the pane of all panes was dragged to.
  const origin = map
    .project(to.center, to.zoom)
    .subtract([400, 300])
    .add(L.DomUtil.getPosition(map.getPane('mapPane') as HTMLElement));
  for (const [nth, place] of places.entries()) {
    const there = map.project(place, to.zoom).subtract(origin);
    // Places before the zoom are whole pixels, which grow with it.
    expect(carried[nth]?.distanceTo(there)).toBeLessThan(scale + 1);
  }
});

it('lets the marks lie where they are placed when the zoom is over, and shows them meanwhile', () => {
  const end = zoomAsOneSheet(map, pane());
  const marker = goesWithItsPane(L.marker([31.2385, 121.508], { icon: L.divIcon() })).addTo(map);
  expect(marker.getElement()?.classList.contains('leaflet-zoom-hide')).toBe(false);
  map.fire('zoomanim', { center: map.getCenter(), zoom: 16 });
  expect(pane().style.transform).toContain('scale(2)');
  map.fire('zoomend');
  expect(pane().style.transform).toBe('');
  end();
  map.fire('zoomanim', { center: map.getCenter(), zoom: 16 });
  expect(pane().style.transform).toBe('');
});

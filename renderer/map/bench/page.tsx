import { createRoot } from 'react-dom/client';
import areasUrl from '../../../resources/street/areas.json?url';
import buildingsUrl from '../../../resources/street/buildings.json?url';
import packUrl from '../../../resources/tiles/lujiazui.pmtiles?url';
import type { StreetAreas, StreetBuildings } from '../../../shared/geo/resources.ts';
import '../../ui/styles.css';
import type { MapArea, PointLayer } from '../map-objects.ts';
import { MapView } from '../map-view.tsx';
import { openTilePack } from '../open-tile-pack.ts';
import { copiedBuildings, copiedGrids, strewnPoints } from './copies.ts';
import { NaiveMap } from './naive.tsx';
import './page.css';

/*
 * The page of `npm run bench -- map`. It makes its data, says `ready`, draws when asked by `draw()`, and answers after how many milliseconds the picture stood.
 * `?way=ours` is the shipped map, `?way=naive` the same data as GeoJSON components. Sizes are in the address.
 */

declare global {
  interface Window {
    /** Milliseconds from giving the data to the frame that shows all of it. */
    draw: () => Promise<number>;
  }
}

const asked = new URLSearchParams(location.search);
const size = (name: string): number => Number(asked.get(name));
const ZOOM = 15;

const read = async <T,>(url: string): Promise<T> => (await (await fetch(url)).json()) as T;
const [streetAreas, streetBuildings, packBytes] = await Promise.all([
  read<StreetAreas>(areasUrl),
  read<StreetBuildings>(buildingsUrl),
  fetch(packUrl).then((answer) => answer.arrayBuffer()),
]);
const opened = await openTilePack(packBytes);
const areas: readonly MapArea[] = copiedGrids(streetAreas, size('grids'));
const buildings = copiedBuildings(streetBuildings, size('buildings'));
const points = strewnPoints(buildings, size('points'));
const layers: readonly PointLayer[] = [
  { key: 'case', sign: '事', unit: '件', points, tones: ['bad', 'warn', 'paused', 'ok', 'plain'], nameOf: (id) => id },
];
const centre = streetAreas.areas.find(({ kind }) => kind === 'street')?.labelPoint ?? [121.52, 31.24];
const goTo = { lon: centre[0], lat: centre[1], zoom: ZOOM };

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root.');

const frame = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => {
      setTimeout(resolve, 0);
    });
  });

const isOursDone = (): boolean =>
  document.querySelector('.map-mark') !== null &&
  document.querySelector('.map-ground')?.getAttribute('aria-busy') === 'false';
const isNaiveDone = (): boolean =>
  document.querySelectorAll('.bench-map path').length >= areas.length + buildings.length + points.ids.length;

window.draw = async () => {
  const isOurs = asked.get('way') === 'ours';
  const startedAt = performance.now();
  createRoot(root).render(
    isOurs ? (
      <MapView
        label="地图"
        tiles={opened.ok ? opened.pack : 'none'}
        areas={areas}
        buildings={buildings}
        layers={layers}
        home={undefined}
        goTo={goTo}
      />
    ) : (
      <NaiveMap areas={areas} buildings={buildings} points={points} centre={centre} zoom={ZOOM} />
    ),
  );
  const isDone = isOurs ? isOursDone : isNaiveDone;
  // The frame that shows it ends before the picture counts.
  do await frame();
  while (!isDone());
  await frame();
  return performance.now() - startedAt;
};
document.documentElement.dataset['ready'] = 'bench';

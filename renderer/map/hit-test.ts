import { boundsOf, holds } from './bounds.ts';
import type { Bounds } from './bounds.ts';
import { polygonsOf } from './map-objects.ts';
import type { AreaGeometry, Position, Ring } from './map-objects.ts';

function isInRing([lon, lat]: Position, ring: Ring): boolean {
  let isInside = false;
  ring.forEach(([lon1, lat1], at) => {
    const [lon2, lat2] = ring[(at + 1) % ring.length] ?? [lon1, lat1];
    if (lat1 > lat !== lat2 > lat && lon < ((lon2 - lon1) * (lat - lat1)) / (lat2 - lat1) + lon1) isInside = !isInside;
  });
  return isInside;
}

/** Even-odd over outer ring and holes. */
export const isInside = (at: Position, geometry: AreaGeometry): boolean =>
  polygonsOf(geometry).some((rings) => rings.filter((ring) => isInRing(at, ring)).length % 2 === 1);

interface Shaped {
  readonly polygon: AreaGeometry;
}

export interface Indexed<Item> {
  readonly item: Item;
  readonly bounds: Bounds;
}

export const indexed = <Item extends Shaped>(items: readonly Item[]): readonly Indexed<Item>[] =>
  items.map((item) => ({ item, bounds: boundsOf(item.polygon) }));

/** The last drawn item under the point: what is on top. */
export const itemAt = <Item extends Shaped>(index: readonly Indexed<Item>[], at: Position): Item | undefined =>
  index.findLast(({ item, bounds }) => holds(bounds, at) && isInside(at, item.polygon))?.item;

import type L from 'leaflet';
import type { LonLat, MapBuilding, MapTarget } from './map-objects.ts';
import { unitBox } from './mercator.ts';
import { asBounds } from './leaflet-bounds.ts';
import { createBuildingStop, STOP_PANE } from './marks.ts';
import type { ShapeIndex } from './shape-index.ts';

const BUILDING_STOPS_FROM_ZOOM = 17;
const MOST_BUILDING_STOPS = 60;

/** Places for Tab to stop at over the painted buildings, when the map is near enough to tell them apart. */
export function createBuildingStops(
  map: L.Map,
  onChoose: (target: MapTarget, at: LonLat) => void,
): { readonly refresh: (buildings: ShapeIndex<MapBuilding>) => void } {
  map.createPane(STOP_PANE);
  const placed = new Map<string, L.Marker>();

  const wantedOf = (buildings: ShapeIndex<MapBuilding>): readonly MapBuilding[] => {
    if (map.getZoom() < BUILDING_STOPS_FROM_ZOOM) return [];
    const centre = map.getCenter();
    const near = ({ labelPoint: [lon, lat] }: MapBuilding): number => Math.hypot(lon - centre.lng, lat - centre.lat);
    return buildings
      .within(unitBox(asBounds(map.getBounds())))
      .map(({ item }) => item)
      .sort((a, b) => near(a) - near(b))
      .slice(0, MOST_BUILDING_STOPS);
  };

  return {
    refresh: (buildings) => {
      const wanted = wantedOf(buildings);
      const ids = new Set(wanted.map((building) => building.id));
      for (const [id, marker] of placed) {
        if (ids.has(id)) continue;
        marker.remove();
        placed.delete(id);
      }
      for (const building of wanted) {
        if (placed.has(building.id)) continue;
        const marker = createBuildingStop(building).addTo(map);
        const [lon, lat] = building.labelPoint;
        marker.on('click', () => {
          onChoose({ kind: 'building', id: building.id }, { lon, lat });
        });
        placed.set(building.id, marker);
      }
    },
  };
}

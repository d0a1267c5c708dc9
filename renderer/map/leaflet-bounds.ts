import type L from 'leaflet';
import type { Bounds } from './bounds.ts';

export const asBounds = (bounds: L.LatLngBounds): Bounds => ({
  west: bounds.getWest(),
  south: bounds.getSouth(),
  east: bounds.getEast(),
  north: bounds.getNorth(),
});

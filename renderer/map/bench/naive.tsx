import L from 'leaflet';
import type { ComponentProps, JSX } from 'react';
import { GeoJSON, MapContainer } from 'react-leaflet';
import type { FlatPoints, MapArea, MapBuilding } from '../map-objects.ts';

interface NaiveProps {
  readonly areas: readonly MapArea[];
  readonly buildings: readonly MapBuilding[];
  readonly points: FlatPoints;
  readonly centre: readonly [number, number];
  readonly zoom: number;
}

type GeoJsonObject = ComponentProps<typeof GeoJSON>['data'];

const collection = (features: readonly unknown[]): GeoJsonObject =>
  ({ type: 'FeatureCollection', features }) as unknown as GeoJsonObject;

/** How one would do it first: everything a GeoJSON component, everything SVG, circles for points (icons would take longer still). */
export function NaiveMap({ areas, buildings, points, centre: [lon, lat], zoom }: NaiveProps): JSX.Element {
  const shapes = [...areas, ...buildings].map(({ polygon }) => ({
    type: 'Feature',
    properties: {},
    geometry: polygon,
  }));
  const dots = points.ids.map((id, number) => ({
    type: 'Feature',
    properties: { id },
    geometry: { type: 'Point', coordinates: [points.at[number * 2], points.at[number * 2 + 1]] },
  }));
  return (
    <MapContainer className="bench-map" center={[lat, lon]} zoom={zoom} zoomAnimation={false} renderer={L.svg()}>
      <GeoJSON data={collection(shapes)} style={{ weight: 1, color: '#3C6591' }} />
      <GeoJSON data={collection(dots)} pointToLayer={(_feature, at) => L.circleMarker(at, { radius: 4, weight: 1 })} />
    </MapContainer>
  );
}

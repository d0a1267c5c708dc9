import { useMemo } from 'react';
import type { JSX } from 'react';
import type { AreaDocument } from '../../../shared/domain/area.ts';
import type { BuildingDocument } from '../../../shared/domain/building.ts';
import type { Place } from '../../../shared/domain/case.ts';
import type { CaseRow } from '../../data/api.ts';
import { boundsUnder, mapAreas, mapBuildings } from '../../map/from-records.ts';
import { MapView } from '../../map/map-view.tsx';
import { useStreetTiles } from '../../map/use-street-tiles.ts';

export interface PlaceMapProps {
  readonly areas: readonly AreaDocument[];
  readonly buildings: readonly BuildingDocument[];
  readonly open: readonly CaseRow[];
  readonly ownScope: string;
  readonly place: Place | undefined;
  readonly onPick: (at: readonly [number, number]) => void;
}

const CLOSE_ZOOM = 18;

/** The map beside the form: a click puts the pin, the pin can be dragged. */
export function PlaceMap({ areas, buildings, open, ownScope, place, onPick }: PlaceMapProps): JSX.Element {
  const tiles = useStreetTiles();
  const drawn = useMemo(() => mapAreas(areas), [areas]);
  const shapes = useMemo(() => mapBuildings(buildings), [buildings]);
  const points = useMemo(
    () =>
      open.map((row) => ({
        id: row.id,
        at: { lon: row.point[0], lat: row.point[1] },
        name: `${row.categoryName}，${row.address}`,
      })),
    [open],
  );
  const home = useMemo(() => boundsUnder(drawn, ownScope), [drawn, ownScope]);
  const lon = place?.point[0];
  const lat = place?.point[1];
  const pin = useMemo(() => (lon === undefined || lat === undefined ? undefined : { lon, lat }), [lon, lat]);
  // The map follows a place that came from a name or a position; a click on the map is already in sight.
  const follows = pin !== undefined && place?.source !== 'map';
  const goTo = useMemo(() => (follows ? { ...pin, zoom: CLOSE_ZOOM } : undefined), [follows, pin]);
  return (
    <MapView
      label="位置图"
      tiles={tiles}
      areas={drawn}
      buildings={shapes}
      points={points}
      ownArea={ownScope}
      pin={pin}
      home={home}
      goTo={goTo}
      onPick={(_target, at) => {
        if (at !== undefined) onPick([at.lon, at.lat]);
      }}
      onPinMove={(at) => {
        onPick([at.lon, at.lat]);
      }}
      overlay={
        <span>
          点图定位{place === undefined ? '' : ` · 当前 ${place.address}`}
          {place?.accuracyMetres === undefined ? '' : `，误差 ${String(Math.round(place.accuracyMetres))} 米`}
        </span>
      }
    />
  );
}

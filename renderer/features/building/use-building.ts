import { useMemo } from 'react';
import type { BuildingDocument } from '../../../shared/domain/building.ts';
import type { RoomStock } from '../../../shared/stock/rows.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import type { BuildingFigures } from '../../data/stock/api.ts';

export interface BuildingInHand {
  /** `undefined`: not known yet. `null`: not (or no longer) here. */
  readonly building: BuildingDocument | null | undefined;
  readonly rooms: readonly RoomStock[] | undefined;
  readonly figures: BuildingFigures | undefined;
}

/** The building of a page that knows its id, or only one of its rooms (''). */
export function useBuilding(id: string, room: string | undefined): BuildingInHand {
  const { records, stock } = useWorkstation();
  const known = useLive(
    useMemo(() => (id === '' && room !== undefined ? records.one('room', room) : undefined), [records, id, room]),
  );
  const buildingId = id === '' ? known?.building : id;
  const building = useLive(
    useMemo(() => (buildingId === undefined ? undefined : records.one('building', buildingId)), [records, buildingId]),
  );
  const rooms = useLive(
    useMemo(() => (buildingId === undefined ? undefined : stock.building(buildingId)), [stock, buildingId]),
  );
  const figures = useLive(stock.buildings);
  return {
    building: id === '' && known === null ? null : building,
    rooms,
    figures: buildingId === undefined ? undefined : figures?.get(buildingId),
  };
}

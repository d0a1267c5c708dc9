import { useMemo } from 'react';
import { roomAddress } from '../../shared/address/room-address.ts';
import type { AnyRecord } from '../../shared/actions/change-set.ts';
import { typeOfId } from '../../shared/domain/document-types.ts';
import type { Hazard } from '../../shared/domain/room.ts';
import { useLive, useWorkstation } from '../data/hooks.ts';

export interface Inspected {
  readonly record: AnyRecord;
  readonly name: string;
  readonly hazards: readonly Hazard[] | undefined;
}

/** A room or an enterprise, with what it is called. */
export function useInspected(id: string): Inspected | undefined {
  const { records } = useWorkstation();
  const isRoom = typeOfId(id) === 'room';
  const roomLive = useMemo(() => (isRoom ? records.one('room', id) : undefined), [records, isRoom, id]);
  const placeLive = useMemo(() => (isRoom ? undefined : records.one('enterprise', id)), [records, isRoom, id]);
  const room = useLive(roomLive) ?? undefined;
  const place = useLive(placeLive) ?? undefined;
  const buildingLive = useMemo(
    () => (room === undefined ? undefined : records.one('building', room.building)),
    [records, room],
  );
  const building = useLive(buildingLive) ?? undefined;
  return useMemo(() => {
    if (place !== undefined) return { record: place, name: place.name, hazards: place.hazards };
    if (room === undefined) return undefined;
    const name = building === undefined ? `${room.number} 室` : roomAddress(building, room);
    return { record: room, name, hazards: room.hazards };
  }, [place, room, building]);
}

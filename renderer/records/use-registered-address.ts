import { roomAddress } from '../../shared/address/room-address.ts';
import type { PersonDocument } from '../../shared/domain/person.ts';
import { useMany } from './use-many.ts';

/** The address of the room of ours where a person's 户籍 is; empty where it is elsewhere or not known here. */
export function useRegisteredAddress({ resident }: Pick<PersonDocument, 'resident'>): string {
  const registered = resident?.registeredRoom;
  const rooms = useMany('room', registered === undefined ? [] : [registered]);
  const room = registered === undefined ? undefined : (rooms.get(registered) ?? undefined);
  const buildings = useMany('building', room === undefined ? [] : [room.building]);
  const building = room === undefined ? undefined : (buildings.get(room.building) ?? undefined);
  return room === undefined || building === undefined ? '' : roomAddress(building, room);
}

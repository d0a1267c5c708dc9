import type { OccupancyDocument } from '../domain/person.ts';
import type { RoomUse } from '../domain/room.ts';
import type { World } from './issue.ts';

/** Who lives in a room, in the order of names: 空挂 lives elsewhere. */
export const residentsOf = (room: string, world: World): readonly OccupancyDocument[] =>
  world
    .occupanciesOfRoom(room)
    .filter((stay) => stay.role !== 'registeredOnly')
    .toSorted((a, b) =>
      a.personName === b.personName ? (a._id < b._id ? -1 : 1) : a.personName < b.personName ? -1 : 1,
    );

/** The use that fits those who live there; undefined where nobody does. */
export function useOfResidents(residents: readonly OccupancyDocument[]): RoomUse | undefined {
  const roles = new Set(residents.map((stay) => stay.role));
  if (roles.size === 0) return undefined;
  if (roles.has('tenant')) return roles.has('own') ? 'selfAndRent' : 'rent';
  return roles.has('dorm') && !roles.has('own') ? 'dorm' : 'self';
}

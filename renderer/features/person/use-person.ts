import { useMemo } from 'react';
import type { BuildingDocument } from '../../../shared/domain/building.ts';
import type { CareFileDocument } from '../../../shared/domain/care-file.ts';
import type { ObjectionDocument } from '../../../shared/domain/objection.ts';
import type { HouseholdDocument, OccupancyDocument, PersonDocument } from '../../../shared/domain/person.ts';
import type { RoomDocument } from '../../../shared/domain/room.ts';
import type { TargetDocument } from '../../../shared/domain/task.ts';
import { roomAddress } from '../../../shared/address/room-address.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import type { PastChange } from '../../data/records/api.ts';
import { useMany } from '../../records/use-many.ts';

/** A room somebody lives or lived in, with its address as it is now; '' where the room is not ours to see. */
export interface Home {
  readonly stay: OccupancyDocument;
  readonly address: string;
}
export interface PersonInHand {
  readonly homes: readonly Home[];
  readonly room: RoomDocument | null | undefined;
  readonly building: BuildingDocument | null | undefined;
  readonly household: HouseholdDocument | null | undefined;
  readonly members: readonly PersonDocument[];
  readonly careFiles: readonly CareFileDocument[];
  readonly objections: readonly ObjectionDocument[];
  readonly targets: readonly TargetDocument[];
  readonly history: readonly PastChange[];
}

const NONE = [] as const;

/** The record of a person. */
export function usePerson(id: string): PersonDocument | null | undefined {
  const { records } = useWorkstation();
  return useLive(useMemo(() => records.one('person', id), [records, id]));
}

/** Everything around a person that stands on his page. */
export function useAround(person: PersonDocument): PersonInHand {
  const { records } = useWorkstation();
  const { _id: id, household, homeRoom } = person;
  const lives = useMemo(
    () => ({
      stays: records.of('occupancy', 'person', id),
      careFiles: records.of('careFile', 'person', id),
      objections: records.of('objection', 'subject', id),
      targets: records.of('target', 'subject', id),
      history: records.history(id),
    }),
    [records, id],
  );
  const householdLives = useMemo(
    () =>
      household === undefined
        ? undefined
        : { one: records.one('household', household), members: records.of('person', 'household', household) },
    [records, household],
  );
  const stays = useLive(lives.stays) ?? NONE;
  const rooms = useMany('room', [...stays.map(({ room }) => room), ...(homeRoom === undefined ? [] : [homeRoom])]);
  const buildings = useMany(
    'building',
    [...rooms.values()].flatMap((room) => (room === null ? [] : [room.building])),
  );
  const homes = stays
    .map((stay): Home => {
      const room = rooms.get(stay.room);
      const building = room === null || room === undefined ? undefined : buildings.get(room.building);
      const isHere = room !== null && room !== undefined && building !== null && building !== undefined;
      return { stay, address: isHere ? roomAddress(building, room) : '' };
    })
    .sort(byStanding);
  const room = homeRoom === undefined ? null : rooms.get(homeRoom);
  return {
    homes,
    room,
    building: room === null || room === undefined ? room : buildings.get(room.building),
    household: useLive(householdLives?.one),
    members: useLive(householdLives?.members) ?? NONE,
    careFiles: useLive(lives.careFiles) ?? NONE,
    objections: useLive(lives.objections) ?? NONE,
    targets: useLive(lives.targets) ?? NONE,
    history: useLive(lives.history) ?? NONE,
  };
}

/** The counted home first, then those that last, then the former ones, newest first. */
function byStanding(a: Home, b: Home): number {
  const key = ({ stay }: Home): string =>
    `${stay.until === undefined ? 1 : 0}${stay.counted ? 1 : 0}${stay.until ?? ''}${stay.since}`;
  return key(a) < key(b) ? 1 : -1;
}

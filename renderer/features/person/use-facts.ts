import { useMemo } from 'react';
import { roomAddress } from '../../../shared/address/room-address.ts';
import type { PersonDocument } from '../../../shared/domain/person.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { termWords } from '../../lib/term-words.ts';
import { useMany } from '../../records/use-many.ts';
import { factsOf, type Fact } from './person-facts.ts';
import type { PersonInHand } from './use-person.ts';

/** 基本情况 of a person, with what is reckoned from where he lives and is registered. */
export function useFacts(person: PersonDocument, around: PersonInHand): readonly Fact[] {
  const { stock, catalogs } = useWorkstation();
  const terms = termWords(useLive(catalogs.terms) ?? []);
  const row = useLive(useMemo(() => stock.row('person', person._id), [stock, person._id]));
  const registered = person.resident?.registeredRoom;
  const rooms = useMany('room', registered === undefined ? [] : [registered]);
  const room = registered === undefined ? undefined : rooms.get(registered);
  const buildings = useMany('building', room === null || room === undefined ? [] : [room.building]);
  const building = room === null || room === undefined ? undefined : buildings.get(room.building);
  return factsOf({
    person,
    room: around.room,
    address: around.homes.find(({ stay }) => stay.counted && stay.until === undefined)?.address ?? '',
    registeredAddress:
      room === null || room === undefined || building === null || building === undefined
        ? ''
        : roomAddress(building, room),
    isApart: row?.isApart,
    terms,
  });
}

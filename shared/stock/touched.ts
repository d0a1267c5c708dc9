import { FINAL_STATES } from '../domain/case.ts';
import type { Facts } from './facts.ts';
import type { Fact } from './slim.ts';

/**
 * What must be looked at again when a fact changes: called with what it was before (ways still standing or not) and with what it is now. Ids of rows and of buildings. `againMetres`: how near two cases are the same again.
 * Everything a row is joined from must lead back to it from here; the property test of the stock finds what was forgotten.
 */
export function touchedBy(facts: Facts, fact: Fact, againMetres: number, touch: (id: string) => void): void {
  const id = fact._id;
  const withTargets = (subject: string | undefined): void => {
    if (subject === undefined) return;
    touch(subject);
    for (const target of facts.targetsAt(subject)) touch(target._id);
  };
  const room = (roomId: string | undefined): void => {
    if (roomId === undefined) return;
    withTargets(roomId);
    const building = facts.get('room', roomId)?.building;
    if (building !== undefined) touch(building);
  };
  /** Everybody who was ever in a room: ended stays do no harm here. */
  const EVER = '';
  const peopleOf = (roomId: string): void => {
    for (const stay of facts.occupanciesOfRoom(roomId, EVER)) withTargets(stay.person);
    for (const one of facts.registeredIn(roomId)) touch(one._id);
    for (const one of facts.atHomeIn(roomId)) withTargets(one._id);
  };
  const roomsOf = (person: string): void => {
    for (const stay of facts.occupanciesOfPerson(person, EVER)) room(stay.room);
    const known = facts.get('person', person);
    room(known?.resident?.registeredRoom);
    if (known?.household !== undefined) room(facts.get('household', known.household)?.room);
  };

  switch (fact.type) {
    case 'person':
      withTargets(id);
      room(fact.resident?.registeredRoom);
      room(fact.homeRoom);
      if (fact.household !== undefined) room(facts.get('household', fact.household)?.room);
      roomsOf(id);
      for (const household of facts.headedBy(id)) room(household.room);
      return;
    case 'occupancy':
      withTargets(fact.person);
      room(fact.room);
      roomsOf(fact.person);
      return;
    case 'household':
      room(fact.room);
      if (fact.head !== undefined) touch(fact.head);
      for (const member of facts.membersOf(id)) touch(member._id);
      return;
    case 'room':
      touch(fact.building);
      room(id);
      peopleOf(id);
      return;
    case 'building':
      touch(id);
      for (const place of facts.placesIn(id)) withTargets(place);
      for (const roomId of facts.roomsOf(id)) {
        room(roomId);
        peopleOf(roomId);
      }
      return;
    case 'task':
      for (const target of facts.targetsOfTask(id)) {
        touch(target);
        const known = facts.get('target', target);
        if (known !== undefined) {
          touch(known.subject);
          room(known.room);
        }
      }
      return;
    case 'target':
      touch(id);
      touch(fact.subject);
      if (fact.subject.startsWith('room:')) room(fact.subject);
      room(fact.room);
      return;
    case 'objection':
      touch(fact.subject);
      return;
    case 'enterprise':
    case 'component':
    case 'ledgerEntry':
      withTargets(id);
      return;
    case 'case':
      withTargets(id);
      // Those that are open and came after it may recur with it, or no more.
      for (const one of facts.casesAround(fact, againMetres)) if (!FINAL_STATES.has(one.state)) touch(one._id);
  }
}

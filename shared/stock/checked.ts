import { isCheckedIdKind, normalisedId, readCitizenId } from '../domain/identifiers/citizen-id.ts';
import type { PersonDocument } from '../domain/person.ts';
import type { Facts } from './facts.ts';
import type { Fact } from './slim.ts';

/** Everybody who was ever there: ended stays do no harm here. */
const EVER = '';

/** The forms of an id number that are one number: of a person of the first generation, 15 and 18 digits. */
function numbersOf({ idKind, idNumber }: PersonDocument): readonly string[] {
  if (idNumber === undefined || idNumber === '') return [];
  const stored = normalisedId(idNumber);
  const read = isCheckedIdKind(idKind) ? readCitizenId(stored, { isDemonstration: true }) : undefined;
  const number = read?.ok === true ? read.value.number : stored;
  return [stored, number, number.slice(0, 6) + number.slice(8, 17)];
}

/** What the rules must look at again when a fact changes: whatever may ask the world for it. */
export function checkedBy(facts: Facts, fact: Fact, check: (id: string) => void): void {
  check(fact._id);
  switch (fact.type) {
    case 'person':
      for (const stay of facts.occupanciesOfPerson(fact._id, EVER)) {
        check(stay._id);
        check(stay.room);
      }
      if (fact.household !== undefined) check(fact.household);
      for (const household of facts.headedBy(fact._id)) check(household._id);
      for (const number of numbersOf(fact)) facts.idsByIdNumber(number).forEach(check);
      return;
    case 'occupancy':
      check(fact.person);
      check(fact.room);
      for (const stay of facts.occupanciesOfPerson(fact.person, EVER)) check(stay._id);
      return;
    case 'household':
      if (fact.head !== undefined) check(fact.head);
      for (const { _id } of facts.membersOf(fact._id)) check(_id);
      return;
    case 'room':
      for (const stay of facts.occupanciesOfRoom(fact._id, EVER)) {
        check(stay._id);
        check(stay.person);
      }
      for (const { _id } of facts.atHomeIn(fact._id)) check(_id);
      return;
    case 'building':
      facts.roomsOf(fact._id).forEach(check);
      return;
    case 'objection':
      check(fact.subject);
      return;
    default:
  }
}

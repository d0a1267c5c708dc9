import { plusDays } from '../../../../shared/lib/calendar-day.ts';
import type { Chance } from '../chance.ts';
import { citizenCheckDigit } from '../../../../shared/domain/identifiers/citizen-id.ts';
import type { Home } from './residence.ts';
import { type StockWorld } from './world.ts';

/** What the rules are to find: one home in forty has something wrong in it. */
export const FAULTS = ['birthDiffers', 'wrongCheck', 'twice', 'vacantWithPeople', 'noHead', 'tagExpired'] as const;
export type Fault = (typeof FAULTS)[number];
const LIKELIHOOD = 0.011;

type Plant = (home: Home, others: readonly Home[], world: StockWorld, chance: Chance) => boolean;

const PLANTS: Readonly<Record<Fault, Plant>> = {
  birthDiffers: ({ persons }) => {
    const [person] = persons;
    if (person?.birth === undefined || person.class === 'overseas') return false;
    // Two digits changed places with a neighbour year, as happens when books are copied.
    person.birth = `${String(Number(person.birth.slice(0, 4)) - 1)}-${person.birth.slice(5, 7)}-15`;
    return true;
  },
  wrongCheck: ({ persons }) => {
    const [person] = persons;
    if (person?.idNumber?.length !== 18) return false;
    const right = citizenCheckDigit(person.idNumber.slice(0, 17));
    person.idNumber = person.idNumber.slice(0, 17) + (right === '8' ? '3' : '8');
    return true;
  },
  // Somebody was entered a second time, in another home.
  twice: ({ persons, occupancies }, others, _, chance) => {
    const [person] = persons;
    const candidates = others
      .flatMap((home) => home.persons)
      .filter((other) => other.sex === person?.sex && other.class === person.class && other.class !== 'overseas');
    if (person === undefined || persons.length !== 1 || candidates.length === 0) return false;
    const original = chance.pick(candidates);
    person.name = original.name;
    person.idNumber = original.idNumber;
    person.birth = original.birth;
    delete person.tags;
    for (const occupancy of occupancies) if (occupancy.person === person._id) occupancy.personName = person.name;
    return true;
  },
  vacantWithPeople: ({ room, persons }) => {
    if (persons.length === 0 || room.use !== 'self') return false;
    room.use = 'vacant';
    return true;
  },
  noHead: ({ households, persons }) => {
    const [household] = households;
    if (household === undefined || persons.length < 2) return false;
    delete household.head;
    return true;
  },
  tagExpired: ({ persons }, _, world, chance) => {
    const person = persons.find(({ tags }) => tags?.some(({ until }) => until !== undefined));
    if (person?.tags === undefined) return false;
    let done = false;
    person.tags = person.tags.map((tag) => {
      if (done || tag.until === undefined) return tag;
      done = true;
      const until = plusDays(world.today, -chance.whole(2, 90));
      return { ...tag, until, since: plusDays(until, -360) };
    });
    return done;
  },
};

/** Plants a fault in a home now and then; tells how many of which. */
export function plantFaults(homes: readonly Home[], world: StockWorld, chance: Chance): readonly Fault[] {
  return homes.flatMap((home, at) => {
    if (home.persons.length === 0 || !chance.happens(LIKELIHOOD)) return [];
    const fault = chance.pick(FAULTS);
    return PLANTS[fault](home, homes.slice(0, at), world, chance) ? [fault] : [];
  });
}

import type {
  HouseholdDocument,
  OccupancyDocument,
  OccupancyRole,
  PersonDocument,
} from '../../../../shared/domain/person.ts';
import type { RoomDocument, RoomUse } from '../../../../shared/domain/room.ts';
import type { TagEntry } from '../../../../shared/domain/catalog.ts';
import { isoAt } from '../../../../shared/lib/clock.ts';
import { DAY_MS } from '../profile.ts';
import { plusDays } from '../../../../shared/lib/calendar-day.ts';
import type { Chance } from '../chance.ts';
import { familyAtHome, familyWithChildren, flatmate, tenantFamily, type Member } from './families.ts';
import { givenName, surname } from './names.ts';
import { personFrom, provinceOf, type Registered } from './persons.ts';
import { tagsOf } from './tags.ts';
import { headOf, verifiedAt, type StockWorld } from './world.ts';

/** A document under construction: everything is put together here, and read-only from then on. */
export type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** A room with whom it holds. */
export interface Home {
  readonly room: Draft<RoomDocument>;
  readonly households: readonly Draft<HouseholdDocument>[];
  readonly persons: readonly Draft<PersonDocument>[];
  readonly occupancies: readonly Draft<OccupancyDocument>[];
}

/** What is known of a room before anybody moves in. */
export interface RoomPlan {
  readonly building: string;
  readonly scope: string;
  readonly unit: string;
  readonly floor: number;
  readonly number: string;
  readonly areaM2: number;
}

/** Set by hand; chance does the rest. */
export interface Wanted {
  readonly use: RoomUse;
  readonly surname?: string;
  readonly people?: number;
  /** Somebody of the household is registered here and lives elsewhere, or the other way round. */
  readonly apart?: boolean;
  readonly makeup?: 'oneChild' | 'twoChildren' | 'flatmates';
}

/** Rooms in which somebody may be registered who lives elsewhere in the street. */
export interface Registry {
  readonly rooms: { readonly id: string; readonly scope: string }[];
}

const ROOM_USES: readonly (readonly [RoomUse, number])[] = [
  ['self', 602],
  ['rent', 222],
  ['vacant', 80],
  ['selfAndRent', 40],
  ['groupRental', 12],
  ['storage', 5],
  ['homestay', 4],
  ['dorm', 3],
];

const useOf = (plan: RoomPlan, chance: Chance): RoomUse =>
  plan.floor === 1 && chance.happens(0.09) ? 'business' : chance.weighted(ROOM_USES);

const HAZARDS: readonly (readonly [code: string, weight: number])[] = [
  ['ebikeIndoors', 24],
  ['wiringUnsafe', 22],
  ['noExtinguisher', 20],
  ['noSmokeAlarm', 20],
  ['combustiblePartition', 18],
  ['tenantsNotRegistered', 18],
  ['exitBlocked', 10],
  ['gasUnsafe', 10],
  ['unfitSpaceLet', 5],
  ['illegalAlteration', 3],
];

function hazardsOf(use: RoomUse, world: StockWorld, chance: Chance): NonNullable<RoomDocument['hazards']> {
  const likely =
    use === 'groupRental'
      ? 1
      : use === 'rent' || use === 'dorm' || use === 'homestay'
        ? 0.07
        : use === 'selfAndRent'
          ? 0.05
          : 0;
  if (likely === 0 || !chance.happens(likely)) return [];
  const count = use === 'groupRental' ? chance.whole(1, 3) : 1;
  const codes = new Set(Array.from({ length: count }, () => chance.weighted(HAZARDS)));
  return [...codes].map((code) => {
    const foundMs = world.nowMs - chance.whole(3, 170) * DAY_MS;
    const by = chance.pick(world.staff.everybody).user.displayName;
    const clearedMs = foundMs + chance.whole(1, 20) * DAY_MS;
    return {
      id: world.ids.id('hazard', foundMs).slice('hazard:'.length),
      code,
      foundAt: isoAt(foundMs),
      foundBy: by,
      source: '检查',
      ...(chance.happens(0.3) && clearedMs < world.nowMs
        ? { cleared: { at: isoAt(clearedMs), by, note: '复查时已整改' } }
        : {}),
    };
  });
}

const isLet = (use: RoomUse): boolean => ['rent', 'selfAndRent', 'groupRental', 'homestay', 'dorm'].includes(use);

function roomFrom(plan: RoomPlan, use: RoomUse, world: StockWorld, chance: Chance): Draft<RoomDocument> {
  const verifiedMs = verifiedAt(world, chance);
  const hazards = hazardsOf(use, world, chance);
  const areaM2 = Number((plan.areaM2 * chance.between(0.88, 1.12)).toFixed(1));
  const inspected = isLet(use) && chance.happens(0.7);
  return {
    ...headOf(world, 'room', plan.scope, verifiedMs),
    type: 'room',
    building: plan.building,
    unit: plan.unit,
    floor: plan.floor,
    number: plan.number,
    use,
    areaM2,
    bedrooms: areaM2 < 40 ? 1 : areaM2 < 75 ? 2 : 3,
    tenure:
      use === 'dorm'
        ? '单位房'
        : chance.weighted([
            ['产权房', 62],
            ['售后公房', 28],
            ['公房', 10],
          ]),
    buildingKind: 'ordinary',
    ...(isLet(use) || use === 'business'
      ? {
          owner: {
            name: surname(chance) + givenName(chance, chance.whole(1945, 1985), chance.happens(0.5)),
            phone: world.identifiers.phone(),
          },
        }
      : {}),
    ...(isLet(use) ? { rentedSince: plusDays(world.today, -chance.whole(30, 1_400)) } : {}),
    ...(hazards.length === 0 ? {} : { hazards }),
    ...(inspected || hazards.length > 0 ? { inspectedAt: isoAt(world.nowMs - chance.whole(1, 200) * DAY_MS) } : {}),
    state: 'effective',
    sources: { use: { source: chance.pick(['走访', '房管', '物业']), at: isoAt(verifiedMs) } },
  };
}

interface Group {
  readonly members: readonly Member[];
  readonly role: OccupancyRole;
  readonly class: PersonDocument['class'];
  readonly surname?: string;
}

/** Families by chance until one has as many as the drawing shows. */
function familyOf(
  make: (chance: Chance) => readonly Member[],
  people: number | undefined,
  chance: Chance,
): readonly Member[] {
  for (;;) {
    const members = make(chance);
    if (people === undefined || members.length === people) return members;
  }
}

function groupsOf(use: RoomUse, wanted: Wanted | undefined, areaM2: number, chance: Chance): readonly Group[] {
  const people = wanted?.people;
  const named = wanted?.surname === undefined ? {} : { surname: wanted.surname };
  const tenantClass = (): PersonDocument['class'] =>
    chance.weighted([
      ['floating', 70],
      ['resident', 26],
      ['overseas', 4],
    ]);
  const flatmates = (count: number, role: OccupancyRole): readonly Group[] =>
    Array.from({ length: count }, (_, at) => ({
      members: [flatmate(chance)],
      role,
      class: chance.happens(0.85) ? ('floating' as const) : ('resident' as const),
      ...(at === 0 ? named : {}),
    }));
  if (wanted?.makeup === 'flatmates') return flatmates(people ?? 3, 'tenant');
  if (wanted?.makeup !== undefined) {
    const members = familyWithChildren(wanted.makeup === 'oneChild' ? 1 : 2, chance);
    return [{ members, role: 'own', class: 'resident', ...named }];
  }
  switch (use) {
    case 'self':
      return [
        {
          members: familyOf(familyAtHome, people, chance),
          role: 'own',
          class: chance.happens(0.012) ? 'overseas' : 'resident',
          ...named,
        },
      ];
    case 'rent':
      return (people ?? 2) > 1 && areaM2 > 34 && chance.happens(0.2)
        ? flatmates(people ?? chance.whole(2, 4), 'tenant')
        : [{ members: familyOf(tenantFamily, people, chance), role: 'tenant', class: tenantClass(), ...named }];
    case 'selfAndRent':
      return [
        {
          members: familyOf(familyAtHome, people === undefined ? undefined : Math.max(1, people - 1), chance),
          role: 'own',
          class: 'resident',
          ...named,
        },
        ...flatmates(people === 1 ? 0 : 1, 'tenant'),
      ];
    case 'groupRental':
      return flatmates(people ?? chance.whole(5, 11), 'tenant');
    case 'dorm':
      return flatmates(people ?? chance.whole(3, 7), 'dorm');
    case 'business':
    case 'homestay':
    case 'storage':
    case 'vacant':
    case 'other':
      return [];
  }
}

/** One of these shares of the residents is registered elsewhere in the city, or in another room of the street. */
const APART_CITY = 0.13;
const APART_STREET = 0.055;
const SECOND_HOME = 0.03;

function registeredOf(group: Group, room: string, registry: Registry, apart: boolean, chance: Chance): Registered {
  if (group.class !== 'resident') return { kind: 'province', province: provinceOf(chance) };
  const isAway = group.role === 'tenant' || group.role === 'dorm';
  if (apart || isAway) return { kind: 'city' };
  if (chance.happens(APART_CITY)) return { kind: 'city' };
  const other = registry.rooms.length > 20 && chance.happens(APART_STREET) ? chance.pick(registry.rooms) : undefined;
  return other === undefined ? { kind: 'here', room } : { kind: 'street', room: other.id };
}

export interface ResidenceTools {
  readonly world: StockWorld;
  readonly tags: ReadonlyMap<string, TagEntry>;
  readonly registry: Registry;
}

function occupancyFrom(
  person: PersonDocument,
  room: { readonly id: string; readonly scope: string },
  stay: { readonly role: OccupancyRole; readonly counted: boolean; readonly since: string; readonly until?: string },
  world: StockWorld,
): Draft<OccupancyDocument> {
  return {
    ...headOf(world, 'occupancy', room.scope),
    type: 'occupancy',
    person: person._id,
    personName: person.name,
    room: room.id,
    ...stay,
    state: 'effective',
  };
}

/** Moves people into a room by what it is used for. */
export function settleRoom(plan: RoomPlan, wanted: Wanted | undefined, tools: ResidenceTools, chance: Chance): Home {
  const { world, tags, registry } = tools;
  const use = wanted?.use ?? useOf(plan, chance);
  const room = roomFrom(plan, use, world, chance);
  const households: Draft<HouseholdDocument>[] = [];
  const persons: Draft<PersonDocument>[] = [];
  const occupancies: Draft<OccupancyDocument>[] = [];
  const groups = groupsOf(use, wanted, room.areaM2 ?? 40, chance);
  for (const group of groups) {
    const household: Draft<HouseholdDocument> = {
      ...headOf(world, 'household', plan.scope),
      type: 'household',
      room: room._id,
      number: `999${String(chance.whole(100_000, 999_999))}`,
      kind: group.role === 'dorm' ? 'collective' : 'family',
      state: 'effective',
    };
    const since = plusDays(world.today, -(group.role === 'own' ? chance.whole(200, 10_500) : chance.whole(20, 1_300)));
    const familyName = group.surname ?? surname(chance);
    const together = registeredOf(group, room._id, registry, wanted?.apart === true, chance);
    const alone = groups.length === 1 && group.members.length === 1;
    const isElderCouple =
      groups.length === 1 && group.members.length === 2 && group.members.every(({ age }) => age >= 60);
    for (const member of group.members) {
      const own = chance.happens(0.9) ? together : registeredOf(group, room._id, registry, false, chance);
      const person: Draft<PersonDocument> = personFrom(
        {
          scope: plan.scope,
          room: room._id,
          household: household._id,
          member,
          surname: member.ofTheName ? familyName : surname(chance),
          class: group.class,
          registered: own,
          since,
        },
        world,
        chance,
      );
      const earliest = person.birth !== undefined && person.birth > since ? person.birth : since;
      const tagged = tagsOf(
        {
          age: member.age,
          isMale: member.isMale,
          isResident: group.class === 'resident',
          isPartyMember: person.politics === '01',
          livesAlone: alone,
          isElderCouple,
        },
        tags,
        world,
        chance,
      );
      if (tagged.length > 0) person.tags = [...tagged];
      if (alone && member.age >= 60 && chance.happens(0.7)) {
        const isSon = chance.happens(0.5);
        person.contacts = [
          {
            name:
              (isSon && member.isMale ? familyName : surname(chance)) +
              givenName(chance, Number(person.birth?.slice(0, 4)) + 28, isSon),
            relation: isSon ? '子' : '女',
            phone: world.identifiers.phone(),
          },
        ];
      }
      persons.push(person);
      occupancies.push(
        occupancyFrom(
          person,
          { id: room._id, scope: plan.scope },
          { role: group.role, counted: true, since: earliest },
          world,
        ),
      );
      if (own.kind === 'street') {
        const other = registry.rooms.find(({ id }) => id === own.room);
        if (other !== undefined)
          occupancies.push(
            occupancyFrom(person, other, { role: 'registeredOnly', counted: false, since: earliest }, world),
          );
      }
      if (registry.rooms.length > 20 && chance.happens(SECOND_HOME)) {
        const other = chance.pick(registry.rooms);
        const ended = chance.happens(0.5);
        const began = plusDays(world.today, -chance.whole(420, 1_900));
        if (person.birth !== undefined && person.birth < began && !(own.kind === 'street' && other.id === own.room))
          occupancies.push(
            occupancyFrom(
              person,
              other,
              {
                role: 'lodger',
                counted: false,
                since: began,
                ...(ended ? { until: plusDays(world.today, -chance.whole(30, 400)) } : {}),
              },
              world,
            ),
          );
      }
    }
    const [head] = persons.slice(-group.members.length);
    if (head !== undefined) household.head = head._id;
    households.push(household);
  }
  if (use === 'self') registry.rooms.push({ id: room._id, scope: plan.scope });
  if (registry.rooms.length > MOST_REGISTRABLE) registry.rooms.shift();
  return { room, households, persons, occupancies };
}

/** Only rooms near by in the order of settling are thought of. */
const MOST_REGISTRABLE = 400;

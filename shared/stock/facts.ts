import { spotOf, spotsAround } from '../cases/recurring.ts';
import type { CaseDocument } from '../domain/case.ts';
import { typeOfId } from '../domain/document-types.ts';
import { normalisedId } from '../domain/identifiers/citizen-id.ts';
import type { HouseholdDocument, OccupancyDocument, PersonDocument } from '../domain/person.ts';
import type { ObjectionDocument } from '../domain/objection.ts';
import type { TargetDocument } from '../domain/task.ts';
import { multiIndex, type MultiIndex } from './multi-index.ts';
import { FACT_TYPES, isVoid, type Fact, type FactOf, type FactType } from './slim.ts';

/** Everything the stock knows, by id, with the ways from one to another. */
export interface Facts {
  readonly get: <T extends FactType>(type: T, id: string) => FactOf<T> | undefined;
  readonly any: (id: string) => Fact | undefined;
  /** Void ones included. */
  readonly record: (id: string) => Fact | undefined;
  readonly voided: () => ReadonlyMap<string, Fact>;
  readonly all: <T extends FactType>(type: T) => ReadonlyMap<string, FactOf<T>>;
  /** Effective and not ended as of `today`. */
  readonly occupanciesOfPerson: (person: string, today: string) => readonly OccupancyDocument[];
  readonly occupanciesOfRoom: (room: string, today: string) => readonly OccupancyDocument[];
  readonly membersOf: (household: string) => readonly PersonDocument[];
  readonly householdsOf: (room: string) => readonly HouseholdDocument[];
  readonly headedBy: (person: string) => readonly HouseholdDocument[];
  /** Whose own record names the room as home. */
  readonly atHomeIn: (room: string) => readonly PersonDocument[];
  readonly registeredIn: (room: string) => readonly PersonDocument[];
  /** Of a normalised number. */
  readonly idsByIdNumber: (idNumber: string) => readonly string[];
  readonly roomsOf: (building: string) => readonly string[];
  readonly placesIn: (building: string) => readonly string[];
  readonly targetsAt: (subject: string) => readonly TargetDocument[];
  readonly targetsOfTask: (task: string) => readonly string[];
  readonly openObjectionsTo: (subject: string) => readonly ObjectionDocument[];
  /** Cases of its class that may be within so many metres of one, itself among them. */
  readonly casesAround: (one: CaseDocument, metres: number) => readonly CaseDocument[];
  /** Puts one in or takes it out (`null`), a void one out of sight; says what it was. */
  readonly put: (id: string, fact: Fact | null) => Fact | undefined;
  readonly size: () => number;
  readonly clear: () => void;
}

/** What an index is over, and the keys one fact stands under. */
type Indexed =
  | 'person'
  | 'room'
  | 'household'
  | 'head'
  | 'homeOf'
  | 'home'
  | 'registered'
  | 'idNumber'
  | 'building'
  | 'target'
  | 'task'
  | 'objection'
  | 'spot';

/** The current stays are few: the day on which one ends belongs to the next. */
export const isCurrent = (stay: OccupancyDocument, today: string): boolean =>
  stay.until === undefined || stay.until > today;

function keysOf(fact: Fact): readonly (readonly [Indexed, string | undefined])[] {
  switch (fact.type) {
    case 'person':
      return [
        ['household', fact.household],
        ['home', fact.homeRoom],
        ['registered', fact.resident?.registeredRoom],
        ['idNumber', fact.idNumber === undefined ? undefined : normalisedId(fact.idNumber)],
      ];
    case 'occupancy':
      return [
        ['person', fact.person],
        ['room', fact.room],
      ];
    case 'household':
      return [
        ['homeOf', fact.room],
        ['head', fact.head],
      ];
    case 'room':
    case 'enterprise':
    case 'ledgerEntry':
      return [['building', fact.building]];
    case 'target':
      return [
        ['target', fact.subject],
        ['target', fact.room],
        ['task', fact.task],
      ];
    case 'case':
      return [['spot', spotOf(fact)]];
    case 'objection':
      return [['objection', fact.state === 'open' ? fact.subject : undefined]];
    default:
      return [];
  }
}

export function facts(): Facts {
  const byType = Object.fromEntries(FACT_TYPES.map((type) => [type, new Map<string, Fact>()])) as Record<
    FactType,
    Map<string, Fact>
  >;
  const indexes: Record<Indexed, MultiIndex> = {
    person: multiIndex(),
    room: multiIndex(),
    household: multiIndex(),
    head: multiIndex(),
    homeOf: multiIndex(),
    home: multiIndex(),
    registered: multiIndex(),
    idNumber: multiIndex(),
    building: multiIndex(),
    target: multiIndex(),
    task: multiIndex(),
    objection: multiIndex(),
    spot: multiIndex(),
  };
  const voided = new Map<string, Fact>();
  const get = <T extends FactType>(type: T, id: string): FactOf<T> | undefined =>
    byType[type].get(id) as FactOf<T> | undefined;
  const many = <T extends FactType>(type: T, ids: readonly string[]): readonly FactOf<T>[] =>
    ids.flatMap((id) => get(type, id) ?? []);
  const tableOf = (id: string): Map<string, Fact> | undefined => byType[typeOfId(id) as FactType];
  const stays = (index: Indexed, key: string, today: string): readonly OccupancyDocument[] =>
    many('occupancy', indexes[index].of(key)).filter((stay) => isCurrent(stay, today));

  return {
    get,
    any: (id) => tableOf(id)?.get(id),
    record: (id) => tableOf(id)?.get(id) ?? voided.get(id),
    voided: () => voided,
    all: <T extends FactType>(type: T) => byType[type] as unknown as ReadonlyMap<string, FactOf<T>>,
    occupanciesOfPerson: (person, today) => stays('person', person, today),
    occupanciesOfRoom: (room, today) => stays('room', room, today),
    membersOf: (household) => many('person', indexes.household.of(household)),
    householdsOf: (room) => many('household', indexes.homeOf.of(room)),
    headedBy: (person) => many('household', indexes.head.of(person)),
    atHomeIn: (room) => many('person', indexes.home.of(room)),
    registeredIn: (room) => many('person', indexes.registered.of(room)),
    idsByIdNumber: (idNumber) => indexes.idNumber.of(idNumber),
    roomsOf: (building) => indexes.building.of(building).filter((id) => id.startsWith('room:')),
    placesIn: (building) => indexes.building.of(building).filter((id) => !id.startsWith('room:')),
    targetsAt: (subject) => many('target', indexes.target.of(subject)),
    targetsOfTask: (task) => indexes.task.of(task),
    openObjectionsTo: (subject) => many('objection', indexes.objection.of(subject)),
    casesAround: (one, metres) => spotsAround(one, metres).flatMap((spot) => many('case', indexes.spot.of(spot))),
    put: (id, fact) => {
      const table = tableOf(id);
      if (table === undefined) return undefined;
      const before = table.get(id);
      if (before !== undefined) {
        for (const [index, key] of keysOf(before)) if (key !== undefined) indexes[index].drop(key, id);
      }
      if (fact !== null && isVoid(fact)) voided.set(id, fact);
      else voided.delete(id);
      if (fact === null || isVoid(fact)) table.delete(id);
      else {
        table.set(id, fact);
        for (const [index, key] of keysOf(fact)) if (key !== undefined) indexes[index].add(key, id);
      }
      return before;
    },
    size: () => FACT_TYPES.reduce((sum, type) => sum + byType[type].size, 0),
    clear: () => {
      for (const type of FACT_TYPES) byType[type].clear();
      voided.clear();
      for (const index of Object.values(indexes)) index.clear();
    },
  };
}

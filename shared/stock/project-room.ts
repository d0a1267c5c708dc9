import type { OccupancyDocument, PersonDocument } from '../domain/person.ts';
import type { RoomDocument } from '../domain/room.ts';
import { buildingAddress } from '../address/room-address.ts';
import { riskWords, visitDueOn } from '../risk/risk-level.ts';
import { roomRisk } from '../risk/room-risk.ts';
import type { Facts } from './facts.ts';
import { lifeOf } from './project-person.ts';
import { addressOf, dueAt, earlier, headOf, type Projection } from './projection.ts';
import type { RoomStock } from './rows.ts';

const isLiving = (person: PersonDocument | undefined): boolean => person === undefined || lifeOf(person) === 'living';

/** Whoever lives in a room, those included whose own records lie elsewhere. */
export const staysIn = (facts: Facts, room: string, today: string): readonly OccupancyDocument[] =>
  facts
    .occupanciesOfRoom(room, today)
    .filter(({ role, person }) => role !== 'registeredOnly' && isLiving(facts.get('person', person)));

/** The first head of a household of the room; failing that, whoever counts here. */
function headName(facts: Facts, room: string, stays: readonly OccupancyDocument[]): string {
  for (const { head } of facts.householdsOf(room)) {
    if (head === undefined) continue;
    const name = facts.get('person', head)?.name ?? stays.find(({ person }) => person === head)?.personName;
    if (name !== undefined) return name;
  }
  return stays.find(({ counted }) => counted)?.personName ?? stays[0]?.personName ?? '';
}

export function projectRoom(projection: Projection, room: RoomDocument): RoomStock {
  const { facts, settings } = projection;
  const building = facts.get('building', room.building);
  const stays = staysIn(facts, room._id, settings.today);
  const here = new Set(stays.map(({ person }) => person));
  const registered = new Set([
    ...facts
      .registeredIn(room._id)
      .filter(isLiving)
      .map(({ _id }) => _id),
    ...facts
      .occupanciesOfRoom(room._id, settings.today)
      .filter(({ role, person }) => role === 'registeredOnly' && isLiving(facts.get('person', person)))
      .map(({ person }) => person),
  ]);
  const marks = new Set(
    stays.flatMap(({ person }) => (facts.get('person', person)?.tags ?? []).map((tag) => tag.code)),
  );
  const tenants = new Set(stays.filter(({ role }) => role === 'tenant').map(({ person }) => person)).size;
  const risk = roomRisk(room, { tenants }, settings.risk);
  return {
    kind: 'room',
    ...headOf(projection, room),
    name: room.number,
    building: room.building,
    buildingName: building === undefined ? '' : buildingAddress(building),
    unit: room.unit,
    floor: room.floor,
    number: room.number,
    use: room.use,
    address: addressOf(facts, room),
    areaM2: room.areaM2 ?? 0,
    owner: room.owner?.name ?? '',
    headName: headName(facts, room._id, stays),
    people: here.size,
    tenants,
    apart: [...registered].filter((person) => !here.has(person)).length,
    risk: risk.level,
    riskWords: riskWords(risk),
    dueOn: earlier(dueAt(facts, room._id), visitDueOn(risk.level, room.inspectedAt, settings.risk, settings.today)),
    marks: [...marks].sort(),
  };
}

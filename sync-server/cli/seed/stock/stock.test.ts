import { beforeAll, describe, expect, it } from 'vitest';
import type { AnyRecord } from '../../../../shared/actions/change-set.ts';
import type { RecordOf } from '../../../../shared/domain/record-of.ts';
import { changeSchema, hasHistory, type HistoryType } from '../../../../shared/domain/change.ts';
import type { BuildingDocument } from '../../../../shared/domain/building.ts';
import { readComponentCode } from '../../../../shared/domain/identifiers/component-code.ts';
import { readPhone } from '../../../../shared/domain/identifiers/phone.ts';
import type { PersonDocument } from '../../../../shared/domain/person.ts';
import { RECORD_SCHEMAS } from '../../../../shared/domain/record-schemas.ts';
import type { RoomDocument } from '../../../../shared/domain/room.ts';
import { boxOfPolygon, type BoundingBox } from '../../../../shared/geo/bounding-box.ts';
import { checkPartition } from '../../../../shared/geo/check-partition.ts';
import type { Polygon, Position } from '../../../../shared/geo/geojson.ts';
import { ageOn, shanghaiDayOf } from '../../../../shared/lib/calendar-day.ts';
import { isoAt } from '../../../../shared/lib/clock.ts';
import { issuesOf } from '../../../../shared/rules/find-issues.ts';
import type { World } from '../../../../shared/rules/issue.ts';
import type { SeedDocument } from '../../../src/store/seed-port.ts';
import { demonstration, type Demonstration } from '../demonstration.ts';
import { SEED_SIZES } from '../profile.ts';
import { findResources, readResources } from '../resources.ts';

const NOW_MS = Date.parse('2026-11-20T04:00:00Z');
const TODAY = shanghaiDayOf(isoAt(NOW_MS));

const resources = readResources(findResources());
let street: Demonstration;
let documents: readonly SeedDocument[];
let byId: ReadonlyMap<string, SeedDocument>;

/** The seed's documents are of the types they say: the schemas below hold them to it. */
const of = <K extends HistoryType>(type: K): readonly RecordOf[K][] =>
  documents.filter((document) => document.type === type) as unknown as readonly RecordOf[K][];
const grouped = <T>(items: readonly T[], key: (item: T) => string | undefined): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    if (name === undefined) continue;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return groups;
};

beforeAll(() => {
  street = demonstration(resources, { seed: 1, nowMs: NOW_MS, size: { ...SEED_SIZES.demo, cases: 20 } });
  documents = [...street.stock()].flat();
  byId = new Map([...street.buildings, ...documents].map((document) => [document._id, document]));
}, 60_000);

describe('the stock of the demonstration', () => {
  it('is as much as the profile says, every document with an id of its own', () => {
    const { people, enterprises, components } = SEED_SIZES.demo;
    expect(of('person').length).toBeGreaterThanOrEqual(people);
    expect(of('person').length).toBeLessThan(people + 10);
    expect(of('enterprise').length).toBe(enterprises);
    expect(of('component').length).toBe(components);
    expect(new Set(documents.map(({ _id }) => _id)).size).toBe(documents.length);
  });

  it('is made of documents as the house knows them', () => {
    const wrong = documents.flatMap((document) => {
      const schema = hasHistory(document.type) ? RECORD_SCHEMAS[document.type] : changeSchema;
      const parsed = schema.safeParse(document);
      return parsed.success ? [] : [`${document._id}: ${JSON.stringify(parsed.error.issues)}`];
    });
    expect(wrong).toEqual([]);
  });

  it('looks like an inner street: ages, tenants, empty homes, people registered elsewhere', () => {
    const persons = of('person').filter(({ life }) => life === 'living');
    const share = <T>(items: readonly T[], holds: (item: T) => boolean): number =>
      items.filter(holds).length / items.length;
    const registered = persons.filter((person) => person.class === 'resident');
    const isOver60 = (person: PersonDocument): boolean => ageOn(person.birth ?? TODAY, TODAY) >= 60;
    expect(share(persons, isOver60)).toBeGreaterThan(0.3);
    expect(share(registered, isOver60)).toBeLessThan(0.45);
    const isApart = (person: PersonDocument): boolean =>
      person.class === 'resident' && person.resident?.registeredRoom !== person.homeRoom;
    expect(share(persons, isApart)).toBeGreaterThan(0.15);
    expect(share(persons, isApart)).toBeLessThan(0.25);
    const homes = of('room').filter(({ use }) => use !== 'business');
    const isLet = ({ use }: RoomDocument): boolean => use === 'rent' || use === 'selfAndRent' || use === 'groupRental';
    expect(share(homes, isLet)).toBeGreaterThan(0.2);
    expect(share(homes, isLet)).toBeLessThan(0.32);
    expect(share(homes, ({ use }) => use === 'vacant')).toBeLessThan(0.16);
    const verifiedDays = ({ provenance }: PersonDocument): number =>
      (NOW_MS - Date.parse(provenance.verifiedAt ?? '')) / 86_400_000;
    const stale = share(persons, (person) => verifiedDays(person) > 180);
    expect(stale).toBeGreaterThan(0.1);
    expect(stale).toBeLessThan(0.2);
  });

  it('counts everybody who lives in exactly one home, in the room and the household that his record names', () => {
    const counted = grouped(
      of('occupancy').filter((stay) => stay.counted && stay.until === undefined),
      ({ person }) => person,
    );
    const isCounted = ({ _id, life, homeRoom, household }: PersonDocument): boolean => {
      const rooms = (counted.get(_id) ?? []).map(({ room }) => room);
      if (life === 'dead') return rooms.length === 0;
      return rooms.length === 1 && rooms[0] === homeRoom && byId.get(household ?? '')?.['room'] === homeRoom;
    };
    expect(of('person').filter((person) => !isCounted(person))).toEqual([]);
  });

  it('lets heads be members, and leaves out one only where a fault was planted', () => {
    const members = grouped(of('person'), ({ household }) => household);
    const households = of('household');
    const headless = households.filter(({ head }) => head === undefined);
    expect(headless.length).toBeGreaterThan(3);
    expect(headless.length).toBeLessThan(40);
    const isMember = (household: string, head: string): boolean =>
      (members.get(household) ?? []).some((member) => member._id === head);
    expect(households.filter(({ _id, head }) => head !== undefined && !isMember(_id, head))).toEqual([]);
  });

  it('lies where its building lies', () => {
    const scopeOf = (id: string): string | undefined => byId.get(id)?.scope;
    expect(of('room').filter(({ building, scope }) => scopeOf(building) !== scope)).toEqual([]);
    const isElsewhere = ({ homeRoom, scope }: PersonDocument): boolean =>
      homeRoom !== undefined && scopeOf(homeRoom) !== scope;
    expect(of('person').filter(isElsewhere)).toEqual([]);
    const isRight = ({ room, person, scope, personName }: RecordOf['occupancy']): boolean =>
      scopeOf(room) === scope && byId.get(person)?.['name'] === personName;
    expect(of('occupancy').filter((stay) => !isRight(stay))).toEqual([]);
  });

  it('holds made-up numbers only: ids that begin with 999, telephones with 100', () => {
    const persons = of('person').filter(({ class: kind }) => kind !== 'overseas');
    expect(persons.filter(({ idNumber }) => idNumber?.startsWith('999') !== true)).toEqual([]);
    const numbers = JSON.stringify(documents).match(/(?<=")1\d{10}(?=")/g) ?? [];
    expect(numbers.length).toBeGreaterThan(10_000);
    expect(numbers.filter((number) => !readPhone(number, { isDemonstration: true }).ok)).toEqual([]);
    const codes = of('component').map(({ code }) => code);
    expect(codes.filter((code) => !readComponentCode(code).ok)).toEqual([]);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.filter((code) => code.length === 16).length).toBeGreaterThan(20);
  });

  it('gives the rules what was planted and nothing else', () => {
    const persons = of('person');
    const stays = of('occupancy').filter(({ until }) => until === undefined || until >= TODAY);
    const byIdNumber = grouped(persons, ({ idNumber }) => idNumber);
    const ofRoom = grouped(stays, ({ room }) => room);
    const ofPerson = grouped(stays, ({ person }) => person);
    const members = grouped(persons, ({ household }) => household);
    const open = grouped(
      of('objection').filter(({ state }) => state === 'open'),
      ({ subject }) => subject,
    );
    const world: World = {
      today: TODAY,
      isDemonstration: true,
      tags: new Map(resources.stock.tags.entries.map((entry) => [entry.code, entry])),
      person: (id) => byId.get(id) as unknown as PersonDocument | undefined,
      record: (id) => byId.get(id) as AnyRecord | undefined,
      personsByIdNumber: (number) => (byIdNumber.get(number) ?? []).map(({ _id }) => _id),
      occupanciesOfRoom: (room) => ofRoom.get(room) ?? [],
      occupanciesOfPerson: (person) => ofPerson.get(person) ?? [],
      membersOfHousehold: (household) => members.get(household) ?? [],
      openObjectionsTo: (subject) => open.get(subject) ?? [],
    };
    const found = new Map<string, number>();
    for (const record of byId.values()) {
      if (!hasHistory(record.type)) continue;
      for (const { rule } of issuesOf(record as AnyRecord, world)) found.set(rule, (found.get(rule) ?? 0) + 1);
    }
    expect([...found.keys()].sort()).toEqual([
      'household-without-head',
      'id-birth-differs',
      'id-number-wrong',
      'inspection-overdue',
      'licence-ends-soon',
      'licence-expired',
      'not-verified-180-days',
      'tag-expired',
      'tag-not-reviewed',
      'two-persons-one-id',
      'vacant-room-with-residents',
      'value-disputed',
    ]);
    for (const rule of ['household-without-head', 'id-birth-differs', 'id-number-wrong', 'two-persons-one-id']) {
      expect(found.get(rule), rule).toBeLessThan(50);
    }
  });

  it('has tasks whose targets are counted, some done, some due today, some late, and proposals that wait', () => {
    const targets = of('target');
    const ofTask = grouped(targets, ({ task }) => task);
    for (const task of of('task')) expect(ofTask.get(task._id)?.length).toBe(task.targetCount);
    const open = targets.filter(({ isOpen }) => isOpen);
    expect(open.filter(({ dueOn }) => dueOn === TODAY).length).toBeGreaterThan(50);
    expect(open.filter(({ dueOn }) => dueOn < TODAY).length).toBeGreaterThan(20);
    expect(targets.filter(({ isOpen }) => !isOpen).length).toBeGreaterThan(1_000);
    const proposals = targets.flatMap(({ results }) => results.flatMap((result) => result.proposals ?? []));
    expect(proposals.length).toBeGreaterThan(10);
    expect(targets.filter(({ results }) => results.some(({ at }) => Date.parse(at) >= NOW_MS))).toEqual([]);
    expect(targets.filter(({ subject, scope }) => byId.get(subject)?.scope !== scope)).toEqual([]);
    expect(of('objection').filter(({ state }) => state === 'open').length).toBe(10);
  });

  it('has the model family in it', () => {
    const elder = of('person').find(({ name }) => name === '严立诚');
    const room = byId.get(elder?.homeRoom ?? '') as unknown as RoomDocument;
    const building = byId.get(room.building) as unknown as BuildingDocument;
    expect([building.name, room.unit, room.number]).toEqual(['上港小区 27幢', '2单元', '502']);
    expect(elder?.scope.startsWith('310115005035')).toBe(true);
    expect(elder?.idNumber).toMatch(/^9991.*0417$/);
    expect(elder?.phones?.[0]?.number).toMatch(/0417$/);
    const uses = of('room')
      .filter((each) => each.building === building._id)
      .map(({ use }) => use);
    expect(uses.length).toBe(72);
    expect(uses.filter((use) => use === 'vacant').length).toBe(4);
  });
});

describe('the houses that were put up', () => {
  it('stand in their grids, cut no line, and leave one another and the map’s houses room', () => {
    const areas = resources.areas.areas.flatMap(({ kind, code, parent, polygon }) =>
      kind === 'district' || polygon === undefined ? [] : [{ kind, code, parent, polygon }],
    );
    const buildings = street.buildings.map(({ _id, scope, footprint }) => ({
      id: _id,
      polygon: footprint as Polygon,
      gridCode: scope,
    }));
    const putUp = new Set(street.buildings.filter(({ sketch }) => sketch === true).map(({ _id }) => _id));
    expect(putUp.size).toBeGreaterThan(30);
    expect(checkPartition(areas, buildings)).toEqual([]);
    const boxes = buildings.map(({ id, polygon }) => ({ id, box: boxOfPolygon(polygon) }));
    // Boxes of slanting old houses are larger than they are: only the new ones are held to theirs, and old ones to their corners.
    const isIn = (box: BoundingBox, [lon, lat]: Position): boolean =>
      lon > box.west && lon < box.east && lat > box.south && lat < box.north;
    const standing = buildings.filter(({ id }) => !putUp.has(id));
    const corners = standing.flatMap(({ polygon }) => polygon.coordinates[0] ?? []);
    const cut = boxes.filter(({ id, box }) => putUp.has(id) && corners.some((at) => isIn(box, at)));
    expect(cut).toEqual([]);
    const overlapping = boxes.filter(
      ({ id, box }, at) =>
        putUp.has(id) &&
        boxes.some(
          (other, nth) =>
            nth !== at &&
            putUp.has(other.id) &&
            box.west < other.box.east &&
            other.box.west < box.east &&
            box.south < other.box.north &&
            other.box.south < box.north,
        ),
    );
    expect(overlapping).toEqual([]);
  });
});

import { roomAddress, shortRoomAddress } from '../../../../shared/address/room-address.ts';
import type { BuildingDocument } from '../../../../shared/domain/building.ts';
import { CARE_KINDS, type CareKind } from '../../../../shared/domain/care-file.ts';
import type { ComponentDocument } from '../../../../shared/domain/component.ts';
import type { EnterpriseDocument } from '../../../../shared/domain/enterprise.ts';
import type { PersonDocument } from '../../../../shared/domain/person.ts';
import type { RoomDocument } from '../../../../shared/domain/room.ts';
import type { SeedDocument } from '../../../src/store/seed-port.ts';
import type { Chance } from '../chance.ts';
import { DAY_MS, DISTRICT_CODE, type SeedSize } from '../profile.ts';
import type { SeedResources } from '../resources.ts';
import { DRAWN, type Staff } from '../staff/staff.ts';
import { componentDocuments } from './components.ts';
import { doorsOf, type DoorsAt } from './doors.ts';
import { DRAWN_BUILDING, ELDER_DOOR, SON_BUILDING, SON_DOOR } from './drawn-building.ts';
import { drawFamily } from './drawn-family.ts';
import { drawnShop, enterpriseAt, isNinePlace, type EnterpriseTools } from './enterprises.ts';
import { assetEntries, heritageEntries } from './ledgers.ts';
import { roomCount, type Lot } from './layouts.ts';
import { madeIdentifiers } from './made-identifiers.ts';
import { careFileOf, mayHaveFile, objectionOf, pastChangeOf } from './notes.ts';
import { settleRoom, type ResidenceTools } from './residence.ts';
import { settle } from './settlement.ts';
import { documentsOf, homeAt, roomPlans, settleBuilding, type Settled } from './stock.ts';
import { taskDocuments } from './tasks.ts';
import { dayOf, type StockWorld } from './world.ts';

export interface StockOptions {
  readonly resources: SeedResources;
  readonly buildings: readonly BuildingDocument[];
  readonly staff: Staff;
  readonly size: SeedSize;
  readonly nowMs: number;
  /** When the houses were put up. */
  readonly foundedMs: number;
  readonly chance: Chance;
}

export interface WholeStock {
  readonly buildings: readonly BuildingDocument[];
  readonly doorsAt: DoorsAt;
  /** Everything else, building by building, as it is asked for. */
  readonly documents: () => Generator<readonly SeedDocument[], void, undefined>;
}

/** Living in a home, empty ones counted. */
const PEOPLE_PER_HOME = 2.02;
const LEDGER_DAYS = 540;
/** One person in so many has a line of history, and one in so many a closed file. */
const CHANGE_SHARE = 0.02;
const FILE_SHARE = 0.003;
const OBJECTIONS = { open: 9, answered: 5 } as const;
/** Of the enterprises so many stand on the street, in rooms that nobody has listed. */
const STREET_SHARE = 0.2;
/** Of the offices that are let so many have somebody in them. */
const OFFICE_LET = 0.85;

/** What is remembered of the street while it is filled, for what comes after. */
interface Memory {
  people: number;
  rooms: number;
  readonly alone: PersonDocument[];
  readonly aged: PersonDocument[];
  readonly lets: { readonly room: RoomDocument; readonly words: string }[];
  readonly disputed: PersonDocument[];
  readonly enterprises: EnterpriseDocument[];
}

const hasTag = (person: PersonDocument, code: string): boolean =>
  person.tags?.some((tag) => tag.code === code) ?? false;
const isLet = ({ use }: RoomDocument): boolean => use === 'rent' || use === 'selfAndRent' || use === 'groupRental';

export function wholeStock({ resources, buildings, staff, size, nowMs, foundedMs, chance }: StockOptions): WholeStock {
  const settlement = settle({
    resources,
    documents: buildings,
    homes: Math.ceil(size.people / PEOPLE_PER_HOME),
    chance: chance.fork('settlement'),
    atMs: foundedMs,
    identifiers: madeIdentifiers(chance.fork('keepers')),
  });

  function* documents(): Generator<readonly SeedDocument[], void, undefined> {
    const world: StockWorld = {
      nowMs,
      today: dayOf(nowMs),
      begunMs: nowMs - LEDGER_DAYS * DAY_MS,
      identifiers: madeIdentifiers(chance.fork('identifiers')),
      ids: chance.fork('ids'),
      staff,
      districtCode: DISTRICT_CODE,
    };
    const tools: ResidenceTools = {
      world,
      tags: new Map(resources.stock.tags.entries.map((entry) => [entry.code, entry])),
      registry: { rooms: [] },
    };
    const enterpriseTools: EnterpriseTools = {
      world,
      kinds: new Map(resources.stock.placeKinds.entries.map((entry) => [entry.trade, entry])),
      names: new Set(),
    };
    const memory: Memory = { people: 0, rooms: 0, alone: [], aged: [], lets: [], disputed: [], enterprises: [] };
    const noted = chance.fork('notes');
    const open = chance.fork('enterprises');

    const keep = (enterprise: EnterpriseDocument): EnterpriseDocument => {
      memory.enterprises.push(enterprise);
      return enterprise;
    };
    /** The shops on the ground floor. */
    const shopsOf = ({ building, homes }: Settled): readonly EnterpriseDocument[] =>
      homes
        .filter(({ room }) => room.use === 'business')
        .map(({ room }) => {
          const shop = enterpriseAt(
            {
              where: 'ground',
              scope: room.scope,
              address: roomAddress(building, room),
              point: building.centroid,
              building: building._id,
              room: room._id,
              ...(room.areaM2 === undefined ? {} : { areaM2: room.areaM2 }),
            },
            enterpriseTools,
            open,
          );
          return keep(building.name === DRAWN_BUILDING ? drawnShop(shop, world) : shop);
        });
    /** Lines of history and closed files of those who moved in. */
    const notesOf = (persons: readonly PersonDocument[]): readonly SeedDocument[] =>
      persons.flatMap((person): readonly SeedDocument[] => {
        const change = noted.happens(CHANGE_SHARE) ? pastChangeOf(person, world, noted) : undefined;
        const kind: CareKind | undefined = noted.happens(FILE_SHARE) ? noted.pick(CARE_KINDS) : undefined;
        const age = Number(world.today.slice(0, 4)) - Number(person.birth?.slice(0, 4) ?? 0);
        return [
          ...(change === undefined ? [] : [change]),
          ...(kind !== undefined && mayHaveFile(kind, age) ? [careFileOf(kind, person, world, noted)] : []),
        ];
      });
    const remember = ({ building, homes }: Settled): void => {
      for (const { room, persons } of homes) {
        memory.rooms += 1;
        memory.people += persons.length;
        if (isLet(room) && room.scope.startsWith(DRAWN.community))
          memory.lets.push({ room, words: shortRoomAddress(building, room) });
        for (const person of persons) {
          if (hasTag(person, 'agedAlone') || hasTag(person, 'livingAlone')) memory.alone.push(person);
          if (hasTag(person, 'aged')) memory.aged.push(person);
        }
      }
      const [person] = homes.flatMap(({ persons }) => persons);
      if (person !== undefined) memory.disputed.push(person);
    };
    const finish = (settled: Settled): readonly SeedDocument[] => {
      remember(settled);
      return [
        ...documentsOf(settled),
        ...shopsOf(settled),
        ...notesOf(settled.homes.flatMap(({ persons }) => persons)),
      ];
    };

    // The model houses first and together: who lives in one is registered in another.
    const drawn = new Map<string, Settled>();
    for (const [index, lot] of settlement.homes.entries()) {
      const own = chance.fork(`building ${String(index)}`);
      const settled = settleBuilding(lot, tools, own, size.people - memory.people);
      if (lot.document.name === DRAWN_BUILDING || lot.document.name === SON_BUILDING)
        drawn.set(lot.document.name, settled);
      else yield finish(settled);
      const [elders, sons] = [drawn.get(DRAWN_BUILDING), drawn.get(SON_BUILDING)];
      if (elders === undefined || sons === undefined) continue;
      const beside = drawFamily(
        homeAt(elders, ELDER_DOOR.unit, ELDER_DOOR.number),
        homeAt(sons, SON_DOOR.unit, SON_DOOR.number),
        homeAt(elders, '1单元', '203'),
        world,
      );
      drawn.clear();
      yield [...finish(elders), ...finish(sons), ...beside];
    }

    const onStreet = Math.round(size.enterprises * STREET_SHARE);
    const inOffices = Math.max(0, size.enterprises - onStreet - memory.enterprises.length);
    const officeRooms =
      size.rooms === undefined ? Math.ceil(inOffices / OFFICE_LET) : Math.max(0, size.rooms - memory.rooms);
    yield* offices(settlement.offices, officeRooms, inOffices);
    yield streetPlaces(onStreet);
    const components: ComponentDocument[] = [
      ...componentDocuments(resources, size.components, world, chance.fork('components')),
    ];
    yield components;
    const ledger = chance.fork('ledgers');
    yield [...heritageEntries(settlement.buildings, world, ledger), ...assetEntries(world, ledger)];
    yield objections();
    yield [
      ...taskDocuments(
        {
          alone: memory.alone,
          aged: memory.aged,
          lets: memory.lets,
          places: memory.enterprises.filter(
            (enterprise) =>
              enterprise.operation === 'open' && isNinePlace(enterprise, resources.stock.placeKinds.entries),
          ),
          components: components.filter(({ category }) => category.code === '01013'),
        },
        world,
        chance.fork('tasks'),
      ),
    ];

    /** Rooms of the towers, floor by floor, and who has his office there. */
    function* offices(
      lots: readonly Lot[],
      rooms: number,
      enterprises: number,
    ): Generator<readonly SeedDocument[], void, undefined> {
      const own = chance.fork('offices');
      const all = lots.reduce((sum, { layout }) => sum + roomCount(layout), 0);
      let [leftRooms, leftEnterprises] = [rooms, enterprises];
      for (const lot of lots) {
        const batch: SeedDocument[] = [];
        let here = Math.min(leftRooms, Math.ceil((roomCount(lot.layout) / all) * rooms));
        leftRooms -= here;
        for (const plan of roomPlans(lot)) {
          if (here <= 0) break;
          here -= 1;
          const isTaken = leftEnterprises > 0 && own.happens(Math.min(1, (enterprises / Math.max(1, rooms)) * 1.03));
          const { room } = settleRoom(plan, { use: isTaken || own.happens(0.5) ? 'business' : 'vacant' }, tools, own);
          batch.push(room);
          if (!isTaken) continue;
          leftEnterprises -= 1;
          const address = `${lot.document.name} ${String(plan.floor)}层 ${plan.number}室`;
          batch.push(
            keep(
              enterpriseAt(
                {
                  where: 'tower',
                  scope: room.scope,
                  address,
                  point: lot.document.centroid,
                  building: lot.document._id,
                  room: room._id,
                },
                enterpriseTools,
                own,
              ),
            ),
          );
        }
        yield batch;
      }
    }

    function streetPlaces(count: number): readonly SeedDocument[] {
      const doors = resources.addresses.addresses.filter(({ kind, text }) => kind === 'road' && /\d+号/.test(text));
      return Array.from({ length: count }, () => {
        const door = open.pick(doors);
        const address = /^.+?\d+号/.exec(door.text)?.[0] ?? door.text;
        return keep(
          enterpriseAt(
            { where: 'street', scope: door.gridCode, address, point: [door.lon, door.lat] },
            enterpriseTools,
            open,
          ),
        );
      });
    }

    function objections(): readonly SeedDocument[] {
      const own = chance.fork('objections');
      return own
        .shuffled(memory.disputed)
        .slice(0, OBJECTIONS.open + OBJECTIONS.answered)
        .map((person, at) => objectionOf(person, at < OBJECTIONS.open, world, own));
    }
  }

  return { buildings: settlement.buildings, doorsAt: doorsOf(settlement.buildings, settlement.homes), documents };
}

import type { BuildingDocument } from '../../../../shared/domain/building.ts';
import type { HouseholdDocument, OccupancyDocument, PersonDocument } from '../../../../shared/domain/person.ts';
import type { RoomDocument } from '../../../../shared/domain/room.ts';
import type { SeedDocument } from '../../../src/store/seed-port.ts';
import type { Chance } from '../chance.ts';
import { DRAWN_BUILDING, drawnRoom } from './drawn-building.ts';
import { settleRoom, type Home, type RoomPlan, type ResidenceTools } from './residence.ts';
import type { Lot } from './settlement.ts';

/** Everything behind one building's doors. */
export interface Settled {
  readonly building: BuildingDocument;
  readonly rooms: readonly RoomDocument[];
  readonly households: readonly HouseholdDocument[];
  readonly persons: readonly PersonDocument[];
  readonly occupancies: readonly OccupancyDocument[];
}

export function* roomPlans({ document, layout }: Lot): Generator<RoomPlan, void, undefined> {
  for (let unit = 1; unit <= layout.units; unit += 1) {
    for (let floor = 1; floor <= layout.floors; floor += 1) {
      for (let door = 1; door <= layout.perFloor; door += 1) {
        yield {
          building: document._id,
          scope: document.scope,
          unit: layout.units === 1 ? '无' : `${String(unit)}单元`,
          floor,
          number: `${String(floor)}${String(door).padStart(2, '0')}`,
          areaM2: layout.roomM2,
        };
      }
    }
  }
}

/** Moves people into a building until so many have come; the rest of its rooms stays empty. */
export function settleBuilding(lot: Lot, tools: ResidenceTools, chance: Chance, most: number): Settled {
  const homes: Home[] = [];
  let people = 0;
  for (const plan of roomPlans(lot)) {
    const isDrawn = lot.document.name === DRAWN_BUILDING;
    const wanted = isDrawn
      ? drawnRoom(Number.parseInt(plan.unit, 10), plan.floor, Number(plan.number.slice(-2)))
      : people >= most
        ? ({ use: 'vacant' } as const)
        : undefined;
    const home = settleRoom(plan, wanted, tools, chance);
    people += home.persons.length;
    homes.push(home);
  }
  return {
    building: lot.document,
    rooms: homes.map(({ room }) => room),
    households: homes.flatMap(({ households }) => households),
    persons: homes.flatMap(({ persons }) => persons),
    occupancies: homes.flatMap(({ occupancies }) => occupancies),
  };
}

/** In the order of need: a room before whoever lives in it. */
export const documentsOf = ({ rooms, households, persons, occupancies }: Settled): readonly SeedDocument[] => [
  ...rooms,
  ...households,
  ...persons,
  ...occupancies,
];

import { ABSENT } from '../../../../shared/address/levels.ts';
import type { BuildingDocument } from '../../../../shared/domain/building.ts';
import type { SeedDocument } from '../../../src/store/seed-port.ts';
import { assert } from '../../../../shared/lib/assert.ts';
import type { Chance } from '../chance.ts';
import { drawnRoom, isDrawn } from './drawn-building.ts';
import { plantFaults, type Fault } from './faults.ts';
import type { Lot } from './layouts.ts';
import { settleRoom, type Home, type ResidenceTools, type RoomPlan } from './residence.ts';

/** Everything behind one building's doors. */
export interface Settled {
  readonly building: BuildingDocument;
  readonly homes: readonly Home[];
  readonly faults: readonly Fault[];
}

export function* roomPlans({ document, layout }: Lot): Generator<RoomPlan, void, undefined> {
  for (let unit = 1; unit <= layout.units; unit += 1) {
    for (let floor = 1; floor <= layout.floors; floor += 1) {
      for (let door = 1; door <= layout.perFloor; door += 1) {
        yield {
          building: document._id,
          scope: document.scope,
          unit: layout.units === 1 ? ABSENT : `${String(unit)}单元`,
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
  const { name } = lot.document;
  const homes: Home[] = [];
  let people = 0;
  for (const plan of roomPlans(lot)) {
    const unit = plan.unit === ABSENT ? 1 : Number.parseInt(plan.unit, 10);
    const drawn = isDrawn(name) ? drawnRoom(name, unit, plan.floor, Number(plan.number.slice(-2))) : undefined;
    const wanted = drawn ?? (people >= most ? ({ use: 'vacant' } as const) : undefined);
    const home = settleRoom(plan, wanted, tools, chance);
    people += home.persons.length;
    homes.push(home);
  }
  const faults = isDrawn(name) ? [] : plantFaults(homes, tools.world, chance.fork('faults'));
  return { building: lot.document, homes, faults };
}

export function homeAt({ building, homes }: Settled, unit: string, number: string): Home {
  const found = homes.find(({ room }) => room.unit === unit && room.number === number);
  assert(found, `${building.name} ${unit} ${number} is there`);
  return found;
}

/** In the order of need: a room before whoever lives in it. */
export const documentsOf = ({ homes }: Settled): readonly SeedDocument[] => [
  ...homes.map(({ room }) => room),
  ...homes.flatMap(({ households }) => households),
  ...homes.flatMap(({ persons }) => persons),
  ...homes.flatMap(({ occupancies }) => occupancies),
];

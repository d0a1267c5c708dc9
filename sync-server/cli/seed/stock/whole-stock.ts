import type { BuildingDocument } from '../../../../shared/domain/building.ts';
import type { SeedDocument } from '../../../src/store/seed-port.ts';
import type { Chance } from '../chance.ts';
import type { SeedSize } from '../profile.ts';
import { DAY_MS, DISTRICT_CODE } from '../profile.ts';
import type { SeedResources } from '../resources.ts';
import type { Staff } from '../staff/staff.ts';
import { madeIdentifiers } from './made-identifiers.ts';
import type { ResidenceTools } from './residence.ts';
import { settle } from './settlement.ts';
import { documentsOf, settleBuilding } from './stock.ts';
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
  /** Everything else, building by building, as it is asked for. */
  readonly documents: () => Generator<readonly SeedDocument[], void, undefined>;
}

/** Living in a home, empty ones counted. */
const PEOPLE_PER_HOME = 2.06;
const LEDGER_DAYS = 540;

export function wholeStock({ resources, buildings, staff, size, nowMs, foundedMs, chance }: StockOptions): WholeStock {
  const identifiers = madeIdentifiers(chance.fork('identifiers'));
  const settlement = settle({
    resources,
    documents: buildings,
    homes: Math.ceil(size.people / PEOPLE_PER_HOME),
    chance: chance.fork('settlement'),
    atMs: foundedMs,
    identifiers,
  });
  return {
    buildings: settlement.buildings,
    documents: function* () {
      const world: StockWorld = {
        nowMs,
        today: dayOf(nowMs),
        begunMs: nowMs - LEDGER_DAYS * DAY_MS,
        identifiers: madeIdentifiers(chance.fork('identifiers of people')),
        ids: chance.fork('ids'),
        staff,
        districtCode: DISTRICT_CODE,
      };
      const tools: ResidenceTools = {
        world,
        tags: new Map(resources.stock.tags.entries.map((entry) => [entry.code, entry])),
        registry: { rooms: [] },
      };
      let people = 0;
      for (const [index, lot] of settlement.homes.entries()) {
        const settled = settleBuilding(lot, tools, chance.fork(`building ${String(index)}`), size.people - people);
        people += settled.persons.length;
        yield documentsOf(settled);
      }
    },
  };
}

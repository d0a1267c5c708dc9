import type { AreaDocument } from '../../../shared/domain/area.ts';
import type { BuildingDocument } from '../../../shared/domain/building.ts';
import type { CatalogDocument } from '../../../shared/domain/catalog.ts';
import { shelfOf } from '../../../shared/cases/shelf.ts';
import { assert } from '../../../shared/lib/assert.ts';
import type { DemoAccount } from '../../../shared/sync/wire.ts';
import { shownAccounts } from './accounts.ts';
import { courseOf } from './cases/course.ts';
import { incidentsBefore, type Incident } from './cases/incidents.ts';
import { numberIncidents, replay, type Course, type ReplayedCase } from './cases/replay.ts';
import { catalogDocuments } from './catalogs.ts';
import { chanceFrom } from './chance.ts';
import { DAY_MS, type SeedSize } from './profile.ts';
import type { SeedResources } from './resources.ts';
import { hireStaff, type Staff } from './staff/staff.ts';
import { wholeStock, type WholeStock } from './stock/whole-stock.ts';
import { areaDocuments, buildingDocuments } from './street.ts';

/** Everything the demonstration consists of, photos still undeveloped. The same seed, time and resources give the same, to the byte. */
export interface Demonstration {
  readonly areas: readonly AreaDocument[];
  readonly buildings: readonly BuildingDocument[];
  readonly catalogs: readonly CatalogDocument[];
  /** People, homes, enterprises and things, made as they are asked for. */
  readonly stock: WholeStock['documents'];
  readonly size: SeedSize;
  readonly staff: Staff;
  readonly accounts: readonly DemoAccount[];
  readonly caseCount: number;
  /** The cases in order of arrival, replayed as they are asked for. */
  readonly cases: () => Generator<ReplayedCase, void, undefined>;
}

export interface DemonstrationOptions {
  readonly seed: number;
  readonly nowMs: number;
  readonly size: SeedSize;
}

export function demonstration(resources: SeedResources, { seed, nowMs, size }: DemonstrationOptions): Demonstration {
  const chance = chanceFrom(seed);
  /** Areas, tables and staff were there before the first case. */
  const foundedMs = nowMs - (size.days + 10) * DAY_MS;
  const { areas } = resources.areas;
  const departments = resources.departments.entries;
  const staff = hireStaff(areas, departments, chance.fork('staff'), foundedMs);
  const world = { staff, departments, nowMs };
  const stock = wholeStock({
    resources,
    buildings: buildingDocuments(resources.buildings, chance.fork('buildings'), foundedMs),
    staff,
    size,
    nowMs,
    foundedMs,
    chance: chance.fork('stock'),
  });
  const incidents = incidentsBefore(nowMs, resources, chance.fork('incidents'), size, stock.doorsAt);
  // Worked out twice, for the numbers and for the replay: all courses of a year at once would fill the memory.
  const courseAt = (index: number): Course => {
    const incident = incidents[index];
    assert(incident, 'an incident has its place');
    return { incident, steps: courseOf(incident, world, chance.fork(`course ${index}`)) };
  };
  const ids = new Map<Incident, string>();
  const numbers = numberIncidents(
    incidents.map((incident, index) => {
      const [first] = courseAt(index).steps;
      assert(first, 'a course begins with a report');
      ids.set(incident, chance.fork(`case ${index}`).id('case', first.atMs));
      return { incident, arrivesMs: first.arrivesMs };
    }),
  );
  const catalogs = catalogDocuments(resources, chance.fork('catalogs'), foundedMs);
  const { of: rulebooks } = shelfOf(catalogs);
  return {
    areas: areaDocuments(resources.areas, resources.buildings, chance.fork('areas'), foundedMs),
    buildings: stock.buildings,
    catalogs,
    stock: stock.documents,
    size,
    staff,
    accounts: shownAccounts(staff, areas, departments),
    caseCount: incidents.length,
    cases: function* () {
      for (const index of incidents.keys())
        yield replay(courseAt(index), { numbers, ids }, chance.fork(`replay ${index}`), rulebooks);
    },
  };
}

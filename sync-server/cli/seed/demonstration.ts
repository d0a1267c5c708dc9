import type { AreaDocument } from '../../../shared/domain/area.ts';
import type { BuildingDocument } from '../../../shared/domain/building.ts';
import type { CatalogDocument } from '../../../shared/domain/catalog.ts';
import type { DemoAccount } from '../../../shared/sync/wire.ts';
import { shownAccounts } from './accounts.ts';
import { courseOf } from './cases/course.ts';
import { incidentsBefore } from './cases/incidents.ts';
import { numberCourses, replay, type ReplayedCase } from './cases/replay.ts';
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
  const courses = incidentsBefore(nowMs, resources, chance.fork('incidents'), size, stock.doorsAt).map(
    (incident, index) => ({
      incident,
      steps: courseOf(incident, world, chance.fork(`course ${index}`)),
    }),
  );
  const numbers = numberCourses(courses);
  return {
    areas: areaDocuments(resources.areas, chance.fork('areas'), foundedMs),
    buildings: stock.buildings,
    catalogs: catalogDocuments(resources, chance.fork('catalogs'), foundedMs),
    stock: stock.documents,
    size,
    staff,
    accounts: shownAccounts(staff, areas, departments),
    caseCount: courses.length,
    cases: function* () {
      for (const [index, course] of courses.entries()) yield replay(course, numbers, chance.fork(`replay ${index}`));
    },
  };
}

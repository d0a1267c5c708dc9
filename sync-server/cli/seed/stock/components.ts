import type { ComponentDocument } from '../../../../shared/domain/component.ts';
import type { StreetAddress } from '../../../../shared/geo/resources.ts';
import { areaIndex } from '../../../../shared/geo/area-index.ts';
import { METRES_PER_DEGREE, radians } from '../../../../shared/geo/distance.ts';
import { isoAt } from '../../../../shared/lib/clock.ts';
import { DAY_MS } from '../profile.ts';
import { plusDays } from '../../../../shared/lib/calendar-day.ts';
import type { Chance } from '../chance.ts';
import type { SeedResources } from '../resources.ts';
import { statutoryGrids } from '../statutory-grids.ts';
import { dayOf, headOf, verifiedAt, type StockWorld } from './world.ts';

/** Which things stand where, how many of them, and how often they are looked at. */
const THINGS: readonly (readonly [code: string, where: StreetAddress['kind'], weight: number, inspectDays?: number])[] =
  [
    ['01002', 'road', 9],
    ['01003', 'road', 9],
    ['01004', 'road', 6],
    ['01007', 'road', 4],
    ['01011', 'road', 3, 180],
    ['01013', 'road', 5, 30],
    ['01037', 'road', 11],
    ['01050', 'road', 5],
    ['01027', 'road', 3],
    ['01046', 'building', 3, 90],
    ['01054', 'building', 4, 30],
    ['01058', 'building', 4],
    ['01075', 'building', 4],
    ['01076', 'building', 6, 30],
    ['02010', 'road', 4],
    ['02012', 'road', 3],
    ['02017', 'road', 3],
    ['02025', 'road', 4],
    ['02001', 'building', 2],
    ['03001', 'road', 1, 30],
    ['03005', 'road', 6],
    ['03008', 'building', 4],
    ['04002', 'road', 9],
    ['04007', 'road', 2],
    ['04009', 'road', 2],
  ];

/** Told apart by the national code: 17 digits, or 16 from surveys of before. */
const codeOf = (division: string, category: string, sequence: number, isOld: boolean): string =>
  isOld
    ? `${division}${category.slice(0, 2)}${category.slice(3)}${String(sequence).padStart(6, '0')}`
    : `${division}${category}${String(sequence).padStart(6, '0')}`;

const METRES_ASIDE = 12;

export function* componentDocuments(
  resources: SeedResources,
  count: number,
  world: StockWorld,
  chance: Chance,
): Generator<ComponentDocument, void, undefined> {
  const { categories, standards, departments, addresses } = resources;
  const names = new Map(
    categories.entries.filter(({ kind }) => kind === 'component').map((entry) => [entry.code, entry]),
  );
  const departmentOf = new Map(
    standards.notes
      .filter(({ category }) => category.kind === 'component')
      .map(({ category, department }) => [
        category.code,
        departments.entries.find(({ key }) => key === department)?.name,
      ]),
  );
  const places = {
    road: addresses.addresses.filter(({ kind }) => kind === 'road'),
    building: addresses.addresses.filter(({ kind }) => kind === 'building'),
  };
  const units = areaIndex(statutoryGrids(resources.areas.areas).filter(({ kind }) => kind === 'unitGrid'));
  const sequences = new Map<string, number>();
  const weights = THINGS.map((thing): readonly [(typeof THINGS)[number], number] => [thing, thing[2]]);
  for (let made = 0; made < count; made += 1) {
    const [code, where, , inspectDays] = chance.weighted(weights);
    const entry = names.get(code);
    if (entry === undefined) throw new Error(`assumed: the catalogue has ${code}`);
    const sequence = (sequences.get(code) ?? 0) + 1;
    sequences.set(code, sequence);
    const address = chance.pick(places[where]);
    const lon =
      address.lon + chance.between(-METRES_ASIDE, METRES_ASIDE) / (METRES_PER_DEGREE * Math.cos(radians(address.lat)));
    const lat = address.lat + chance.between(-METRES_ASIDE, METRES_ASIDE) / METRES_PER_DEGREE;
    const unit = units.areaAt(lon, lat);
    const verifiedMs = verifiedAt(world, chance);
    const authority = departmentOf.get(code) ?? '街道管理办';
    const firstMs = world.nowMs - chance.whole(300, 3_600) * DAY_MS;
    const inspectedMs = world.nowMs - chance.whole(1, inspectDays ?? 200) * DAY_MS;
    const dueDays = chance.happens(0.05) ? -chance.whole(1, 20) : undefined;
    const condition = chance.weighted([
      ['intact', 940],
      ['damaged', 42],
      ['lost', 6],
      ['abandoned', 5],
      ['removed', 7],
    ] as const);
    yield {
      ...headOf(world, 'component', address.gridCode, verifiedMs),
      type: 'component',
      code: codeOf(world.districtCode, code, sequence, chance.happens(0.04)),
      name: `${entry.name}${String(sequence).padStart(3, '0')}`,
      category: { standard: entry.standard, kind: 'component', code, name: entry.name },
      authority: { name: authority },
      owner: { name: where === 'building' ? '小区业主大会' : '浦东新区' },
      keeper: { name: where === 'building' ? '小区物业' : authority },
      ...(unit === undefined ? {} : { unitGrid: unit.code }),
      condition,
      firstOn: dayOf(firstMs),
      ...(condition === 'intact' ? {} : { changedOn: dayOf(verifiedMs) }),
      dataSource: chance.pick(['实测', '实测', '地形图', '基础地理数据']),
      place: { point: [Number(lon.toFixed(7)), Number(lat.toFixed(7))], crs: 'WGS84', source: 'survey' },
      address: address.text,
      inspectedAt: isoAt(inspectedMs),
      ...(inspectDays === undefined
        ? {}
        : {
            inspectDueOn:
              dueDays === undefined ? plusDays(dayOf(inspectedMs), inspectDays) : plusDays(world.today, dueDays),
          }),
      state: 'effective',
      sources: { condition: { source: '巡查', at: isoAt(verifiedMs) } },
    };
  }
}

import { plusDays } from '../../../../shared/lib/calendar-day.ts';
import { citizenCheckDigit } from '../../../../shared/domain/identifiers/citizen-id.ts';
import type { ChangeDocument } from '../../../../shared/domain/change.ts';
import type { ObjectionDocument } from '../../../../shared/domain/objection.ts';
import type { OccupancyDocument, PersonDocument } from '../../../../shared/domain/person.ts';
import type { SeedDocument } from '../../../src/store/seed-port.ts';
import { assert } from '../../../../shared/lib/assert.ts';
import { isoAt } from '../../../../shared/lib/clock.ts';
import { DAY_MS } from '../profile.ts';
import { mustFind } from '../staff/staff.ts';
import { DRAWN_ELDER } from './drawn-building.ts';
import { changeDocument } from './notes.ts';
import type { Draft, Home } from './residence.ts';
import { headOf, type StockWorld } from './world.ts';

/** The id numbers of the model family end in 0417: the made-up division is the first that gives this check digit. */
function drawnIdNumber(birth: string, tail: string): string {
  for (let region = 100; region <= 199; region += 1) {
    const first17 = `999${String(region)}${birth.replaceAll('-', '')}${tail.slice(0, 3)}`;
    if (citizenCheckDigit(first17) === tail.slice(3)) return first17 + tail.slice(3);
  }
  throw new Error(`assumed: a division whose check digit is ${tail.slice(3)}`);
}

const stay = (
  person: PersonDocument,
  home: Home,
  fields: Pick<OccupancyDocument, 'role' | 'counted' | 'since'> & { readonly until?: string },
  world: StockWorld,
): OccupancyDocument => ({
  ...headOf(world, 'occupancy', home.room.scope),
  type: 'occupancy',
  person: person._id,
  personName: person.name,
  room: home.room._id,
  ...fields,
  state: 'effective',
});

const rename = (home: Home, person: Draft<PersonDocument>, name: string): void => {
  person.name = name;
  for (const occupancy of home.occupancies) if (occupancy.person === person._id) occupancy.personName = name;
};

/** 严立诚, who lives alone; his son's family; his late wife; a tenant of before. Gives what stands beside the homes. */
export function drawFamily(
  elderHome: Home,
  sonHome: Home,
  tenantHome: Home,
  world: StockWorld,
): readonly SeedDocument[] {
  const { today, nowMs, staff, identifiers } = world;
  const [elder] = elderHome.persons;
  const [son, wife, daughter] = sonHome.persons;
  const [tenant] = tenantHome.persons;
  assert(elder && son && wife && daughter && tenant, 'the drawn homes are settled');
  const worker = mustFind(staff.workers, elder.scope);
  const clerk = mustFind(staff.clerks, elder.scope.slice(0, 12));
  const at = (daysAgo: number): string => isoAt(nowMs - daysAgo * DAY_MS);
  const year = Number(today.slice(0, 4));

  Object.assign(elderHome.room, {
    areaM2: 46.8,
    tenure: '产权房',
    sources: { tenure: { source: '房管', at: at(380) } },
  });
  Object.assign(elderHome.households[0] ?? {}, { number: '999041702' });
  rename(elderHome, elder, DRAWN_ELDER);
  const birth = `${String(year - 84)}-04-17`;
  Object.assign(elder, {
    sex: '1',
    birth,
    idNumber: drawnIdNumber(birth, '0417'),
    marriage: '30',
    politics: '13',
    education: '60',
    occupation: '退休',
    workplace: '退休（原港务机械厂）',
    ethnicity: '01',
    phones: [{ number: '10026380417' }],
    resident: { registeredCode: world.districtCode, registeredRoom: elderHome.room._id },
    tags: [
      {
        code: 'livingAlone',
        source: '走访',
        since: plusDays(today, -251),
        until: plusDays(today, 114),
        reviewedBy: clerk.user.displayName,
        reviewedAt: at(8),
      },
      {
        code: 'agedAlone',
        source: '走访',
        since: plusDays(today, -251),
        until: plusDays(today, 114),
        reviewedBy: clerk.user.displayName,
        reviewedAt: at(8),
      },
      {
        code: 'agedAllowance',
        source: '民政',
        since: `${String(year)}-01-01`,
        until: `${String(year)}-12-31`,
        reviewedAt: at(90),
      },
      { code: 'veteran', source: '退役军人事务', since: '2019-08-01', reviewedAt: at(200) },
      {
        code: 'volunteer',
        source: '走访',
        since: plusDays(today, -742),
        until: plusDays(today, -12),
        reviewedBy: clerk.user.displayName,
        reviewedAt: at(300),
      },
    ],
    contacts: [
      { name: '严文博', relation: '子', phone: '10026382208', person: son._id },
      { name: '严思齐', relation: '孙女', person: daughter._id },
      { name: '柳玉珍', relation: '配偶' },
    ],
    sources: {
      birth: { source: '公安', at: at(67) },
      idNumber: { source: '公安', at: at(67) },
      marriage: { source: '民政', at: '2023-08-21T02:00:00.000Z' },
      politics: { source: '走访', at: at(67) },
      education: { source: '走访', at: '2024-05-10T02:00:00.000Z' },
      workplace: { source: '走访', at: '2024-05-10T02:00:00.000Z' },
      phones: { source: '走访', at: at(8), by: clerk.user.displayName },
      resident: { source: '公安', at: at(67) },
      homeRoom: { source: '走访', at: at(8), by: worker.user.displayName },
    },
    provenance: { ...elder.provenance, verifiedAt: at(8) },
  } satisfies Partial<PersonDocument>);
  for (const occupancy of elderHome.occupancies) if (occupancy.person === elder._id) occupancy.since = '1996-05-01';

  const family = [
    [son, '严文博', '1', 51, '02'],
    [wife, '沈佩兰', '2', 49, '12'],
    [daughter, '严思齐', '2', 22, '30'],
  ] as const;
  for (const [person, name, sex, age, relation] of family) {
    const born = `${String(year - age)}-0${String(2 + (age % 7))}-1${String(age % 9)}`;
    rename(sonHome, person, name);
    Object.assign(person, {
      sex,
      birth: born,
      idNumber: identifiers.citizen('104', born, sex === '1'),
      relation,
      class: 'resident',
      marriage: age > 30 ? '20' : '10',
      education: '20',
      occupation: age > 30 ? '工程师' : '学生',
      phones: [{ number: person === son ? '10026382208' : identifiers.phone() }],
      resident: {
        registeredCode: world.districtCode,
        registeredRoom: person === son ? elderHome.room._id : sonHome.room._id,
      },
    } satisfies Partial<PersonDocument>);
    delete person.tags;
  }
  const household = sonHome.households[0];
  if (household !== undefined) household.head = son._id;
  for (const occupancy of sonHome.occupancies) occupancy.since = '2008-09-01';
  rename(tenantHome, tenant, '万梓晨');

  const late: PersonDocument = {
    ...headOf(world, 'person', elder.scope, Date.parse('2023-08-21T02:00:00Z')),
    type: 'person',
    name: '柳玉珍',
    sex: '2',
    birth: '1944-09-03',
    idKind: '居民身份证',
    idNumber: identifiers.citizen('104', '1944-09-03', false),
    class: 'resident',
    ethnicity: '01',
    marriage: '20',
    resident: { registeredCode: world.districtCode, registeredRoom: elderHome.room._id },
    life: 'dead',
    diedOn: '2023-08-21',
    state: 'effective',
    sources: { diedOn: { source: '民政', at: '2023-08-21T02:00:00.000Z' } },
  };

  const change = (
    subject: string,
    daysAgo: number,
    by: typeof worker,
    source: string,
    act: string,
    fields: ChangeDocument['fields'],
    reason?: string,
  ) =>
    changeDocument(
      {
        subject,
        scope: elder.scope,
        act,
        by,
        atMs: nowMs - Math.round(daysAgo * DAY_MS),
        source,
        fields,
        ...(reason === undefined ? {} : { reason }),
      },
      world,
    );
  const objection: ObjectionDocument = {
    ...headOf(world, 'objection', elder.scope),
    type: 'objection',
    subject: elder._id,
    subjectName: `${DRAWN_ELDER}，27幢 2单元 502`,
    field: 'homeRoom',
    fieldName: '现住地址',
    value: elderHome.room._id,
    proposed: sonHome.room._id,
    why: `微网格长称 ${plusDays(today, -5).slice(5)} 起暂住子女家，待核`,
    raisedBy: worker.actor,
    raisedAt: at(4),
    state: 'open',
  };
  return [
    late,
    stay(son, elderHome, { role: 'registeredOnly', counted: false, since: '1996-05-01' }, world),
    stay(elder, sonHome, { role: 'lodger', counted: false, since: '2023-08-01', until: '2024-02-20' }, world),
    stay(late, elderHome, { role: 'own', counted: false, since: '1996-05-01', until: '2023-08-21' }, world),
    stay(tenant, elderHome, { role: 'tenant', counted: false, since: '2021-03-01', until: '2022-02-28' }, world),
    change(
      elder._id,
      8,
      clerk,
      '走访',
      'acceptProposal',
      [{ field: 'phones', from: [{ number: '10026382208' }], to: [{ number: '10026380417' }] }],
      '走访提议',
    ),
    change(elder._id, 67, clerk, '走访', 'edit', [
      { field: 'politics', to: '13' },
      { field: 'workplace', from: '港务机械厂', to: '退休（原港务机械厂）' },
    ]),
    change(elderHome.room._id, 380, clerk, '房管', 'edit', [
      { field: 'areaM2', from: 45, to: 46.8 },
      { field: 'tenure', from: '公房', to: '产权房' },
    ]),
    objection,
  ];
}

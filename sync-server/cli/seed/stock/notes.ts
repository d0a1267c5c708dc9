import type { CareFileDocument, CareKind } from '../../../../shared/domain/care-file.ts';
import type { ChangeDocument, FieldChange } from '../../../../shared/domain/change.ts';
import type { ObjectionDocument } from '../../../../shared/domain/objection.ts';
import type { PersonDocument } from '../../../../shared/domain/person.ts';
import { personKey } from '../../../../shared/domain/staff.ts';
import { isoAt } from '../../../../shared/lib/clock.ts';
import { DAY_MS } from '../profile.ts';
import { plusDays } from '../../../../shared/lib/calendar-day.ts';
import { CURRENT_FORM } from '../../../../shared/migrations/forms.ts';
import type { Chance } from '../chance.ts';
import type { Person } from '../staff/people.ts';
import { mustFind } from '../staff/staff.ts';
import { givenName, surname } from './names.ts';
import { dayOf, headOf, type StockWorld } from './world.ts';

/* What was written beside the records: edits of the past, objections, and the closed files. */

export interface PastEdit {
  readonly subject: string;
  readonly scope: string;
  readonly act: string;
  readonly by: Person;
  readonly atMs: number;
  readonly source: string;
  readonly reason?: string;
  readonly fields: readonly FieldChange[];
}

export function changeDocument(edit: PastEdit, world: StockWorld): ChangeDocument {
  const { subject, scope, act, by, atMs, source, reason, fields } = edit;
  const id = world.ids.id('change', atMs).slice('change:'.length);
  const batch = world.ids.id('batch', atMs).slice('batch:'.length);
  const takenMs = atMs + 1_400;
  return {
    _id: `change:${id}`,
    type: 'change',
    scope,
    schema: CURRENT_FORM,
    provenance: { createdAt: isoAt(takenMs), createdBy: by.user.id, createdDevice: by.device, source },
    subject,
    id,
    act,
    by: by.actor,
    device: by.device,
    at: isoAt(atMs),
    clock: 'trusted',
    source,
    ...(reason === undefined ? {} : { reason }),
    batch,
    fields: [...fields],
    takenAt: isoAt(takenMs),
  };
}

/** Somebody's telephone or work was another one before. */
export function pastChangeOf(person: PersonDocument, world: StockWorld, chance: Chance): ChangeDocument | undefined {
  const number = person.phones?.[0]?.number;
  const fields: FieldChange[] = [];
  if (number !== undefined && chance.happens(0.75))
    fields.push({ field: 'phones', from: [{ number: world.identifiers.phone() }], to: person.phones });
  else if (person.occupation !== undefined && person.occupation !== '学生')
    fields.push({
      field: 'occupation',
      ...(person.occupation === '退休' ? { from: '职员' } : {}),
      to: person.occupation,
    });
  if (fields.length === 0) return undefined;
  const worker = mustFind(world.staff.workers, person.scope);
  const clerk = mustFind(world.staff.clerks, person.scope.slice(0, 12));
  return changeDocument(
    {
      subject: person._id,
      scope: person.scope,
      act: 'edit',
      by: chance.happens(0.6) ? worker : clerk,
      atMs: world.nowMs - chance.whole(2, 170) * DAY_MS - chance.whole(0, 7) * 3_600_000,
      source: '走访',
      fields,
    },
    world,
  );
}

const WHY = ['打过去是别人接的', '本人说号码已换', '楼组长说已不住在这里', '与户口簿不一致', '子女说情况有变'];

export function objectionOf(
  person: PersonDocument,
  isOpen: boolean,
  world: StockWorld,
  chance: Chance,
): ObjectionDocument {
  const clerk = mustFind(world.staff.clerks, person.scope.slice(0, 12));
  const worker = mustFind(world.staff.workers, person.scope);
  const raisedMs = world.nowMs - chance.whole(isOpen ? 1 : 12, isOpen ? 9 : 60) * DAY_MS;
  const aboutPhone = person.phones !== undefined && chance.happens(0.6);
  return {
    ...headOf(world, 'objection', person.scope),
    type: 'objection',
    subject: person._id,
    subjectName: person.name,
    field: aboutPhone ? 'phones' : 'homeRoom',
    fieldName: aboutPhone ? '联系电话' : '现住地址',
    value: aboutPhone ? person.phones : person.homeRoom,
    ...(aboutPhone ? { proposed: [{ number: world.identifiers.phone() }] } : {}),
    why: aboutPhone ? chance.pick(WHY.slice(0, 2)) : chance.pick(WHY.slice(2)),
    raisedBy: worker.actor,
    raisedAt: isoAt(raisedMs),
    state: isOpen ? 'open' : chance.pick(['corrected', 'rejected']),
    ...(isOpen
      ? {}
      : { answer: { by: clerk.actor, at: isoAt(raisedMs + 2 * DAY_MS), words: '已电话核实，按核实结果办。' } }),
  };
}

const guardian = (
  world: StockWorld,
  chance: Chance,
): { readonly guardian: string; readonly guardianPhone: string } => ({
  guardian: surname(chance) + givenName(chance, chance.whole(1950, 1985), chance.happens(0.5)),
  guardianPhone: world.identifiers.phone(),
});

/** The required fields of each kind and a few more; never anything of a real case. */
const CARE_VALUES: Readonly<
  Record<CareKind, (world: StockWorld, since: string, chance: Chance) => Readonly<Record<string, unknown>>>
> = {
  correction: (world, since, chance) => ({
    number: `示范矫${String(chance.whole(1_000, 9_999))}`,
    category: chance.pick(['缓刑', '缓刑', '假释', '管制']),
    startsOn: since,
    endsOn: plusDays(world.today, chance.whole(60, 700)),
    receivedBy: '自行报到',
    outOfControl: false,
  }),
  released: (_, since, chance) => ({
    releasedOn: since,
    danger: chance.pick(['一般', '一般', '重点']),
    handedOver: '已衔接',
    settled: chance.pick(['已就业', '自主创业', '未安置']),
  }),
  mental: (world, since, chance) => ({
    ...guardian(world, chance),
    firstOn: since,
    danger: chance.weighted([
      ['0 级', 60],
      ['1 级', 25],
      ['2 级', 10],
      ['3 级', 5],
    ]),
    treatment: chance.pick(['居家服药', '门诊随访', '居家服药', '住院']),
    nextVisitOn: plusDays(world.today, chance.whole(-10, 80)),
  }),
  drug: (world, since, chance) => ({
    control: chance.pick(['社区戒毒', '社区康复', '戒断三年未复吸']),
    controlBy: surname(chance) + givenName(chance, 1980, true),
    controlPhone: world.identifiers.phone(),
    startsOn: since,
  }),
  youth: (world, _, chance) => ({
    category: chance.pick(['闲散青少年', '有不良行为', '留守']),
    ...guardian(world, chance),
    guardianship: chance.pick(['父母监护', '祖辈监护']),
    study: chance.pick(['在学', '辍学', '未就业']),
  }),
};

const AGES: Readonly<Record<CareKind, readonly [number, number]>> = {
  correction: [20, 65],
  released: [22, 68],
  mental: [18, 80],
  drug: [22, 60],
  youth: [8, 24],
};
export const mayHaveFile = (kind: CareKind, age: number): boolean => age >= AGES[kind][0] && age <= AGES[kind][1];

/** One colleague by name sees it beside the community's clerk: the worker of the grid. */
export function careFileOf(
  kind: CareKind,
  person: PersonDocument,
  world: StockWorld,
  chance: Chance,
): CareFileDocument {
  const sinceMs = world.nowMs - chance.whole(60, 500) * DAY_MS;
  const since = dayOf(sinceMs);
  return {
    ...headOf(world, 'careFile', person.scope),
    type: 'careFile',
    audience: [personKey(mustFind(world.staff.workers, person.scope).user.id)],
    kind,
    person: person._id,
    personName: person.name,
    since,
    values: { ...CARE_VALUES[kind](world, since, chance) },
    reviewedAt: isoAt(world.nowMs - chance.whole(2, 80) * DAY_MS),
    state: 'effective',
  };
}

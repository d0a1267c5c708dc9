import fc from 'fast-check';
import type { TagEntry } from '../domain/catalog.ts';
import { addHazard, reinspect } from '../actions/hazards.ts';
import { openHazards } from '../risk/risk-level.ts';
import { birth } from '../actions/birth.ts';
import { changeAddress } from '../actions/change-address.ts';
import { changeClass } from '../actions/change-class.ts';
import { changeHead } from '../actions/change-head.ts';
import type { ActionContext, ActionResult, AnyRecord } from '../actions/change-set.ts';
import { confirmFields } from '../actions/confirm-fields.ts';
import { confirmHandover } from '../actions/confirm-handover.ts';
import { death } from '../actions/death.ts';
import { editFields } from '../actions/edit-fields.ts';
import { makeTask } from '../actions/make-task.ts';
import { mergeHousehold, splitHousehold } from '../actions/households.ts';
import { addRoom, makeRooms } from '../actions/make-rooms.ts';
import { moveHousehold } from '../actions/move-household.ts';
import { moveIn } from '../actions/move-in.ts';
import { moveOut } from '../actions/move-out.ts';
import { answerObjection, raiseObjection } from '../actions/objections.ts';
import { acceptProposal, addResult, declineProposal } from '../actions/results.ts';
import { settle } from '../actions/settle.ts';
import { renameFilter, shareFilter, withdrawFilter } from '../actions/shared-filters.ts';
import { mergeRooms, splitRoom } from '../actions/split-rooms.ts';
import { addStay, endStay } from '../actions/stays.ts';
import { addTag, endTag, renewTag } from '../actions/tags.ts';
import { voidRecord } from '../actions/void-record.ts';
import { STREET_CLERK, TODAY } from './small-street.ts';

export type Stock = ReadonlyMap<string, AnyRecord>;
/** Numbers that pick what an act is done with. */
export interface Draw {
  readonly act: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly day: string;
  readonly isOther: boolean;
}

const TAG: TagEntry = { code: 'livingAlone', label: '独居老人', family: '老年', months: 12, visitDays: 30 };
export const effective = (stock: Stock, type: AnyRecord['type']): readonly AnyRecord[] =>
  [...stock.values()].filter((record) => record.type === type && record['state'] !== 'void');
const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(1, list.length)];
const idOf = (record: AnyRecord | undefined): string => record?._id ?? 'nothing:there';

export type Act = (stock: Stock, draw: Draw, context: ActionContext) => ActionResult;
const documents = (stock: Stock): readonly AnyRecord[] => [...stock.values()];
const tagged = (stock: Stock, at: number): string =>
  idOf(
    pick(
      effective(stock, 'person').filter((one) => one['tags'] !== undefined),
      at,
    ),
  );
const person = (stock: Stock, at: number): string => idOf(pick(effective(stock, 'person'), at));
const room = (stock: Stock, at: number): string => idOf(pick(effective(stock, 'room'), at));
const household = (stock: Stock, at: number): string => idOf(pick(effective(stock, 'household'), at));
const members = (stock: Stock, of: string): readonly AnyRecord[] =>
  effective(stock, 'person').filter((one) => one['household'] === of);
/** Somebody stays and is named for each household, whether it needs him or not. */
const successors = (stock: Stock, at: number): Readonly<Record<string, string>> =>
  Object.fromEntries(effective(stock, 'household').map((one) => [one._id, idOf(pick(members(stock, one._id), at))]));

/** Every act, done with what was drawn; most draws are refused, as they should be. */
export const ACTS: Readonly<Record<string, Act>> = {
  moveIn: (stock, { a, b, c, day, isOther }, context) =>
    moveIn(
      documents(stock),
      {
        room: room(stock, a),
        people: isOther
          ? [
              { person: { name: '新来', sex: '1', idKind: '居民身份证', class: 'floating' } },
              { person: person(stock, b), relation: '10' },
            ]
          : [{ person: person(stock, b) }],
        role: c % 2 === 0 ? 'tenant' : 'own',
        counted: c % 5 !== 0,
        since: day,
        former: c % 3 === 0 ? 'uncount' : 'end',
        household:
          c % 4 === 0
            ? { kind: 'join', household: household(stock, a + b) }
            : c % 4 === 1
              ? { kind: 'keep' }
              : { kind: 'found', head: c },
        successors: successors(stock, c),
      },
      context,
    ),
  moveHousehold: (stock, { a, b, day }, context) =>
    moveHousehold(documents(stock), { household: household(stock, a), room: room(stock, b), since: day }, context),
  moveOut: (stock, { a, b, c, day, isOther }, context) =>
    moveOut(
      documents(stock),
      {
        people: isOther ? members(stock, household(stock, a)).map(({ _id }) => _id) : [person(stock, b)],
        on: day,
        to: '浙江省嘉兴市',
        successors: successors(stock, c),
      },
      context,
    ),
  addStay: (stock, { a, b, day, c }, context) =>
    addStay(
      documents(stock),
      { person: person(stock, a), room: room(stock, b), role: c % 2 === 0 ? 'lodger' : 'tenant', since: day },
      context,
    ),
  endStay: (stock, { a, day }, context) =>
    endStay(documents(stock), { occupancy: idOf(pick(effective(stock, 'occupancy'), a)), until: day }, context),
  birth: (stock, { a, day, isOther }, context) =>
    birth(documents(stock), { parent: person(stock, a), name: '新生', sex: isOther ? '1' : '2', born: day }, context),
  death: (stock, { a, b, day }, context) =>
    death(documents(stock), { person: person(stock, a), on: day, successors: successors(stock, b) }, context),
  changeHead: (stock, { a, b }, context) =>
    changeHead(
      documents(stock),
      { household: household(stock, a), head: idOf(pick(members(stock, household(stock, a)), b)) },
      context,
    ),
  splitHousehold: (stock, { a, b, c }, context) => {
    const from = household(stock, a);
    const leaving = members(stock, from).filter((_, at) => (b >> at) % 2 === 1);
    return splitHousehold(
      documents(stock),
      {
        household: from,
        members: leaving.map(({ _id }) => _id),
        head: idOf(pick(leaving, c)),
        successors: successors(stock, c),
      },
      context,
    );
  },
  mergeHousehold: (stock, { a, b }, context) =>
    mergeHousehold(documents(stock), { from: household(stock, a), into: household(stock, b) }, context),
  changeClass: (stock, { a, b }, context) =>
    changeClass(
      documents(stock),
      { person: person(stock, a), class: (['resident', 'floating', 'overseas'] as const)[b % 3] ?? 'resident' },
      context,
    ),
  addTag: (stock, { a, day }, context) =>
    addTag(documents(stock), { person: person(stock, a), tag: TAG, since: day }, context),
  renewTag: (stock, { a }, context) => renewTag(documents(stock), { person: tagged(stock, a), tag: TAG }, context),
  endTag: (stock, { a }, context) => endTag(documents(stock), { person: tagged(stock, a), tag: TAG }, context),
  addHazard: (stock, { a, b }, context) =>
    addHazard(documents(stock), { record: room(stock, a), code: `h${b % 3}`, label: '私拉电线' }, context),
  reinspect: (stock, { a, isOther }, context) => {
    const record = pick(
      effective(stock, 'room').filter((one) => one['hazards'] !== undefined),
      a,
    );
    const open = openHazards(record?.['hazards'] as Parameters<typeof openHazards>[0]);
    const results = Object.fromEntries(open.map(({ id }) => [id, { cleared: isOther }]));
    return reinspect(documents(stock), { record: idOf(record), results }, context);
  },
  changeAddress: (stock, { a, b }, context) =>
    changeAddress(
      documents(stock),
      {
        building: idOf(pick(effective(stock, 'building'), a)),
        label: `${b % 40}幢`,
        unit: { from: '1单元', to: `${(b % 2) + 1}单元` },
      },
      context,
    ),
  makeRooms: (stock, { a, b }, context) =>
    makeRooms(
      documents(stock),
      {
        building: idOf(pick(effective(stock, 'building'), a)),
        rule: { units: 1, floorsFrom: -1, floorsTo: 2, perFloor: (b % 3) + 1, pattern: '{floor}{room2}' },
      },
      context,
    ),
  addRoom: (stock, { a, b }, context) =>
    addRoom(
      documents(stock),
      {
        building: idOf(pick(effective(stock, 'building'), a)),
        unit: '无',
        floor: 9,
        number: `9${b % 5}`,
        use: 'vacant',
      },
      context,
    ),
  splitRoom: (stock, { a, b }, context) => {
    const from = room(stock, a);
    const stays = effective(stock, 'occupancy').filter((stay) => stay['room'] === from);
    const people = Object.fromEntries(stays.map((stay, at) => [String(stay['person']), (b >> at) % 2]));
    return splitRoom(documents(stock), { room: from, numbers: [`${b}A`, `${b}B`], people }, context);
  },
  mergeRooms: (stock, { a, b }, context) => {
    const one = pick(effective(stock, 'room'), a);
    const beside = effective(stock, 'room').filter(
      (two) =>
        two._id !== one?._id &&
        two['floor'] === one?.['floor'] &&
        two['unit'] === one?.['unit'] &&
        two['building'] === one?.['building'],
    );
    return mergeRooms(documents(stock), { rooms: [idOf(one), idOf(pick(beside, b))], number: `7${b}` }, context);
  },
  voidRecord: (stock, { a, b }, context) => {
    const record = pick(
      [...stock.values()].filter(({ type }) => type !== 'objection'),
      a,
    );
    return voidRecord(
      documents(stock),
      { record: idOf(record), successors: successors(stock, b) },
      { ...context, reason: '重复建档' },
    );
  },
  settle: (stock, { a, b, isOther }, context) =>
    settle(
      documents(stock),
      {
        record: person(stock, a),
        change: {
          id: `01J${String(b).padStart(23, '0')}`.slice(0, 26),
          by: { id: 'staff:01J00000000000000000000009', name: '甲', post: STREET_CLERK },
          at: '2026-11-19T01:00:00.000Z',
          source: '走访',
          lost: [{ field: 'workplace', to: `厂${String(b % 7)}` }, { field: 'resident.registeredAddress' }],
        },
        values: { workplace: `厂${String(b % 7)}`, ...(isOther ? { 'resident.registeredAddress': undefined } : {}) },
        fieldNames: { workplace: '服务处所', 'resident.registeredAddress': '户籍地址' },
      },
      context,
    ),
  editFields: (stock, { a, b, isOther }, context) =>
    editFields(
      documents(stock),
      {
        record: person(stock, a),
        values: {
          education: isOther ? undefined : '20',
          name: `改名${b % 7}`,
          'resident.registeredAddress': '甲路 1 号',
        },
        fieldNames: { name: '姓名', education: '学历', 'resident.registeredAddress': '户籍地址' },
      },
      { ...context, source: b % 2 === 0 ? '走访' : '公安' },
    ),
  confirmFields: (stock, { a, isOther }, context) =>
    confirmFields(documents(stock), { record: person(stock, a), ...(isOther ? { fields: ['name'] } : {}) }, context),
  raiseObjection: (stock, { a }, context) =>
    raiseObjection(
      documents(stock),
      { subject: person(stock, a), field: 'name', fieldName: '姓名', why: '本人说写错了' },
      context,
    ),
  answerObjection: (stock, { a, b, isOther }, context) =>
    answerObjection(
      documents(stock),
      {
        objection: idOf(pick(effective(stock, 'objection'), a)),
        words: '已核对',
        ...(isOther ? { corrected: { value: `改正${b % 5}` } } : {}),
      },
      context,
    ),
  confirmHandover: (stock, { a }, context) => {
    const moved = pick(
      effective(stock, 'person').filter((one) => one['handover'] !== undefined),
      a,
    );
    const by = { ...context.by, key: 'person:01JD0000000000000000000002', post: STREET_CLERK };
    return confirmHandover(documents(stock), { person: idOf(moved) }, { ...context, by });
  },
  makeTask: (stock, { a, day }, context) => {
    const subjects = effective(stock, 'person').slice(0, (a % 3) + 1);
    return makeTask(
      {
        kind: 'visit',
        title: '独居老人走访',
        startsOn: day,
        dueOn: TODAY,
        drawnBy: '独居老人',
        scope: context.by.post.scope,
        subjects: subjects.map((one) => ({ id: one._id, name: String(one['name']), scope: one.scope })),
      },
      context,
    );
  },
  shareFilter: (stock, { a, b, isOther }, context) =>
    shareFilter(
      documents(stock),
      {
        list: 'cases',
        name: `筛选${a % 5}`,
        where: [{ field: 'queue', op: 'in', values: [b % 2 === 0 ? 'overdue' : 'returned'] }],
        ...(isOther ? { sort: { by: 'due.dueAt', down: true } } : {}),
      },
      context,
    ),
  renameFilter: (stock, { a, b }, context) =>
    renameFilter(
      documents(stock),
      { filter: idOf(pick(effective(stock, 'sharedFilter'), a)), name: `筛选${b % 5}` },
      context,
    ),
  withdrawFilter: (stock, { a }, context) =>
    withdrawFilter(documents(stock), { filter: idOf(pick(effective(stock, 'sharedFilter'), a)) }, context),
  addResult: (stock, { a, b }, context) =>
    addResult(
      documents(stock),
      {
        target: idOf(pick(effective(stock, 'target'), a)),
        outcome: (['met', 'notMet', 'movedAway'] as const)[b % 3] ?? 'met',
        proposals: [{ field: 'workplace', fieldName: '服务处所', to: '港务机械厂' }],
      },
      context,
    ),
  acceptProposal: (stock, { a, isOther }, context) => {
    const target = pick(
      effective(stock, 'target').filter((one) => (one['results'] as readonly unknown[]).length > 0),
      a,
    );
    const results = (target?.['results'] ?? []) as readonly { proposals?: readonly { id: string }[] }[];
    const input = { target: idOf(target), proposal: results[0]?.proposals?.[0]?.id ?? '' };
    return isOther
      ? acceptProposal(documents(stock), input, context)
      : declineProposal(documents(stock), input, context);
  },
};
export const NAMES = Object.keys(ACTS);

const draw: fc.Arbitrary<Draw> = fc.record({
  act: fc.nat(NAMES.length - 1),
  a: fc.nat(40),
  b: fc.nat(40),
  c: fc.nat(40),
  day: fc.constantFrom('2021-02-03', '2024-07-08', '2026-11-19', TODAY),
  isOther: fc.boolean(),
});
export const draws = fc.array(draw, { minLength: 1, maxLength: 12 });
/** A long life, so that acts that need others before them come up too. */
export const manyDraws = fc.array(draw, { minLength: 60, maxLength: 80 });

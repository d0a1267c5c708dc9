import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { actorOf, anId, aUser, aUlid, GRID } from '../testing/builders.ts';
import { buildingSchema } from './building.ts';
import { CARE_KINDS, careFileSchema } from './care-file.ts';
import { changeEntry, changeSchema, hasHistory, WITH_HISTORY } from './change.ts';
import { componentSchema } from './component.ts';
import { DOCUMENT_TYPES } from './document-types.ts';
import { enterpriseSchema } from './enterprise.ts';
import { ledgerEntrySchema } from './ledger-entry.ts';
import { objectionSchema } from './objection.ts';
import { patrolSchema } from './patrol.ts';
import { householdSchema, occupancySchema, personSchema } from './person.ts';
import { roomSchema } from './room.ts';
import { sharedFilterSchema } from './shared-filter.ts';
import { targetSchema, taskSchema } from './task.ts';

type Fields = Readonly<Record<string, unknown>>;
const AT = '2026-11-20T01:00:00.000Z';
const by = actorOf(aUser('gridWorker'));

const head = (type: string): Fields => ({
  _id: anId(type),
  type,
  scope: GRID,
  schema: 1,
  provenance: { createdAt: AT, createdBy: by.id, createdDevice: 'LJZ-0417', source: '走访' },
});
const kept = { state: 'effective', sources: { name: { source: '公安', at: AT } } };
const place = { point: [121.51, 31.24], crs: 'WGS84', source: 'survey' };
const entry = {
  id: aUlid(),
  act: 'edit',
  by,
  device: 'LJZ-0417',
  at: AT,
  clock: 'trusted',
  source: '走访',
  batch: aUlid(),
  fields: [{ field: 'phones', from: [], to: [{ number: '13812345678' }] }],
};

/** A record of each type with what it must have and some of what it may, and values that no such record may hold. */
const TYPES: readonly (readonly [type: string, schema: z.ZodType, good: Fields, bad: readonly Fields[]])[] = [
  [
    'person',
    personSchema,
    {
      ...head('person'),
      ...kept,
      name: '严立诚',
      sex: '2',
      birth: '1949-12-31',
      idKind: '居民身份证',
      idNumber: '110105194912310021',
      class: 'resident',
      homeRoom: anId('room'),
      relation: '02',
      resident: { registeredCode: '310115005', registeredRoom: anId('room') },
      leftBehind: { kind: 'elder', mainMembers: [{ name: '严安', relation: '子' }] },
      tags: [{ code: 'aged', source: '民政', since: '2026-01-01', until: '2027-01-01', reviewedAt: AT }],
      life: 'living',
    },
    [
      { name: '' },
      { sex: '3' },
      { birth: '1949-02-30' },
      { class: 'tourist' },
      { homeRoom: '502' },
      { life: 'gone' },
      { tags: [{ code: 'aged', source: '民政' }] },
      { tags: [{ code: 'aged', since: '2026-01-01' }] },
      { state: 'deleted' },
      { scope: '31011500' },
    ],
  ],
  [
    'household',
    householdSchema,
    { ...head('household'), ...kept, kind: 'family', head: anId('person') },
    [{ kind: 'club' }, { head: '严立诚' }],
  ],
  [
    'occupancy',
    occupancySchema,
    {
      ...head('occupancy'),
      ...kept,
      person: anId('person'),
      personName: '严立诚',
      room: anId('room'),
      role: 'registeredOnly',
      counted: false,
      since: '2010-05-01',
    },
    [{ role: 'guest' }, { since: '2010-5-1' }, { room: undefined }, { counted: '是' }],
  ],
  [
    'room',
    roomSchema,
    {
      ...head('room'),
      ...kept,
      building: anId('building'),
      unit: '无',
      floor: -1,
      number: '301A',
      use: 'groupRental',
      areaM2: 42.5,
      dangerGrade: 'C',
      hazards: [
        {
          id: '1',
          code: 'gasUnsafe',
          foundAt: AT,
          foundBy: '戚建平',
          source: '检查',
          cleared: { at: AT, by: '戚建平' },
        },
      ],
    },
    [
      { unit: '' },
      { floor: 1.5 },
      { use: 'church' },
      { areaM2: 0 },
      { dangerGrade: 'E' },
      { hazards: [{ code: 'x' }] },
    ],
  ],
  [
    'careFile',
    careFileSchema,
    {
      ...head('careFile'),
      ...kept,
      kind: 'mental',
      person: anId('person'),
      personName: '严立诚',
      since: '2022-01-01',
      values: { danger: '1 级' },
    },
    [{ kind: 'hiv' }, { person: undefined }, { values: undefined }],
  ],
  [
    'enterprise',
    enterpriseSchema,
    {
      ...head('enterprise'),
      ...kept,
      name: '浦城路面馆',
      trade: 'eatery',
      address: '浦城路388号',
      operation: 'open',
      uscc: '91110000802100433B',
      licences: [{ id: '1', kind: '营业执照' }],
      place,
    },
    [{ operation: 'sleeping' }, { uscc: '91110000802100433BB' }, { licences: [{ id: '1' }] }, { beds: -1 }],
  ],
  [
    'component',
    componentSchema,
    {
      ...head('component'),
      ...kept,
      code: '31011501001000123',
      name: '供水井盖',
      category: { standard: 'GB/T 47678.5', kind: 'component', code: '01001', name: '供水井盖' },
      authority: { name: '给排水管理所' },
      condition: 'intact',
      firstOn: '2020-06-01',
      place,
    },
    [
      { code: '310115010010001' },
      { code: '3101150100100012X' },
      { condition: 'new' },
      { place: { point: [121.5, 31.2], crs: 'GCJ02', source: 'map' } },
    ],
  ],
  [
    'ledgerEntry',
    ledgerEntrySchema,
    {
      ...head('ledgerEntry'),
      ...kept,
      ledger: 'collectiveAssets',
      title: '上港第一',
      values: { cash: 1 },
      month: '2026-11',
      series: 's',
    },
    [{ ledger: '三资' }, { month: '2026-13' }, { title: '' }],
  ],
  [
    'task',
    taskSchema,
    {
      ...head('task'),
      kind: 'visit',
      title: '独居老人走访',
      startsOn: '2026-11-01',
      dueOn: '2026-11-30',
      drawnBy: '独居老人',
      targetCount: 3,
      madeBy: by,
      state: 'open',
      questions: [{ key: 'health', label: '身体', kind: 'choice', choices: ['好', '一般'] }],
    },
    [{ kind: 'party' }, { targetCount: -1 }, { dueOn: 'soon' }],
  ],
  [
    'target',
    targetSchema,
    {
      ...head('target'),
      task: anId('task'),
      taskKind: 'visit',
      taskTitle: '独居老人走访',
      dueOn: '2026-11-30',
      subject: anId('person'),
      subjectName: '严立诚',
      isOpen: true,
      results: [
        {
          id: '1',
          outcome: 'notMet',
          at: AT,
          by,
          proposals: [{ id: '1', field: 'phones', to: [], fieldName: '电话', state: 'proposed' }],
        },
      ],
    },
    [{ results: [{ id: '1', outcome: 'asleep', at: AT, by }] }, { subject: '' }, { isOpen: undefined }],
  ],
  [
    'patrol',
    patrolSchema,
    {
      ...head('patrol'),
      person: by.id,
      startedAt: AT,
      points: [{ at: AT, point: [121.51, 31.24], accuracyMetres: 8 }],
    },
    [{ points: [{ at: AT, point: [121.51, 31.24], accuracyMetres: -1 }] }, { person: undefined }],
  ],
  [
    'sharedFilter',
    sharedFilterSchema,
    {
      ...head('sharedFilter'),
      list: 'cases',
      name: '退回两次的井盖',
      where: [
        { field: 'queue', op: 'in', values: ['returned-twice'] },
        { field: 'category', op: 'in', values: ['供水井盖'] },
      ],
      sort: { by: 'due.dueAt', down: false },
      sharedBy: by,
      state: 'effective',
    },
    [
      { name: '' },
      { name: '长'.repeat(31) },
      { list: 'people' },
      { where: [] },
      { where: Array.from({ length: 41 }, () => ({ field: 'urgent', op: 'in', values: [true] })) },
      { where: [{ field: 'category', op: 'like', text: '井' }] },
      // Whatever could name somebody.
      { where: [{ field: 'category', op: 'contains', text: '严立诚' }] },
      { where: [{ field: 'reporter.name', op: 'in', values: ['严立诚'] }] },
      { sharedBy: undefined },
      { state: undefined },
    ],
  ],
  [
    'objection',
    objectionSchema,
    {
      ...head('objection'),
      subject: anId('person'),
      subjectName: '严立诚',
      field: 'phones',
      fieldName: '电话',
      why: '打过去是别人',
      raisedBy: by,
      raisedAt: AT,
      state: 'open',
    },
    [{ why: '' }, { state: 'closed' }],
  ],
  [
    'change',
    changeSchema,
    { ...head('change'), subject: anId('person'), ...entry, takenAt: AT },
    [{ fields: undefined }, { clock: 'fast' }],
  ],
  [
    'building',
    buildingSchema,
    {
      ...head('building'),
      name: '上港小区 27幢',
      estate: '上港小区',
      label: '27幢',
      footprint: {
        type: 'Polygon',
        coordinates: [
          [
            [121.5, 31.2],
            [121.6, 31.2],
            [121.6, 31.3],
            [121.5, 31.2],
          ],
        ],
      },
      centroid: [121.55, 31.25],
      keeper: { name: '汪立' },
    },
    [{ name: '' }, { units: 1.5 }, { footprint: { type: 'Polygon', coordinates: [] } }],
  ],
];

describe('the documents of the stock', () => {
  it.each(TYPES)('%s is taken, with fields of a newer version', (_, schema, good) => {
    const newer = { ...good, ofNextYear: { kept: true } };
    expect(schema.parse(newer)).toEqual(newer);
  });

  it.each(
    TYPES.flatMap(([type, schema, good, bad]) =>
      bad.map((wrong) => [type, JSON.stringify(wrong), schema, good, wrong] as const),
    ),
  )('%s is not taken with %s', (_, __, schema, good, wrong) => {
    expect(schema.safeParse({ ...good, ...wrong }).success).toBe(false);
  });

  it.each(TYPES)('%s is not taken under the id of another type', (_, schema, good) => {
    expect(schema.safeParse({ ...good, _id: anId('staff') }).success).toBe(false);
  });

  it('hold no file for HIV', () => {
    expect(CARE_KINDS).toEqual(['correction', 'released', 'mental', 'drug', 'youth']);
  });

  it('with a history are known types, history itself is none of them', () => {
    for (const type of WITH_HISTORY) expect(DOCUMENT_TYPES[type].database).toBe('records');
    expect(['change', 'careChange', 'case', 'staff', 'patrol'].filter(hasHistory)).toEqual([]);
  });

  it('travel with edits that name who, when, and why', () => {
    expect(changeEntry.safeParse(entry).success).toBe(true);
    for (const missing of ['by', 'at', 'source', 'batch', 'act', 'fields']) {
      expect(changeEntry.safeParse({ ...entry, [missing]: undefined }).success).toBe(false);
    }
  });
});

import type { AnyRecord } from '../actions/change-set.ts';
import { CURRENT_FORM } from '../migrations/forms.ts';
import { GRID } from './builders.ts';

type Fields = Readonly<Record<string, unknown>>;

/* Records in which no rule finds anything (today being 2026-11-20), to be changed by what a test is about. `undefined` takes a field away. */

const head = {
  scope: GRID,
  schema: CURRENT_FORM,
  provenance: {
    createdAt: '2024-03-01T02:00:00.000Z',
    createdBy: 'staff:seed',
    createdDevice: 'seed',
    source: '导入',
    verifiedAt: '2026-10-20T02:00:00.000Z',
  },
  state: 'effective',
} as const;

const record = (type: AnyRecord['type'], id: string, fields: Fields, changes: Fields): AnyRecord =>
  Object.fromEntries(
    Object.entries<unknown>({ ...head, ...fields, ...changes, _id: `${type}:${id}`, type }).filter(
      ([, value]) => value !== undefined,
    ),
  ) as unknown as AnyRecord;

/** 严立诚, head of household H, at home in room R. */
export const aPerson = (changes: Fields = {}, id = 'A'): AnyRecord =>
  record(
    'person',
    id,
    {
      name: '严立诚',
      sex: '2',
      birth: '1949-12-31',
      idKind: '居民身份证',
      idNumber: '11010519491231002X',
      class: 'resident',
      phones: [{ number: '13812345678' }],
      homeRoom: 'room:R',
      household: 'household:H',
      relation: '02',
      life: 'living',
    },
    changes,
  );

/** 戚建平 doubts the schooling of person A. */
export const anObjection = (changes: Fields = {}, id = 'O'): AnyRecord =>
  record(
    'objection',
    id,
    {
      subject: 'person:A',
      subjectName: '严立诚',
      field: 'education',
      fieldName: '学历',
      why: '本人称只读到初中',
      raisedBy: { id: 'staff:qijianping', name: '戚建平', post: '网格员' },
      raisedAt: '2026-11-19T02:00:00.000Z',
      state: 'open',
    },
    changes,
  );

export const aHousehold = (changes: Fields = {}, id = 'H'): AnyRecord =>
  record('household', id, { room: 'room:R', kind: 'family', head: 'person:A' }, changes);

export const aStay = (changes: Fields = {}, id = 'S'): AnyRecord =>
  record(
    'occupancy',
    id,
    { person: 'person:A', personName: '严立诚', room: 'room:R', role: 'own', counted: true, since: '2010-05-01' },
    changes,
  );

export const aRoom = (changes: Fields = {}, id = 'R'): AnyRecord =>
  record('room', id, { building: 'building:B', unit: '2单元', floor: 5, number: '502', use: 'self' }, changes);

export const aBuilding = (changes: Fields = {}, id = 'B'): AnyRecord =>
  record('building', id, { name: '上港小区 27幢', estate: '上港小区', label: '27幢' }, changes);

export const anEnterprise = (changes: Fields = {}, id = 'E'): AnyRecord =>
  record(
    'enterprise',
    id,
    {
      name: '浦城路面馆',
      uscc: '91110000802100433B',
      trade: 'eatery',
      address: '浦城路388号',
      operation: 'open',
      legalPerson: { name: '汪立', phone: '13912345678' },
    },
    changes,
  );

export const aComponent = (changes: Fields = {}, id = 'C'): AnyRecord =>
  record(
    'component',
    id,
    {
      code: '31011501001000123',
      name: '供水井盖',
      category: { standard: 'GB/T 47678.5', kind: 'component', code: '01001', name: '供水井盖' },
      authority: { name: '给排水管理所' },
      condition: 'intact',
      firstOn: '2020-06-01',
      place: { point: [121.51, 31.24], crs: 'WGS84', source: 'survey' },
    },
    changes,
  );

export const aCareFile = (changes: Fields = {}, id = 'F'): AnyRecord =>
  record(
    'careFile',
    id,
    { kind: 'mental', person: 'person:A', personName: '严立诚', since: '2022-01-01', values: {} },
    changes,
  );

export const aTask = (changes: Fields = {}, id = 'T'): AnyRecord =>
  record(
    'task',
    id,
    {
      kind: 'visit',
      title: '独居老人走访',
      startsOn: '2026-11-01',
      dueOn: '2026-11-30',
      drawnBy: '独居老人',
      targetCount: 1,
      state: 'open',
    },
    changes,
  );

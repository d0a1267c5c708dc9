import { describe, expect, it } from 'vitest';
import type { ObjectionDocument } from '../../../shared/domain/objection.ts';
import type { TargetDocument } from '../../../shared/domain/task.ts';
import type { CaseStock } from '../../../shared/stock/rows.ts';
import type { PastChange } from '../../data/records/api.ts';
import { timelineOf, type TimelineParts } from './timeline.ts';

const NOW = '2026-11-20T01:42:00.000Z';
const by = {
  id: 'staff:01J00000000000000000000001',
  name: '戚建平',
  post: { role: 'gridWorker', scope: '310115005001001' },
} as const;
const head = {
  scope: '310115005001001',
  schema: 1,
  provenance: { createdAt: NOW, createdBy: by.id, createdDevice: 'T', source: '走访' },
};

const target = (given: Partial<TargetDocument>): TargetDocument => ({
  _id: 'target:1',
  type: 'target',
  ...head,
  task: 'task:1',
  taskKind: 'visit',
  taskTitle: '每周走访',
  dueOn: '2026-11-19',
  subject: 'person:1',
  subjectName: '严立诚',
  isOpen: true,
  results: [],
  ...given,
});
const change: PastChange = {
  id: '01J00000000000000000000002',
  act: 'edit',
  by,
  device: 'T',
  at: '2026-11-12T02:41:00.000Z',
  clock: 'trusted',
  source: '走访',
  batch: '01J00000000000000000000003',
  fields: [{ field: 'phones' }],
  subject: 'person:1',
  delivery: 'delivered',
};
const objection: ObjectionDocument = {
  _id: 'objection:1',
  type: 'objection',
  ...head,
  subject: 'person:1',
  subjectName: '严立诚',
  field: 'homeRoom',
  fieldName: '现住地址',
  why: '11-15 起暂住子女家',
  raisedBy: by,
  raisedAt: '2026-11-16T02:00:00.000Z',
  state: 'open',
};
const row: CaseStock = {
  kind: 'case',
  id: 'case:1',
  scope: head.scope,
  name: '',
  verifiedOn: '',
  issues: 0,
  openObjections: 0,
  number: '3101152026110400417',
  state: 'closed',
  stage: 6,
  category: '乱堆杂物',
  description: '楼道纸箱',
  address: '上港小区 27幢',
  building: '',
  reportedAt: '2026-11-04T08:00:00.000Z',
  point: null,
  changedAt: '2026-11-05T08:00:00.000Z',
  channel: 'patrol',
  urgent: false,
  department: '',
  parts: [],
  reporterId: 'staff:1',
  reporterName: '戚建平',
  due: {},
  suspendedUntil: '',
  returns: 0,
  unsent: 0,
  mergedInto: '',
  channelNumber: '',
  queues: [],
};
const parts = (given: Partial<TimelineParts>): TimelineParts => ({
  nowMs: Date.parse(NOW),
  today: '2026-11-20',
  targets: [],
  history: [],
  objections: [],
  cases: [],
  wordsOfChange: () => ({ title: '字段变更 · 手机', lines: ['100****2208 → 100****0417'] }),
  addressOf: (room) => ({ 'room:1': '上港小区 27幢 502', 'room:2': '上港小区 6幢 201' })[room],
  wordsOfCaseState: () => '结案',
  ...given,
});

describe('the timeline', () => {
  const met = { id: 'r1', outcome: 'met', at: '2026-11-12T02:20:00.000Z', by, words: '精神状态好。' } as const;
  it('tells everything, newest first', () => {
    const told = timelineOf(
      parts({ targets: [target({ results: [met] })], history: [change], objections: [objection], cases: [row] }),
    );
    expect(told.map(({ title }) => title)).toEqual([
      '走访到期未完成',
      '数据异议 · 现住地址',
      '字段变更 · 手机',
      '走访 · 已见面',
      '事件 乱堆杂物 · 结案',
    ]);
  });
  it('has one event for each thing that happened, each with an id of its own', () => {
    const told = timelineOf(
      parts({
        targets: [target({ results: [met, { ...met, id: 'r2', outcome: 'notMet' }] })],
        history: [change, { ...change, id: '01J00000000000000000000009' }],
        objections: [{ ...objection, state: 'rejected', answer: { by, at: NOW, words: '上门核实仍住此处。' } }],
      }),
    );
    expect(told).toHaveLength(1 + 2 + 2 + 2);
    expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
  });
  it('calls nothing overdue that is due today or done', () => {
    const due = timelineOf(parts({ targets: [target({ dueOn: '2026-11-20' }), target({ isOpen: false })] }));
    expect(due).toEqual([]);
  });
  it('says what a visit proposed and what became of it', () => {
    const proposal = { id: 'p', field: 'contacts', fieldName: '紧急联系人手机', state: 'accepted' } as const;
    const [told] = timelineOf(
      parts({ targets: [target({ isOpen: false, results: [{ ...met, proposals: [proposal] }] })] }),
    );
    expect(told?.lines).toEqual(['精神状态好。', '建议变化 1 项：紧急联系人手机（已采纳）']);
    expect(told?.aside).toBe('11-12 10:20 · 网格员 戚建平');
  });
  it('does not tell a visit a second time as the edit it made', () => {
    expect(timelineOf(parts({ history: [{ ...change, act: 'addResult' }] }))).toEqual([]);
  });
  it('says from which home to which, where both are known here', () => {
    const lines = (from: string | undefined, to: string): readonly string[] | undefined => {
      const fields = [{ field: 'homeRoom', ...(from === undefined ? {} : { from }), to }];
      const silent = { wordsOfChange: () => ({ title: '整户迁移', lines: [] }) };
      return timelineOf(parts({ ...silent, history: [{ ...change, act: 'moveHousehold', fields }] }))[0]?.lines;
    };
    expect(lines('room:1', 'room:2')).toEqual(['上港小区 27幢 502 → 上港小区 6幢 201', '来源：走访']);
    expect(lines('room:9', 'room:2')).toEqual(['来源：走访']);
    expect(lines(undefined, 'room:2')).toEqual(['来源：走访']);
  });
  it('says of an edit that is not sent yet that it waits', () => {
    const [told] = timelineOf(parts({ history: [{ ...change, delivery: 'queued' }] }));
    expect(told?.aside).toContain('待送');
  });
});

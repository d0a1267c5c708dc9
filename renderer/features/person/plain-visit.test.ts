import { describe, expect, it } from 'vitest';
import type { ActionContext } from '../../../shared/actions/change-set.ts';
import type { PersonDocument } from '../../../shared/domain/person.ts';
import { targetSchema, taskSchema, type TargetDocument } from '../../../shared/domain/task.ts';
import { openVisit, plainVisit } from './plain-visit.ts';

const NOW = '2026-11-20T01:42:00.000Z';
const person: PersonDocument = {
  _id: 'person:01J00000000000000000000001',
  type: 'person',
  scope: '310115005001001',
  schema: 1,
  provenance: { createdAt: NOW, createdBy: 's', createdDevice: 'T', source: '走访' },
  name: '严立诚',
  sex: '1',
  idKind: '居民身份证',
  class: 'resident',
  homeRoom: 'room:01J00000000000000000000002',
  life: 'living',
  state: 'effective',
  sources: { name: { source: '公安', at: '2020-01-01T00:00:00.000Z' } },
};
const ids = (): (() => string) => {
  let next = 100;
  return () => {
    next += 1;
    return `01J0000000000000000000${String(next).padStart(4, '0')}`;
  };
};
function context(): ActionContext {
  const id = ids();
  return {
    today: '2026-11-20',
    nowIso: NOW,
    newId: (type) => `${type}:${id()}`,
    newKey: id,
    by: {
      id: 'staff:01J00000000000000000000003',
      name: '邬子墨',
      key: 'person:01J00000000000000000000003',
      device: 'T',
      post: { role: 'communityClerk', scope: '310115005001' },
    },
    source: '走访',
    sources: [],
  };
}

describe('a plain visit', () => {
  const outcome = plainVisit(person, { outcome: 'met', words: '精神状态好。' }, context());
  if (!outcome.ok) throw new Error(outcome.reason.why);
  const of = (type: string) => outcome.value.edits.filter(({ after }) => after.type === type);

  it('is one task with one target that has its result already', () => {
    expect(of('task')).toHaveLength(1);
    expect(of('target')).toHaveLength(1);
    const [target] = of('target');
    expect(target?.before).toBeNull();
    expect(targetSchema.parse(target?.after)).toMatchObject({
      isOpen: false,
      subject: person._id,
      task: of('task')[0]?.after._id,
      results: [{ outcome: 'met', words: '精神状态好。' }],
    });
    expect(taskSchema.parse(of('task')[0]?.after).targetCount).toBe(1);
  });
  it('confirms the record of who was met', () => {
    expect(of('person')[0]?.after['provenance']).toMatchObject({ verifiedAt: NOW });
  });
});

it('does not confirm the record of one who was not met, and stays due', () => {
  const outcome = plainVisit(person, { outcome: 'notMet', words: '' }, context());
  const edits = outcome.ok ? outcome.value.edits : [];
  expect(edits.some(({ after }) => after.type === 'person')).toBe(false);
  expect(edits.find(({ after }) => after.type === 'target')?.after['isOpen']).toBe(true);
});

it('counts as the visit that is due first, never as an inspection', () => {
  const target = (id: string, dueOn: string, given: Partial<TargetDocument> = {}): TargetDocument =>
    ({ _id: id, dueOn, isOpen: true, taskKind: 'visit', ...given }) as TargetDocument;
  const targets = [
    target('b', '2026-12-01'),
    target('a', '2026-11-19'),
    target('done', '2026-11-01', { isOpen: false }),
    target('check', '2026-10-01', { taskKind: 'inspection' }),
  ];
  expect(openVisit(targets)?._id).toBe('a');
  expect(openVisit([])).toBeUndefined();
});

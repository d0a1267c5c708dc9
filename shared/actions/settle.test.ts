import { describe, expect, it } from 'vitest';
import { assert } from '../lib/assert.ts';
import type { ChangeEntry } from '../domain/change.ts';
import { actorOf, aUlid, aUser, GRID } from '../testing/builders.ts';
import { actor, CLERK } from '../testing/small-street.ts';
import type { ActionResult, AnyRecord, ChangeSet } from './change-set.ts';
import { settle } from './settle.ts';

const worker = aUser('gridWorker');
const at = '2026-11-19T01:00:00.000Z';
const change = (lost: ChangeEntry['lost']): Pick<ChangeEntry, 'id' | 'by' | 'at' | 'source' | 'lost'> => ({
  ...{ id: aUlid(), by: actorOf(worker), at, source: '走访', lost },
});
const person = (changes: object = {}): AnyRecord => ({
  ...{ _id: `person:${aUlid()}`, type: 'person', scope: GRID, schema: 1, name: '方鹭芸', state: 'effective' },
  provenance: { createdAt: at, createdBy: 'x', createdDevice: 'T', source: '导入' },
  ...changes,
});
const done = (result: ActionResult): ChangeSet => {
  assert(result.ok, result.ok ? '' : result.reason.why);
  return result.value;
};
const clerk = actor(CLERK);

describe('a decision between two values', () => {
  it('puts the lost one into force as it was written: by whom, when, on what grounds', () => {
    const record = person({
      workplace: '船厂',
      sources: { workplace: { source: '走访', at: '2026-11-18T01:00:00.000Z', by: 'y' } },
    });
    const lost = change([{ field: 'workplace', from: '无', to: '码头' }]);
    const { edits, act, source } = done(
      settle([record], { record: record._id, change: lost, values: { workplace: '码头' } }, clerk),
    );
    expect([act, source]).toEqual(['settle', '冲突台']);
    expect(edits).toMatchObject([
      { settles: lost.id, after: { workplace: '码头', sources: { workplace: { source: '走访', at, by: worker.id } } } },
    ]);
  });

  it('for what stands changes nothing, and is told all the same', () => {
    const record = person({ workplace: '船厂' });
    const lost = change([{ field: 'workplace', to: '码头' }]);
    const { edits, consequences } = done(settle([record], { record: record._id, change: lost, values: {} }, clerk));
    expect(edits).toEqual([{ before: record, after: record, settles: lost.id }]);
    expect(consequences).toEqual(['现在的值不变；没有采用的值留在历史里。']);
  });

  it('leaves a value from a stronger source where it is; the other goes on record as an objection', () => {
    const record = person({ workplace: '船厂', sources: { workplace: { source: '公安', at, by: 'y' } } });
    const sources = [
      { name: '公安', strength: 90 },
      { name: '走访', strength: 50 },
    ] as unknown as typeof clerk.sources;
    const lost = change([{ field: 'workplace', to: '码头' }]);
    const { edits } = done(
      settle([record], { record: record._id, change: lost, values: { workplace: '码头' } }, { ...clerk, sources }),
    );
    expect(edits).toMatchObject([
      { settles: lost.id, after: { workplace: '船厂' } },
      { before: null, after: { type: 'objection', proposed: '码头' } },
    ]);
  });

  it('takes nothing that was not lost, and nothing that is kept in order with other records', () => {
    const record = person({ homeRoom: 'room:a' });
    const lost = change([{ field: 'homeRoom', to: 'room:b' }]);
    const values = (given: object): ActionResult =>
      settle([record], { record: record._id, change: lost, values: given as Readonly<Record<string, unknown>> }, clerk);
    expect(values({ workplace: '码头' })).toMatchObject({ ok: false, reason: { code: 'not-lost' } });
    expect(values({ homeRoom: 'room:b' })).toMatchObject({ ok: false, reason: { code: 'not-alone' } });
    expect(settle([], { record: record._id, change: lost, values: {} }, clerk)).toMatchObject({ ok: false });
  });
});

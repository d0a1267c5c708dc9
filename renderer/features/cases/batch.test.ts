import { describe, expect, it, vi } from 'vitest';
import { NATIONAL_ONLY } from '../../../shared/cases/rulebook.ts';
import { foldLog, judgeNext } from '../../../shared/cases/fold.ts';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import { aCase, aFinding, anEntry, aStandard, aUser } from '../../../shared/testing/builders.ts';
import type { Outcome, Workstation } from '../../data/api.ts';
import { memoryLocks } from '../../lib/locks.ts';
import { actsOfMany, missingInBatch, NOTHING_FILLED, planFor, type BatchInput, type BatchPlan } from './batch.ts';
import { BatchLeftOver, batchRunner, type Batch, type BatchState } from './batch-run.ts';

const AT = '2026-11-20T02:00:00.000Z';
const roads = { key: 'dept:roads', name: '道路管理所', duties: [] };
const dispatcher = aUser('dispatcher');
const colleague = aUser('dispatcher');
const [worker, clerk, street] = [aUser('gridWorker'), aUser('communityClerk'), aUser('streetClerk')];
const catalogs = { departments: [roads], standards: [aStandard], notes: [] };
const by = { user: dispatcher, at: AT, rulebooks: NATIONAL_ONLY };

function waiting(): CaseDocument {
  const report = anEntry(worker, 'report', { finding: aFinding() });
  const accept = anEntry(clerk, 'accept', {}, report);
  return aCase([report, accept, anEntry(street, 'open', { standard: aStandard }, accept)]);
}
const further = (document: CaseDocument, ...entry: Parameters<typeof anEntry>): CaseDocument =>
  aCase([...document.log, anEntry(...entry)], { _id: document._id });
const toRoads = { department: roads.key, departmentName: roads.name };
const dispatched = (document: CaseDocument): CaseDocument => further(document, colleague, 'dispatch', toRoads);
const plan = (
  documents: readonly CaseDocument[],
  input: BatchInput = { ...NOTHING_FILLED, department: roads },
): BatchPlan => planFor('dispatch', documents, input, catalogs, by);

describe('one act on many cases', () => {
  it('says beforehand what will be refused and why, in groups, the others being done', () => {
    const free = [waiting(), waiting(), waiting()];
    const taken = [dispatched(waiting()), dispatched(waiting())];
    const claimed = further(waiting(), colleague, 'claim', {}, null, { at: '2026-11-20T01:50:00.000Z' });
    const { items, refusals } = plan([...free, ...taken, claimed]);
    expect(items.map(({ caseId }) => caseId)).toEqual(free.map(({ _id }) => _id));
    expect(refusals.map(({ why, cases }) => [why, cases.length])).toEqual([
      [expect.not.stringContaining('现在不能'), 2],
      [expect.stringMatching(/认领|同事/), 1],
    ]);
  });

  it('lets nothing through that would be refused alone, and refuses nothing that would not', () => {
    const documents = [
      waiting(),
      dispatched(waiting()),
      further(waiting(), colleague, 'claim', {}, null, { at: '2026-11-20T01:50:00.000Z' }),
    ];
    const { items } = plan(documents);
    const alone = documents.filter(
      ({ log }) => judgeNext(foldLog(log), anEntry(dispatcher, 'dispatch', toRoads, undefined, { at: AT })) === null,
    );
    expect(items.map(({ caseId }) => caseId)).toEqual(alone.map(({ _id }) => _id));
  });

  it('leaves to be done one by one what asks each case for something of its own', () => {
    const { items, refusals } = plan([waiting()], NOTHING_FILLED);
    expect([items, refusals[0]?.why]).toEqual([[], '类别没有定主办部门，要逐件选']);
    const offered = actsOfMany(street, [waiting(), aCase(waiting().log.slice(0, 2))], AT, NATIONAL_ONLY);
    expect(offered.map(({ act }) => act)).toContain('open');
    expect(offered.map(({ act }) => act)).not.toContain('merge');
    expect(offered.at(-1)?.act).toBe('note');
  });

  it('does not begin without the words an act requires', () => {
    expect(missingInBatch('returnToAcceptor', NOTHING_FILLED, false)).toMatch(/理由/);
    expect(missingInBatch('close', NOTHING_FILLED, false)).toMatch(/结案条件/);
    expect(missingInBatch('dispatch', NOTHING_FILLED, false)).toBeUndefined();
  });
});

/** A store that may fail from one act on; what it has outlives a window. */
function aStore(documents: readonly CaseDocument[], failsAt: (act: number) => 'dies' | 'full' | undefined) {
  const all = new Map(documents.map((document) => [document._id, document]));
  const kept: { batch: unknown } = { batch: null };
  let acts = 0;
  const cases = {
    many: (ids: readonly string[]) => Promise.resolve(ids.flatMap((id) => all.get(id) ?? [])),
    keptBatch: () => Promise.resolve(kept.batch),
    keepBatch: (batch: unknown) => {
      kept.batch = batch;
      return Promise.resolve();
    },
    act: (id: string, act: string, _post: unknown, data: Record<string, unknown>): Promise<Outcome<object>> => {
      acts += 1;
      const failing = failsAt(acts);
      // A window that is gone answers nobody.
      if (failing === 'dies') return new Promise(() => undefined);
      const trouble = { code: 'disk-full', what: '磁盘空间不够，这一步没有写下。', safe: '', next: '' };
      if (failing === 'full') return Promise.resolve({ ok: false, trouble });
      const document = all.get(id);
      if (document === undefined) throw new Error('not here');
      const entry = anEntry(dispatcher, act, data, document.log.at(-1), { at: AT });
      if (judgeNext(foldLog(document.log), entry) !== null)
        return Promise.resolve({
          ok: false,
          trouble: { ...trouble, code: 'not-legal/notNow', what: '已由同事派遣。' },
        });
      all.set(id, aCase([...document.log, entry], { _id: id }));
      return Promise.resolve({ ok: true, value: {} });
    },
  } as unknown as Workstation['cases'];
  return { cases, all, kept };
}
const settled = async (runner: { readonly get: () => BatchState }): Promise<BatchState> => {
  for (let turn = 0; turn < 200; turn += 1) await Promise.resolve();
  return runner.get();
};
const dispatches = ({ log }: CaseDocument): number => log.filter(({ act }) => act === 'dispatch').length;

describe('a batch under way', () => {
  const batchOf = (documents: readonly CaseDocument[]): Batch => ({
    id: 'batch-1',
    act: 'dispatch',
    label: '派遣',
    items: plan(documents).items,
  });

  it('writes each as an entry of its own, tells what a colleague was faster with, and leaves nothing kept', async () => {
    const documents = [waiting(), waiting(), waiting()];
    const { cases, all, kept } = aStore(documents, () => undefined);
    const [, second] = documents;
    if (second !== undefined) all.set(second._id, dispatched(second));
    const runner = batchRunner({ cases }, 'lock', memoryLocks());
    await runner.start(batchOf(documents));
    expect(runner.get()).toMatchObject({ kind: 'ended', done: 2, refusals: [{ why: '已由同事派遣' }] });
    expect([...all.values()].map(dispatches)).toEqual([1, 1, 1]);
    expect(kept.batch).toBeNull();
  });

  it('that a window died in is offered again, and goes on with what is not in a log yet: each once', async () => {
    const documents = [waiting(), waiting(), waiting(), waiting()];
    const dead = aStore(documents, (act) => (act === 3 ? 'dies' : undefined));
    void batchRunner({ cases: dead.cases }, 'lock', memoryLocks()).start(batchOf(documents));
    for (let turn = 0; turn < 200; turn += 1) await Promise.resolve();
    const next = aStore([...dead.all.values()], () => undefined);
    next.kept.batch = JSON.parse(JSON.stringify(dead.kept.batch));
    const runner = batchRunner({ cases: next.cases }, 'lock', memoryLocks());
    expect(await settled(runner)).toMatchObject({ kind: 'kept', left: 2 });
    await runner.goOn();
    expect(runner.get()).toMatchObject({ kind: 'ended', done: 4 });
    expect([...next.all.values()].map(dispatches)).toEqual([1, 1, 1, 1]);
    expect(next.kept.batch).toBeNull();
  });

  it('stops where the store cannot be written, and keeps the rest', async () => {
    const documents = [waiting(), waiting(), waiting()];
    const { cases, kept } = aStore(documents, (act) => (act === 2 ? 'full' : undefined));
    const runner = batchRunner({ cases }, 'lock', memoryLocks());
    await runner.start(batchOf(documents));
    expect(runner.get()).toMatchObject({ kind: 'kept', left: 2, why: expect.stringMatching(/磁盘/) as string });
    expect(kept.batch).toMatchObject({ id: 'batch-1' });
    await runner.dismiss();
    expect(kept.batch).toBeNull();
  });

  it('is not begun over one that is left over, and is once that is given up', async () => {
    const documents = [waiting(), waiting(), waiting()];
    let isFull = true;
    const { cases, kept } = aStore(documents, (act) => (isFull && act === 2 ? 'full' : undefined));
    const runner = batchRunner({ cases }, 'lock', memoryLocks());
    await runner.start(batchOf(documents));
    isFull = false;
    const next = { ...batchOf(documents), id: 'batch-2' };
    await expect(runner.start(next)).rejects.toThrow(BatchLeftOver);
    expect(kept.batch).toMatchObject({ id: 'batch-1' });
    expect(runner.get()).toMatchObject({ kind: 'kept', left: 2 });
    await runner.dismiss();
    await runner.start(next);
    expect(runner.get()).toMatchObject({ kind: 'ended', done: 2 });
  });

  it('is not begun where it cannot be kept, and has ended where only that cannot be noted', async () => {
    const documents = [waiting(), waiting()];
    const { cases, all, kept } = aStore(documents, () => undefined);
    const full = (): Promise<void> => Promise.reject(new Error('full'));
    const onKept = vi.fn();
    const never = batchRunner({ cases: { ...cases, keepBatch: full } }, 'lock', memoryLocks());
    await expect(never.start(batchOf(documents), onKept)).rejects.toThrow('full');
    expect([onKept.mock.calls.length, ...[...all.values()].map(dispatches)]).toEqual([0, 0, 0]);
    const keepBatch = (batch: unknown): Promise<void> => (batch === null ? full() : cases.keepBatch(batch));
    const runner = batchRunner({ cases: { ...cases, keepBatch } }, 'lock', memoryLocks());
    await expect(runner.start(batchOf(documents), onKept)).rejects.toThrow('full');
    expect([onKept.mock.calls.length, ...[...all.values()].map(dispatches)]).toEqual([1, 1, 1]);
    expect(runner.get()).toMatchObject({ kind: 'ended', done: 2 });
    expect(kept.batch).toMatchObject({ id: 'batch-1' });
  });
});

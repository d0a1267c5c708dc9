import { describe, expect, it } from 'vitest';
import { foldLog, judgeNext } from '../../../../shared/cases/fold.ts';
import { queuedCase, queuesOf } from '../../../../shared/cases/queues.ts';
import type { CaseDocument, Finding } from '../../../../shared/domain/case.ts';
import { aCase, aFinding, anEntry, aUser } from '../../../../shared/testing/builders.ts';
import type { CaseStock } from '../../../../shared/stock/rows.ts';
import type { Outcome, Workstation } from '../../../data/api.ts';
import { memoryLocks } from '../../../lib/locks.ts';
import { identitiesOf, identityKey, idOfDemand } from './identity.ts';
import { importRunner, type ImportRunner, type ImportState } from './import-run.ts';
import type { ImportItem, KeptImport } from './kept-import.ts';

const clerk = aUser('streetClerk');
const colleague = aUser('communityClerk');
const [post] = clerk.posts as [(typeof clerk.posts)[number]];
const STREET = '310115005';

const demand = (number: string): Finding => ({ ...aFinding(), channel: 'hotline', channelNumber: number });
async function itemsOf(numbers: readonly string[], round = 0): Promise<readonly ImportItem[]> {
  return Promise.all(
    numbers.map(async (channelNumber, at) => ({
      ...{ line: at + 2, channelNumber, name: `第 ${String(at)} 件`, finding: demand(channelNumber) },
      caseId: await idOfDemand(STREET, 'hotline', channelNumber, round),
    })),
  );
}
const importOf = (items: readonly ImportItem[], id = 'import-1'): KeptImport => ({
  ...{ id, file: '12345.xlsx', at: '2026-11-29T02:00:00.000Z', post, phase: 'taking' },
  ...{ headings: ['编号'], items: [...items], left: [], again: 0, repeated: 0, blank: 0 },
});

/** A store that may fail from one write on; what it has outlives a window. */
function aStore(
  given: readonly CaseDocument[] = [],
  failsAt: (write: number) => 'dies' | 'full' | undefined = () => undefined,
) {
  const all = new Map(given.map((document) => [document._id, document]));
  const kept: { import: unknown } = { import: null };
  let writes = 0;
  const written = (write: () => Outcome<object>): Promise<Outcome<object>> => {
    writes += 1;
    const failing = failsAt(writes);
    // A window that is gone answers nobody.
    if (failing === 'dies') return new Promise(() => undefined);
    const trouble = { code: 'disk-full', what: '磁盘空间不够，这一步没有写下。', safe: '', next: '' };
    return Promise.resolve(failing === 'full' ? { ok: false, trouble } : write());
  };
  const cases = {
    many: (ids: readonly string[]) => Promise.resolve(ids.flatMap((id) => all.get(id) ?? [])),
    keptImport: () => Promise.resolve(JSON.parse(JSON.stringify(kept.import)) as unknown),
    keepImport: (next: unknown) => {
      kept.import = next;
      return Promise.resolve();
    },
    takeIn: (id: string, _post: unknown, finding: Finding, data: object) =>
      written(() => {
        if (!all.has(id)) all.set(id, aCase([anEntry(clerk, 'report', { ...data, finding })], { _id: id }));
        return { ok: true, value: {} };
      }),
    act: (id: string, act: string, _post: unknown, data: Record<string, unknown>) =>
      written(() => {
        const document = all.get(id);
        if (document === undefined) throw new Error('not here');
        const entry = anEntry(clerk, act, data, document.log.at(-1));
        if (judgeNext(foldLog(document.log), entry) !== null)
          return { ok: false, trouble: { code: 'not-legal/notNow', what: '这一步现在不能做。', safe: '', next: '' } };
        all.set(id, aCase([...document.log, entry], { _id: id }));
        return { ok: true, value: {} };
      }),
  } as unknown as Workstation['cases'];
  const runner = (): ImportRunner => importRunner({ cases }, 'lock', memoryLocks());
  /** In how many cases each queue of the clerk stands. */
  const queues = (): Readonly<Record<string, number>> => {
    const counts: Record<string, number> = {};
    for (const one of all.values())
      for (const queue of queuesOf(clerk, queuedCase(one))) counts[queue] = (counts[queue] ?? 0) + 1;
    return counts;
  };
  const stock = {
    ids: () => Promise.resolve([...all.keys()]),
    rows: (_kind: string, ids: readonly string[]) =>
      Promise.resolve(
        ids.flatMap((id): readonly Partial<CaseStock>[] => {
          const one = all.get(id);
          return one?.finding.channelNumber === undefined
            ? []
            : [{ id, state: one.state, channel: one.finding.channel, channelNumber: one.finding.channelNumber }];
        }),
      ),
  } as unknown as Workstation['stock'];
  return { cases, stock, all, kept, runner, queues };
}
const settled = async (runner: ImportRunner): Promise<ImportState> => {
  for (let turn = 0; turn < 400; turn += 1) await Promise.resolve();
  return runner.get();
};
const kindsOf = (state: ImportState): readonly string[] =>
  state.kind === 'through' ? state.lines.map((line) => line.state.kind) : [state.kind];
const reports = ({ log }: CaseDocument): number => log.filter(({ act }) => act === 'report').length;

describe('a file taken in', () => {
  it('and taken back leaves the queues as they were', async () => {
    const store = aStore([aCase([anEntry(colleague, 'report', { finding: aFinding() })])]);
    const before = store.queues();
    const runner = store.runner();
    await runner.start(importOf(await itemsOf(['1', '2', '3'])));
    expect(kindsOf(runner.get())).toEqual(['in', 'in', 'in']);
    expect(store.queues()['all']).toBe(4);
    await runner.undo();
    expect(kindsOf(runner.get())).toEqual(['takenBack', 'takenBack', 'takenBack']);
    expect({ ...store.queues(), finished: 0 }).toEqual({ ...before, finished: 0 });
  });

  it('once more brings nothing twice, whoever takes it in; after it was taken back it comes again', async () => {
    const store = aStore();
    const demands = ['1', '2'].map((channelNumber) => ({ channel: 'hotline' as const, channelNumber }));
    await store.runner().start(importOf(await itemsOf(['1', '2'])));
    const { known } = await identitiesOf(store, STREET, demands);
    expect([...known.keys()]).toEqual(demands.map((one) => identityKey(one.channel, one.channelNumber)));
    // A terminal that knew nothing of it yet makes the same ids.
    const other = store.runner();
    await other.start(importOf(await itemsOf(['1', '2']), 'import-2'));
    expect(kindsOf(other.get())).toEqual(['already', 'already']);
    expect([...store.all.values()].map(reports)).toEqual([1, 1]);

    const back = aStore([...store.all.values()]);
    back.kept.import = importOf(await itemsOf(['1', '2']));
    await back.runner().undo();
    const again = await identitiesOf(back, STREET, demands);
    expect(again.known.size).toBe(0);
    expect([...again.ids.values()]).toEqual((await itemsOf(['1', '2'], 1)).map(({ caseId }) => caseId));
  });

  it('does not bring back what a person has voided on purpose', async () => {
    const store = aStore();
    await store.runner().start(importOf(await itemsOf(['1'])));
    const [document] = [...store.all.values()];
    if (document === undefined) throw new Error('it was taken in');
    await store.cases.act(document._id, 'void', post, { reason: '骚扰电话' }, []);
    const { known } = await identitiesOf(store, STREET, [{ channel: 'hotline', channelNumber: '1' }]);
    expect(known.get(identityKey('hotline', '1'))?.state).toBe('void');
  });

  it('is taken back but for what somebody has gone on with, and says who', async () => {
    const store = aStore();
    const runner = store.runner();
    const items = await itemsOf(['1', '2']);
    await runner.start(importOf(items));
    const touched = store.all.get(items[1]?.caseId ?? '');
    if (touched === undefined) throw new Error('it was taken in');
    store.all.set(
      touched._id,
      aCase([...touched.log, anEntry(colleague, 'accept', {}, touched.log.at(-1))], { _id: touched._id }),
    );
    await runner.undo();
    expect(kindsOf(runner.get())).toEqual(['takenBack', 'touched']);
    expect(runner.get()).toMatchObject({
      lines: [{}, { state: { by: expect.stringContaining(`${colleague.displayName} 已受理`) as string } }],
    });
    expect(store.all.get(touched._id)?.state).toBe('pendingOpen');
  });

  it('merges what was chosen, and takes that back too', async () => {
    const target = aCase([anEntry(colleague, 'report', { finding: aFinding() })]);
    const store = aStore([target]);
    const [item] = await itemsOf(['1']);
    if (item === undefined) throw new Error('there is one');
    const runner = store.runner();
    await runner.start(importOf([{ ...item, into: { id: target._id } }]));
    expect(kindsOf(runner.get())).toEqual(['merged']);
    expect(store.all.get(item.caseId)).toMatchObject({ state: 'merged', mergedInto: target._id });
    await runner.undo();
    expect(store.all.get(item.caseId)?.state).toBe('void');
  });

  it('that a window died in is offered again, and goes on: each row once', async () => {
    const items = await itemsOf(['1', '2', '3', '4']);
    const dead = aStore([], (write) => (write === 3 ? 'dies' : undefined));
    void dead.runner().start(importOf(items));
    for (let turn = 0; turn < 400; turn += 1) await Promise.resolve();
    const next = aStore([...dead.all.values()]);
    next.kept.import = JSON.parse(JSON.stringify(dead.kept.import));
    const runner = next.runner();
    expect(await settled(runner)).toMatchObject({ kind: 'kept', left: 2 });
    await runner.goOn();
    expect(kindsOf(runner.get())).toEqual(['in', 'in', 'in', 'in']);
    expect([...next.all.values()].map(reports)).toEqual([1, 1, 1, 1]);
  });

  it('stops where the store cannot be written, keeps the rest, and lets go of it when asked', async () => {
    const store = aStore([], (write) => (write === 2 ? 'full' : undefined));
    const runner = store.runner();
    await runner.start(importOf(await itemsOf(['1', '2', '3'])));
    expect(runner.get()).toMatchObject({ kind: 'kept', left: 2, why: expect.stringMatching(/磁盘/) as string });
    await runner.leaveRest();
    expect(kindsOf(runner.get())).toEqual(['in', 'not', 'not']);
    await runner.dismiss();
    expect([runner.get().kind, store.kept.import]).toEqual(['none', null]);
  });
});

it('a file that is in is told as that also where the disk does not take that any more', async () => {
  const store = aStore();
  const keepImport = (next: unknown): Promise<void> =>
    (next as KeptImport).phase === 'taken' ? Promise.reject(new Error('full')) : store.cases.keepImport(next);
  const runner = importRunner({ cases: { ...store.cases, keepImport } }, 'lock', memoryLocks());
  await expect(runner.start(importOf(await itemsOf(['1', '2'])))).rejects.toThrow('full');
  expect(kindsOf(runner.get())).toEqual(['in', 'in']);
});

describe('the id of a demand', () => {
  it('is that of a case, and another one for another street, channel, number or round', async () => {
    const ids = await Promise.all([
      idOfDemand(STREET, 'hotline', '1', 0),
      idOfDemand('310115006', 'hotline', '1', 0),
      idOfDemand(STREET, 'transfer', '1', 0),
      idOfDemand(STREET, 'hotline', '2', 0),
      idOfDemand(STREET, 'hotline', '1', 1),
    ]);
    expect(new Set(ids).size).toBe(5);
    for (const id of ids) expect(id).toMatch(/^case:[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
  });
});

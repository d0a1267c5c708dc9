import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aFinding } from '../../../shared/testing/builders.ts';
import { cell, once } from '../live.ts';
import { aScene } from '../testing/a-scene.ts';
import { act, counted, photo, postOf, report } from '../testing/at-work.ts';
import { fullAfter, fullDisk } from '../testing/full-disk.ts';
import type { LedgerRow } from './ledger.ts';
import { lookAfterWhatStays, type WhatStaysParts } from './what-stays.ts';

const row = (id: string, changes: Partial<LedgerRow> = {}): LedgerRow => ({
  ...{ id, kind: 'entry', subject: 'case:1', title: '上报', writtenAt: '2026-11-20T01:00:00.000Z', delivery: 'queued' },
  ...changes,
});

describe('looking after what stays', () => {
  let ending: AbortController;
  beforeEach(() => {
    ending = new AbortController();
  });
  afterEach(() => {
    ending.abort();
  });
  /** Looks for so long; what was done, in order. */
  const after = async (ms: number, rows: readonly LedgerRow[], parts: Partial<WhatStaysParts> = {}) => {
    const done: string[] = [];
    const noting = (what: string) => () => {
      done.push(what);
      return Promise.resolve();
    };
    const ledger = { rows: cell<ReadonlyMap<string, LedgerRow>>(new Map(rows.map((one) => [one.id, one]))) };
    const looking = lookAfterWhatStays(
      {
        ...{ ledger, isIdle: () => true, lookMs: 10 },
        ...{ putBack: noting('put back'), writeAgain: noting('written again') },
        onTrouble: (what) => done.push(what),
        ...parts,
      },
      ending.signal,
    );
    await new Promise((resolve) => setTimeout(resolve, ms));
    ending.abort();
    await looking;
    return done;
  };

  it('puts it back and writes it again, and less and less often', async () => {
    const done = await after(400, [row('a')]);
    expect(done.slice(0, 2)).toEqual(['put back', 'written again']);
    // After 10, 30, 70, 150 and 310 ms.
    expect(done.length).toBeGreaterThanOrEqual(4);
    expect(done.length).toBeLessThanOrEqual(10);
  });

  it('leaves alone what has its answer, what goes its own way, and the push that is under way', async () => {
    const others = [
      row('a', { delivery: 'refused' }),
      row('b', { kind: 'photo' }),
      row('c', { handover: 'handover:c' }),
    ];
    expect(await after(60, others)).toEqual([]);
    ending = new AbortController();
    expect(new Set(await after(60, [row('a')], { isIdle: () => false }))).toEqual(new Set(['put back']));
  });

  it('looks again after a disk that was still full', async () => {
    let tries = 0;
    const putBack = (): Promise<void> => {
      tries += 1;
      return tries === 1 ? Promise.reject(new DOMException('full', 'QuotaExceededError')) : Promise.resolve();
    };
    const done = await after(100, [row('a')], { putBack });
    expect(done.slice(0, 2)).toEqual(['what stays', 'written again']);
  });
});

/** Minutes pass at once. */
const trueTimeout = globalThis.setTimeout;
beforeEach(() => {
  const quick = (heard: () => void, ms?: number): unknown => trueTimeout(heard, (ms ?? 0) >= 60_000 ? 30 : ms);
  globalThis.setTimeout = Object.assign(quick, trueTimeout) as typeof setTimeout;
});
afterEach(() => {
  globalThis.setTimeout = trueTimeout;
});

it('a step whose case a full disk did not take, and that could not be taken back, is delivered without a new start', async () => {
  const { network, work, closeAll } = await aScene();
  const workstation = await work();
  const id = await report(workstation);
  await counted(workstation, ({ delivered }) => delivered === 1);

  // Its receipt is written down as well.
  await new Promise((resolve) => setTimeout(resolve, 300));

  const hasRoom = fullDisk(fullAfter(['-rooms', '--cases']));
  const step = await act(workstation, id, 'note', { text: '又去看过' });
  hasRoom();
  expect(step).toMatchObject({ ok: false, trouble: { code: expect.stringContaining('cut-off') as unknown } });
  expect(network.documents.get(id)?.['log']).toHaveLength(1);

  await counted(workstation, ({ delivered }) => delivered === 2);
  expect(network.documents.get(id)?.['log']).toMatchObject([
    { act: 'report' },
    { act: 'note', data: { text: '又去看过' } },
  ]);
  await closeAll();
});

it('a report whose case a full disk did not take is delivered with its photo without a new start, and its draft is gone', async () => {
  const { network, work, closeAll } = await aScene();
  const workstation = await work();
  const { category, place, description } = aFinding();
  const draft = await workstation.drafts.create('patrol');
  await workstation.drafts.addPhoto(draft.id, photo('near'));
  await workstation.drafts.save({ ...draft, category, place, description });

  const hasRoom = fullDisk(fullAfter(['-rooms', '--cases']));
  const handIn = () => workstation.cases.submitDraft(draft.id, postOf(workstation));
  const outcome = await handIn();
  hasRoom();
  expect(outcome).toMatchObject({ ok: false, trouble: { code: expect.stringContaining('cut-off') as unknown } });

  await counted(workstation, ({ queued, delivered }) => queued === 0 && delivered === 2);
  expect(network.evidence.size).toBe(2);
  expect(await once(workstation.drafts.all, (drafts) => drafts.length === 0)).toEqual([]);
  await closeAll();
});

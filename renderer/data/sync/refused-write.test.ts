import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { foldLog } from '../../../shared/cases/fold.ts';
import type { CaseDocument, LogEntry } from '../../../shared/domain/case.ts';
import { aCase, aFinding, anEntry } from '../../../shared/testing/builders.ts';
import { once } from '../live.ts';
import { aScene, type Scene } from '../testing/a-scene.ts';
import { act, allDelivered, counted, here, photo, report } from '../testing/at-work.ts';
import { evidenceHere } from '../testing/evidence-here.ts';
import { NOT_TAKEN } from '../testing/network-double.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await aScene();
});
afterEach(async () => {
  await scene.closeAll();
  expect(scene.terminal.troubles).toEqual([]);
});

describe('a refused write', () => {
  it('lies in the 退回箱 with its words, takes the new case from the lists, and blocks nothing behind it', async () => {
    const { network, work, unplug } = scene;
    const workstation = await work();
    unplug();
    const bad = await report(workstation);
    const good = await report(workstation);
    network.refuse.set(bad, NOT_TAKEN);
    network.up = true;
    expect(await counted(workstation, ({ queued }) => queued === 0)).toMatchObject({
      written: 2,
      delivered: 1,
      refused: 1,
    });
    const [item] = await once(workstation.sync.refused, (items) => items.length === 1);
    expect(item).toMatchObject({ subject: bad, act: 'report', why: NOT_TAKEN.why, fix: NOT_TAKEN.fix });
    expect(item?.submitted).toContainEqual(['情况', '投放点旁散落装修袋']);
    const rows = await once(workstation.cases.open, (all) => all.length === 1);
    expect(rows.map((row) => row.id)).toEqual([good]);
  });

  it('survives a restart, can be sent anew, and is then delivered', async () => {
    const { network, work, closeAll, unplug } = scene;
    const first = await work();
    unplug();
    const bad = await report(first, [photo('a')]);
    network.refuse.set(bad, NOT_TAKEN);
    network.up = true;
    await counted(first, ({ refused, photosQueued }) => refused === 1 && photosQueued === 0);
    await closeAll();
    network.refuse.clear();
    const workstation = await work();
    const [item] = await once(workstation.sync.refused, (items) => items.length === 1);
    expect(await workstation.sync.resend(item?.id ?? '')).toEqual({ ok: true, value: undefined });
    expect(await counted(workstation, allDelivered)).toEqual({
      written: 2,
      delivered: 2,
      queued: 0,
      refused: 0,
      photosQueued: 0,
      earlier: 0,
    });
    expect(network.documents.has(bad)).toBe(true);
    expect((await here(workstation, bad)).photos).toHaveLength(1);
  });

  it('sends back exactly the entry at fault and keeps the one before it', async () => {
    const { network, work, unplug } = scene;
    const workstation = await work();
    const id = await report(workstation);
    await counted(workstation, allDelivered);
    unplug();
    await act(workstation, id, 'note', { text: '第一条' });
    await act(workstation, id, 'correct', { finding: aFinding({ description: '更正后的情况' }) });
    network.refuseAct.set('correct', NOT_TAKEN);
    network.up = true;
    expect(await counted(workstation, ({ queued }) => queued === 0)).toMatchObject({ refused: 1, delivered: 2 });
    const document = await here(workstation, id, ({ log }) => log.length === 2);
    expect(document.log.map((entry) => entry.act)).toEqual(['report', 'note']);
    const [item] = await once(workstation.sync.refused, (items) => items.length === 1);
    expect(item).toMatchObject({
      act: 'correct',
      submitted: expect.arrayContaining([['情况', '更正后的情况']]) as unknown,
    });
  });

  it('is not what happens to a step that a colleague only made void meanwhile: it is delivered, and stays without effect', async () => {
    const { clerk, network, work, unplug } = scene;
    const workstation = await work();
    const id = await report(workstation);
    await counted(workstation, allDelivered);
    unplug();
    await act(workstation, id, 'note', { text: '第一条' });
    await act(workstation, id, 'correct', { finding: aFinding({ description: '更正后的情况' }) });
    const stored = network.documents.get(id) as unknown as CaseDocument;
    const rejected = anEntry(clerk, 'reject', { reason: '不属于城管范围' }, stored.log[0] ?? null, {
      stamp: { seq: 2, at: new Date(network.nowMs).toISOString() },
    });
    network.put({ ...aCase([...stored.log, rejected], { _id: id }), number: stored.number });
    network.up = true;
    expect(await counted(workstation, ({ queued }) => queued === 0)).toMatchObject({ refused: 0, delivered: 3 });
    const document = await here(workstation, id, ({ log, state }) => log.length === 4 && state === 'rejected');
    expect(document.finding.description).toBe(stored.finding.description);
    expect([...foldLog(document.log).refused.values()].map(({ why }) => why)).toEqual(['notNow']);
  });

  it('is a draft once more when it was a report: words, place and photo, reported as a case of its own', async () => {
    const { worker, network, work, closeAll, unplug } = scene;
    const first = await work();
    unplug();
    const bad = await report(first, [photo('a')]);
    network.refuse.set(bad, NOT_TAKEN);
    network.up = true;
    await counted(first, ({ refused, photosQueued }) => refused === 1 && photosQueued === 0);
    const [item] = await once(first.sync.refused, (items) => items.length === 1);
    const drafted = await first.sync.reportAnew(item?.id ?? '');
    expect(drafted).toMatchObject({ ok: true, value: { description: '投放点旁散落装修袋', outcome: 'report' } });
    await closeAll();
    const workstation = await work();
    expect(await once(workstation.sync.refused, () => true)).toEqual([]);
    const [draft] = await once(workstation.drafts.all, (drafts) => drafts.length === 1);
    if (draft === undefined || worker.posts[0] === undefined) throw new Error('the draft is there');
    await workstation.drafts.save({ ...draft, description: '改在本网格' });
    const sent = await workstation.cases.submitDraft(draft.id, worker.posts[0]);
    if (!sent.ok) throw new Error(sent.trouble.what);
    expect(sent.value.caseId).not.toBe(bad);
    expect(await counted(workstation, allDelivered)).toMatchObject({ queued: 0, refused: 0 });
    expect(await here(workstation, sent.value.caseId)).toMatchObject({ finding: { description: '改在本网格' } });
    expect((await here(workstation, sent.value.caseId)).photos).toHaveLength(1);
    expect(network.documents.has(bad)).toBe(false);
  });

  it('is gone when discarded, with what was made ready of its photos, and the equation still adds up', async () => {
    const { network, work } = scene;
    const workstation = await work();
    const id = await report(workstation);
    await counted(workstation, allDelivered);
    network.refuse.set(id, NOT_TAKEN);
    let taken = (): void => undefined;
    network.photosTake = new Promise<void>((resolve) => (taken = resolve));
    const before = await evidenceHere();
    await act(workstation, id, 'note', { text: '不会被收下' }, [photo('c')]);
    const [item] = await once(workstation.sync.refused, (items) => items.length === 1);
    const row = (await once(workstation.cases.open, (rows) => rows.some((one) => one.refused)))[0];
    expect(row?.id).toBe(id);
    await vi.waitUntil(async () => (await evidenceHere()).length > before.length, { timeout: 10_000 });
    await workstation.sync.discard(item?.id ?? '');
    await vi.waitUntil(async () => (await evidenceHere()).length === before.length, { timeout: 10_000 });
    taken();
    await once(workstation.cases.open, (rows) => rows.every((one) => !one.refused));
    const counts = await counted(workstation, ({ queued, refused }) => queued === 0 && refused === 0);
    expect(counts.written).toBe(counts.delivered);
    expect((await here(workstation, id)).log).toHaveLength(1);
  });

  it.each([
    ['thrown away', ['report', 'correct']],
    ['sent anew', ['report', 'correct', 'note']],
  ] as const)('is %s once, also while the push in which it was refused is cut off behind it', async (what, acts) => {
    const { network, work, unplug } = scene;
    const workstation = await work();
    const id = await report(workstation);
    await counted(workstation, allDelivered);
    unplug();
    await act(workstation, id, 'note', { text: '第一条' });
    await act(workstation, id, 'correct', { finding: aFinding({ description: '更正后的情况' }) });
    network.refuseAct.set('note', NOT_TAKEN);
    const stop = workstation.sync.refused.subscribe(unplug);
    network.up = true;
    const [item] = await once(workstation.sync.refused, (items) => items.length === 1);
    stop();
    network.refuseAct.clear();
    if (what === 'sent anew') expect(await workstation.sync.resend(item?.id ?? '')).toMatchObject({ ok: true });
    else await workstation.sync.discard(item?.id ?? '');
    network.up = true;

    await counted(workstation, ({ queued }) => queued === 0);
    const atCentre = network.documents.get(id)?.['log'] as LogEntry[];
    // The step behind it stands upon it, and comes back for that.
    const inTray = workstation.sync.refused.get();
    expect([...atCentre, ...(inTray ?? [])].map((one) => one.act).toSorted()).toEqual(acts.toSorted());
  });
});

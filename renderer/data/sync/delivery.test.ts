import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aCase, aFinding, anEntry } from '../../../shared/testing/builders.ts';
import { once } from '../live.ts';
import { aScene, PASSWORD, type Scene } from '../testing/a-scene.ts';
import { act, allDelivered, counted, here, photo, postOf, report } from '../testing/at-work.ts';
import { SESSION_OVER } from './server-link.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await aScene();
});
afterEach(async () => {
  await scene.closeAll();
  expect(scene.terminal.troubles).toEqual([]);
});

describe('delivery', () => {
  it('brings stamp, number and revision back with the receipt', async () => {
    const { network, work } = scene;
    const workstation = await work();
    const id = await report(workstation);
    const document = await here(workstation, id, ({ log }) => log[0]?.stamp !== undefined);
    expect(document.number).toMatch(/^\d{19}$/);
    expect(await counted(workstation, allDelivered)).toMatchObject({ written: 1, delivered: 1, queued: 0, refused: 0 });
    const [receipt] = await once(workstation.sync.receipts(10), (rows) => rows.length === 1);
    expect(receipt).toMatchObject({
      subject: id,
      title: `上报 暴露垃圾 · ${document.finding.place.address}`,
      delivery: 'delivered',
      receiptAt: new Date(network.nowMs).toISOString(),
    });
    expect(receipt?.receiptRev).toBe(network.documents.get(id)?._rev);
  });

  it('waits without the server, survives a restart, and delivers within ten seconds of its return after an offline sign-in', async () => {
    const { network, work, closeAll, unplug } = scene;
    await work();
    await closeAll();
    unplug();
    const offline = await work();
    const id = await report(offline, [photo('a'), photo('b', 'far')]);
    expect(offline.sync.status.get()?.counts).toMatchObject({ written: 3, queued: 3, photosQueued: 2 });
    await closeAll();
    const again = await work();
    expect(again.sync.status.get()?.counts).toMatchObject({ written: 3, queued: 3, photosQueued: 2 });
    network.up = true;
    const begun = performance.now();
    expect(await counted(again, allDelivered)).toEqual({
      written: 3,
      delivered: 3,
      queued: 0,
      refused: 0,
      photosQueued: 0,
      earlier: 0,
    });
    expect(performance.now() - begun).toBeLessThan(10_000);
    expect([...network.evidence.values()].map((one) => one['subject'])).toEqual([id, id, id, id]);
  });

  it('has its effect once when the answer is lost and the push is repeated', async () => {
    const { network, work } = scene;
    const workstation = await work();
    network.loseAnswers = 1;
    const id = await report(workstation);
    await counted(workstation, allDelivered);
    expect((network.documents.get(id)?.['log'] as unknown[]).length).toBe(1);
    expect(network.requests.filter((one) => one.includes('/records/_bulk_docs')).length).toBeGreaterThan(1);
  });

  it('leaves a server in peace that is busy, and then delivers: nothing is refused for it, nothing is lost, nobody is troubled', async () => {
    const { network, work } = scene;
    const workstation = await work();
    await counted(workstation, () => true);
    network.busy = 8;
    const asked = network.requests.length;
    await report(workstation, [photo('a')]);
    await act(workstation, await report(workstation), 'note', { text: '到场看过' });
    expect(await counted(workstation, allDelivered)).toMatchObject({ written: 4, delivered: 4, queued: 0, refused: 0 });
    await vi.waitUntil(() => network.busy === 0, { timeout: 20_000 });
    expect(await once(workstation.sync.refused, () => true)).toEqual([]);
    expect(workstation.sync.status.get()).toMatchObject({ online: true, halted: null });
    // Not asked again at once, over and over.
    expect(network.requests.length - asked).toBeLessThan(60);
  });

  it('says at the sign-in page that the centre is busy, counts nothing as a wrong password, and lets in who is known here', async () => {
    const { worker, network, terminal, work, closeAll } = scene;
    network.busy = 1;
    const first = await terminal.desk.signIn({ account: worker.account, password: PASSWORD });
    expect(first).toMatchObject({ ok: false, trouble: { kind: 'store', trouble: { code: 'busy' } } });
    await work();
    await closeAll();
    network.busy = 1;
    const again = await work();
    await once(again.sync.status, ({ online }) => online);
    await report(again);
    await counted(again, allDelivered);
  });

  it('shows what a colleague writes, and merges both on one case', async () => {
    const { clerk, network, work, unplug } = scene;
    const workstation = await work();
    const id = await report(workstation);
    const document = await here(workstation, id, ({ number }) => number !== undefined);
    unplug();
    await act(workstation, id, 'note', { text: '我已到现场' });
    const accepted = anEntry(clerk, 'accept', {}, document.log[0] ?? null, {
      stamp: { seq: 2, at: new Date(network.nowMs).toISOString() },
    });
    network.put({ ...aCase([...document.log, accepted], { _id: id }), number: document.number });
    network.up = true;
    const merged = await here(
      workstation,
      id,
      ({ log }) => log.length === 3 && log.every(({ stamp }) => stamp !== undefined),
    );
    expect(merged.state).toBe('pendingOpen');
    expect(merged.log.map((entry) => entry.act)).toEqual(['report', 'accept', 'note']);
  });

  it('makes one case of a draft that is submitted twice at once', async () => {
    const { work } = scene;
    const workstation = await work();
    const { category, place, description } = aFinding();
    const draft = await workstation.drafts.create('patrol');
    await workstation.drafts.save({ ...draft, category, place, description });
    const submit = () => workstation.cases.submitDraft(draft.id, postOf(workstation));
    const [one, two] = await Promise.all([submit(), submit()]);
    expect(two).toEqual(one);
    expect(await counted(workstation, ({ queued }) => queued === 0)).toMatchObject({ written: 1, delivered: 1 });
  });

  it('refuses in words before anything is written what is not legal now', async () => {
    const { work } = scene;
    const workstation = await work();
    const id = await report(workstation);
    const outcome = await act(workstation, id, 'startCheck');
    expect(outcome).toMatchObject({ ok: false, trouble: { code: 'not-legal/notNow', safe: '没有写下任何东西。' } });
    expect((await counted(workstation, allDelivered)).written).toBe(1);
  });
});

describe('a network that comes back', () => {
  afterEach(async () => {
    // The workstation lets go of the window first.
    await scene.closeAll();
    vi.unstubAllGlobals();
  });

  it('is asked at once when the browser says so, however long the last wait has become', async () => {
    const { network, work, unplug } = scene;
    const cables = new EventTarget();
    vi.stubGlobal('window', cables);
    const { sync } = await work();
    await once(sync.status, ({ online }) => online);
    unplug();
    cables.dispatchEvent(new Event('offline'));
    await once(sync.status, ({ online }) => !online);
    // One is broken off; by the fourth failure the next try is four seconds away.
    const asked = (): number => network.requests.filter((line) => line.endsWith('/_changes')).length;
    const before = asked();
    await vi.waitUntil(() => asked() >= before + 5, { timeout: 20_000 });
    await new Promise((resolve) => setTimeout(resolve, 100));
    network.up = true;
    const begun = performance.now();
    cables.dispatchEvent(new Event('online'));
    await once(sync.status, ({ online }) => online);
    expect(performance.now() - begun).toBeLessThan(3_000);
  });
});

describe('the session', () => {
  it('says what to do when it is over, and goes on with the password', async () => {
    const { network, work } = scene;
    const workstation = await work();
    await once(workstation.sync.status, ({ online }) => online);
    network.endSessions();
    const { halted } = await once(workstation.sync.status, (status) => status.halted !== null);
    expect(halted).toBe(SESSION_OVER);
    await report(workstation);
    expect(await workstation.sync.signInAgain('falsch')).toMatchObject({ ok: false, trouble: { code: 'wrong' } });
    expect(workstation.sync.status.get()?.counts.queued).toBe(1);
    expect(await workstation.sync.signInAgain(PASSWORD)).toEqual({ ok: true, value: undefined });
    await counted(workstation, allDelivered);
    expect(workstation.sync.status.get()?.halted).toBeNull();
  });
});

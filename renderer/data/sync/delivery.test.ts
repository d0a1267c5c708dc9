import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Act } from '../../../shared/cases/acts.ts';
import { foldLog } from '../../../shared/cases/fold.ts';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import type { User } from '../../../shared/domain/staff.ts';
import { aCase, aFinding, anEntry, aUser } from '../../../shared/testing/builders.ts';
import type { NewPhoto, SyncCounts, Workstation } from '../api.ts';
import { settled } from '../../lib/idb.ts';
import { once } from '../live.ts';
import { aTerminal, type Terminal } from '../testing/a-terminal.ts';
import { evidenceHere } from '../testing/evidence-here.ts';
import { NetworkDouble, NOT_TAKEN } from '../testing/network-double.ts';
import { SESSION_OVER } from './server-link.ts';

const PASSWORD = '晨曦-2026-Grid';
let worker: User;
let clerk: User;
let network: NetworkDouble;
let terminal: Terminal;
let wallMs: number;
const open: Workstation[] = [];

beforeEach(async () => {
  worker = aUser('gridWorker');
  clerk = aUser('communityClerk');
  network = new NetworkDouble([worker, clerk].map((user) => ({ user, password: PASSWORD })));
  wallMs = network.nowMs;
  const device = { wallMs: () => wallMs, steadyMs: () => wallMs };
  terminal = await aTerminal(`http://double-${worker.account}`, network.fetch, { device });
});
const closeAll = async (): Promise<void> => {
  await Promise.all(open.splice(0).map((workstation) => workstation.close()));
};
afterEach(async () => {
  await closeAll();
  expect(terminal.troubles).toEqual([]);
});

async function work(user: User): Promise<Workstation> {
  const workstation = await terminal.work({ account: user.account, password: PASSWORD });
  open.push(workstation);
  return workstation;
}
const postOf = ({ user }: Workstation) => {
  const [post] = user.posts;
  if (post === undefined) throw new Error('a user has a post');
  return post;
};
const photo = (text: string, kind: NewPhoto['kind'] = 'near'): NewPhoto => ({
  blob: new Blob([text]),
  kind,
  takenAt: '2026-11-20T01:59:00.000Z',
});
async function report(workstation: Workstation, photos: readonly NewPhoto[] = []): Promise<string> {
  const { category, place, description } = aFinding();
  const draft = await workstation.drafts.create('patrol');
  for (const one of photos) await workstation.drafts.addPhoto(draft.id, one);
  await workstation.drafts.save({ ...draft, category, place, description });
  const outcome = await workstation.cases.submitDraft(draft.id, postOf(workstation));
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.trouble));
  return outcome.value.caseId;
}
const act = (workstation: Workstation, id: string, what: Act, data = {}, photos: readonly NewPhoto[] = []) =>
  workstation.cases.act(id, what, postOf(workstation), data, photos);
const counted = (workstation: Workstation, holds: (counts: SyncCounts) => boolean): Promise<SyncCounts> =>
  once(workstation.sync.status, ({ counts }) => holds(counts)).then(({ counts }) => counts);
const allDelivered = ({ queued, delivered }: SyncCounts): boolean => queued === 0 && delivered > 0;
const here = async (
  workstation: Workstation,
  id: string,
  holds: (document: CaseDocument) => boolean = () => true,
): Promise<CaseDocument> => {
  const document = await once(workstation.cases.one(id), (one) => one !== null && holds(one));
  if (document === null) throw new Error('the case is here');
  return document;
};
const unplug = (): void => {
  network.up = false;
  network.wake();
};

describe('delivery', () => {
  it('brings stamp, number and revision back with the receipt', async () => {
    const workstation = await work(worker);
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
    await work(worker);
    await closeAll();
    unplug();
    const offline = await work(worker);
    const id = await report(offline, [photo('a'), photo('b', 'far')]);
    expect(offline.sync.status.get()?.counts).toMatchObject({ written: 3, queued: 3, photosQueued: 2 });
    await closeAll();
    const again = await work(worker);
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
    const workstation = await work(worker);
    network.loseAnswers = 1;
    const id = await report(workstation);
    await counted(workstation, allDelivered);
    expect((network.documents.get(id)?.['log'] as unknown[]).length).toBe(1);
    expect(network.requests.filter((one) => one.includes('/records/_bulk_docs')).length).toBeGreaterThan(1);
  });

  it('leaves a server in peace that is busy, and then delivers: nothing is refused for it, nothing is lost, nobody is troubled', async () => {
    const workstation = await work(worker);
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
    network.busy = 1;
    const first = await terminal.desk.signIn({ account: worker.account, password: PASSWORD });
    expect(first).toMatchObject({ ok: false, trouble: { kind: 'store', trouble: { code: 'busy' } } });
    await work(worker);
    await closeAll();
    network.busy = 1;
    const again = await work(worker);
    await once(again.sync.status, ({ online }) => online);
    await report(again);
    await counted(again, allDelivered);
  });

  it('shows what a colleague writes, and merges both on one case', async () => {
    const workstation = await work(worker);
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
    const workstation = await work(worker);
    const { category, place, description } = aFinding();
    const draft = await workstation.drafts.create('patrol');
    await workstation.drafts.save({ ...draft, category, place, description });
    const submit = () => workstation.cases.submitDraft(draft.id, postOf(workstation));
    const [one, two] = await Promise.all([submit(), submit()]);
    expect(two).toEqual(one);
    expect(await counted(workstation, ({ queued }) => queued === 0)).toMatchObject({ written: 1, delivered: 1 });
  });

  it('refuses in words before anything is written what is not legal now', async () => {
    const workstation = await work(worker);
    const id = await report(workstation);
    const outcome = await act(workstation, id, 'startCheck');
    expect(outcome).toMatchObject({ ok: false, trouble: { code: 'not-legal/notNow', safe: '没有写下任何东西。' } });
    expect((await counted(workstation, allDelivered)).written).toBe(1);
  });
});

describe('a refused write', () => {
  it('lies in the 退回箱 with its words, takes the new case from the lists, and blocks nothing behind it', async () => {
    const workstation = await work(worker);
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
    const first = await work(worker);
    unplug();
    const bad = await report(first, [photo('a')]);
    network.refuse.set(bad, NOT_TAKEN);
    network.up = true;
    await counted(first, ({ refused, photosQueued }) => refused === 1 && photosQueued === 0);
    await closeAll();
    network.refuse.clear();
    const workstation = await work(worker);
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
    const workstation = await work(worker);
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
    const workstation = await work(worker);
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
    const first = await work(worker);
    unplug();
    const bad = await report(first, [photo('a')]);
    network.refuse.set(bad, NOT_TAKEN);
    network.up = true;
    await counted(first, ({ refused, photosQueued }) => refused === 1 && photosQueued === 0);
    const [item] = await once(first.sync.refused, (items) => items.length === 1);
    const drafted = await first.sync.reportAnew(item?.id ?? '');
    expect(drafted).toMatchObject({ ok: true, value: { description: '投放点旁散落装修袋', outcome: 'report' } });
    await closeAll();
    const workstation = await work(worker);
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
    const workstation = await work(worker);
    const id = await report(workstation);
    await counted(workstation, allDelivered);
    network.refuse.set(id, NOT_TAKEN);
    const before = await evidenceHere();
    await act(workstation, id, 'note', { text: '不会被收下' }, [photo('c')]);
    const [item] = await once(workstation.sync.refused, (items) => items.length === 1);
    const row = (await once(workstation.cases.open, (rows) => rows.some((one) => one.refused)))[0];
    expect(row?.id).toBe(id);
    await vi.waitUntil(async () => (await evidenceHere()).length > before.length);
    await workstation.sync.discard(item?.id ?? '');
    await vi.waitUntil(async () => (await evidenceHere()).length === before.length);
    await once(workstation.cases.open, (rows) => rows.every((one) => !one.refused));
    const counts = await counted(workstation, ({ queued, refused }) => queued === 0 && refused === 0);
    expect(counts.written).toBe(counts.delivered);
    expect((await here(workstation, id)).log).toHaveLength(1);
  });
});

describe('a network that comes back', () => {
  afterEach(async () => {
    // The workstation lets go of the window first.
    await closeAll();
    vi.unstubAllGlobals();
  });

  it('is asked at once when the browser says so, however long the last wait has become', async () => {
    const cables = new EventTarget();
    vi.stubGlobal('window', cables);
    const { sync } = await work(worker);
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
    const workstation = await work(worker);
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

describe('a damaged store', () => {
  const spoilCase = async (id: string): Promise<void> => {
    for (const { name } of await indexedDB.databases()) {
      if (name?.includes('rxdb-dexie-ggw') !== true || !name.endsWith('--cases')) continue;
      const database = await settled(indexedDB.open(name));
      const store = database.transaction('docs', 'readwrite').objectStore('docs');
      const row = (await settled(store.get(id))) as { sealed: string } | undefined;
      if (row !== undefined) await settled(store.put({ ...row, sealed: `${row.sealed.slice(0, -6)}AAAAA=` }));
      database.close();
    }
  };

  it('starts, fetches what it can no longer read, and shows everything again', async () => {
    const first = await work(worker);
    const [id, other] = [await report(first), await report(first)];
    await counted(first, allDelivered);
    await closeAll();
    await spoilCase(id);
    const workstation = await work(worker);
    const rows = await once(workstation.cases.open, (all) => all.length === 2);
    expect(new Set(rows.map((row) => row.id))).toEqual(new Set([id, other]));
    expect((await here(workstation, id)).log[0]?.stamp).toBeDefined();
    expect(terminal.troubles.splice(0)).toEqual([`broken seal: cases/${id} null`]);
  });

  /** What is kept of unsent writes beside the ledger. */
  const spoilUnsent = async (): Promise<void> => {
    for (const { name } of await indexedDB.databases()) {
      if (name === undefined || !/^ggw-.*-rooms$/.test(name)) continue;
      const database = await settled(indexedDB.open(name));
      const store = database.transaction('boxes', 'readwrite').objectStore('boxes');
      const boxes = (await settled(store.getAll())) as { room: string; sealed: string }[];
      for (const box of boxes.filter(({ room }) => room === 'unsent')) {
        await settled(store.put({ ...box, sealed: `${box.sealed.slice(0, -6)}AAAAA=` }));
      }
      database.close();
    }
  };

  it('puts back what waited in it, and delivers it', async () => {
    const first = await work(worker);
    const id = await report(first);
    await counted(first, allDelivered);
    unplug();
    await act(first, id, 'note', { text: '还没有送' });
    await closeAll();
    await spoilCase(id);
    network.up = true;
    const workstation = await work(worker);
    await counted(workstation, allDelivered);
    const whole = await once(
      workstation.cases.one(id),
      (one) => one?.log.every(({ stamp }) => stamp !== undefined) === true,
    );
    expect(whole?.log).toHaveLength(2);
    expect(workstation.sync.refused.get()).toEqual([]);
    terminal.troubles.splice(0);
  });

  it('says which writes were lost with it where those are damaged too, one by one', async () => {
    const first = await work(worker);
    const id = await report(first);
    await counted(first, allDelivered);
    unplug();
    await act(first, id, 'note', { text: '还没有送' });
    await closeAll();
    await spoilCase(id);
    await spoilUnsent();
    network.up = true;
    const workstation = await work(worker);
    const [item] = await once(workstation.sync.refused, (items) => items.length === 1);
    expect(item).toMatchObject({
      subject: id,
      code: 'damaged',
      title: expect.stringMatching(/^备注 暴露垃圾 · ./) as string,
    });
    expect((await here(workstation, id)).log).toHaveLength(1);
    expect(await counted(workstation, ({ queued }) => queued === 0)).toMatchObject({
      written: 2,
      delivered: 1,
      refused: 1,
    });
    terminal.troubles.splice(0);
  });
});

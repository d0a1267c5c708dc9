import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { thumbIdOf } from '../../../shared/domain/evidence.ts';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import type { User } from '../../../shared/domain/staff.ts';
import { aFinding, anEntry, aUser, OTHER_GRID } from '../../../shared/testing/builders.ts';
import type { Workstation } from '../../../renderer/data/api.ts';
import { once } from '../../../renderer/data/live.ts';
import { allPlainText } from '../../../renderer/data/testing/raw-indexeddb.ts';
import { startServer, type TestServer } from '../harness/start-server.ts';
import { aNewPhoto, anOffice, caseIn, counted, reportIn, type Office } from './people-at-work.ts';

let server: TestServer;
let office: Office;
let worker: User;
/** Seen at the plug, before the cable: method and path. */
let asked: string[];
/** Puts something between client and server: an answer of its own, or `null` to let the request pass. */
let between: (path: string, body: string) => Promise<Response | null>;

beforeEach(async () => {
  server = await startServer();
  worker = await server.add(aUser('gridWorker'));
  asked = [];
  between = () => Promise.resolve(null);
  office = await anOffice(server.url, (passed) => async (input, init) => {
    const path = decodeURIComponent(input.slice(server.url.length));
    asked.push(`${init.method ?? 'GET'} ${path}`);
    const body = typeof init.body === 'string' ? init.body : '';
    return (await between(path, body)) ?? passed(input, init);
  });
});
afterEach(async () => {
  await office.closeAll();
  await server.stop();
});

interface Rows {
  readonly rows: readonly { readonly id: string; readonly doc: Readonly<Record<string, unknown>> }[];
}
const allIn = async (database: string, user: User): Promise<Rows['rows']> =>
  ((await server.as(user)('GET', `/${database}/_all_docs?include_docs=true`)).body as Rows).rows;
const photoIdsOf = async (workstation: Workstation, id: string): Promise<readonly string[]> =>
  (await caseIn(workstation, id)).photos.map((photo) => photo.id);
const textAt = async (url: string): Promise<string> => (await fetch(url)).text();
const elsewhere = aFinding({ gridCode: OTHER_GRID }).place;
const askedFor = (path: string): number => asked.filter((one) => one.endsWith(path)).length;
const settledAll = ({ queued }: { readonly queued: number }): boolean => queued === 0;

describe('photos', () => {
  it('lie sealed on the disk before and after delivery, and open as they were', async () => {
    const workstation = await office.signIn(worker);
    const id = await reportIn(workstation, [aNewPhoto('井盖破损近照', 'near')], '井盖松动');
    await counted(workstation, settledAll);
    const [photo = ''] = await photoIdsOf(workstation, id);
    const names = (await indexedDB.databases()).map(({ name }) => name ?? '');
    expect(names.filter((name) => name.startsWith('_pouch_'))).toHaveLength(2);
    const text = await allPlainText();
    // Ids are there, so the database was read; nothing of what is in them is.
    expect(text).toContain(photo);
    expect(text).toContain(thumbIdOf(photo));
    for (const secret of [
      '井盖破损近照',
      '井盖松动',
      'image/jpeg',
      '.jpg',
      worker.id,
      'sha256',
      'signIn',
      '\u00ff\u00d8\u00ff',
    ]) {
      expect([secret, text.includes(secret)]).toEqual([secret, false]);
    }
    await office.closeAll();
    office.cable.pull();
    const again = await office.signIn(worker);
    const original = await again.photos.original(photo);
    expect(original.ok && (await textAt(original.value))).toContain('original 井盖破损近照');
    const thumb = await once(again.photos.thumb(photo), (url) => url !== null);
    expect(await textAt(thumb ?? '')).toContain('thumb 井盖破损近照');
  });

  it('have their effect once, at whatever point the push was cut off', async () => {
    const workstation = await office.signIn(worker);
    const cuts = new Set(['before _revs_diff', 'before _bulk_docs', 'after _bulk_docs', 'after _revs_diff']);
    between = async (path, body) => {
      for (const cut of cuts) {
        const [when = '', what = ''] = cut.split(' ');
        if (path !== `/evidence/${what}`) continue;
        cuts.delete(cut);
        // The server does its part, and its answer is lost.
        if (when === 'after') await server.as(worker)('POST', path, body, { 'content-type': 'application/json' });
        throw new TypeError(`cut off ${cut}`);
      }
      return null;
    };
    const id = await reportIn(workstation, [aNewPhoto('一', 'near'), aNewPhoto('二', 'far')], '两张');
    await counted(workstation, ({ queued, delivered }) => queued === 0 && delivered === 3);
    expect(cuts.size).toBe(0);
    const photos = await photoIdsOf(workstation, id);
    const rows = await allIn('evidence', worker);
    expect(rows.map((row) => row.id).sort()).toEqual([...photos, ...photos.map(thumbIdOf)].sort());
    expect(rows.map(({ doc }) => String(doc['_rev']).slice(0, 2))).toEqual(['1-', '1-', '1-', '1-']);
    const receipts = await once(workstation.sync.receipts(10), (all) => all.length === 3);
    const stored = new Map(rows.map((row) => [row.id, row.doc['_rev']]));
    for (const photo of photos) expect(receipts.find((row) => row.id === photo)?.receiptRev).toBe(stored.get(photo));
    expect(office.terminal.troubles).toEqual([]);
  });

  it('are delivered when the centre says that it has them, and not because it took no exception', async () => {
    const workstation = await office.signIn(worker);
    let isLost = true;
    between = (path) =>
      Promise.resolve(isLost && path === '/evidence/_bulk_docs' ? Response.json([], { status: 201 }) : null);
    await reportIn(workstation, [aNewPhoto('丢在半路', 'near')], '答应了却没有存下');
    await once(workstation.sync.queued, (rows) => rows.some(({ waiting }) => waiting === '中心没有收下，稍后再送'));
    expect(workstation.sync.status.get()?.counts).toMatchObject({ delivered: 1, photosQueued: 1 });
    isLost = false;
    expect(await counted(workstation, settledAll)).toMatchObject({ delivered: 2, refused: 0 });
    expect(await allIn('evidence', worker)).toHaveLength(2);
  });

  it('go to the 退回箱 with the words of the server, and the next one passes', async () => {
    const workstation = await office.signIn(worker);
    let refusing = true;
    between = (path, body) => {
      if (!refusing || path !== '/evidence/_bulk_docs' || !body.includes('"near"')) return Promise.resolve(null);
      const { docs } = JSON.parse(body) as { docs: { _id: string }[] };
      const refusal = { code: 'subject', why: '不在你的范围内', fix: '联系街道受理员。' };
      const rows = docs.map(({ _id }) => ({ id: _id, error: 'forbidden', reason: refusal.why, refusal }));
      return Promise.resolve(new Response(JSON.stringify(rows), { status: 201 }));
    };
    await reportIn(workstation, [aNewPhoto('甲', 'near'), aNewPhoto('乙', 'far')], '一张不收');
    const counts = await counted(workstation, settledAll);
    expect(counts).toMatchObject({ written: 3, delivered: 2, refused: 1 });
    const [item] = await once(workstation.sync.refused, (items) => items.length === 1);
    expect(item).toMatchObject({ act: 'photo', code: 'subject', why: '不在你的范围内', fix: '联系街道受理员。' });
    refusing = false;
    expect(await workstation.sync.resend(item?.id ?? '')).toEqual({ ok: true, value: undefined });
    expect(await counted(workstation, settledAll)).toMatchObject({ written: 3, delivered: 3, refused: 0 });
    expect(await allIn('evidence', worker)).toHaveLength(4);
  });

  it.each([
    [413, 'too-large'],
    [400, 'shape'],
  ])('go to the 退回箱 when the server answers %i', async (status, code) => {
    const workstation = await office.signIn(worker);
    between = (path) =>
      Promise.resolve(
        path === '/evidence/_bulk_docs' ? new Response('{"error":"no","reason":"no"}', { status }) : null,
      );
    await reportIn(workstation, [aNewPhoto('大', 'near')], '一张太大');
    expect(await counted(workstation, settledAll)).toMatchObject({ delivered: 1, refused: 1 });
    expect((await once(workstation.sync.refused, (items) => items.length === 1))[0]).toMatchObject({ code });
  });

  it('of a colleague are fetched once as a thumbnail and kept; of a stranger not at all', async () => {
    const workstation = await office.signIn(worker);
    const id = await reportIn(workstation, [aNewPhoto('同事的', 'near')], '看得见');
    await counted(workstation, settledAll);
    const [photo = ''] = await photoIdsOf(workstation, id);
    await office.closeAll();

    const clerk = await server.add(aUser('communityClerk'));
    const desk = await office.signIn(clerk);
    await once(desk.cases.open, (rows) => rows.some((row) => row.id === id));
    await once(desk.photos.thumb(photo), (url) => url !== null);
    expect(askedFor(`/evidence/${thumbIdOf(photo)}`)).toBe(1);
    await office.closeAll();

    office.cable.pull();
    const away = await office.signIn(clerk);
    const thumb = await once(away.photos.thumb(photo), (url) => url !== null);
    expect(await textAt(thumb ?? '')).toContain('thumb 同事的');
    expect(await away.photos.original(photo)).toMatchObject({ ok: false, trouble: { code: 'photo-away' } });
    expect(askedFor(`/evidence/${thumbIdOf(photo)}`)).toBe(1);
    await office.closeAll();

    office.cable.plugged = true;
    const elsewhere = await office.signIn(await server.add(aUser('gridWorker', { scope: OTHER_GRID })));
    await once(elsewhere.sync.status, ({ firstPull }) => firstPull.done);
    expect(await elsewhere.photos.original(photo)).toMatchObject({ ok: false });
    expect(await allPlainText()).not.toContain('同事的');
  });
});

describe('photos of a case that leaves', () => {
  let id: string;
  let photo: string;
  let clerk: User;
  let desk: Workstation;
  beforeEach(async () => {
    const workstation = await office.signIn(worker);
    id = await reportIn(workstation, [aNewPhoto('移走的', 'near')], '要移到别的社区');
    await counted(workstation, settledAll);
    [photo = ''] = await photoIdsOf(workstation, id);
    await office.closeAll();
    clerk = await server.add(aUser('communityClerk'));
    desk = await office.signIn(clerk);
    await once(desk.cases.open, (rows) => rows.some((row) => row.id === id));
  });
  const moveAway = async (): Promise<void> => {
    const street = await server.add(aUser('streetClerk'));
    const now = (await server.as(street)('GET', `/records/${id}`)).body as CaseDocument;
    const moved = anEntry(street, 'correct', { finding: { ...now.finding, place: elsewhere } }, now.log.at(-1) ?? null);
    await server.as(street)('POST', '/records/_bulk_docs', { docs: [{ ...now, log: [...now.log, moved] }] });
    await once(desk.cases.one(id), (one) => one === null);
  };
  const nothingStays = async (): Promise<void> => {
    await office.closeAll();
    office.cable.pull();
    const away = await office.signIn(clerk);
    expect(await once(away.photos.thumb(photo), () => true)).toBeNull();
  };

  it('go with it', async () => {
    await once(desk.photos.thumb(photo), (url) => url !== null);
    await moveAway();
    await nothingStays();
  });

  it('do not come after it: the centre had given one out before', async () => {
    const left = { yet: (): void => undefined };
    const whenLeft = new Promise<void>((resolve) => {
      left.yet = resolve;
    });
    between = async (path) => {
      if (!path.startsWith(`/evidence/${thumbIdOf(photo)}/`)) return null;
      const { status, text } = await server.as(clerk)('GET', path);
      await whenLeft;
      return new Response(text, { status });
    };
    const stop = desk.photos.thumb(photo).subscribe(() => undefined);
    await expect.poll(() => asked.some((one) => one.includes(`${thumbIdOf(photo)}/`))).toBe(true);
    await moveAway();
    left.yet();
    // Given to whoever waits for it, and to the disk, before the window is closed.
    await expect.poll(() => desk.photos.thumb(photo).get()).not.toBeUndefined();
    stop();
    await nothingStays();
  });
});

describe('the audit trail', () => {
  it('arrives in the order of its chain, in more than one batch, when the server is back', async () => {
    await office.during(worker, () => Promise.resolve());
    office.cable.pull();
    const workstation = await office.signIn(worker);
    for (let count = 0; count < 230; count += 1) await workstation.audit('view', `case:${count}`);
    office.cable.plugged = true;
    const auditor = await server.add(aUser('auditor'));
    await expect.poll(async () => (await allIn('audit', auditor)).length, { timeout: 20_000 }).toBe(232);
    const links = (await allIn('audit', auditor)).map(({ doc }) => doc);
    for (const [index, link] of links.entries()) {
      expect(link).toMatchObject({ seq: index + 1, prev: links[index - 1]?.['mac'] ?? '' });
    }
    expect(askedFor('/audit/_bulk_docs')).toBeGreaterThanOrEqual(3);
    expect(office.terminal.troubles).toEqual([]);
  });

  it('stops at a link that the server does not take, and goes on from there', async () => {
    const workstation = await office.signIn(worker);
    const auditor = await server.add(aUser('auditor'));
    await expect.poll(async () => (await allIn('audit', auditor)).length).toBe(1);
    let refusing = true;
    between = (path, body) => {
      if (!refusing || path !== '/audit/_bulk_docs') return Promise.resolve(null);
      const { docs } = JSON.parse(body) as { docs: { _id: string }[] };
      const rows = docs.map(({ _id }) => ({ id: _id, error: 'forbidden', reason: 'no' }));
      return Promise.resolve(new Response(JSON.stringify(rows), { status: 201 }));
    };
    await workstation.audit('view', 'case:1');
    await expect.poll(() => office.terminal.troubles.length).toBeGreaterThan(0);
    await workstation.audit('view', 'case:2');
    refusing = false;
    await workstation.sync.syncNow();
    await expect.poll(async () => (await allIn('audit', auditor)).length).toBe(3);
    expect((await allIn('audit', auditor)).map(({ doc }) => doc['object'])).toEqual([undefined, 'case:1', 'case:2']);
  });
});

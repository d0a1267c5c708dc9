import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AnyRecord } from '../../../shared/actions/change-set.ts';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import type { HandoverDocument } from '../../../shared/domain/handover.ts';
import type { User } from '../../../shared/domain/staff.ts';
import { aFinding, anEntry, aReportedCase, aUser, COMMUNITY, GRID } from '../../../shared/testing/builders.ts';
import type { Workstation } from '../../../renderer/data/api.ts';
import { once } from '../../../renderer/data/live.ts';
import { PASSWORD, startServer, type TestServer } from '../harness/start-server.ts';
import { aPerson, aRoom, nowIn, recordIn } from './ledger-at-work.ts';
import { actIn, aNewPhoto, anOffice, caseIn, counted, reportIn, type Office } from './people-at-work.ts';

const NEXT_GRID = `${COMMUNITY}002`;
let server: TestServer;
let worker: User;
let nextDoor: User;
let clerk: User;
let street: User;
let mine: Office;
let hers: Office;

beforeEach(async () => {
  server = await startServer();
  worker = await server.add(aUser('gridWorker'));
  nextDoor = await server.add(aUser('gridWorker', { scope: NEXT_GRID }));
  clerk = await server.add(aUser('communityClerk'));
  street = await server.add(aUser('streetClerk'));
  mine = await anOffice(server.url);
  hers = await anOffice(server.url);
});
afterEach(async () => {
  await Promise.all([mine.closeAll(), hers.closeAll()]);
  expect([...mine.terminal.troubles, ...hers.terminal.troubles]).toEqual([]);
  await server.stop();
});

const settledAll = ({ queued }: { readonly queued: number }): boolean => queued === 0;
const signIn = async (office: Office, user: User): Promise<Workstation> => {
  const workstation = await office.signIn(user);
  await once(workstation.sync.status, ({ firstPull }) => firstPull.done);
  return workstation;
};
const served = async <T>(id: string, user: User = street): Promise<T & { readonly _rev: string }> =>
  (await server.as(user)('GET', `/records/${id}`)).body as T & { readonly _rev: string };
const push = async (user: User, docs: readonly object[]): Promise<void> => {
  const { text } = await server.as(user)('POST', '/records/_bulk_docs', { docs });
  expect(text).not.toContain('"error"');
};
const editAt = async (workstation: Workstation, record: AnyRecord, fields: object): Promise<void> => {
  const type = record.type as 'person' | 'room';
  const [before] = await workstation.records.many(type, [record._id]);
  if (before === undefined) throw new Error('it is here');
  const edit = { before: before as unknown as AnyRecord, after: { ...(before as unknown as AnyRecord), ...fields } };
  const changes = { act: 'edit', title: `编辑 ${String(record['name'] ?? record['number'])}`, source: '走访' };
  expect(await workstation.records.commit({ ...changes, edits: [edit], consequences: [] })).toMatchObject({ ok: true });
};

/** Ten people, ten rooms and a case of a grid, known to its worker, who then loses the cable and goes on working. */
async function offlineWithTwentyEdits() {
  const people = Array.from({ length: 10 }, (_, nth) => aPerson({ name: `居民${String(nth)}`, workplace: '船厂' }));
  const rooms = Array.from({ length: 10 }, (_, nth) => aRoom({ number: `30${String(nth)}` }));
  const found = aReportedCase(clerk);
  await push(clerk, [found]);
  await server.opened.server.databases.served.records.write([...people, ...rooms], { newEdits: true });
  const desk = await signIn(mine, worker);
  await once(desk.records.one('room', rooms[9]?._id ?? ''), (one) => one !== null);
  await caseIn(desk, found._id);
  mine.cable.pull();
  for (const person of people) await editAt(desk, person, { workplace: '码头' });
  for (const room of rooms) await editAt(desk, room, { note: '门锁坏了' });
  await actIn(desk, found._id, 'note', { text: '又堆了一袋' }, [aNewPhoto('又一袋', 'near')]);
  expect(await counted(desk, () => true)).toMatchObject({ written: 22, queued: 22 });
  return { desk, people, rooms, found };
}

/** The street gives the grid to another: everything in it lies elsewhere now. */
async function moveTo(grid: string, records: readonly AnyRecord[], found: CaseDocument): Promise<void> {
  const moved = await Promise.all(records.map(({ _id }) => served<AnyRecord>(_id)));
  await push(
    street,
    moved.map((record) => ({ ...record, scope: grid })),
  );
  const now = await served<CaseDocument>(found._id);
  const correction = anEntry(clerk, 'correct', { finding: aFinding({ gridCode: grid }) }, now.log.at(-1) ?? null);
  await push(clerk, [{ ...now, log: [...now.log, correction] }]);
  expect(await served<CaseDocument>(found._id)).toMatchObject({ scope: grid });
}

const repost = (user: User, scope: string): Promise<boolean> =>
  server.opened.server.accounts.setPosts(user.account, [{ role: 'gridWorker', scope }], Date.now());

const openIn = (workstation: Workstation, count: number): Promise<readonly HandoverDocument[]> =>
  once(workstation.handovers.incoming, (all) => all.filter(({ state }) => state === 'open').length === count);

describe(
  'a grid given to another while its worker is offline with twenty edits and a photo',
  { timeout: 180_000 },
  () => {
    it('leaves his terminal, and everything he wrote lies in the tray of the new worker, who adopts what she likes', async () => {
      const { people, rooms, found } = await offlineWithTwentyEdits();
      await moveTo(NEXT_GRID, [...people, ...rooms], found);
      mine.cable.plugged = true;
      // Killed in the middle: whatever was said is said again, once the effect.
      await mine.closeAll();
      const desk = await signIn(mine, worker);
      expect(await counted(desk, settledAll)).toMatchObject({ written: 22, delivered: 22, refused: 0 });
      const outgoing = await once(desk.handovers.outgoing, (all) => all.length === 21);
      expect(outgoing.every(({ receiptAt }) => receiptAt !== undefined)).toBe(true);
      for (const { _id } of people) await once(desk.records.one('person', _id), (one) => one === null);
      for (const { _id } of rooms) await once(desk.records.one('room', _id), (one) => one === null);
      await once(desk.cases.one(found._id), (one) => one === null);
      expect(
        await desk.records.many(
          'person',
          people.map(({ _id }) => _id),
        ),
      ).toEqual([]);

      const next = await signIn(hers, nextDoor);
      const incoming = await openIn(next, 21);
      const of = (subject: string | undefined): HandoverDocument => {
        const one = incoming.find((handover) => handover.subject === subject);
        if (one === undefined) throw new Error(`there is one of ${subject ?? ''}`);
        return one;
      };
      expect(incoming.every(({ by, scope }) => by.id === worker.id && scope === NEXT_GRID)).toBe(true);
      // Nothing is in force until she says so.
      expect(await served(people[0]?._id ?? '')).toMatchObject({ workplace: '船厂' });
      const [first, second] = [of(people[0]?._id), of(people[1]?._id)];
      expect(await next.handovers.proposal(first)).toMatchObject({
        kind: 'fields',
        fields: [{ field: 'workplace', now: '船厂', to: '码头', isInForce: false }],
      });
      expect(await next.handovers.adopt(first._id)).toEqual({ ok: true, value: undefined });
      expect(await next.handovers.decline(second._id, '人已搬走')).toEqual({ ok: true, value: undefined });
      expect(await next.handovers.adopt(first._id)).toMatchObject({ ok: false, trouble: { code: 'handover/decided' } });
      await caseIn(next, found._id);
      const step = of(found._id);
      expect(await next.handovers.proposal(step)).toMatchObject({ kind: 'step', as: 'note', isNewCase: false });
      expect(await next.handovers.adopt(step._id)).toEqual({ ok: true, value: undefined });
      await counted(next, settledAll);
      expect(await served(people[0]?._id ?? '')).toMatchObject({ workplace: '码头' });
      expect(await nowIn(next, people[1]?._id ?? '')).toMatchObject({ workplace: '船厂' });
      const [line] = await once(next.records.history(people[0]?._id ?? ''), (all) => all.length > 0);
      expect(line).toMatchObject({ by: { id: nextDoor.id }, source: `交接：${worker.displayName}`, reason: '走访' });
      expect(await served(second._id)).toMatchObject({ state: 'declined', reason: '人已搬走' });
      const { log } = await served<CaseDocument>(found._id);
      expect(log.at(-1)).toMatchObject({ act: 'note', by: { id: nextDoor.id } });
      expect(log.at(-1)?.data['text']).toBe(`交接：${worker.displayName}，又堆了一袋`);
      // His photo belongs to whoever sees the case now.
      const [photo] = step.photos ?? [];
      const seenBy = async (user: User): Promise<number> =>
        (await server.as(user)('GET', `/evidence/${photo?.id ?? ''}`)).status;
      expect([await seenBy(nextDoor), await seenBy(worker)]).toEqual([200, 404]);
      await expect.poll(async () => (await desk.photos.original(photo?.id ?? '')).ok).toBe(false);
      await openIn(next, 18);
    });

    it('keeps what he made new there, whole, for who has the grid now', async () => {
      const fresh = aPerson({ name: '新来的' });
      const desk = await signIn(mine, worker);
      mine.cable.pull();
      const edits = [{ before: null, after: fresh }];
      const changes = { act: 'add', title: '登记 新来的', source: '走访', consequences: [] };
      expect(await desk.records.commit({ ...changes, edits })).toMatchObject({ ok: true });
      const report = await reportIn(desk, [aNewPhoto('新的', 'near')], '东侧又堆了');
      await mine.closeAll();
      // He works elsewhere from now on.
      await repost(worker, NEXT_GRID);
      mine.cable.plugged = true;
      const elsewhere = await signIn(mine, worker);
      expect(await counted(elsewhere, settledAll)).toMatchObject({ written: 3, delivered: 3, refused: 0 });
      await once(elsewhere.records.one('person', fresh._id), (one) => one === null);
      await once(elsewhere.cases.one(report), (one) => one === null);
      const next = await signIn(hers, clerk);
      const incoming = await openIn(next, 2);
      const found = incoming.find(({ subject }) => subject === report);
      expect(await next.handovers.proposal(found as HandoverDocument)).toMatchObject({ kind: 'step', isNewCase: true });
      expect(await next.handovers.adopt(found?._id ?? '')).toEqual({ ok: true, value: undefined });
      await counted(next, settledAll);
      expect(await served(report)).toMatchObject({
        scope: GRID,
        finding: { description: expect.stringContaining('东侧又堆了') as unknown },
      });
      const handover = incoming.find(({ subject }) => subject === fresh._id);
      expect(handover).toMatchObject({ scope: GRID, subject: fresh._id, by: { id: worker.id } });
      expect(await next.handovers.adopt(handover?._id ?? '')).toEqual({ ok: true, value: undefined });
      await counted(next, settledAll);
      await recordIn(next, 'person', fresh._id);
      expect(await served(fresh._id)).toMatchObject({ name: '新来的', scope: GRID });
      // Nobody was at his window: he is told of it at the next.
      expect(elsewhere.posts.change.get()).toMatchObject({ from: [{ scope: GRID }], gone: 1, handedOver: 1 });
    });

    it('is told him in the open window, which goes on under the new posts with nothing of the old grid, also without the server', async () => {
      const { desk, people, found } = await offlineWithTwentyEdits();
      const home = aPerson({ name: '新网格的人' }, NEXT_GRID);
      await server.opened.server.databases.served.records.write([home], { newEdits: true });
      await repost(worker, NEXT_GRID);
      await repost(nextDoor, GRID);
      mine.cable.plugged = true;
      await once(desk.sync.status, ({ halted }) => halted !== null);
      expect(await desk.sync.signInAgain(PASSWORD)).toEqual({ ok: true, value: undefined });
      expect(desk.posts.next.get()).toMatchObject([{ scope: NEXT_GRID }]);
      // Until he goes on nothing is brought or sent: what he sees is that of the old posts, and he may still write.
      await editAt(desk, people[0] as AnyRecord, { note: '写到一半' });
      expect(await counted(desk, () => true)).toMatchObject({ written: 23, queued: 23 });
      // The cable is out again before anything could be asked: he was told, and that is enough.
      mine.cable.pull();
      const outcome = await desk.reopen();
      if (!outcome.ok) throw new Error(JSON.stringify(outcome));
      let now = outcome.workstation;
      mine.adopt(now);
      expect([now.user.posts, now.posts.next.get()]).toMatchObject([[{ scope: NEXT_GRID }], null]);
      const from = [{ role: 'gridWorker', scope: GRID }];
      expect(now.posts.change.get()).toMatchObject({ from, gone: 21, handedOver: 22 });
      const ids = people.map(({ _id }) => _id);
      expect(await now.records.many('person', ids)).toEqual([]);
      await once(now.cases.one(found._id), (one) => one === null);
      expect(await counted(now, () => true)).toMatchObject({ written: 23, queued: 23 });
      mine.cable.plugged = true;
      expect(await counted(now, settledAll)).toMatchObject({ written: 23, delivered: 23, refused: 0 });
      await recordIn(now, 'person', home._id);
      await now.posts.readOn();
      // Given the old grid back, he has everything of it again, and nothing to hand over.
      await repost(worker, GRID);
      await once(now.sync.status, ({ halted }) => halted !== null);
      expect(await now.sync.signInAgain(PASSWORD)).toEqual({ ok: true, value: undefined });
      const back = await now.reopen();
      if (!back.ok) throw new Error(JSON.stringify(back));
      now = back.workstation;
      mine.adopt(now);
      expect(now.posts.change.get()).toMatchObject({ from: [{ scope: NEXT_GRID }], gone: 1, handedOver: 0 });
      for (const id of ids) await recordIn(now, 'person', id);
      await caseIn(now, found._id);
      expect(await now.records.many('person', [home._id])).toEqual([]);
      await now.posts.readOn();
      await mine.closeAll();
      expect((await mine.signIn(worker)).posts.change.get()).toBeNull();
      const next = await signIn(hers, nextDoor);
      await openIn(next, 22);
    });
  },
);

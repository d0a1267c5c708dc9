import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AnyRecord } from '../../../shared/actions/change-set.ts';
import { moveHousehold } from '../../../shared/actions/move-household.ts';
import { answerObjection, raiseObjection } from '../../../shared/actions/objections.ts';
import type { User } from '../../../shared/domain/staff.ts';
import { aUser, COMMUNITY } from '../../../shared/testing/builders.ts';
import { once } from '../../../renderer/data/live.ts';
import { startServer, type TestServer } from '../harness/start-server.ts';
import {
  allOf,
  aFamily,
  aPerson,
  aRoom,
  carriedOut,
  contextOf,
  editIn,
  historyIn,
  nowIn,
  recordIn,
} from './ledger-at-work.ts';
import { anOffice, counted, type Office } from './people-at-work.ts';

let server: TestServer;
let worker: User;
let clerk: User;
let nextDoor: User;
let street: User;
/** Each at a terminal of his own. */
let mine: Office;
let hers: Office;
/** Between my client and the cable: an answer of its own, or `null` to let the request pass. */
let between: (path: string, body: string) => Promise<Response | null>;

const NEXT_GRID = `${COMMUNITY}002`;

beforeEach(async () => {
  server = await startServer();
  worker = await server.add(aUser('gridWorker'));
  clerk = await server.add(aUser('communityClerk'));
  nextDoor = await server.add(aUser('gridWorker', { scope: NEXT_GRID }));
  street = await server.add(aUser('streetClerk'));
  between = () => Promise.resolve(null);
  mine = await anOffice(server.url, (passed) => async (input, init) => {
    const body = typeof init.body === 'string' ? init.body : '';
    return (await between(decodeURIComponent(input.slice(server.url.length)), body)) ?? passed(input, init);
  });
  hers = await anOffice(server.url);
});
afterEach(async () => {
  await Promise.all([mine.closeAll(), hers.closeAll()]);
  expect([...mine.terminal.troubles, ...hers.terminal.troubles]).toEqual([]);
  await server.stop();
});

const seed = async (...records: readonly AnyRecord[]): Promise<void> => {
  await server.opened.server.databases.served.records.write(records, { newEdits: true });
};
const served = async (id: string): Promise<AnyRecord> =>
  (await server.as(street)('GET', `/records/${id}`)).body as AnyRecord;
const settledAll = ({ queued }: { readonly queued: number }): boolean => queued === 0;
const signIn = async (office: Office, user: User) => {
  const workstation = await office.signIn(user);
  await once(workstation.sync.status, ({ firstPull }) => firstPull.done);
  return workstation;
};

describe('a family of four', () => {
  it('moves to another grid by one act without the server, and both workers see the same when it is back', async () => {
    const family = aFamily(['严立诚', '陈芳', '严文博', '严小雨']);
    const home = aRoom({ number: '301' }, NEXT_GRID);
    await seed(...allOf(family), home);
    // The clerk knows both grids.
    let desk = await signIn(mine, clerk);
    mine.cable.pull();
    await carriedOut(
      desk,
      moveHousehold(
        [...allOf(family), home],
        { household: family.household._id, room: home._id, since: '2026-11-01' },
        contextOf(desk),
      ),
    );
    const living = await once(desk.records.of('person', 'homeRoom', home._id), (all) => all.length === 4);
    expect(living.map(({ name }) => name).sort()).toEqual(['严小雨', '严文博', '严立诚', '陈芳']);
    const { queued } = await counted(desk, () => true);
    expect(queued).toBeGreaterThanOrEqual(13);
    await mine.closeAll();
    desk = await mine.signIn(clerk);
    expect(await counted(desk, () => true)).toMatchObject({ queued });
    mine.cable.plugged = true;
    expect(await counted(desk, settledAll)).toMatchObject({ written: queued, delivered: queued, refused: 0 });

    const next = await signIn(hers, nextDoor);
    const arrived = await once(next.records.of('person', 'homeRoom', home._id), (all) => all.length === 4);
    expect(arrived.every(({ scope }) => scope === NEXT_GRID)).toBe(true);
    for (const person of family.people) {
      expect(await historyIn(next, person._id, 1)).toEqual(await historyIn(desk, person._id, 1));
      expect(await nowIn(next, person._id)).toEqual(await nowIn(desk, person._id));
    }
    await hers.closeAll();
    // And is gone from the terminal of the worker they left.
    const before = await signIn(hers, worker);
    expect(
      await before.records.many(
        'person',
        family.people.map(({ _id }) => _id),
      ),
    ).toEqual([]);
  });

  it.each(['online', 'offline'])('leaves the terminal of the worker it left, who was %s', async (was) => {
    const family = aFamily(['严立诚', '陈芳']);
    const neighbour = aPerson({ name: '叶惠珍' });
    const home = aRoom({ number: '301' }, NEXT_GRID);
    await seed(...allOf(family), neighbour, home);
    const desk = await signIn(mine, clerk);
    const before = await signIn(hers, worker);
    const [first] = family.people;
    if (first === undefined) throw new Error('there is somebody in the family');
    await once(before.records.one('person', first._id), (one) => one !== null);
    if (was === 'offline') hers.cable.pull();
    await carriedOut(
      desk,
      moveHousehold(
        [...allOf(family), home],
        { household: family.household._id, room: home._id, since: '2026-11-01' },
        contextOf(desk),
      ),
    );
    await counted(desk, settledAll);
    hers.cable.plugged = true;
    for (const person of family.people) await once(before.records.one('person', person._id), (one) => one === null);
    await once(before.records.one('household', family.household._id), (one) => one === null);
    // The room is still his, and he sees that its stays ended; who did not move is still there.
    await once(before.records.of('occupancy', 'room', family.room._id), (stays) =>
      stays.every(({ until }) => until !== undefined),
    );
    expect(await nowIn(before, neighbour._id)).toMatchObject({ name: '叶惠珍' });
  });

  it('is carried out whole when the terminal died between the ledger and the records', async () => {
    const family = aFamily(['严立诚', '陈芳']);
    const home = aRoom({ number: '302' });
    await seed(...allOf(family), home);
    let desk = await signIn(mine, worker);
    mine.cable.pull();
    const act = moveHousehold(
      [...allOf(family), home],
      { household: family.household._id, room: home._id, since: '2026-11-01' },
      contextOf(desk),
    );
    // Called with the store it was taken from: it is put back below.
    // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its own store
    const { put } = IDBObjectStore.prototype;
    let writes = 0;
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...row: Parameters<typeof put>) {
      if (this.transaction.db.name.endsWith('--residents') && (writes += 1) > 2)
        throw new DOMException('', 'AbortError');
      return put.apply(this, row);
    };
    const outcome = await desk.records.commit(act.ok ? act.value : (undefined as never));
    IDBObjectStore.prototype.put = put;
    expect(outcome).toMatchObject({ ok: false, trouble: { code: 'cut-off/store' } });
    await mine.closeAll();
    desk = await mine.signIn(worker);
    const living = await once(desk.records.of('person', 'homeRoom', home._id), (all) => all.length === 2);
    expect(living).toHaveLength(2);
    mine.cable.plugged = true;
    const counts = await counted(desk, settledAll);
    expect(counts).toMatchObject({ written: counts.delivered, refused: 0 });
    for (const person of family.people) expect(await served(person._id)).toMatchObject({ homeRoom: home._id });
    for (const stay of family.stays) expect(await served(stay._id)).toMatchObject({ until: '2026-11-01' });
  });
});

describe('two people at one resident', () => {
  const bothKnow = async (fields: object = {}) => {
    const person = aPerson(fields);
    await seed(person);
    const [here, there] = [await signIn(mine, worker), await signIn(hers, clerk)];
    await recordIn(here, 'person', person._id);
    await recordIn(there, 'person', person._id);
    mine.cable.pull();
    hers.cable.pull();
    return { id: person._id, here, there };
  };
  /** She first, then I; and both have the same in the end. */
  const meet = async ({ id, here, there }: Awaited<ReturnType<typeof bothKnow>>, lines: number) => {
    hers.cable.plugged = true;
    await counted(there, settledAll);
    mine.cable.plugged = true;
    await counted(here, settledAll);
    const history = await historyIn(here, id, lines);
    expect(await historyIn(there, id, lines)).toEqual(history);
    await expect.poll(() => nowIn(there, id)).toEqual(await nowIn(here, id));
    const { _rev, ...inForce } = await served(id);
    expect(await nowIn(here, id)).toEqual(inForce);
    return { inForce, history };
  };

  it('who change different fields without the server both have their way', async () => {
    const both = await bothKnow({ phones: [{ number: '10000000001' }] });
    await editIn(both.here, both.id, {
      workplace: '码头',
      phones: [{ number: '10000000001' }, { number: '10000000002' }],
    });
    await editIn(both.here, both.id, { occupation: '钳工' });
    await editIn(both.there, both.id, {
      education: '20',
      phones: [{ number: '10000000003' }, { number: '10000000001' }],
    });
    const { inForce, history } = await meet(both, 3);
    expect(inForce).toMatchObject({
      ...{ workplace: '码头', occupation: '钳工', education: '20' },
      phones: [{ number: '10000000003' }, { number: '10000000001' }, { number: '10000000002' }],
    });
    expect(history.some(({ lost }) => lost !== undefined)).toBe(false);
  });

  it('who change the same field: the first delivered stands, the other lies in the history', async () => {
    const both = await bothKnow({ workplace: '船厂' });
    await editIn(both.here, both.id, { workplace: '码头', note: '在家' });
    await editIn(both.there, both.id, { workplace: '学校' });
    const { inForce, history } = await meet(both, 2);
    expect(inForce).toMatchObject({ workplace: '学校', note: '在家' });
    expect(history.find(({ by }) => by.id === worker.id)).toMatchObject({
      fields: [{ field: 'note', to: '在家' }],
      lost: [{ field: 'workplace', from: '船厂', to: '码头' }],
    });
  });

  it('are not confused by an answer that got lost, even where the other took the edit back meanwhile', async () => {
    const both = await bothKnow({ workplace: '船厂' });
    hers.cable.plugged = true;
    await editIn(both.here, both.id, { workplace: '码头' });
    let lost = 0;
    between = async (path, body) => {
      if (!path.startsWith('/records/_bulk_docs') || lost > 0) return null;
      lost += 1;
      // The server does its part, and its answer is lost; before it is asked again she has undone it.
      await server.as(worker)('POST', path, body);
      await recordIn(both.there, 'person', both.id, ({ workplace }) => workplace === '码头');
      await editIn(both.there, both.id, { workplace: '船厂' });
      await counted(both.there, settledAll);
      throw new TypeError('the answer is lost');
    };
    const { inForce, history } = await meet(both, 2);
    expect(lost).toBe(1);
    expect(inForce).toMatchObject({ workplace: '船厂' });
    expect(history.map(({ by }) => by.id)).toEqual([clerk.id, worker.id]);
  });
});

describe('a value that is in dispute', () => {
  it('is marked by one and corrected by the other, each without the server', async () => {
    const person = aPerson({ workplace: '船厂' });
    await seed(person);
    const [here, there] = [await signIn(mine, worker), await signIn(hers, clerk)];
    mine.cable.pull();
    await carriedOut(
      here,
      raiseObjection(
        [person],
        { subject: person._id, field: 'workplace', fieldName: '工作单位', proposed: '码头', why: '本人说已换' },
        contextOf(here),
      ),
    );
    mine.cable.plugged = true;
    const [raised] = await once(there.records.of('objection', 'subject', person._id), (all) => all.length === 1);
    hers.cable.pull();
    const documents = [await nowIn(there, person._id), raised as unknown as AnyRecord];
    const answer = { objection: raised?._id ?? '', words: '属实', corrected: { value: '码头' } };
    await carriedOut(there, answerObjection(documents, answer, contextOf(there)));
    hers.cable.plugged = true;
    await counted(there, settledAll);
    const [answered] = await once(
      here.records.of('objection', 'subject', person._id),
      ([one]) => one?.state === 'corrected',
    );
    expect(answered?.answer).toMatchObject({ by: { id: clerk.id }, words: '属实' });
    await recordIn(here, 'person', person._id, ({ workplace }) => workplace === '码头');
    expect(await historyIn(here, person._id, 1)).toEqual(await historyIn(there, person._id, 1));
    const id = raised?._id ?? '';
    expect(await historyIn(here, id, 2)).toEqual(await historyIn(there, id, 2));
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { confirmHandover } from '../../shared/actions/confirm-handover.ts';
import type { ActionContext, ActionResult, AnyRecord } from '../../shared/actions/change-set.ts';
import { moveIn } from '../../shared/actions/move-in.ts';
import { mayReadType, mayWriteType } from '../../shared/access/rights.ts';
import { changeSchema } from '../../shared/domain/change.ts';
import type { DocumentType } from '../../shared/domain/document-types.ts';
import { personKey, type User } from '../../shared/domain/staff.ts';
import type { BulkRow } from '../../shared/sync/wire.ts';
import { aHandover } from '../../shared/testing/a-handover.ts';
import { aCareFile, aPerson, aRoom, aStay } from '../../shared/testing/a-record.ts';
import { actorOf, anId, aUlid, aUser, GRID, OTHER_GRID, START_MS } from '../../shared/testing/builders.ts';
import { aKeeper } from './harness/keeper.ts';
import { startServer, type TestServer } from './harness/start-server.ts';
import { aStaffDocument } from './harness/street.ts';
import { twoServers } from './harness/two-servers.ts';

/* A 专档 when its person moves to another community: most who may move him may not write it. */

let a: TestServer;
let b: TestServer;
let stop: () => Promise<void>;
const worker = aUser('gridWorker');
const clerk = aUser('communityClerk');
const street = aUser('streetClerk');
const workerThere = aUser('gridWorker', { scope: OTHER_GRID });
const clerkThere = aUser('communityClerk', { scope: OTHER_GRID.slice(0, 12) });
const everybody = [worker, clerk, street, workerThere, clerkThere];
const key = ({ id }: User): string => personKey(id);

beforeEach(async () => {
  ({ a, b, stop } = await twoServers({ nowMs: () => START_MS }, everybody));
  await put(...everybody.map(aStaffDocument));
  // What a server looks at when it starts is behind them.
  await look();
});
afterEach(() => stop());

const look = async (): Promise<void> => {
  for (const { opened } of [a, b]) await opened.runTimers();
};
const put = async (...documents: readonly { readonly _id: string }[]): Promise<void> => {
  const rows = await a.opened.server.databases.served.records.write(documents, { newEdits: true });
  expect(rows.every(({ ok }) => ok)).toBe(true);
};
const inForce = async (id: string): Promise<AnyRecord & { readonly _rev: string }> =>
  (await a.opened.server.databases.served.records.current([id])).get(id) as never;
const send = async (user: User, docs: readonly object[], server = a): Promise<readonly BulkRow[]> => {
  const { body } = await server.as(user)('POST', '/records/_bulk_docs?returns=docs', { docs });
  return body as readonly BulkRow[];
};
const takenOf = async (user: User, docs: readonly object[], server = a): Promise<void> => {
  for (const row of await send(user, docs, server)) expect(row).toMatchObject({ ok: true });
  // The other server hears of it a moment later.
  await Promise.all([a, b].map(({ opened }) => opened.server.databases.served.records.catchUp()));
};
/** What somebody's terminal holds in the end, from the first pull on. */
const given = async (user: User, server = a): Promise<ReadonlySet<string>> => {
  const keeper = aKeeper(server, user);
  await keeper.catchUp(7, server);
  return new Set(keeper.held.keys());
};

/** Somebody at home in A with a file that a worker there is let into, and a room in B. */
async function aHome(audience: readonly string[] = [key(worker)]) {
  const [personId, fileId, roomId, thereId, stayId] = [aUlid(), aUlid(), aUlid(), aUlid(), aUlid()];
  const building = anId('building');
  const [room, there] = [aRoom({ building }, roomId), aRoom({ building, scope: OTHER_GRID, use: 'vacant' }, thereId)];
  const person = aPerson({ homeRoom: room._id, household: undefined, relation: undefined }, personId);
  const stay = aStay({ person: person._id, room: room._id }, stayId);
  const file = aCareFile({ person: person._id, audience: [...audience] }, fileId);
  await put(room, there, person, stay, file);
  return { person, file, there, around: [room, there, person, stay] };
}
type Home = Awaited<ReturnType<typeof aHome>>;

const contextOf = (user: User): ActionContext => ({
  today: '2026-11-20',
  nowIso: '2026-11-20T02:00:00.000Z',
  newId: (type) => anId(type),
  newKey: () => aUlid(),
  by: { ...actorOf(user), key: key(user), device: 'test' },
  source: '走访',
  sources: [],
});
/** The records that an act of somebody changes, as his terminal has them: without what he may not write (`renderer/records/gather.ts`). */
async function edited(
  user: User,
  act: (documents: readonly AnyRecord[], context: ActionContext) => ActionResult,
  ids: readonly { readonly _id: string }[],
): Promise<readonly AnyRecord[]> {
  const found = await Promise.all(ids.map(({ _id }) => inForce(_id)));
  const done = act(
    found.filter(({ type }) => mayReadType(user, type as DocumentType) && mayWriteType(user, type as DocumentType)),
    contextOf(user),
  );
  if (!done.ok) throw new Error(done.reason.why);
  return done.value.edits.map(({ after }) => after);
}
const movedIn = (user: User, { person, file, there, around }: Home) =>
  edited(
    user,
    (documents, context) =>
      moveIn(
        documents,
        {
          room: there._id,
          people: [{ person: person._id }],
          ...{ role: 'own', counted: true, since: '2026-11-19', former: 'end', household: { kind: 'keep' } },
        },
        context,
      ),
    [...around, file],
  );
const confirmed = (user: User, { person, file }: Home) =>
  edited(user, (documents, context) => confirmHandover(documents, { person: person._id }, context), [person, file]);

describe('a care file', () => {
  it.each([
    ['the street clerk', street],
    ['the grid worker', worker],
  ])('goes with its person when %s registers the move', async (_name, mover) => {
    const home = await aHome();
    const { person, file } = home;
    const before = aKeeper(a, clerk);
    const carer = aKeeper(a, worker);
    await Promise.all([before.catchUp(), carer.catchUp()]);
    expect([before.held.has(file._id), carer.held.has(file._id)]).toEqual([true, true]);
    expect(await given(clerkThere)).not.toContain(file._id);

    await takenOf(mover, await movedIn(mover, home));
    await Promise.all([before.catchUp(), carer.catchUp()]);
    expect([before.removed.includes(file._id), carer.removed.includes(file._id)]).toEqual([true, true]);
    for (const server of [a, b]) {
      expect([...(await given(clerkThere, server))]).toEqual(expect.arrayContaining([person._id, file._id]));
      for (const one of [clerk, worker, street, workerThere])
        expect([one.posts[0]?.role, (await given(one, server)).has(file._id)]).toEqual([one.posts[0]?.role, false]);
    }
    // Nothing but its place, and nobody is let in.
    const { scope: _old, audience: _had, ...rest } = file;
    const { _rev, ...now } = await inForce(file._id);
    expect(now).toEqual({ ...rest, scope: OTHER_GRID });
    // Its keeper there says who cares, and what others look at afterwards leaves that alone.
    await takenOf(clerkThere, [{ ...now, _rev, audience: [key(workerThere)] }]);
    if (mover === worker) await takenOf(workerThere, await confirmed(workerThere, home));
    await look();
    expect(await inForce(file._id)).toMatchObject({ scope: OTHER_GRID, audience: [key(workerThere)] });
  });

  it('has a line of who moved its person, and one where it was, once each, whoever looks', async () => {
    const home = await aHome();
    const { file } = home;
    const records = await movedIn(street, home);
    const linesOf = async (user: User): Promise<readonly AnyRecord[]> => {
      const { body } = await a.as(user)('GET', '/records/_all_docs?include_docs=true');
      const documents = (body as { rows: { doc: AnyRecord }[] }).rows.map(({ doc }) => doc);
      return documents.filter((one) => one['subject'] === file._id);
    };
    await takenOf(street, records);
    await look();
    const line = { type: 'careChange', by: actorOf(street), source: '随人迁移', fields: [] };
    const [here, gone] = ['人移到这里，专档跟着移来', '人移走了，专档跟着移走'];
    expect(await linesOf(clerkThere)).toMatchObject([{ ...line, scope: OTHER_GRID, reason: here }]);
    expect(await linesOf(clerk)).toMatchObject([{ ...line, scope: GRID, reason: gone }]);
    expect(JSON.stringify(await linesOf(clerk))).not.toContain(OTHER_GRID);
    for (const lines of [await linesOf(clerk), await linesOf(clerkThere)])
      for (const one of lines) expect(changeSchema.safeParse(one).error).toBeUndefined();
    expect([await linesOf(worker), await linesOf(workerThere), await linesOf(street)]).toEqual([[], [], []]);
  });

  it('leaves the clerk who moved its person once a worker there has confirmed, who may not write it', async () => {
    const home = await aHome();
    const { person, file } = home;
    await takenOf(clerk, await movedIn(clerk, home));
    expect(await inForce(file._id)).toMatchObject({ scope: OTHER_GRID, audience: [key(clerk)] });
    const keeper = aKeeper(a, clerk);
    await keeper.catchUp();
    expect([keeper.held.has(person._id), keeper.held.has(file._id)]).toEqual([true, true]);

    await takenOf(workerThere, await confirmed(workerThere, home), b);
    await keeper.catchUp();
    expect([keeper.held.has(person._id), keeper.held.has(file._id)]).toEqual([false, false]);
    expect(await inForce(file._id)).not.toHaveProperty('audience');
    expect(await given(clerkThere)).toContain(file._id);
  });

  it.each(['before', 'after', 'never'])(
    'is moved once when its clerk’s terminal brings it: %s he has moved',
    async (when) => {
      const home = await aHome();
      const { file } = home;
      const records = await movedIn(clerk, home);
      const own = records.filter(({ type }) => type === 'careFile');
      expect(own).toHaveLength(1);
      if (when === 'before') await takenOf(clerk, own);
      for (const one of records.filter(({ type }) => type !== 'careFile')) await takenOf(clerk, [one]);
      // Nobody was faster, and what is said again is the same.
      if (when === 'after') await takenOf(clerk, own);
      await look();
      await look();
      const now = await inForce(file._id);
      expect(now).toMatchObject({
        scope: OTHER_GRID,
        audience: [key(clerk)],
        _rev: expect.stringMatching(/^2-/) as string,
      });
      if (when !== 'never')
        await takenOf(
          clerk,
          own.map((one) => ({ ...one, _rev: now._rev })),
        );
      expect((await inForce(file._id))._rev).toBe(now._rev);
      await takenOf(clerkThere, await confirmed(clerkThere, home));
      await a.opened.runTimers();
      const after = await inForce(file._id);
      expect([after.scope, after['audience'], Number.parseInt(after._rev)]).toEqual([OTHER_GRID, undefined, 3]);
    },
  );

  it('that lags behind, or keeps a key that was released, is set right by a server that starts; then nothing is written', async () => {
    const home = await aHome();
    const { person, file } = home;
    const released = aCareFile(
      { person: person._id, scope: OTHER_GRID, audience: [key(clerk), key(workerThere)] },
      aUlid(),
    );
    const ofCommunity = aCareFile(
      { person: person._id, scope: OTHER_GRID.slice(0, 12), audience: [key(workerThere)] },
      aUlid(),
    );
    // As it was left by servers before: by the store alone.
    const gone: AnyRecord = { ...(await inForce(person._id)), scope: OTHER_GRID };
    await put(gone, released, ofCommunity);
    const brought = aHandover(clerkThere, file._id);
    await takenOf(clerkThere, [brought]);
    await look();
    expect((await inForce(file._id)).scope).toBe(GRID);
    for (let starts = 0; starts < 2; starts += 1) {
      const c = await startServer({ clock: { nowMs: () => START_MS }, beside: a });
      await Promise.all([c, b].map(({ opened }) => opened.runTimers()));
      await c.stop();
    }
    const [lagging, kept, wide] = [
      await inForce(file._id),
      await inForce(released._id),
      await inForce(ofCommunity._id),
    ];
    expect([lagging.scope, lagging['audience'], Number.parseInt(lagging._rev)]).toEqual([OTHER_GRID, undefined, 2]);
    expect([kept.scope, kept['audience'], Number.parseInt(kept._rev)]).toEqual([OTHER_GRID, [key(workerThere)], 2]);
    expect(wide._rev).toMatch(/^1-/);
    // What was handed over of it lies with it.
    expect(await inForce(brought._id)).toMatchObject({ scope: OTHER_GRID });
  });

  it('that its keeper makes new while its person leaves goes after him', async () => {
    const home = await aHome();
    await takenOf(street, await movedIn(street, home));
    const late = aCareFile({ person: home.person._id }, aUlid());
    await takenOf(clerk, [late]);
    await a.opened.runTimers();
    expect(await given(clerkThere)).toContain(late._id);
    expect(await given(clerk)).not.toContain(late._id);
  });
});

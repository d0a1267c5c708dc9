import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChangeDocument } from '../../shared/domain/change.ts';
import { personKey, type User } from '../../shared/domain/staff.ts';
import type { BulkRow } from '../../shared/sync/wire.ts';
import { actorOf, anId, aUlid, aUser, COMMUNITY, GRID, OTHER_GRID, START_MS } from '../../shared/testing/builders.ts';
import { startServer, type TestServer } from './harness/start-server.ts';

let server: TestServer;
const clerk = aUser('communityClerk');
const worker = aUser('gridWorker');
const colleague = aUser('gridWorker');
const nextDoor = aUser('gridWorker', { scope: OTHER_GRID });
const dispatcher = aUser('dispatcher');
const supervisor = aUser('supervisor');

beforeAll(async () => {
  server = await startServer();
  await Promise.all([clerk, worker, colleague, nextDoor, dispatcher, supervisor].map((user) => server.add(user)));
});
afterAll(() => server.stop());

const at = new Date(START_MS).toISOString();
const aPerson = (changes: object = {}) => ({
  _id: anId('person'),
  type: 'person',
  scope: GRID,
  schema: 1,
  provenance: { createdAt: at, createdBy: worker.id, createdDevice: 'LJZ-0417', source: '走访' },
  name: '严立诚',
  sex: '1',
  idKind: '居民身份证',
  class: 'resident',
  life: 'living',
  state: 'effective',
  ...changes,
});
const aChange = (user: User, fields: readonly object[], changes: object = {}) => {
  const id = aUlid();
  return {
    id,
    act: 'edit',
    by: actorOf(user),
    device: 'LJZ-0417',
    at,
    clock: 'trusted',
    source: '走访',
    batch: id,
    fields,
    ...changes,
  };
};
const push = async (user: User, ...docs: readonly object[]): Promise<readonly BulkRow[]> =>
  (await server.as(user)('POST', '/records/_bulk_docs?returns=docs', { docs })).body as BulkRow[];
const one = async (user: User, document: object): Promise<BulkRow> => {
  const [row] = await push(user, document);
  if (row === undefined) throw new Error('one row for one document');
  return row;
};
/** Every line of the history of a record that the person can see, oldest first. */
const historySeenBy = async (user: User, subject: string): Promise<readonly ChangeDocument[]> => {
  const { rows } = (await server.as(user)('GET', '/records/_all_docs?include_docs=true')).body as {
    rows: { doc: ChangeDocument }[];
  };
  return rows
    .map(({ doc }) => doc)
    .filter((doc) => ['change', 'careChange'].includes(doc.type) && doc.subject === subject);
};

describe('a record and its history', () => {
  it('are taken together: the edits leave the record and stand as lines of their own', async () => {
    const first = aChange(worker, [{ field: 'name', to: '严立诚' }]);
    const second = aChange(worker, [{ field: 'workplace', to: '原港务机械厂' }], { reason: '走访核实' });
    const person = aPerson({ workplace: '原港务机械厂', changes: [first, second] });
    const row = await one(worker, person);
    expect(row).toMatchObject({ ok: true, document: { name: '严立诚' } });
    expect(row['document']).not.toHaveProperty('changes');
    const history = await historySeenBy(colleague, person._id);
    expect(history.map(({ _id, scope, by, fields }) => ({ _id, scope, by: by.id, fields }))).toEqual(
      [first, second].map(({ id, fields }) => ({ _id: `change:${id}`, scope: GRID, by: worker.id, fields })),
    );
    // When he wrote it he says himself; when it was taken, the server.
    for (const line of history) expect(line.takenAt).not.toBe(line.at);
  });

  it('said again after a lost answer change nothing and are there once', async () => {
    const change = aChange(worker, [{ field: 'name', to: '严立诚' }]);
    const person = aPerson({ changes: [change] });
    const row = await one(worker, person);
    expect(await one(worker, person)).toEqual(row);
    expect(await one(worker, { ...person, _rev: row.rev })).toEqual(row);
    expect(await historySeenBy(worker, person._id)).toHaveLength(1);
  });

  it('get their missing lines when the server died between the two', async () => {
    const change = aChange(worker, [{ field: 'name', to: '严立诚' }]);
    const { changes, ...record } = aPerson({ changes: [change] }) as ReturnType<typeof aPerson> & { changes: object[] };
    await server.opened.server.databases.served.records.write([record], { newEdits: true });
    expect(await one(worker, { ...record, changes })).toMatchObject({ ok: true });
    expect((await historySeenBy(worker, record._id)).map(({ _id }) => _id)).toEqual([`change:${change.id}`]);
  });

  it('never lack a line: what no entry tells, the server tells', async () => {
    const person = aPerson({ changes: [aChange(worker, [{ field: 'name', to: '严立诚' }])] });
    const row = await one(worker, person);
    const { changes: _sent, ...record } = person as typeof person & { changes: unknown };
    const edited = { ...record, _rev: row.rev, workplace: '船厂', occupation: '钳工' };
    await one(colleague, { ...edited, changes: [aChange(colleague, [{ field: 'workplace', to: '船厂' }])] });
    const told = (await historySeenBy(worker, person._id)).slice(1).map(({ by, fields }) => ({ by: by.id, fields }));
    expect(told).toHaveLength(2);
    expect(told).toEqual(
      expect.arrayContaining([
        { by: colleague.id, fields: [{ field: 'workplace', to: '船厂' }] },
        { by: colleague.id, fields: [{ field: 'occupation', to: '钳工' }] },
      ]),
    );
  });

  it('never tell something else than what has become of the record', async () => {
    const person = aPerson({ changes: [aChange(worker, [{ field: 'name', to: '严立诚' }])] });
    const { rev } = await one(worker, person);
    const { changes: _sent, ...record } = person as typeof person & { changes: unknown };
    const lie = aChange(colleague, [{ field: 'name', from: '严立诚', to: '严立诚' }]);
    await one(colleague, { ...record, _rev: rev, name: '严立春', changes: [lie] });
    const told = (await historySeenBy(worker, person._id)).flatMap(({ by, fields }) =>
      by.id === colleague.id ? fields : [],
    );
    expect(told).toContainEqual({ field: 'name', from: '严立诚', to: '严立春' });
  });

  it('are written under one’s own name only', async () => {
    const person = aPerson({ changes: [aChange(colleague, [{ field: 'name', to: '严立诚' }])] });
    expect(await one(worker, person)).toMatchObject({ error: 'forbidden', refusal: { code: 'author' } });
    expect((await server.as(worker)('GET', `/records/${person._id}`)).status).toBe(404);
    const line = { ...aChange(worker, []), _id: anId('change'), type: 'change', scope: GRID, subject: person._id };
    expect(await one(worker, line)).toMatchObject({ error: 'forbidden', refusal: { code: 'type' } });
  });

  it.each(['before', 'in the same push'])('keep a line whose id is used for another record %s', async (when) => {
    const change = aChange(worker, [{ field: 'name', to: '严立诚' }]);
    const first = aPerson({ changes: [change] });
    const second = aPerson({ name: '严立春', changes: [{ ...change, fields: [{ field: 'name', to: '严立春' }] }] });
    if (when === 'before') {
      await one(worker, first);
      await one(worker, second);
    } else await push(worker, first, second);
    expect((await historySeenBy(worker, first._id)).map(({ fields }) => fields)).toEqual([
      [{ field: 'name', to: '严立诚' }],
    ]);
    expect((await historySeenBy(worker, second._id)).map(({ fields }) => fields)).toEqual([
      [{ field: 'name', to: '严立春' }],
    ]);
  });

  it('get a line of the server’s where an edit comes under the id of one that was made before', async () => {
    const change = aChange(worker, [{ field: 'workplace', to: '船厂' }]);
    const person = aPerson({ workplace: '船厂', changes: [change] });
    const first = await one(worker, person);
    const again = { ...change, fields: [{ field: 'workplace', from: '船厂', to: '码头' }] };
    const second = await one(worker, { ...person, _rev: first.rev, workplace: '码头', changes: [again] });
    const back = { ...person, _rev: second.rev, changes: [change] };
    const third = await one(worker, back);
    // What was said before and has its answer lost stays as it was.
    expect(await one(worker, back)).toEqual(third);
    const history = await historySeenBy(worker, person._id);
    expect(history.map(({ fields }) => fields)).toEqual(
      expect.arrayContaining([
        [{ field: 'workplace', to: '船厂' }],
        [{ field: 'workplace', from: '船厂', to: '码头' }],
        [{ field: 'workplace', from: '码头', to: '船厂' }],
      ]),
    );
    expect(history).toHaveLength(3);
  });

  it('tell what was there before as the server had it, edit by edit', async () => {
    const person = aPerson({ workplace: '船厂' });
    const { rev } = await one(worker, person);
    const edits = [
      aChange(colleague, [
        { field: 'workplace', from: '监狱', to: '码头' },
        { field: 'occupation', from: '无业', to: '钳工' },
      ]),
      aChange(colleague, [{ field: 'workplace', from: '监狱', to: '粮库' }]),
    ];
    await one(colleague, { ...person, _rev: rev, workplace: '粮库', occupation: '钳工', changes: edits });
    const told = (await historySeenBy(worker, person._id)).flatMap(({ by, fields }) =>
      by.id === colleague.id ? fields : [],
    );
    expect(told).toEqual([
      { field: 'workplace', from: '船厂', to: '码头' },
      { field: 'occupation', to: '钳工' },
      { field: 'workplace', from: '码头', to: '粮库' },
    ]);
  });

  it('tell each part of a group that changed, also where the group is named', async () => {
    const resident = { registeredAddress: '旧址', registeredAt: '2001-01-01' };
    const person = aPerson({ resident });
    const { rev } = await one(worker, person);
    const whole = { ...resident, registeredAddress: '新址' };
    const told = aChange(colleague, [{ field: 'resident', from: resident, to: whole }]);
    const second = await one(colleague, { ...person, _rev: rev, resident: whole, changes: [told] });
    const silent = aChange(colleague, [{ field: 'resident' }]);
    const later = { ...whole, registeredAddress: '别处' };
    await one(colleague, { ...person, _rev: second.rev, resident: later, changes: [silent] });
    const lines = (await historySeenBy(worker, person._id)).filter(({ by }) => by.id === colleague.id);
    expect(lines).toHaveLength(3);
    expect(lines.flatMap(({ source, fields }) => (source === '接口写入' ? fields : []))).toEqual([
      { field: 'resident.registeredAddress', from: '新址', to: '别处' },
    ]);
  });

  it('name who made them as his account has him, in a post that he has or had', async () => {
    const [street, mover] = [aUser('streetClerk'), await server.add(aUser('gridWorker', { scope: OTHER_GRID }))];
    await server.opened.server.accounts.setPosts(mover.account, [{ role: 'gridWorker', scope: GRID }], Date.now());
    const posts = [
      actorOf(street).post,
      { role: 'gridWorker', scope: OTHER_GRID },
      { role: 'gridWorker', scope: GRID },
    ];
    const edits = posts.map((post) => ({
      ...aChange(mover, [{ field: 'name', to: '严立诚' }]),
      by: { id: mover.id, name: '书记', post },
    }));
    const person = aPerson({ changes: edits });
    expect(await one(mover, person)).toMatchObject({ ok: true });
    const [own, former] = [
      { role: 'gridWorker', scope: GRID },
      { role: 'gridWorker', scope: OTHER_GRID },
    ];
    expect((await historySeenBy(worker, person._id)).map(({ by }) => by)).toEqual(
      [own, former, own].map((post) => ({ id: mover.id, name: mover.displayName, post })),
    );
  });

  it('are not deleted', async () => {
    const person = aPerson();
    const { rev } = await one(worker, person);
    expect((await server.as(worker)('DELETE', `/records/${person._id}?rev=${rev ?? ''}`)).status).toBe(403);
    expect((await server.as(worker)('GET', `/records/${person._id}`)).status).toBe(200);
  });
});

describe('two people at one record', () => {
  it('the second is told what is in force, and nothing of his is written', async () => {
    const person = aPerson();
    const { rev } = await one(worker, person);
    expect(await one(worker, { ...person, _rev: rev, workplace: '船厂' })).toMatchObject({ ok: true });
    const late = await one(colleague, {
      ...person,
      _rev: rev,
      occupation: '钳工',
      changes: [aChange(colleague, [{ field: 'occupation', to: '钳工' }])],
    });
    expect(late).toMatchObject({ error: 'conflict', document: { workplace: '船厂' } });
    expect((await historySeenBy(worker, person._id)).some(({ by }) => by.id === colleague.id)).toBe(false);
  });
});

describe('who sees what', () => {
  it('a person moved to the next grid is seen by its worker, and by the mover until it is taken over', async () => {
    const person = aPerson();
    const { rev } = await one(worker, person);
    const moved = { ...person, _rev: rev, scope: OTHER_GRID };
    expect(await one(worker, moved)).toMatchObject({ error: 'forbidden', refusal: { code: 'out-of-scope' } });
    const handedOver = { ...moved, audience: [personKey(worker.id)] };
    const taken = await one(worker, handedOver);
    expect(taken).toMatchObject({ ok: true });
    const seenBy = async (user: User): Promise<number> =>
      (await server.as(user)('GET', `/records/${person._id}`)).status;
    expect([await seenBy(nextDoor), await seenBy(worker), await seenBy(colleague)]).toEqual([200, 200, 404]);
    const { audience: _mover, ...confirmed } = handedOver;
    expect(await one(nextDoor, { ...confirmed, _rev: taken.rev })).toMatchObject({ ok: true });
    expect(await seenBy(worker)).toBe(404);
  });

  it('nobody lets others in by writing their keys into a record', async () => {
    const person = aPerson({ audience: [personKey(nextDoor.id)] });
    expect(await one(worker, person)).toMatchObject({ error: 'forbidden', refusal: { code: 'audience' } });
  });

  it('a patrol is of who writes it, and seen by nobody whom he names', async () => {
    const { state: _none, ...head } = aPerson({
      _id: anId('patrol'),
      type: 'patrol',
      audience: [personKey(worker.id)],
    });
    const patrol = { ...head, person: worker.id, startedAt: at, points: [] };
    const letIn = { ...patrol, audience: [personKey(worker.id), personKey(nextDoor.id)] };
    expect(await one(worker, { ...patrol, person: colleague.id })).toMatchObject({ refusal: { code: 'author' } });
    expect(await one(worker, letIn)).toMatchObject({ refusal: { code: 'audience' } });
    const { rev } = await one(worker, patrol);
    expect(await one(worker, { ...patrol, _rev: rev, person: colleague.id })).toMatchObject({ error: 'forbidden' });
    const over = await one(worker, { ...patrol, _rev: rev, endedAt: at });
    expect(over).toMatchObject({ ok: true });
    expect(await one(worker, { _id: patrol._id, _rev: over.rev, _deleted: true })).toMatchObject({ ok: true });
  });

  it('the dispatcher sees shops and no residents; special files stay with the community and whom it names', async () => {
    const file = {
      ...aPerson(),
      _id: anId('careFile'),
      type: 'careFile',
      kind: 'mental',
      person: anId('person'),
      personName: '某某',
      since: '2026-01-01',
      values: { diagnosis: '01' },
    };
    expect(await one(worker, file)).toMatchObject({ error: 'forbidden', refusal: { code: 'type' } });
    const row = await one(clerk, { ...file, changes: [aChange(clerk, [{ field: 'values.diagnosis', to: '01' }])] });
    expect(row).toMatchObject({ ok: true });
    const seenBy = async (user: User): Promise<boolean> =>
      (await server.as(user)('GET', `/records/${file._id}`)).status === 200;
    expect(await Promise.all([clerk, worker, supervisor, dispatcher].map(seenBy))).toEqual([true, false, false, false]);
    expect((await historySeenBy(clerk, file._id)).map(({ type }) => type)).toEqual(['careChange']);
    expect(await historySeenBy(supervisor, file._id)).toEqual([]);
    expect(await one(clerk, { ...file, _rev: row.rev, audience: [personKey(worker.id)] })).toMatchObject({ ok: true });
    expect(await seenBy(worker)).toBe(true);
    expect(await historySeenBy(worker, file._id)).toEqual([]);
    const person = aPerson();
    await one(worker, person);
    expect((await server.as(dispatcher)('GET', `/records/${person._id}`)).status).toBe(404);
    expect((await server.as(supervisor)('GET', `/records/${person._id}`)).status).toBe(200);
  });

  it('a task of the community is read by its grid workers, who cannot change it', async () => {
    const task = {
      ...aPerson(),
      _id: anId('task'),
      type: 'task',
      scope: COMMUNITY,
      kind: 'visit',
      title: '独居老人走访',
      startsOn: '2026-11-20',
      dueOn: '2026-11-27',
      drawnBy: '标签：独居老人',
      targetCount: 3,
      madeBy: actorOf(clerk),
      state: 'open',
    };
    const row = await one(clerk, task);
    expect(row).toMatchObject({ ok: true });
    expect((await server.as(worker)('GET', `/records/${task._id}`)).status).toBe(200);
    expect(await one(worker, { ...task, _rev: row.rev, state: 'void' })).toMatchObject({
      refusal: { code: 'out-of-scope' },
    });
  });
});

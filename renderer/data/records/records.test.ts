import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AnyRecord, ChangeSet } from '../../../shared/actions/change-set.ts';
import { actorOf, anId, aUlid, GRID, OTHER_GRID } from '../../../shared/testing/builders.ts';
import { CURRENT_FORM } from '../../../shared/migrations/forms.ts';
import type { Workstation } from '../api.ts';
import { once } from '../live.ts';
import { aScene, type Scene } from '../testing/a-scene.ts';
import { allDelivered, counted } from '../testing/at-work.ts';
import { NOT_TAKEN } from '../testing/network-double.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await aScene({ only: ['cases', 'areas', 'catalogs', 'residents', 'rooms', 'history'] });
});
afterEach(async () => {
  await scene.closeAll();
  expect(scene.terminal.troubles).toEqual([]);
});

const at = new Date('2026-11-20T01:00:00.000Z').toISOString();
const head = {
  schema: CURRENT_FORM,
  provenance: { createdAt: at, createdBy: 'staff:x', createdDevice: 'T', source: '走访' },
};
const aPerson = (changes: object = {}): AnyRecord => ({
  _id: anId('person'),
  type: 'person',
  scope: GRID,
  ...head,
  name: '严立诚',
  sex: '1',
  idKind: '居民身份证',
  class: 'resident',
  life: 'living',
  state: 'effective',
  ...changes,
});
const aRoom = (changes: object = {}): AnyRecord => ({
  _id: anId('room'),
  type: 'room',
  scope: GRID,
  ...head,
  building: anId('building'),
  unit: '无',
  floor: 5,
  number: '502',
  use: 'self',
  state: 'effective',
  ...changes,
});
const act = (edits: ChangeSet['edits'], changes: Partial<ChangeSet> = {}): ChangeSet => ({
  act: 'edit',
  title: '修改 严立诚',
  source: '走访',
  edits,
  consequences: [],
  ...changes,
});
/** As it is now. A `Live` that nobody listened to still has what it last knew. */
const now = async (workstation: Workstation, id: string): Promise<AnyRecord> => {
  const [record] = await workstation.records.many('person', [id]);
  if (record === undefined) throw new Error(`${id} is here`);
  return record;
};
const person = (workstation: Workstation, id: string, holds: (one: AnyRecord) => boolean): Promise<AnyRecord> => {
  const live = workstation.records.one('person', id);
  return once(live, (one) => one !== null && holds(one as unknown as AnyRecord)) as unknown as Promise<AnyRecord>;
};
const edit = async (workstation: Workstation, id: string, fields: object, name = 'edit'): Promise<void> => {
  const before = await now(workstation, id);
  const outcome = await workstation.records.commit(act([{ before, after: { ...before, ...fields } }], { act: name }));
  expect(outcome).toMatchObject({ ok: true });
};
/** As the server would have got it from somebody else. */
const colleagueWrites = (id: string, fields: object): void => {
  const { _rev, ...now } = scene.network.documents.get(id) ?? { _rev: '' };
  scene.network.put({ ...now, _id: id, ...fields });
  const change = { id: aUlid(), act: 'edit', by: actorOf(scene.clerk), device: 'T-2', at, clock: 'trusted' };
  const told = { source: '公安', batch: aUlid(), fields: Object.keys(fields).map((field) => ({ field })) };
  scene.network.put({
    ...head,
    ...change,
    ...told,
    _id: `change:${change.id}`,
    type: 'change',
    scope: GRID,
    subject: id,
    takenAt: at,
  });
};
const stored = (id: string) => scene.network.documents.get(id) as unknown as AnyRecord;
const linesOf = (id: string) =>
  [...scene.network.documents.values()].filter((one) => one['subject'] === id && one['type'] === 'change');

describe('an edit of a record', () => {
  it('is here at once, queued, delivered with a receipt, and stands in the history on both sides', async () => {
    const workstation = await scene.work();
    const after = aPerson();
    expect(await workstation.records.commit(act([{ before: null, after }]))).toMatchObject({ ok: true });
    expect(await now(workstation, after._id)).toEqual(after);
    expect(await counted(workstation, allDelivered)).toMatchObject({ written: 1, delivered: 1 });
    expect(stored(after._id)).toMatchObject({ name: '严立诚' });
    expect(stored(after._id)).not.toHaveProperty('changes');
    for (const ours of ['unsent', 'ref', 'ref2', 'rev']) expect(stored(after._id)).not.toHaveProperty(ours);
    const [receipt] = await once(workstation.sync.receipts(9), (rows) => rows.length === 1);
    expect(receipt).toMatchObject({ kind: 'change', subject: after._id, receiptRev: stored(after._id)['_rev'] });
    await once(workstation.records.history(after._id), (all) => all[0]?.delivery === 'delivered');
    const delivery = await once(workstation.records.delivery(after._id), ({ unsent }) => unsent === 0);
    expect(delivery.refused).toBe(false);
    // By the trusted clock, which has gone on from the server's last word by what the test took since.
    const lateMs = Date.parse(delivery.receiptAt ?? '') - scene.network.nowMs;
    expect(lateMs).toBeGreaterThanOrEqual(0);
    expect(lateMs).toBeLessThan(60_000);
  });

  it('survives a restart without the server, and several go in one push', async () => {
    const workstation = await scene.work();
    const after = aPerson();
    await workstation.records.commit(act([{ before: null, after }]));
    await counted(workstation, allDelivered);
    scene.unplug();
    await edit(workstation, after._id, { workplace: '船厂' });
    await edit(workstation, after._id, { occupation: '钳工' });
    await scene.closeAll();
    const again = await scene.work();
    expect(await now(again, after._id)).toMatchObject({ workplace: '船厂', occupation: '钳工' });
    expect(again.sync.status.get()?.counts).toMatchObject({ written: 3, queued: 2 });
    const history = await once(again.records.history(after._id), (all) => all.length === 3);
    expect(history.map(({ delivery }) => delivery)).toEqual(['queued', 'queued', 'delivered']);
    scene.network.up = true;
    await counted(again, allDelivered);
    expect(stored(after._id)).toMatchObject({ workplace: '船厂', occupation: '钳工' });
    expect(linesOf(after._id)).toHaveLength(3);
  });

  it('is refused in words where the record changed since, and where there is no right, and nothing is written', async () => {
    const workstation = await scene.work();
    const after = aPerson();
    await workstation.records.commit(act([{ before: null, after }]));
    await counted(workstation, allDelivered);
    const stale = { ...after, name: '旧名' };
    const outcome = await workstation.records.commit(act([{ before: stale, after: { ...stale, note: 'x' } }]));
    expect(outcome).toMatchObject({ ok: false, trouble: { code: 'changed', safe: '没有写下任何东西。' } });
    const moved = await workstation.records.commit(act([{ before: after, after: { ...after, scope: OTHER_GRID } }]));
    expect(moved).toMatchObject({ ok: false, trouble: { code: 'out-of-scope' } });
    const elsewhere = aPerson({ scope: OTHER_GRID });
    expect(await workstation.records.commit(act([{ before: null, after: elsewhere }]))).toMatchObject({ ok: false });
    expect((await counted(workstation, () => true)).written).toBe(1);
  });

  it('has its effect once when the answer is lost, even where a colleague took it back meanwhile', async () => {
    const workstation = await scene.work();
    const after = aPerson({ workplace: '船厂' });
    await workstation.records.commit(act([{ before: null, after }]));
    await counted(workstation, allDelivered);
    scene.network.loseAnswers = 1;
    const losing = scene.network.fetch;
    let undone = false;
    await edit(workstation, after._id, { workplace: '码头' });
    await expect.poll(() => scene.network.loseAnswers, { timeout: 5_000 }).toBe(0);
    if (stored(after._id)['workplace'] === '码头') {
      undone = true;
      colleagueWrites(after._id, { workplace: '船厂' });
    }
    expect(losing).toBe(scene.network.fetch);
    await counted(workstation, allDelivered);
    expect(undone).toBe(true);
    await person(workstation, after._id, (one) => one['workplace'] === '船厂');
    expect(stored(after._id)).toMatchObject({ workplace: '船厂' });
    expect(linesOf(after._id)).toHaveLength(3);
  });
});

describe('two at one record', () => {
  const both = async () => {
    const workstation = await scene.work();
    const after = aPerson({ workplace: '船厂' });
    await workstation.records.commit(act([{ before: null, after }]));
    await counted(workstation, allDelivered);
    scene.unplug();
    return { workstation, id: after._id };
  };

  it('keep both values of different fields', async () => {
    const { workstation, id } = await both();
    await edit(workstation, id, { occupation: '钳工' });
    colleagueWrites(id, { education: '20' });
    scene.network.up = true;
    await counted(workstation, allDelivered);
    expect(stored(id)).toMatchObject({ occupation: '钳工', education: '20' });
    expect(await person(workstation, id, (one) => one['education'] === '20')).toMatchObject({ occupation: '钳工' });
  });

  it('keep the server’s value of the same field, and ours in the history', async () => {
    const { workstation, id } = await both();
    await edit(workstation, id, { workplace: '码头', note: '一起改的' });
    colleagueWrites(id, { workplace: '学校' });
    scene.network.up = true;
    await counted(workstation, allDelivered);
    expect(stored(id)).toMatchObject({ workplace: '学校', note: '一起改的' });
    const history = await once(
      workstation.records.history(id),
      (all) => all.length === 3 && all.every((one) => one.delivery === 'delivered'),
    );
    const mine = history.find((one) => one.lost !== undefined);
    expect(mine).toMatchObject({
      fields: [{ field: 'note', to: '一起改的' }],
      lost: [{ field: 'workplace', from: '船厂', to: '码头' }],
    });
  });

  it('an edit of which nothing stands cannot be taken back, and whoever tries is told so', async () => {
    const { workstation, id } = await both();
    await edit(workstation, id, { workplace: '码头' });
    colleagueWrites(id, { workplace: '学校' });
    scene.network.up = true;
    const { written } = await counted(workstation, allDelivered);
    const history = await once(workstation.records.history(id), (all) => all.some((one) => one.lost !== undefined));
    const mine = history.find((one) => one.lost !== undefined);
    const undone = await workstation.records.undo(mine?.batch ?? '');
    expect(undone).toMatchObject({ ok: false, trouble: { code: 'nothing-left' } });
    expect((await counted(workstation, allDelivered)).written).toBe(written);
  });

  it('an edit made while the one before is on its way is not taken for a quarrel with it', async () => {
    const { workstation, id } = await both();
    await edit(workstation, id, { workplace: '一' });
    scene.network.up = true;
    await edit(workstation, id, { workplace: '二' });
    await edit(workstation, id, { workplace: '三' });
    await counted(workstation, allDelivered);
    expect(stored(id)).toMatchObject({ workplace: '三' });
    expect(linesOf(id).some((line) => line['lost'] !== undefined)).toBe(false);
  });
});

describe('a refused edit', () => {
  /** The centre has the person; of two edits made without it, the first will be refused. */
  const aBadEditOffline = async () => {
    const workstation = await scene.work();
    const after = aPerson({ workplace: '船厂' });
    await workstation.records.commit(act([{ before: null, after }]));
    await counted(workstation, allDelivered);
    scene.unplug();
    await edit(workstation, after._id, { workplace: '码头' }, 'bad');
    await edit(workstation, after._id, { occupation: '钳工' });
    scene.network.refuseAct.set('bad', NOT_TAKEN);
    return { workstation, after };
  };

  it('lies in the 退回箱 in words, the ones behind it pass, and it can be sent anew', async () => {
    const { workstation, after } = await aBadEditOffline();
    scene.network.up = true;
    expect(await counted(workstation, ({ queued }) => queued === 0)).toMatchObject({ refused: 1, delivered: 2 });
    expect(await person(workstation, after._id, (one) => one['workplace'] === '船厂')).toMatchObject({
      occupation: '钳工',
    });
    const [item] = await once(workstation.sync.refused, (items) => items.length === 1);
    expect(item).toMatchObject({ act: 'change', why: NOT_TAKEN.why, title: '修改 严立诚' });
    expect(item?.submitted).toContainEqual(['工作单位', '码头']);
    scene.network.refuseAct.clear();
    expect(await workstation.sync.resend(item?.id ?? '')).toEqual({ ok: true, value: undefined });
    expect(await counted(workstation, allDelivered)).toMatchObject({ refused: 0, delivered: 3, written: 3 });
    expect(stored(after._id)).toMatchObject({ workplace: '码头', occupation: '钳工' });
  });

  it('goes again amended: only the new value arrives, from where its author had it', async () => {
    const workstation = await scene.work();
    const after = aPerson({ workplace: '船厂' });
    await workstation.records.commit(act([{ before: null, after }]));
    await counted(workstation, allDelivered);
    const source = { source: '公安', at, by: scene.worker.id };
    scene.network.refuseAct.set('bad', NOT_TAKEN);
    await edit(
      workstation,
      after._id,
      { workplace: '码头', occupation: '钳工', sources: { workplace: source } },
      'bad',
    );
    await counted(workstation, ({ refused }) => refused === 1);
    await person(workstation, after._id, (one) => one['workplace'] === '船厂');
    const [item] = await once(workstation.sync.refused, (items) => items.length === 1);
    scene.network.refuseAct.clear();
    expect(await workstation.sync.resend(item?.id ?? '', { name: '别人' })).toMatchObject({
      ok: false,
      trouble: { code: 'tray/other-field' },
    });
    expect(await workstation.sync.resend(item?.id ?? '', { workplace: '船坞' })).toEqual({
      ok: true,
      value: undefined,
    });
    expect(await counted(workstation, allDelivered)).toMatchObject({ refused: 0, delivered: 2 });
    expect(stored(after._id)).toMatchObject({
      ...{ name: '严立诚', workplace: '船坞', occupation: '钳工' },
      sources: { workplace: source },
    });
  });

  it('is not sent anew while it is still in its record: the push in which it was refused was cut off behind it', async () => {
    const { workstation, after } = await aBadEditOffline();
    const stop = workstation.sync.refused.subscribe(scene.unplug);
    scene.network.up = true;
    const [item] = await once(workstation.sync.refused, (items) => items.length === 1);
    stop();
    scene.network.refuseAct.clear();
    const resend = () => workstation.sync.resend(item?.id ?? '');
    expect(await resend()).toMatchObject({ ok: false, trouble: { code: 'tray/not-answered' } });
    expect(workstation.sync.refused.get()).toHaveLength(1);
    scene.network.up = true;
    await counted(workstation, ({ queued }) => queued === 0);
    expect(await resend()).toMatchObject({ ok: true });
    expect(await counted(workstation, allDelivered)).toMatchObject({ refused: 0, delivered: 3, written: 3 });
    expect(stored(after._id)).toMatchObject({ workplace: '码头', occupation: '钳工' });
  });

  it('of a new record takes it from the screens, keeps it whole, and discarding leaves nothing', async () => {
    const workstation = await scene.work();
    const after = aPerson();
    scene.network.refuse.set(after._id, NOT_TAKEN);
    await workstation.records.commit(act([{ before: null, after }]));
    await counted(workstation, ({ refused }) => refused === 1);
    await once(workstation.records.one('person', after._id), (one) => one === null);
    await scene.closeAll();
    const again = await scene.work();
    scene.network.refuse.clear();
    const [item] = await once(again.sync.refused, (items) => items.length === 1);
    expect(await again.sync.resend(item?.id ?? '')).toEqual({ ok: true, value: undefined });
    await counted(again, allDelivered);
    expect(stored(after._id)).toMatchObject({ name: '严立诚' });
  });
});

describe('what belongs together', () => {
  it('is found by its references, and follows changes', async () => {
    const workstation = await scene.work();
    const [room, other] = [aRoom(), aRoom()];
    const [one, two] = [aPerson({ homeRoom: room._id }), aPerson({ homeRoom: room._id })];
    const edits = [room, other, one, two].map((after) => ({ before: null, after }));
    await workstation.records.commit(act(edits));
    const living = workstation.records.of('person', 'homeRoom', room._id);
    const ids = (all: readonly { readonly _id: string }[]) => all.map(({ _id }) => _id);
    expect(ids(await once(living, (all) => all.length === 2))).toEqual([one._id, two._id]);
    const seen: number[] = [];
    const leave = living.subscribe(() => seen.push(living.get()?.length ?? -1));
    await edit(workstation, one._id, { homeRoom: other._id });
    await once(living, (all) => all.length === 1);
    leave();
    expect(ids(await workstation.records.many('person', [two._id, 'person:gone', one._id]))).toEqual([
      two._id,
      one._id,
    ]);
    await counted(workstation, allDelivered);
  });

  it('is undone together, and the undo stands in the history', async () => {
    const workstation = await scene.work();
    const room = aRoom();
    const someone = aPerson({ workplace: '船厂' });
    await workstation.records.commit(act([room, someone].map((after) => ({ before: null, after }))));
    const fresh = aPerson();
    const moved = await workstation.records.commit(
      act([
        { before: room, after: { ...room, use: 'rent' } },
        { before: someone, after: { ...someone, workplace: '码头', homeRoom: room._id } },
        { before: null, after: fresh },
      ]),
    );
    if (!moved.ok) throw new Error(JSON.stringify(moved));
    const undone = await workstation.records.undo(moved.value.batch);
    expect(undone).toMatchObject({ ok: true });
    expect(await now(workstation, someone._id)).toEqual(someone);
    expect(await now(workstation, fresh._id)).toEqual({ ...fresh, state: 'void' });
    await counted(workstation, allDelivered);
    const history = await once(workstation.records.history(someone._id), (all) => all.length === 3);
    expect(history[0]).toMatchObject({ act: 'undo', undoes: moved.value.batch });
    // Delivered by now, and undone once more: from the server's lines instead of the edits that waited here.
    const again = await workstation.records.undo(undone.ok ? undone.value.batch : '');
    expect(again).toMatchObject({ ok: true });
    expect(await now(workstation, someone._id)).toMatchObject({ workplace: '码头' });
    await edit(workstation, someone._id, { workplace: '学校' });
    expect(await workstation.records.undo(again.ok ? again.value.batch : '')).toMatchObject({
      ok: false,
      trouble: { code: 'changed-since' },
    });
    const change = (await once(workstation.records.history(someone._id), (all) => all.length === 5))[0];
    expect(await workstation.records.restore(someone._id, change?.id ?? '', ['workplace'])).toMatchObject({ ok: true });
    expect(await now(workstation, someone._id)).toMatchObject({ workplace: '码头' });
    await counted(workstation, allDelivered);
  });
});

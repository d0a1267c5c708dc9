import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AnyRecord } from '../../../shared/actions/change-set.ts';
import { fieldChanges } from '../../../shared/actions/field-changes.ts';
import type { ChangeEntry } from '../../../shared/domain/change.ts';
import { REFUSALS } from '../../../shared/sync/refusal.ts';
import { actorOf, anId, aUlid, aUser, GRID } from '../../../shared/testing/builders.ts';
import { CURRENT_FORM } from '../../../shared/migrations/forms.ts';
import { anchoredClock } from '../clock.ts';
import { localRecord, recordOf, type LocalRecord } from '../collections/local-form.ts';
import { openLocalDatabase, type LocalDatabase } from '../collections/open-database.ts';
import { changeOne, readOne } from '../collections/store-access.ts';
import { commit } from '../rooms/mirror.ts';
import { openRooms, type Rooms } from '../rooms/rooms.ts';
import { newKeyFile } from '../seal/key-file.ts';
import { recordConflictHandler } from '../sync/conflict.ts';
import { openLedger, queuedChange, type Ledger } from '../sync/ledger.ts';
import { openHandoverOutbox, type HandoverOutbox } from '../handover/outbox.ts';
import { openTray, type Tray } from '../sync/tray.ts';
import { changeCommitter } from './commit-changes.ts';
import { carryOut, putDown, type PendingAct } from './pending.ts';
import { reconcileRecords } from './reconcile-records.ts';

const user = aUser('gridWorker');
const clock = anchoredClock({ wallMs: () => Date.now(), steadyMs: () => performance.now() }, null);
let counter = 0;
let rooms: Rooms;
let database: LocalDatabase;
let ledger: Ledger;
let tray: Tray;
let handovers: HandoverOutbox;
const broken = new Set<string>();

beforeEach(async () => {
  const { sealer } = await newKeyFile('geheim', { memoryKiB: 64, passes: 1, lanes: 1 }, null);
  const name = `records-${String((counter += 1))}`;
  const never = (): void => {
    throw new Error('nothing is broken here');
  };
  rooms = await openRooms(`${name}-rooms`, sealer, never);
  ledger = await openLedger(rooms, Date.now());
  tray = await openTray(rooms, ledger);
  handovers = await openHandoverOutbox(rooms, ledger, tray, Date.now());
  database = await openLocalDatabase({
    name,
    sealer,
    onBroken: ({ id }) => {
      broken.add(id);
    },
    multiInstance: false,
    only: ['residents', 'rooms'],
    conflictHandlerOf: () => recordConflictHandler(ledger.stateOf),
  });
});
afterEach(async () => {
  await database.close();
  rooms.close();
  broken.clear();
});

const isBroken = (id: string): boolean => broken.has(id);
const parts = () => ({ collections: database.collections, rooms, ledger, handovers, isBroken });
const start = (): Promise<void> => reconcileRecords(parts());

const at = '2026-11-20T01:00:00.000Z';
const head = {
  scope: GRID,
  schema: CURRENT_FORM,
  provenance: { createdAt: at, createdBy: 'x', createdDevice: 'T', source: '走访' },
};
const aPerson = (): AnyRecord => ({
  ...head,
  _id: anId('person'),
  type: 'person',
  name: '严立诚',
  sex: '1',
  idKind: '居民身份证',
  class: 'resident',
  life: 'living',
  state: 'effective',
});
const aRoom = (): AnyRecord => ({
  ...head,
  _id: anId('room'),
  type: 'room',
  building: anId('building'),
  unit: '无',
  floor: 5,
  number: '502',
  use: 'self',
  state: 'effective',
});
const entryOf = (before: AnyRecord | null, after: AnyRecord): ChangeEntry => ({
  id: aUlid(),
  act: 'edit',
  by: actorOf(user),
  device: 'T',
  at,
  clock: 'trusted',
  source: '走访',
  batch: aUlid(),
  fields: [...fieldChanges(before, after)],
});
const where = ({ type }: { readonly type: string }) =>
  type === 'room' ? database.collections.rooms : database.collections.residents;
const put = async (record: AnyRecord, rev: string | undefined, changes: readonly ChangeEntry[]): Promise<void> => {
  await changeOne<LocalRecord>(where(record), record._id, () => localRecord(record, rev, changes), 'test');
};
const here = (record: AnyRecord): Promise<LocalRecord | null> => readOne<LocalRecord>(where(record), record._id);

/** An act on a person who is there, a room that is there, and somebody new. */
async function anAct(): Promise<{ act: PendingAct; person: AnyRecord; room: AnyRecord; fresh: AnyRecord }> {
  const [person, room, fresh] = [aPerson(), aRoom(), aPerson()];
  await put(person, '1-a', []);
  await put(room, '1-b', []);
  const write = (before: AnyRecord | null, after: AnyRecord) => ({ before, after, entry: entryOf(before, after) });
  const writes = [
    write(person, { ...person, homeRoom: room._id }),
    write(room, { ...room, use: 'rent' }),
    write(null, fresh),
  ];
  return { act: { batch: aUlid(), title: '迁入 严立诚', writes }, person, room, fresh };
}
const expectWhole = async ({ act, person, room, fresh }: Awaited<ReturnType<typeof anAct>>): Promise<void> => {
  expect(await here(person)).toMatchObject({ homeRoom: room._id, ref2: room._id, rev: '1-a', unsent: 1 });
  expect(await here(room)).toMatchObject({ use: 'rent', rev: '1-b', unsent: 1 });
  expect(await here(fresh)).toMatchObject({ name: '严立诚', unsent: 1 });
  for (const { after, entry } of act.writes)
    expect((await here(after))?.changes.map(({ id }) => id)).toEqual([entry.id]);
  expect(ledger.counts()).toMatchObject({ written: 3, queued: 3 });
  expect(await rooms.ids('pending')).toEqual([]);
};

describe('an act that a crash cut off', () => {
  it('between the ledger and the records is carried out whole', async () => {
    const made = await anAct();
    await putDown(parts(), made.act, []);
    await start();
    await expectWhole(made);
  });

  it.each([1, 2, 3])('after %i of its records is finished, and nothing is written twice', async (count) => {
    const made = await anAct();
    await putDown(parts(), made.act, []);
    await carryOut(parts(), { ...made.act, writes: made.act.writes.slice(0, count) });
    await rooms.write([{ room: 'pending', id: made.act.batch, value: made.act }]);
    await start();
    await start();
    await expectWhole(made);
  });

  it('is carried out beside a damaged record, whose edit is written when that is mended', async () => {
    const { act, person, room, fresh } = await anAct();
    await putDown(parts(), act, []);
    const internals: unknown = where(person).storageInstance.internals;
    const { dexieTable } = (await internals) as {
      readonly dexieTable: {
        readonly update: (id: string, fields: object) => Promise<unknown>;
        readonly delete: (id: string) => Promise<void>;
      };
    };
    await dexieTable.update(person._id, { sealed: 'damaged' });
    await start();
    expect([...broken]).toEqual([person._id]);
    expect(await here(room)).toMatchObject({ use: 'rent', unsent: 1 });
    expect(await here(fresh)).toMatchObject({ name: '严立诚', unsent: 1 });
    expect(ledger.counts()).toMatchObject({ written: 3, queued: 3 });
    expect(await rooms.ids('pending')).toEqual([]);

    await dexieTable.delete(person._id);
    broken.clear();
    await start();
    expect(await here(person)).toMatchObject({ homeRoom: room._id, unsent: 1 });
  });

  it('before the ledger has not been', async () => {
    const { person, fresh } = await anAct();
    await start();
    expect(await here(person)).toMatchObject({ unsent: 0 });
    expect(await here(fresh)).toBeNull();
    expect(ledger.counts().written).toBe(0);
  });

  it('goes upon what came in meanwhile', async () => {
    const made = await anAct();
    await putDown(parts(), made.act, []);
    await put({ ...made.room, use: 'vacant', note: '同事写的' }, '2-c', []);
    await start();
    const room = await here(made.room);
    expect(room).toMatchObject({ use: 'vacant', note: '同事写的', rev: '2-c', unsent: 1 });
    expect(room?.changes[0]).toMatchObject({ fields: [], lost: [{ field: 'use', from: 'self', to: 'rent' }] });
  });

  it('does not write again what has its receipt', async () => {
    const made = await anAct();
    await putDown(parts(), made.act, []);
    await carryOut(parts(), made.act);
    await rooms.write([{ room: 'pending', id: made.act.batch, value: made.act }]);
    const [first] = made.act.writes;
    if (first === undefined) throw new Error('an act writes');
    await ledger.settleChanges([first.entry], made.person._id, at, '2-a');
    // The server's state after it, and after somebody moved him out again.
    await put(made.person, '3-a', []);
    await start();
    expect(recordOf((await here(made.person)) as LocalRecord)).toEqual(made.person);
  });

  it('of a record that left our sight goes after it, to whoever keeps it now', async () => {
    const made = await anAct();
    await putDown(parts(), made.act, []);
    await where(made.person).storageInstance.bulkWrite([await gone(made.person)], 'test');
    await start();
    const [item] = [...handovers.items.get().values()];
    expect(item?.document).toMatchObject({ type: 'handover', subject: made.person._id, state: 'open' });
    expect(tray.items.get().size).toBe(0);
    expect(ledger.counts()).toMatchObject({ written: 3, queued: 3, refused: 0 });
    // And it stays on its way at every start until it is answered.
    await start();
    expect(ledger.counts()).toMatchObject({ written: 3, queued: 3 });
  });
  const gone = async (record: AnyRecord) => {
    const [previous] = await where(record).storageInstance.findDocumentsById([record._id], true);
    if (previous === undefined) throw new Error('it was here');
    return { previous, document: { ...previous, _deleted: true } };
  };
});

describe('the ledger of records', () => {
  it('loses a row whose edit is nowhere, and gains one for an edit without', async () => {
    const person = aPerson();
    const entry = entryOf(null, person);
    const lost = entryOf(null, aPerson());
    await put(person, undefined, [entry]);
    await commit(rooms, [ledger.plan(new Map([[lost.id, queuedChange(lost, 'person:nobody', '修改')]]))]);
    await start();
    expect([...ledger.rows.get().values()]).toMatchObject([
      { id: entry.id, kind: 'change', subject: person._id, title: '修改 居民 严立诚', delivery: 'queued' },
    ]);
  });

  it('keeps a row that another window has settled, though this one was not told yet', async () => {
    const [person, entry] = [aPerson(), entryOf(null, aPerson())];
    await put(person, '2-a', []);
    const row = queuedChange(entry, person._id, '修改');
    await commit(rooms, [ledger.plan(new Map([[entry.id, row]]))]);
    await rooms.write([{ room: 'writes', id: entry.id, value: { ...row, delivery: 'delivered', receiptAt: at } }]);
    await start();
    expect(await rooms.read('writes', entry.id)).toMatchObject({ delivery: 'delivered' });
  });

  it('lets a refused edit fall out of its record, and keeps what was written after it', async () => {
    const person = aPerson();
    const one = { ...person, workplace: '码头', note: '甲' };
    const two = { ...one, workplace: '学校' };
    const [bad, good] = [entryOf(person, one), entryOf(one, two)];
    await put(two, '1-a', [bad, good]);
    await commit(rooms, [
      ledger.plan(new Map([bad, good].map((entry) => [entry.id, queuedChange(entry, person._id, '修改')]))),
    ]);
    await tray.putChange(bad, one, REFUSALS.after, at);
    await start();
    const record = await here(person);
    expect(record && recordOf(record)).toEqual({ ...person, workplace: '学校' });
    expect(record?.changes).toMatchObject([{ id: good.id, fields: [{ field: 'workplace', to: '学校' }] }]);
    expect(tray.items.get().get(bad.id)?.submitted).toContainEqual(['备注', '甲']);
  });
});

describe('a store that fails in the middle of an act', () => {
  it('keeps the act, says so, and carries it out before the next one', async () => {
    const [person, room] = [aPerson(), aRoom()];
    await put(person, '1-a', []);
    await put(room, '1-b', []);
    const me = { user, terminal: 'T', clock };
    const { commit: write } = changeCommitter({ ...parts(), me });
    const { storageInstance } = database.collections.rooms;
    const bulkWrite = storageInstance.bulkWrite.bind(storageInstance);
    storageInstance.bulkWrite = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
    const changes = { act: 'edit', title: '修改', source: '走访', consequences: [] };
    const moved = { ...person, homeRoom: room._id };
    const edits = [
      { before: person, after: moved },
      { before: room, after: { ...room, use: 'rent' } },
    ];
    expect(await write({ ...changes, edits })).toMatchObject({ ok: false, trouble: { code: 'cut-off/disk-full' } });
    const again = [{ before: moved, after: { ...moved, note: '之后' } }];
    expect(await write({ ...changes, edits: again })).toMatchObject({ ok: false, trouble: { code: 'disk-full' } });
    storageInstance.bulkWrite = bulkWrite;
    expect(await write({ ...changes, edits: again })).toMatchObject({ ok: true });
    expect(await here(room)).toMatchObject({ use: 'rent', unsent: 1 });
    expect(await here(person)).toMatchObject({ homeRoom: room._id, note: '之后', unsent: 2 });
    expect(ledger.counts()).toMatchObject({ written: 3, queued: 3 });
  });
});

import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NATIONAL_ONLY } from '../../../shared/cases/rulebook.ts';
import { aCase, aFinding, anEntry, aUser } from '../../../shared/testing/builders.ts';
import { asLocalCase, type LocalCase } from '../collections/local-form.ts';
import { openLocalDatabase, type LocalDatabase } from '../collections/open-database.ts';
import { changeOne } from '../collections/store-access.ts';
import { anchoredClock } from '../clock.ts';
import { openDrafts, type DraftStore } from '../drafts/drafts.ts';
import { openPhotoStore, type PhotoStore } from '../photos/photo-store.ts';
import { commit } from '../rooms/mirror.ts';
import { openRooms, type Rooms } from '../rooms/rooms.ts';
import { newKeyFile } from '../seal/key-file.ts';
import { textPhotos } from '../testing/a-terminal.ts';
import { caseConflictHandler } from './conflict.ts';
import { openLedger, queuedEntry, type Ledger } from './ledger.ts';
import { reconcile } from './reconcile.ts';

const user = aUser('gridWorker');
const me = {
  user,
  terminal: 'T-1',
  clock: anchoredClock({ wallMs: () => Date.now(), steadyMs: () => performance.now() }, null),
};
let counter = 0;
let rooms: Rooms;
let database: LocalDatabase;
let ledger: Ledger;
let photos: PhotoStore;
let drafts: DraftStore;

beforeEach(async () => {
  const { sealer } = await newKeyFile('geheim', { memoryKiB: 64, passes: 1, lanes: 1 }, null);
  const name = `reconcile-${String((counter += 1))}`;
  const never = (): void => {
    throw new Error('nothing is broken here');
  };
  rooms = await openRooms(`${name}-rooms`, sealer, never);
  database = await openLocalDatabase({
    name,
    sealer,
    onBroken: never,
    multiInstance: false,
    only: ['cases'],
    conflictHandlerOf: () => caseConflictHandler(() => false, NATIONAL_ONLY),
  });
  ledger = await openLedger(rooms, Date.now());
  photos = await openPhotoStore(rooms, me, textPhotos);
  drafts = await openDrafts(rooms, photos, me);
});
afterEach(async () => {
  await database.close();
  rooms.close();
});

const run = (): Promise<void> =>
  reconcile({ rooms, cases: database.collections.cases, ledger, photos, isBroken: () => false });
const put = async (log: LocalCase['log'], id: string): Promise<void> => {
  await changeOne<LocalCase>(database.collections.cases, id, () => asLocalCase(aCase(log, { _id: id })), 'test');
};
const CASE = 'case:01M7V000000000000000000001';
const report = () => anEntry(user, 'report', { finding: aFinding() });
const row = (entry: ReturnType<typeof report>) =>
  ledger.plan(new Map([[entry.id, queuedEntry(entry, CASE, aFinding())]]));

describe('the ledger', () => {
  it('counts receipts older than a quarter without listing them', async () => {
    const [old, fresh] = [report(), report()];
    const delivered = (entry: ReturnType<typeof report>, receiptAt: string) =>
      ledger.plan(
        new Map([[entry.id, { ...queuedEntry(entry, CASE, aFinding()), delivery: 'delivered' as const, receiptAt }]]),
      );
    await commit(rooms, [delivered(old, '2026-01-01T00:00:00.000Z'), delivered(fresh, '2026-11-19T00:00:00.000Z')]);
    const nowMs = Date.parse('2026-11-20T00:00:00.000Z');
    for (const time of ['first', 'again']) {
      const opened = await openLedger(rooms, nowMs);
      expect([time, opened.rows.get().size]).toEqual([time, 1]);
      expect(opened.counts()).toMatchObject({ written: 2, delivered: 2, earlier: 1 });
    }
  });
});

describe('putting right what a crash left', () => {
  it('takes away the row of an entry that was never written', async () => {
    await commit(rooms, [row(report())]);
    expect(ledger.counts().written).toBe(1);
    await run();
    expect(ledger.counts()).toMatchObject({ written: 0, queued: 0 });
  });

  it('leaves a row that another window has settled, though this one was not told yet', async () => {
    const entry = report();
    await commit(rooms, [row(entry)]);
    const value = { ...queuedEntry(entry, CASE, aFinding()), delivery: 'delivered', receiptAt: entry.at };
    await rooms.write([{ room: 'writes', id: entry.id, value }]);
    await run();
    expect(await rooms.read('writes', entry.id)).toMatchObject({ delivery: 'delivered' });
  });

  it('leaves a row whose entry waits in its case', async () => {
    const entry = report();
    await commit(rooms, [row(entry)]);
    await put([entry], CASE);
    await run();
    expect(ledger.counts()).toMatchObject({ written: 1, queued: 1 });
  });

  it('gives a row to an entry that has none', async () => {
    await put([report()], CASE);
    await run();
    expect(ledger.counts()).toMatchObject({ written: 1, queued: 1 });
  });

  it('marks delivered what bears the stamp of the server, and nothing else', async () => {
    const first = report();
    const stamped = { ...first, stamp: { seq: 1, at: '2026-11-20T02:00:00.000Z' } };
    const second = anEntry(user, 'note', { text: '后一条' }, first);
    await commit(rooms, [row(first), row(second)]);
    await put([stamped, second], CASE);
    await run();
    expect(ledger.counts()).toMatchObject({ written: 2, delivered: 1, queued: 1 });
  });

  it('keeps a draft whose case was not written, with its photos', async () => {
    const draft = await drafts.api.create('patrol');
    await drafts.api.addPhoto(draft.id, { blob: new Blob(['x']), kind: 'near', takenAt: '2026-11-20T01:00:00.000Z' });
    await run();
    expect(drafts.api.all.get()?.[0]?.photos).toHaveLength(1);
  });
});

import 'fake-indexeddb/auto';
import {
  fillWithDefaultSettings,
  getChangedDocumentsSince,
  type RxDocumentData,
  type RxStorage,
  type RxStorageInstance,
} from 'rxdb/plugins/core';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { afterEach, expect, it } from 'vitest';
import { writesInOrder } from './writes-in-order.ts';

interface Row {
  readonly id: string;
}
type Instance = RxStorageInstance<Row, unknown, unknown, unknown>;
type Storage = RxStorage<unknown, unknown>;

const YEAR_MS = 365 * 86_400_000;
const NOW_MS = Date.parse('2026-11-20T02:00:00.000Z');
const open: Instance[] = [];
afterEach(() => Promise.all(open.splice(0).map((instance) => instance.close())));

/** A window with the store open; the store is the one of that name. */
async function windowOn(name: string, storage: Storage = getRxStorageDexie()): Promise<Instance> {
  const instance = await writesInOrder(storage).createStorageInstance<Row>({
    databaseInstanceToken: `${name}-${String(open.length)}`,
    databaseName: name,
    collectionName: 'rows',
    schema: fillWithDefaultSettings({
      version: 0,
      primaryKey: 'id',
      type: 'object',
      properties: { id: { type: 'string', maxLength: 20 } },
    }),
    options: {},
    multiInstance: true,
    devMode: false,
  });
  open.push(instance);
  return instance;
}

/** As RxDB writes at that time of the device. */
async function write(instance: Instance, id: string, atMs: number): Promise<void> {
  const document = { id, _deleted: false, _attachments: {}, _rev: '1-a', _meta: { lwt: atMs } } as RxDocumentData<Row>;
  const { error } = await instance.bulkWrite([{ document }], 'test');
  expect(error).toEqual([]);
}

/** Goes through the store from where it came last. */
async function readOn(instance: Instance, from: unknown): Promise<{ readonly ids: string[]; readonly to: unknown }> {
  const { documents, checkpoint } = await getChangedDocumentsSince<Row, unknown>(instance, 100, from);
  return { ids: documents.map(({ id }) => id), to: checkpoint };
}

it('whoever read up to what was written by a clock that was ahead, reads what is written after it was set right', async () => {
  const ahead = await windowOn('set-back');
  await write(ahead, 'ahead', NOW_MS + YEAR_MS);
  const { to } = await readOn(ahead, undefined);
  await ahead.close();

  const right = await windowOn('set-back');
  await write(right, 'right', NOW_MS);
  await write(right, 'after', NOW_MS + 1);
  expect((await readOn(right, to)).ids).toEqual(['right', 'after']);
});

it('so he does where another window has written with the clock that was ahead', async () => {
  const mine = await windowOn('two-windows');
  await write(mine, 'first', NOW_MS);
  const other = await windowOn('two-windows');
  const heard = new Promise<void>((resolve) => {
    mine.changeStream().subscribe(({ events }) => {
      if (events.some(({ documentId }) => documentId === 'other')) resolve();
    });
  });
  await write(other, 'other', NOW_MS + YEAR_MS);
  await heard;
  const { to } = await readOn(mine, undefined);
  await write(mine, 'mine', NOW_MS + 1);
  expect((await readOn(mine, to)).ids).toEqual(['mine']);
});

it('what is written first is there first, however long its sealing takes', async () => {
  const slow = getRxStorageDexie() as Storage;
  const sealing: Storage = {
    ...slow,
    createStorageInstance: async (params) => {
      const instance = await slow.createStorageInstance(params);
      const inner = instance.bulkWrite.bind(instance);
      instance.bulkWrite = async (rows, context) => {
        const isSlow = rows.some(({ document }) => (document as unknown as Row).id === 'slow');
        if (isSlow) await new Promise((resolve) => setTimeout(resolve, 30));
        return inner(rows, context);
      };
      return instance;
    },
  };
  const instance = await windowOn('sealing', sealing);
  const slowly = write(instance, 'slow', NOW_MS);
  await write(instance, 'quick', NOW_MS + 1);
  const { ids, to } = await readOn(instance, undefined);
  await slowly;
  expect([...ids, ...(await readOn(instance, to)).ids]).toEqual(['slow', 'quick']);
});

it('a write that fails keeps no other from being written', async () => {
  const instance = await windowOn('failing');
  await expect(
    instance.bulkWrite([{ document: { id: 'x' } as unknown as RxDocumentData<Row> }], 'test'),
  ).rejects.toThrow();
  await write(instance, 'y', NOW_MS);
  expect((await readOn(instance, undefined)).ids).toEqual(['y']);
});

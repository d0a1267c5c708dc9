import { tmpdir } from 'node:os';
import { expect, it, vi } from 'vitest';
import { StoreAway } from './store-away.ts';
import { changesIn } from './pouch-batch.ts';
import { syncedLeveldown } from './synced-leveldown.ts';

const { batches, failure } = vi.hoisted(() => ({
  batches: [] as unknown[],
  failure: { next: undefined as Error | undefined },
}));
vi.mock('leveldown', () => ({
  default: Object.assign(
    () => ({
      _batch: (operations: readonly unknown[], options: object, callback: (error?: Error) => void) => {
        batches.push({ operations, options });
        callback(failure.next);
      },
    }),
    { destroy: () => undefined },
  ),
}));

it('asks LevelDB to sync every batch before it counts, whatever PouchDB asked for, and notes it then', async () => {
  const operations = [{ type: 'put', key: 'ÿdocument-storeÿcase:1', value: 'b' }];
  const heard: unknown[] = [];
  let isAdmitted = true;
  const tail = { note: (noted: unknown) => heard.push(noted), forget: () => heard.push('forget') };
  const database = syncedLeveldown(tail, { admits: () => isAdmitted }).open(tmpdir());
  await new Promise<void>((resolve) => {
    database._batch(operations, { sync: false, fillCache: true }, (error) => {
      heard.push(error ?? 'written');
      resolve();
    });
  });
  expect(batches).toEqual([{ operations, options: { sync: true, fillCache: true } }]);
  expect(heard.splice(0)).toEqual([changesIn(operations), 'written']);
  // What may not go down is never given to LevelDB, and nothing else is known of the disk than before.
  isAdmitted = false;
  const refused = new Promise((resolve) => {
    database._batch(operations, {}, resolve);
  });
  expect(await refused).toBeInstanceOf(Error);
  expect([batches.length, heard]).toEqual([1, []]);
});

it('writes nothing behind a batch that failed: what LevelDB takes from there on it may not find again', async () => {
  const operations = [{ type: 'put', key: 'a', value: 'b' }];
  const heard: unknown[] = [];
  const tail = { note: () => heard.push('noted'), forget: () => heard.push('forget') };
  const handle = syncedLeveldown(tail, { admits: () => true }, (error) => heard.push(error));
  const database = handle.open('anywhere');
  const before = batches.length;
  failure.next = new Error('disk full');
  database._batch(operations, {}, (error) => heard.push(error ?? 'written'));
  expect(heard.splice(0)).toEqual(['forget', failure.next, failure.next]);
  expect(handle.isBroken()).toBe(true);
  // There is room again.
  failure.next = undefined;
  const refused = new Promise((resolve) => {
    database._batch(operations, {}, resolve);
  });
  expect(await refused).toBeInstanceOf(StoreAway);
  expect([batches.length, heard]).toEqual([before + 1, []]);
});

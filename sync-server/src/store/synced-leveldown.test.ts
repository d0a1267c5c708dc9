import { expect, it, vi } from 'vitest';
import { syncedLeveldown } from './synced-leveldown.ts';

const { batches } = vi.hoisted(() => ({ batches: [] as unknown[] }));
vi.mock('leveldown', () => ({
  default: Object.assign(
    () => ({
      _batch: (operations: readonly unknown[], options: object, callback: () => void) => {
        batches.push({ operations, options });
        callback();
      },
    }),
    { destroy: () => undefined },
  ),
}));

it('asks LevelDB to sync every batch before it counts, whatever PouchDB asked for', () => {
  const operations = [{ type: 'put', key: 'a', value: 'b' }];
  let written = false;
  syncedLeveldown('anywhere')._batch(operations, { sync: false, fillCache: true }, () => {
    written = true;
  });
  expect(batches).toEqual([{ operations, options: { sync: true, fillCache: true } }]);
  expect(written).toBe(true);
});

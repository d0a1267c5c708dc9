import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';
import { afterEach, expect, it, vi } from 'vitest';
import { StoreAway } from '../store-away.ts';
import { openSequenceLog } from './sequence-log.ts';

const folder = await mkdtemp(join(tmpdir(), 'sequence-log-'));
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const read = (seq: string) => ({ seq, askedMs: 1, readMs: 2 });
const row = (id: string) => ({ id, rev: '1-a' });

it('gives no number behind a write that the disk did not take, and goes on once it is opened anew', async () => {
  const broken = vi.fn();
  const log = await openSequenceLog(folder, 'store', broken);
  expect(await log.append([row('a')], read('s1'))).toEqual([1]);

  const full = vi.spyOn(ClassicLevel.prototype, 'batch').mockImplementationOnce(() => {
    const batch = { put: () => batch, del: () => batch, write: () => Promise.reject(fault) };
    return batch as never;
  });
  const fault = Object.assign(new Error('no'), { code: 'LEVEL_IO_ERROR' });
  await expect(log.append([row('b')], read('s2'))).rejects.toThrow(StoreAway);
  full.mockRestore();
  expect(broken).toHaveBeenCalledWith(fault);

  // There is room again; LevelDB would take it, and might not find it at the next start.
  await expect(log.append([row('c')], read('s3'))).rejects.toThrow(StoreAway);
  await expect(log.rewind()).rejects.toThrow(StoreAway);
  expect([log.head(), log.seq()]).toEqual([1, 's1']);
  await log.close();

  const anew = await openSequenceLog(folder, 'store', broken);
  expect(await anew.append([row('b'), row('c')], read('s3'))).toEqual([2, 3]);
  await anew.close();
  expect(broken).toHaveBeenCalledTimes(1);
});

import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as NodeFs from 'node:fs/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { makeFolder, syncedNames } from './sync-folder.ts';

const { synced } = vi.hoisted(() => ({ synced: [] as string[] }));
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof NodeFs>();
  return {
    ...real,
    open: async (path: string, flags: string) => {
      const handle = await real.open(path, flags);
      const sync = handle.sync.bind(handle);
      handle.sync = async () => {
        await sync();
        synced.push(path);
      };
      return handle;
    },
  };
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sync-folder-'));
  synced.length = 0;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('puts every name that it makes on disk, and none that was there', async () => {
  await makeFolder(join(folder, 'a', 'b'));
  expect(synced).toEqual([join(folder, 'a'), folder]);
  await makeFolder(join(folder, 'a', 'b'));
  expect(synced).toHaveLength(2);
});

it('syncs a folder after its names have changed, once the last change is past for good, and answers in order', async () => {
  const names = syncedNames(folder);
  const settle = (): Promise<void> =>
    new Promise((resolve, reject) => {
      names((error) => {
        if (error === undefined) resolve();
        else reject(error);
      });
    });
  const longAgo = new Date(Date.now() - 60_000);
  await utimes(folder, longAgo, longAgo);
  await settle();
  await settle();
  expect(synced).toHaveLength(1);
  // So fresh that another change could bear the same time.
  await writeFile(join(folder, 'new'), '');
  const order: number[] = [];
  await Promise.all([settle().then(() => order.push(1)), settle().then(() => order.push(2))]);
  expect([order, synced.length]).toEqual([[1, 2], 3]);
  await rm(folder, { recursive: true });
  await expect(settle()).rejects.toThrow('ENOENT');
});

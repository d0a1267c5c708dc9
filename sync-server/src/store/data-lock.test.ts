import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lockData } from './data-lock.ts';

it.skipIf(process.platform === 'win32')('makes a folder that only its owner reads', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'data-lock-'));
  const folder = join(parent, 'data');
  const lock = await lockData(folder);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  if (lock.ok) await lock.value.release();
  await rm(parent, { recursive: true });
});

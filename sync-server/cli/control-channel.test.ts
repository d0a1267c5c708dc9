import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { ask, serveControl, socketPath } from './control-channel.ts';

// Only root may give a socket away.
it.runIf(process.getuid?.() === 0)('tells nothing to who listens under the name of the server', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'control-'));
  const answer = vi.fn().mockResolvedValue('done');
  const channel = await serveControl(folder, answer);
  onTestFinished(async () => {
    await channel.close();
    await rm(folder, { recursive: true });
  });
  expect(await ask(folder, 'new password')).toBe('done');
  await chown(socketPath(folder), 65_534, 65_534);
  await expect(ask(folder, 'new password')).rejects.toThrow('没有交给它任何内容');
  expect(answer).toHaveBeenCalledTimes(1);
});

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

it('hears that nobody answers from a server that stops just now', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'control-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (let round = 0; round < 20; round += 1) {
    const channel = await serveControl(folder, () => Promise.resolve('done'));
    const [answer] = await Promise.all([ask(folder, 'anything'), channel.close()]);
    expect(['done', null]).toContain(answer);
  }
});

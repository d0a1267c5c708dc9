import { setImmediate as breath } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { keyLocks } from './key-locks.ts';

it('lets nobody in while a common key is held, and others pass', async () => {
  const locks = keyLocks();
  const inside: string[] = [];
  const log: string[] = [];
  const work = (name: string, turns: number) => async () => {
    inside.push(name);
    log.push([...inside].sort().join('+'));
    for (let turn = 0; turn < turns; turn += 1) await breath();
    inside.splice(inside.indexOf(name), 1);
  };
  await Promise.all([
    locks.holding(['a', 'b'], work('ab', 3)),
    locks.holding(['b', 'c'], work('bc', 2)),
    locks.holding(['c', 'a'], work('ca', 1)),
    locks.holding(['d'], work('d', 1)),
  ]);
  expect(log.filter((held) => held !== 'd' && !held.endsWith('+d'))).toEqual(['ab', 'bc', 'ca']);
  expect(log).toContain('ab+d');
});

it('goes on after work that failed', async () => {
  const locks = keyLocks();
  const failed = locks.holding(['a'], () => Promise.reject(new Error('broken')));
  const next = locks.holding(['a'], () => Promise.resolve('done'));
  await expect(failed).rejects.toThrow('broken');
  expect(await next).toBe('done');
});

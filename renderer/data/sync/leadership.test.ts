import { expect, it } from 'vitest';
import { memoryLocks } from '../../lib/locks.ts';
import { once } from '../live.ts';
import { leadership } from './leadership.ts';

it('one window leads; when it closes, and has put everything away, the next takes over', async () => {
  const locks = memoryLocks();
  const told: string[] = [];
  const window = (name: string) =>
    leadership('one-store', locks, () => {
      told.push(`${name} leads`);
      return Promise.resolve(async () => {
        await Promise.resolve();
        told.push(`${name} stopped`);
      });
    });
  const first = window('first');
  await once(first.leads, Boolean);
  const [second, third] = [window('second'), window('third')];
  expect([second.leads.get(), third.leads.get()]).toEqual([false, false]);
  // One that only waited leaves the line without ever having led.
  const leaving = third.stop();
  await first.stop();
  await once(second.leads, Boolean);
  expect(told).toEqual(['first leads', 'first stopped', 'second leads']);
  await second.stop();
  await leaving;
  expect(told).toEqual(['first leads', 'first stopped', 'second leads', 'second stopped']);
});

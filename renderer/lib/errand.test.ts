import { expect, it } from 'vitest';
import { errand } from './errand.ts';

it('is run once for every call, one at a time, and again by itself until it succeeds', async () => {
  const told: string[] = [];
  let failures = 2;
  const { run, end } = errand(
    async () => {
      told.push('begins');
      await Promise.resolve();
      if (failures > 0) {
        failures -= 1;
        throw new Error('full');
      }
      told.push('done');
    },
    () => told.push('failed'),
    5,
  );
  run();
  run();
  await expect.poll(() => told).toEqual(['begins', 'failed', 'begins', 'failed', 'begins', 'done']);
  run();
  await end();
  expect(told.slice(-2)).toEqual(['begins', 'done']);
});

it('is not tried again once it is over', async () => {
  let tries = 0;
  const { run, end } = errand(
    () => {
      tries += 1;
      return Promise.reject(new Error('full'));
    },
    () => undefined,
    5,
  );
  run();
  await end();
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(tries).toBe(1);
});

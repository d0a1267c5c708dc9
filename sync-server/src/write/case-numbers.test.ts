import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { GRID, START_MS } from '../../../shared/testing/builders.ts';
import type { SystemDocuments, SystemFields } from '../store/system-documents.ts';
import { openCaseNumbers } from './case-numbers.ts';

it('gives a street that delivers all at once its numbers in a few writings, each number once, and goes on after a writing that failed', async () => {
  const documents = new Map<string, SystemFields>();
  let writings = 0;
  let isAway = false;
  const update = async (id: string, change: (before: SystemFields | null) => SystemFields | null) => {
    writings += 1;
    await turn();
    if (isAway) throw new Error('away');
    const after = change(documents.get(id) ?? null);
    if (after !== null) documents.set(id, after);
    return after;
  };
  const system = {
    read: (id: string) => Promise.resolve(documents.get(id) ?? null),
    update,
  } as unknown as SystemDocuments;
  const numbers = openCaseNumbers(system);
  const all = async (): Promise<readonly string[]> => {
    const takes = Array.from({ length: 200 }, (_, nth) =>
      numbers.take(nth % 2 === 0 ? [GRID] : [GRID, GRID], START_MS),
    );
    return (await Promise.all(takes)).flat();
  };
  const first = await all();
  expect(new Set(first).size).toBe(300);
  expect(writings).toBeLessThan(5);
  isAway = true;
  await expect(all()).rejects.toThrow('away');
  isAway = false;
  expect(new Set([...first, ...(await all())]).size).toBe(600);
});

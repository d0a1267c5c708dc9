import { expect, it } from 'vitest';
import type { Branched, StoreBranches } from '../store/port.ts';
import { mendAsFound } from './mend-as-found.ts';

it('mends what was seen before it started and what is seen later, one sighting at a time', async () => {
  const seen = new Map([['case:1', 'a']]);
  let tell = (): void => undefined;
  const branches: StoreBranches = {
    seen: () => Promise.resolve([...seen].map(([id, sighting]): Branched => ({ id, sighting }))),
    onSeen: (listener) => {
      tell = listener;
      return () => undefined;
    },
    settled: ({ id, sighting }) => {
      if (seen.get(id) === sighting) seen.delete(id);
      return Promise.resolve();
    },
  };
  const mended: string[] = [];
  const mend = (id: string): Promise<void> => {
    mended.push(id);
    // Branched once more while it is mended.
    if (mended.length === 2) seen.set(id, 'again');
    return Promise.resolve();
  };
  const mending = mendAsFound(
    [
      { store: { branches }, mend },
      { store: {}, mend },
    ],
    () => undefined,
    1,
  );
  await expect.poll(() => mended).toEqual(['case:1']);
  seen.set('case:2', 'b');
  tell();
  await expect.poll(() => mended).toEqual(['case:1', 'case:2']);
  tell();
  await expect.poll(() => mended).toEqual(['case:1', 'case:2', 'case:2']);
  await expect.poll(() => seen.size).toBe(0);
  await mending.close();
});

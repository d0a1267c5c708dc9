import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { oneLeaf } from './one-leaf.ts';
import { openPouchStore } from './pouch-store.ts';
import { mendedSystem } from './system-documents.ts';

it('makes one of several leaves, the same however many do it at once, and knows when its own was closed by others', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'one-leaf-'));
  const store = await openPouchStore(folder, { keepsOldRevisions: false });
  const leaf = (letter: string, last: number) => {
    const ids = [letter.repeat(32), 'f'.repeat(32)];
    return { _id: 'counter:31011520260101', last, _rev: `2-${ids[0] ?? ''}`, _revisions: { start: 2, ids } };
  };
  const [won, lost] = [leaf('b', 4), leaf('a', 7)];
  await store.write([won], { newEdits: false });
  expect(await oneLeaf(store, won._id, mendedSystem, won._rev)).toBeNull();
  await store.write([lost], { newEdits: false });
  await Promise.all([1, 2].map(() => oneLeaf(store, won._id, mendedSystem)));
  expect(await store.living(won._id)).toMatchObject([{ document: { last: 7 }, revisions: { start: 3 } }]);
  // The greater count is in force; whose revision was closed hears that he is not alone.
  expect(await oneLeaf(store, won._id, mendedSystem, won._rev)).toBeNull();
  expect(await oneLeaf(store, won._id, mendedSystem, lost._rev)).toMatchObject({ last: 7 });
  await store.close();
  await rm(folder, { recursive: true });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { GRID, START_MS } from '../../../shared/testing/builders.ts';
import { leaveGap, openCaseNumbers } from '../write/case-numbers.ts';
import type { Store } from './port.ts';
import { openPouchStore } from './pouch-store.ts';
import { COUNTER, systemDocuments } from './system-documents.ts';

async function withStore(work: (store: Store) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'system-documents-'));
  const store = await openPouchStore(folder, { keepsOldRevisions: false, formerRevisions: 10 });
  try {
    await work(store);
  } finally {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
}

it('reads all that begins alike in a few questions, and nothing that was removed', () =>
  withStore(async (store) => {
    const system = systemDocuments(store);
    const ids = Array.from({ length: 600 }, (_one, nth) => `device:${String(nth).padStart(3, '0')}`);
    await store.write(
      [...ids, 'devices', 'session:1'].map((_id) => ({ _id, is: _id })),
      { newEdits: true },
    );
    await system.remove('device:007');
    const reads = vi.spyOn(store, 'current');
    const found = await system.readUnder<{ readonly is: string }>('device:');
    expect(found.map(({ is }) => is).sort()).toEqual(ids.filter((id) => id !== 'device:007'));
    expect(reads.mock.calls.length).toBe(2);
  }));

it('gives each number once where several servers count, looks at the count only where another went on, and keeps a count small', () =>
  withStore(async (store) => {
    const reads = vi.spyOn(store, 'current');
    const [one, other] = [openCaseNumbers(systemDocuments(store)), openCaseNumbers(systemDocuments(store))];
    const given: string[] = [];
    const take = async (numbers: typeof one): Promise<void> => {
      given.push(...(await numbers.take([GRID], START_MS)));
    };
    for (let nth = 0; nth < 20; nth += 1) await take(one);
    const alone = reads.mock.calls.length;
    expect(alone).toBeLessThan(5);
    await take(other);
    await take(one);
    await take(other);
    expect(given.map((number) => Number(number.slice(-5)))).toEqual(Array.from({ length: 23 }, (_, nth) => nth + 1));
    // Laid before a server opens: whoever opens after it begins behind it.
    await leaveGap(systemDocuments(store), START_MS);
    await take(openCaseNumbers(systemDocuments(store)));
    await take(one);
    const [behind, next] = given.slice(-2).map((number) => Number(number.slice(-5)));
    expect(behind).toBeGreaterThan(10_000);
    expect(next).toBe((behind ?? 0) + 1);

    const [counter = ''] = await store.idsUnder(COUNTER);
    const { _revisions: kept } = (await store.open(counter, { revisions: true })) as unknown as {
      readonly _revisions: { readonly start: number; readonly ids: readonly string[] };
    };
    expect(kept.start).toBe(25);
    expect(kept.ids).toHaveLength(10);
  }));

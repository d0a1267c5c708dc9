import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { GRID, START_MS } from '../../../shared/testing/builders.ts';
import { leaveGap, openCaseNumbers } from '../write/case-numbers.ts';
import { openPouchStore } from './pouch-store.ts';
import { COUNTER, systemDocuments } from './system-documents.ts';

it('gives each number once where several servers count, looks at the count only where another went on, and keeps a count small', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'system-documents-'));
  const store = await openPouchStore(folder, { keepsOldRevisions: false, formerRevisions: 10 });
  try {
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
  } finally {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
});

import { expect, it } from 'vitest';
import { shelfOf } from '../../../shared/cases/shelf.ts';
import { catalogSchema } from '../../../shared/domain/catalog.ts';
import { aCase, anId, STREET } from '../../../shared/testing/builders.ts';
import { logOf, WAY_TO } from '../../../shared/testing/lifecycle.ts';
import { keyLocks } from '../write/key-locks.ts';
import { ending } from '../session/ending.ts';
import { refoldCases } from './refold-cases.ts';

const calendar = catalogSchema.parse({
  ...{ _id: anId('catalog'), type: 'catalog', scope: STREET, schema: 1, name: '日历', version: 1 },
  ...{ validFrom: '2026-01-01', kind: 'calendar', year: 2026, periods: [{ from: '00:00', to: '24:00' }], entries: [] },
  provenance: { createdAt: '2026-01-01T00:00:00.000Z', createdBy: 'x', createdDevice: 'x', source: 'x' },
});
const cases = ['pendingSign', 'handling', 'closed', 'handling'] as const;

it('goes on where a server stopped, folds open cases alone, and looks no more once all are done', async () => {
  const stored = new Map(
    cases.map((state, at) => {
      const document = { ...aCase(logOf(WAY_TO[state])), _id: `case:${String(at)}`, _rev: '1-a' };
      return [document._id, document] as const;
    }),
  );
  const kept: { state: unknown } = { state: { mark: 'new', after: 'case:0' } };
  const written: string[] = [];
  let pages = 0;
  const run = refoldCases({
    database: {
      index: {
        page: (_range: unknown, after: string) => {
          pages += 1;
          const rows = [...stored].filter(([key]) => key > after).map(([key, document]) => ({ document, after: key }));
          return Promise.resolve(rows);
        },
      },
      current: (ids: readonly string[]) => Promise.resolve(new Map(ids.map((id) => [id, stored.get(id)]))),
      write: ([document]: readonly { readonly _id: string }[]) => {
        written.push(document?._id ?? '');
        return Promise.resolve([]);
      },
    } as never,
    locks: keyLocks(),
    system: {
      read: () => Promise.resolve(kept.state as never),
      update: (_id, change) => Promise.resolve((kept.state = change(null)) as never),
    },
    rules: { present: () => Promise.resolve({ shelf: shelfOf([calendar]), mark: 'new' }) },
    closing: ending(),
  });
  await run();
  expect([written, kept.state]).toEqual([['case:1', 'case:3'], { mark: 'new', after: null }]);
  await run();
  expect([written.length, pages]).toEqual([2, 1]);
});

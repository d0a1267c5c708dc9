import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { catalogSchema, type CatalogDocument } from '../../shared/domain/catalog.ts';
import { anId, STREET } from '../../shared/testing/builders.ts';
import { cell } from './live.ts';
import { tablesInForce } from './tables-in-force.ts';

const MIDNIGHT = Date.parse('2026-11-21T00:00:00+08:00');
const aTable = (version: number, validFrom: string): CatalogDocument =>
  catalogSchema.parse({
    ...{ _id: anId('catalog'), type: 'catalog', scope: STREET, schema: 1, name: '标准', version, validFrom },
    ...{ kind: 'standards', entries: [], notes: [] },
    provenance: { createdAt: '2026-01-01T00:00:00.000Z', createdBy: 'x', createdDevice: 'x', source: 'x' },
  });
const tables = cell<readonly CatalogDocument[]>([aTable(1, '2026-01-01'), aTable(2, '2026-11-21')]);
const clock = { nowMs: () => Date.now() };

beforeEach(() => vi.useFakeTimers({ now: MIDNIGHT - 1_000 }));
afterEach(() => vi.useRealTimers());

it('changes the table at midnight in Shanghai on a page that nobody touches, and says so once', () => {
  const live = tablesInForce(tables, clock);
  const heard: number[] = [];
  const leave = live.subscribe(() => heard.push(live.get()?.[0]?.version ?? 0));
  expect(live.get()?.map(({ version }) => version)).toEqual([1]);
  vi.advanceTimersByTime(999);
  expect([live.get()?.[0]?.version, heard]).toEqual([1, []]);
  vi.advanceTimersByTime(60_000);
  expect([live.get()?.[0]?.version, heard]).toEqual([2, [2]]);
  leave();
  expect(vi.getTimerCount()).toBe(0);
});

it('is asked for the very moment, also where nobody listens', () => {
  const live = tablesInForce(tables, clock);
  expect(live.get()?.[0]?.version).toBe(1);
  const same = live.get();
  expect(live.get()).toBe(same);
  vi.setSystemTime(MIDNIGHT);
  expect(live.get()?.[0]?.version).toBe(2);
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import * as folding from '../../../shared/cases/fold.ts';
import type { Cohort } from '../../../shared/cases/indicators/book.ts';
import { instantsOf } from '../../../shared/cases/indicators/periods.ts';
import { aCase } from '../../../shared/testing/builders.ts';
import { SIXTY_NOW_MS } from '../../../shared/testing/sixty-cases.ts';
import { timedLog, type TimedAct } from '../../../shared/testing/timed-log.ts';
import type { CatalogDocument } from '../../../shared/domain/catalog.ts';
import { cell, once } from '../live.ts';
import { aStore, closeStores } from '../testing/a-stock.ts';
import { openIndicators } from './open-indicators.ts';

const DAY: Cohort = instantsOf({ from: '2026-11-25', to: '2026-11-25' });
const NOW = SIXTY_NOW_MS;

const caseOf = (n: number, acts: readonly TimedAct[]) => ({
  ...aCase(timedLog(acts), { _id: `case:01J0000000000000000000000${String(n)}` }),
  ...{ unsent: 0, ref: '', ref2: '' },
});
const HANDLED: readonly TimedAct[] = [
  ['report', '2026-11-25 09:00'],
  ['accept', '2026-11-25 09:05'],
  ['open', '2026-11-25 09:10'],
  ['dispatch', '2026-11-25 09:20'],
  ['sign', '2026-11-25 09:30'],
  ['finish', '2026-11-25 11:00'],
];

const closes: (() => Promise<void>)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  for (const close of closes.splice(0)) await close();
  await closeStores();
});

async function opened(
  on?: Awaited<ReturnType<typeof aStore>>,
  catalogs: readonly CatalogDocument[] = [],
  madeOf = 'these',
) {
  const store = on ?? (await aStore());
  const troubles: string[] = [];
  const indicators = openIndicators({
    store: store.name,
    sealer: store.sealer,
    madeOf,
    cases: store.database.collections.cases,
    catalogs: cell(catalogs),
    rooms: { read: () => Promise.resolve(undefined), write: () => Promise.resolve() },
    onTrouble: (what, error) => troubles.push(`${what} ${String(error)}`),
  });
  closes.push(indicators.close);
  return { ...store, indicators, troubles };
}

describe('the indicators of a store', () => {
  it('count what is there, follow what is written, and list what they count', async () => {
    const { indicators, put, troubles } = await opened();
    await put('cases', caseOf(1, HANDLED));
    await put('cases', caseOf(2, HANDLED.slice(0, 4)));
    const sums = indicators.sums({ cohorts: [DAY, { ...DAY, area: '999' }], nowMs: NOW });
    const [here, elsewhere] = await once(sums, ([first]) => first?.reported.denominator === 2);
    expect(here?.handling).toMatchObject({ numerator: 1, denominator: 2 });
    expect(elsewhere?.reported.denominator).toBe(0);

    await put('cases', caseOf(2, HANDLED));
    await once(sums, ([first]) => first?.handling.numerator === 2);
    const asked = { indicator: 'handling', part: 'numerator', cohort: DAY, nowMs: NOW } as const;
    const list = await once(indicators.list({ ...asked, from: 1, count: 5 }), ({ total }) => total === 2);
    expect(list.rows).toHaveLength(1);
    expect(await indicators.whole(asked)).toHaveLength(2);
    expect(troubles).toEqual([]);
  });

  it('read nothing before somebody looks, then say how far they are', async () => {
    const { indicators, put } = await opened();
    await put('cases', caseOf(1, HANDLED));
    expect(indicators.status.get()).toBeUndefined();
    const status = await once(indicators.status, ({ ready }) => ready);
    expect(status).toEqual({ cases: 1, behind: 0, ready: true, unread: 0, broken: null });
  });

  it('are there at the next start without a case being read again, follow what changed meanwhile, and begin anew under other rules or over other documents', async () => {
    const first = await opened();
    for (const n of [1, 3]) await first.put('cases', caseOf(n, HANDLED.slice(0, 4)));
    // A start reads the last minute of writing once more.
    vi.setSystemTime(Date.now() + 3_600_000);
    await first.put('cases', caseOf(2, HANDLED.slice(0, 4)));
    await once(first.indicators.status, ({ ready }) => ready);
    await first.indicators.close();
    await first.put('cases', caseOf(2, HANDLED));

    const folds = vi.spyOn(folding, 'foldLog');
    const second = await opened(first);
    const [sums] = await once(second.indicators.sums({ cohorts: [DAY], nowMs: NOW }), (all) => all.length === 1);
    expect(sums?.handling).toMatchObject({ numerator: 1, denominator: 3 });
    expect(folds).toHaveBeenCalledTimes(1);
    await second.indicators.close();

    folds.mockClear();
    const rules = { _id: 'catalog:01J00000000000000000000001', kind: 'calendar' } as unknown as CatalogDocument;
    const third = await opened(first, [rules]);
    await once(third.indicators.status, ({ ready }) => ready);
    expect(folds).toHaveBeenCalledTimes(3);
    await third.indicators.close();

    folds.mockClear();
    const fourth = await opened(first, [rules], 'others');
    await once(fourth.indicators.status, ({ ready }) => ready);
    expect(folds).toHaveBeenCalledTimes(3);
    expect([first, second, third, fourth].flatMap(({ troubles }) => troubles)).toEqual([]);
  });

  it('leave out what cannot be judged, and say so', async () => {
    const store = await opened();
    const { indicators, put, troubles } = store;
    await put('cases', caseOf(1, HANDLED));
    const { log, ...rest } = caseOf(2, HANDLED);
    await put('cases', { ...rest, log: log.map((entry, at) => (at === 0 ? { ...entry, data: null } : entry)) });
    const status = await once(indicators.status, ({ ready }) => ready);
    expect([status.cases, status.unread, troubles.length]).toEqual([1, 1, 1]);
    // Nor is it forgotten by the next start.
    await indicators.close();
    const again = await once((await opened(store)).indicators.status, ({ ready }) => ready);
    expect([again.cases, again.unread]).toEqual([1, 1]);
  });
});

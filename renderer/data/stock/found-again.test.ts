import '../testing/browser-double.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { newKeyFile } from '../seal/key-file.ts';
import { openLocalDatabase, type LocalDatabase } from '../collections/open-database.ts';
import { cell, once } from '../live.ts';
import { STOCK_COLLECTIONS } from './store-reader.ts';
import type { CatalogsApi } from '../api.ts';
import { openStock } from './open-stock.ts';
import type { LocalDocument } from '../collections/schemas.ts';

const CHEAP = { memoryKiB: 64, passes: 1, lanes: 1 };
const SCOPE = '310115005001001';
const ends: (() => Promise<void>)[] = [];
let counter = 0;
const base = (type: string, n: number) => ({
  _id: `${type}:01J0000000000000000000${String(n).padStart(4, '0')}`,
  type,
  scope: SCOPE,
  schema: 1,
  provenance: { createdAt: '2026-01-01T00:00:00.000Z', createdBy: 'x', createdDevice: 'y', source: '走访' },
  state: 'effective',
  unsent: 0,
  ref: '',
  ref2: '',
});
const docs = {
  building: {
    ...base('building', 1),
    name: '上港小区 27幢',
    estate: '上港小区',
    label: '27幢',
    centroid: [121.5, 31.2],
  },
  room: { ...base('room', 2), building: base('building', 1)._id, unit: '2单元', floor: 5, number: '502', use: 'self' },
  person: {
    ...base('person', 3),
    name: '严立诚',
    sex: '1',
    birth: '1942-03-01',
    idKind: '居民身份证',
    idNumber: '999115194203010417',
    class: 'resident',
    phones: [{ number: '10012340417' }],
    life: 'living',
  },
  occupancy: {
    ...base('occupancy', 4),
    person: base('person', 3)._id,
    personName: '严立诚',
    room: base('room', 2)._id,
    role: 'own',
    counted: true,
    since: '2020-01-01',
  },
};
async function aStore(
  name = `found-again-${String((counter += 1))}`,
  given?: Awaited<ReturnType<typeof newKeyFile>>['sealer'],
) {
  const sealer = given ?? (await newKeyFile('geheim', CHEAP, null)).sealer;
  const database: LocalDatabase = await openLocalDatabase({
    name,
    sealer,
    onBroken: () => undefined,
    // Nothing replicates here.
    conflictHandlerOf: () => ({
      isEqual: () => true,
      resolve: ({ realMasterState }) => Promise.resolve(realMasterState),
    }),
    only: STOCK_COLLECTIONS,
    multiInstance: false,
  });
  const troubles: string[] = [];
  const catalogs = {
    tags: cell<readonly never[]>([]),
    placeKinds: cell<readonly never[]>([]),
    riskRules: cell({ entries: [], visits: [] }),
  } as unknown as CatalogsApi;
  const stock = openStock({
    store: name,
    sealer,
    collections: database.collections,
    areas: cell([]),
    catalogs,
    clock: { nowMs: () => Date.parse('2026-11-20T02:00:00.000Z'), verified: () => true, deviationMs: () => 0 },
    policy: { offlineDays: 30, idleLockMinutes: 10 },
    onTrouble: (what, error) => troubles.push(`${what} ${String(error)}`),
  });
  let isOpen = true;
  const close = async () => {
    if (!isOpen) return;
    isOpen = false;
    await stock.close();
    await database.close();
  };
  ends.push(close);
  const put = async (collection: keyof LocalDatabase['collections'], document: unknown) => {
    await database.collections[collection].upsert(document as LocalDocument);
  };
  return { name, sealer, database, stock, troubles, close, put };
}
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function filled() {
  const store = await aStore();
  await store.put('buildings', docs.building);
  await store.put('rooms', docs.room);
  await store.put('residents', docs.person);
  await store.put('residents', docs.occupancy);
  return store;
}
const PEOPLE = { query: { kind: 'person' as const }, from: 0, count: 10, facets: ['role'] };

/** Taken down while the stock is open, with a telephone and an id number typed just now. */
const added = {
  ...docs.person,
  _id: base('person', 9)._id,
  name: '钱七七',
  idNumber: '999115199005062468',
  phones: [{ number: '10066623457' }],
  homeRoom: docs.room._id,
};
const stayOfAdded = { ...docs.occupancy, _id: base('occupancy', 9)._id, person: added._id, personName: added.name };
const KEYS = [
  '钱七七',
  'qqq',
  '3457',
  '457',
  '10066623457',
  '66623457',
  '2468',
  '999115199005062468',
  '502',
  '27幢502',
];

describe('somebody added while the stock is open', () => {
  const whoseKeys = async (stock: Awaited<ReturnType<typeof aStore>>['stock']) => {
    const found: Record<string, boolean> = {};
    for (const key of KEYS) {
      const { groups } = await stock.find(key);
      found[key] = groups.some(({ hits }) => hits.some(({ id }) => id === added._id));
    }
    return found;
  };
  const ALL_FOUND = Object.fromEntries(KEYS.map((key) => [key, true]));

  it('is found by every key at once, and again out of the saved form', async () => {
    const first = await filled();
    await once(first.stock.list(PEOPLE), ({ total }) => total === 1);
    await first.put('residents', added);
    await first.put('residents', stayOfAdded);
    await once(first.stock.list(PEOPLE), ({ rows }) => rows.filter(({ role }) => role === 'own').length === 2);
    expect(await whoseKeys(first.stock)).toEqual(ALL_FOUND);
    await first.close();
    const again = await aStore(first.name, first.sealer);
    await once(again.stock.list(PEOPLE), ({ total }) => total === 2);
    expect(await whoseKeys(again.stock)).toEqual(ALL_FOUND);
    expect([...first.troubles, ...again.troubles]).toEqual([]);
  });

  it('is found by a number that was typed later', async () => {
    const { stock, put } = await filled();
    await put('residents', { ...added, phones: [] });
    await put('residents', stayOfAdded);
    await once(stock.list(PEOPLE), ({ rows }) => rows.filter(({ role }) => role === 'own').length === 2);
    await put('residents', added);
    await once(stock.list(PEOPLE), ({ rows }) => rows.some(({ phones }) => phones[0] === '10066623457'));
    expect(await whoseKeys(stock)).toEqual(ALL_FOUND);
  });

  it('stands first among the many who share his tail, whatever the length of his name', async () => {
    const { stock, put } = await filled();
    for (let n = 20; n < 32; n += 1) {
      const other = { ...docs.person, _id: base('person', n)._id, name: '王敏', idNumber: '', phones: [] };
      await put('residents', { ...other, phones: [{ number: `100${String(n)}003457` }] });
    }
    const last = { ...added, _id: base('person', 90)._id };
    await put('residents', last);
    await once(stock.list(PEOPLE), ({ total }) => total === 14);
    const { groups } = await stock.find('3457', { perGroup: 5 });
    expect(groups.map(({ total, hits }) => [total, hits.length, hits[0]?.id])).toEqual([[13, 5, last._id]]);
  });

  it('is found by a number that was typed in full width', async () => {
    const { stock, put } = await filled();
    await put('residents', { ...added, phones: [{ number: '１００６６６２３４５７' }] });
    await put('residents', stayOfAdded);
    await once(stock.list(PEOPLE), ({ rows }) => rows.filter(({ role }) => role === 'own').length === 2);
    expect(await whoseKeys(stock)).toEqual(ALL_FOUND);
  });
});

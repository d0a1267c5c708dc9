import '../testing/browser-double.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { newKeyFile } from '../seal/key-file.ts';
import { openLocalDatabase, type LocalDatabase } from '../collections/open-database.ts';
import { cell, once } from '../live.ts';
import { settled } from '../../lib/idb.ts';
import { allPlainText } from '../testing/raw-indexeddb.ts';
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
  name = `stock-test-${String((counter += 1))}`,
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

describe('the stock of a store', () => {
  it('follows what is written', async () => {
    const { stock, troubles, put } = await filled();
    const list = await once(stock.list(PEOPLE), ({ rows }) => rows[0]?.address === '上港小区 27幢 2单元 502');
    expect(list.facets['role']).toEqual([{ value: 'own', count: 1 }]);
    const found = await stock.find('ylc 0417');
    expect(found.groups.map(({ kind, total }) => [kind, total])).toEqual([['person', 1]]);
    await put('buildings', { ...docs.building, label: '28幢' });
    await once(stock.list(PEOPLE), ({ rows }) => rows[0]?.address === '上港小区 28幢 2单元 502');
    expect(troubles).toEqual([]);
  });

  it('opens from its saved form, of which nothing can be read on the disk', async () => {
    const first = await filled();
    await once(first.stock.list(PEOPLE), ({ total }) => total === 1);
    await first.close();
    const text = await allPlainText();
    for (const secret of ['严立诚', '999115194203010417', '上港小区', 'yanlicheng']) expect(text).not.toContain(secret);
    const again = await aStore(first.name, first.sealer);
    const list = await once(again.stock.list(PEOPLE), ({ total }) => total === 1);
    expect(list.rows[0]?.name).toBe('严立诚');
    expect(again.troubles).toEqual([]);
  });
});

describe('a saved form that cannot be trusted', () => {
  const boxesOf = (name: string): Promise<IDBDatabase> => settled(indexedDB.open(`${name}-stock`));

  it('is made anew where a chunk is damaged, and is whole at the next start', async () => {
    const first = await filled();
    await once(first.stock.list(PEOPLE), ({ rows }) => rows[0]?.address !== '');
    await first.close();
    const disk = await boxesOf(first.name);
    const boxes = disk.transaction('boxes', 'readwrite').objectStore('boxes');
    for (const key of await settled(boxes.getAllKeys())) {
      if (key === 'head') continue;
      const box = (await settled(boxes.get(key))) as Uint8Array;
      await settled(
        boxes.put(
          box.map((byte, at) => (at === box.length - 1 ? byte ^ 1 : byte)),
          key,
        ),
      );
    }
    disk.close();
    const second = await aStore(first.name, first.sealer);
    await once(second.stock.list(PEOPLE), ({ rows }) => rows[0]?.address === '上港小区 27幢 2单元 502');
    expect(second.troubles.map((one) => one.split(' ')[0])).toEqual(['stock:']);
    await second.close();
    const third = await aStore(first.name, first.sealer);
    await once(third.stock.list(PEOPLE), ({ rows }) => rows[0]?.address === '上港小区 27幢 2单元 502');
    expect(third.troubles).toEqual([]);
  });

  it('catches up with what was written while it was not looking', async () => {
    const first = await filled();
    await once(first.stock.list(PEOPLE), ({ rows }) => rows[0]?.address !== '');
    await first.stock.close();
    await first.put('residents', { ...docs.person, name: '严立城' });
    await first.database.close();
    const second = await aStore(first.name, first.sealer);
    await once(second.stock.list(PEOPLE), ({ rows }) => rows[0]?.name === '严立城');
    await second.database.collections.residents.findOne(docs.person._id).remove();
    await once(second.stock.list(PEOPLE), ({ total }) => total === 0);
    expect((await second.stock.find('严立城')).total).toBe(1);
  });
});

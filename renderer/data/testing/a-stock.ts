import './browser-double.ts';
import { USUAL_COUNTING } from '../../../shared/cases/counting-rules.ts';
import { newKeyFile } from '../seal/key-file.ts';
import { openLocalDatabase, type LocalDatabase } from '../collections/open-database.ts';
import { cell } from '../live.ts';
import type { CatalogsApi } from '../api.ts';
import type { LocalDocument } from '../collections/schemas.ts';
import { openStock } from '../stock/open-stock.ts';
import { STOCK_COLLECTIONS } from '../stock/store-reader.ts';
import { CURRENT_FORM } from '../../../shared/migrations/forms.ts';

const CHEAP = { memoryKiB: 64, passes: 1, lanes: 1 };
const SCOPE = '310115005001001';
const ends: (() => Promise<void>)[] = [];
let counter = 0;
export const base = (type: string, n: number) => ({
  _id: `${type}:01J0000000000000000000${String(n).padStart(4, '0')}`,
  type,
  scope: SCOPE,
  schema: CURRENT_FORM,
  provenance: { createdAt: '2026-01-01T00:00:00.000Z', createdBy: 'x', createdDevice: 'y', source: '走访' },
  state: 'effective',
  unsent: 0,
  ref: '',
  ref2: '',
});
export const docs = {
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
export async function aStore(
  name = `a-stock-${String((counter += 1))}`,
  given?: Awaited<ReturnType<typeof newKeyFile>>['sealer'],
  madeOf = 'these',
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
    countingRules: cell(USUAL_COUNTING),
  } as unknown as CatalogsApi;
  const stock = openStock({
    store: name,
    sealer,
    madeOf,
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
/** Closes every store that was opened: after each test. */
export async function closeStores(): Promise<void> {
  for (const end of ends.splice(0)) await end();
}

export async function filled() {
  const store = await aStore();
  await store.put('buildings', docs.building);
  await store.put('rooms', docs.room);
  await store.put('residents', docs.person);
  await store.put('residents', docs.occupancy);
  return store;
}
export const PEOPLE = { query: { kind: 'person' as const }, from: 0, count: 10, facets: ['role'] };

import { cp, mkdtemp, readdir, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aReportedCase, aUser, OTHER_GRID } from '../../../shared/testing/builders.ts';
import { WALK_START } from '../feed/position.ts';
import { openCoveringIndex } from './covering-index.ts';
import { placeKeys } from './index-keys.ts';
import { openDatabases, openStores, type Databases } from '../open-databases.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'covering-index-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const worker = aUser('gridWorker');
const cases = (count: number, gridCode?: string) =>
  Array.from({ length: count }, () => aReportedCase(worker, gridCode === undefined ? {} : { gridCode })).map((one) => ({
    ...one,
    audience: [],
  }));

async function walked({ served: { records } }: Databases): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const { document } of records.walk(records.sightOf(worker), WALK_START)) ids.push(document._id);
  return ids.sort();
}

const during = async <T>(work: (databases: Databases) => Promise<T>): Promise<T> => {
  const stores = await openStores(folder);
  const databases = await openDatabases(stores, join(folder, 'index'));
  try {
    return await work(databases);
  } finally {
    await databases.close();
    await stores.close();
  }
};

it('is built anew when it is gone', async () => {
  const documents = cases(700);
  await during(({ served }) => served.records.write(documents, { newEdits: true }));
  await rm(join(folder, 'index'), { recursive: true });
  expect(await during(walked)).toEqual(documents.map((one) => one._id).sort());
});

it.each([
  ['the name of its list of files is torn', 'CURRENT', 5],
  ['the list of its files is cut off', 'MANIFEST', 20],
  ['a file of it is gone', '.ldb', null],
])('is built anew by itself when %s', async (_what, part, keptBytes) => {
  const documents = cases(300);
  await during(({ served }) => served.records.write(documents, { newEdits: true }));
  const records = join(folder, 'index', 'records');
  // Opened once more its log is a table.
  await during(walked);
  const [name = ''] = (await readdir(records)).filter((one) => one.includes(part));
  await (keptBytes === null ? rm(join(records, name)) : truncate(join(records, name), keptBytes));
  expect(await during(walked)).toEqual(documents.map((one) => one._id).sort());
});

it('catches up by itself when it stayed behind its store', async () => {
  await during(({ served }) => served.records.write(cases(3), { newEdits: true }));
  await cp(join(folder, 'index'), join(folder, 'old'), { recursive: true });
  const all = await during(async (databases) => {
    await databases.served.records.write(cases(40), { newEdits: true });
    return walked(databases);
  });
  await rm(join(folder, 'index'), { recursive: true });
  await cp(join(folder, 'old'), join(folder, 'index'), { recursive: true });
  expect(all).toHaveLength(43);
  expect(await during(walked)).toEqual(all);
});

it('is thrown away when it belongs to another store', async () => {
  await during(({ served }) => served.records.write(cases(5), { newEdits: true }));
  await rm(join(folder, 'records'), { recursive: true });
  expect(await during(walked)).toEqual([]);
});

it('follows a document that moves, and forgets one that is deleted', async () => {
  const [moving, going, staying] = cases(3);
  if (moving === undefined || going === undefined || staying === undefined) throw new Error('three cases');
  await during(async (databases) => {
    const { records } = databases.served;
    const rows = await records.write([moving, going, staying], { newEdits: true });
    const [first, second] = rows.map((row) => (row.ok ? row.rev : ''));
    await records.write(
      [
        { ...moving, scope: OTHER_GRID, _rev: first ?? '' },
        { ...going, _deleted: true, _rev: second ?? '' },
      ],
      { newEdits: true },
    );
    expect(await walked(databases)).toEqual([staying._id]);
    expect((await records.index.documents([going._id, moving._id])).size).toBe(1);
  });
});

it('forgets its oldest falls when there are too many, and says from when it remembers', async () => {
  const index = await openCoveringIndex(join(folder, 'small'), { uuid: 'a store', head: 0 }, placeKeys, 8);
  await index.settle();
  expect(index.trail().from).toBe(0);
  const at = (seq: number) => ({ _id: 'person:1', type: 'person', scope: `31011500500${seq % 10}`, _rev: `${seq}-a` });
  for (let seq = 1; seq <= 10; seq += 1) await index.apply([{ seq, document: at(seq) }], seq);
  const { from, gapAt } = index.trail();
  expect([from, gapAt]).toEqual([3, 0]);
  expect((await index.falls(0, 10, 100)).map(({ seq }) => seq)).toEqual([4, 5, 6, 7, 8, 9, 10]);
  await index.close();
});

it('sees what moves away in one page with others, however few places it keeps at hand', async () => {
  const index = await openCoveringIndex(join(folder, 'few'), { uuid: 'a store', head: 0 }, placeKeys, 100, 2);
  const at = (one: number, seq: number, scope: string) => ({
    seq,
    document: { _id: `person:${String(one)}`, type: 'person', scope, _rev: `${seq > 9 ? '2' : '1'}-a` },
  });
  await index.apply(
    [1, 2, 3].map((one) => at(one, one, '310115005001')),
    3,
  );
  const applied = await index.apply(
    [3, 2, 1].map((one) => at(one, 10 + one, '310115005002')),
    13,
  );
  expect(applied.map(({ fallen }) => fallen.length)).toEqual([1, 1, 1]);
  expect(await index.page({ prefix: 's!person!310115005001', end: 's!person!310115005001\uffff' }, '', 10)).toEqual([]);
  await index.close();
});

it('follows one that moves twice in one page, and never loses it from sight while it moves', async () => {
  const index = await openCoveringIndex(join(folder, 'twice'), { uuid: 'a store', head: 0 }, placeKeys);
  const grid = (one: number): string => `31011500500${String(one % 10)}`;
  const at = (seq: number) => ({
    seq,
    document: { _id: 'person:1', type: 'person', scope: grid(seq), _rev: `${String(seq)}-a` },
  });
  await index.apply([at(1)], 1);
  await index.apply([at(2), at(3)], 3);
  for (const one of [1, 2]) {
    const range = { prefix: `s!person!${grid(one)}`, end: `s!person!${grid(one)}\uffff` };
    expect(await index.page(range, '', 10)).toEqual([]);
  }
  expect((await index.falls(0, 3, 10)).map(({ seq }) => seq)).toEqual([2, 3]);
  for (let seq = 4; seq < 200; seq += 1) {
    const [found] = await Promise.all([index.documents(['person:1']), index.apply([at(seq)], seq)]);
    expect(found.size, String(seq)).toBe(1);
  }
  await index.close();
});

it('knows of a range that held nothing that it holds something as soon as it does', async () => {
  const index = await openCoveringIndex(join(folder, 'empty'), { uuid: 'a store', head: 0 }, placeKeys);
  const range = { prefix: 's!person!', end: 's!person!\uffff' };
  const at = (seq: number, type: string) => ({
    seq,
    document: { _id: `${type}:${String(seq)}`, type, scope: '310115005001', _rev: '1-a' },
  });
  expect(await index.isEmpty(range)).toBe(true);
  await index.apply([at(1, 'room')], 1);
  expect(await index.isEmpty(range)).toBe(true);
  // Looked at while the first one is on its way: it may be seen or not, but not passed over from then on.
  await Promise.all([index.apply([at(2, 'person')], 2), index.isEmpty(range)]);
  expect(await index.isEmpty(range)).toBe(false);
  await index.close();
});

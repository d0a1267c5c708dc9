import 'fake-indexeddb/auto';
import { createRxDatabase, type RxCollection, type RxDatabase } from 'rxdb/plugins/core';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { afterEach, describe, expect, it } from 'vitest';
import { aReportedCase } from '../../../shared/testing/builders.ts';
import { allPlainText } from '../testing/raw-indexeddb.ts';
import { rawTable, spoil } from '../testing/raw-table.ts';
import { SCHEMAS } from '../collections/schemas.ts';
import { newKeyFile } from './key-file.ts';
import { sealedStorage, type BrokenDocument } from './sealed-storage.ts';

const CHEAP = { memoryKiB: 64, passes: 1, lanes: 1 };
const open: RxDatabase[] = [];
let counter = 0;

async function aDatabase(
  name = `sealed-test-${String((counter += 1))}`,
  sealer?: Awaited<ReturnType<typeof newKeyFile>>['sealer'],
) {
  const broken: BrokenDocument[] = [];
  const use = sealer ?? (await newKeyFile('geheim-123', CHEAP, null)).sealer;
  const database = await createRxDatabase({
    name,
    storage: sealedStorage(getRxStorageDexie(), use, (document) => broken.push(document)),
    multiInstance: false,
  });
  open.push(database);
  const collections = await database.addCollections({ cases: { schema: SCHEMAS.cases } });
  const cases = collections['cases'] as unknown as RxCollection<Record<string, unknown> & { _id: string }>;
  return { database, cases, broken, sealer: use, name };
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((database) => database.close()));
});

const aLocalCase = () => ({ ...aReportedCase(), unsent: 1, fromTomorrow: { nested: ['未知字段'] } });

describe('the sealed storage', () => {
  it('gives back a whole document, unknown fields included', async () => {
    const { cases } = await aDatabase();
    const written = aLocalCase();
    await cases.insert(written);
    const found = await cases.findOne(written._id).exec();
    expect(found?.toJSON()).toEqual(written);
  });

  it('leaves nothing readable in IndexedDB but ids and index fields', async () => {
    const { cases } = await aDatabase();
    const written = aLocalCase();
    await cases.insert(written);
    const text = await allPlainText();
    expect(text).toContain(written._id);
    expect(text).toContain('reported');
    for (const secret of [
      '投放点旁',
      '上港小区',
      written.reporter.name,
      written.reporter.id,
      '暴露垃圾',
      '未知字段',
      'fromTomorrow',
    ]) {
      expect(text).not.toContain(secret);
    }
  });

  it('selects and sorts by the clear index fields', async () => {
    const { cases } = await aDatabase();
    await cases.bulkInsert([
      { ...aLocalCase(), changedAt: '2026-01-02T00:00:00.000Z' },
      { ...aLocalCase(), changedAt: '2026-01-03T00:00:00.000Z' },
      { ...aLocalCase(), state: 'closed' },
    ]);
    const found = await cases.find({ selector: { state: 'reported' }, sort: [{ changedAt: 'desc' }] }).exec();
    expect(found.map((one) => one.get('changedAt') as string)).toEqual([
      '2026-01-03T00:00:00.000Z',
      '2026-01-02T00:00:00.000Z',
    ]);
  });

  it('reports a document whose cipher text was altered and reads on without it', async () => {
    const { cases, broken, database, sealer, name } = await aDatabase();
    const [good, bad] = [aLocalCase(), aLocalCase()];
    await cases.bulkInsert([good, bad]);
    await spoil(cases, bad._id);
    await database.close();

    const again = await aDatabase(name, sealer);
    const found = await again.cases.find().exec();
    expect(found.map((one) => one.primary)).toEqual([good._id]);
    expect(again.broken.map(({ id }) => id)).toContain(bad._id);
    expect(broken).toEqual([]);
  });

  it('does not open a cipher text that was moved to another document', async () => {
    const { cases, broken } = await aDatabase();
    const [one, other] = [aLocalCase(), aLocalCase()];
    await cases.bulkInsert([one, other]);
    const disk = await rawTable(cases);
    const [a, b] = [await disk.get(one._id), await disk.get(other._id)];
    await disk.put({ ...a, sealed: b.sealed });
    await cases.storageInstance.findDocumentsById([one._id], false);
    expect(broken.map(({ id }) => id)).toEqual([one._id]);
  });

  it('opens nothing under another key', async () => {
    const { cases, database, name } = await aDatabase();
    await cases.insert(aLocalCase());
    await database.close();
    const again = await aDatabase(name);
    expect(await again.cases.find().exec()).toEqual([]);
    expect(again.broken).toHaveLength(1);
  });

  it('tells of the write that won when two begin on one revision', async () => {
    const { cases } = await aDatabase();
    const written = aLocalCase();
    await cases.insert(written);
    const [previous] = await cases.storageInstance.findDocumentsById([written._id], false);
    if (previous === undefined) throw new Error('the case is there');
    const heard: unknown[] = [];
    const subscription = cases.storageInstance.changeStream().subscribe(({ events }) => {
      heard.push(...events.map(({ documentData }) => (documentData as Record<string, unknown>)['number']));
    });
    const write = (number: string) =>
      cases.storageInstance.bulkWrite([{ previous, document: { ...previous, number } }], 'test');
    const results = await Promise.all([write('one'), write('other')]);
    subscription.unsubscribe();
    const winner = results[0].error.length === 0 ? 'one' : 'other';
    expect(heard).toEqual([winner]);
    const stored = await cases.findOne(written._id).exec();
    expect(stored?.get('number')).toBe(winner);
  });
});

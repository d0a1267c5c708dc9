import { afterAll, beforeAll, expect, it } from 'vitest';
import { anId, aReportedCase, aUser, OTHER_GRID } from '../../shared/testing/builders.ts';
import type { BulkRow } from '../../shared/sync/wire.ts';
import { startServer, type TestServer } from './harness/start-server.ts';

let server: TestServer;
const worker = aUser('gridWorker');
const stranger = aUser('gridWorker', { scope: OTHER_GRID });

beforeAll(async () => {
  server = await startServer();
  await Promise.all([worker, stranger].map((user) => server.add(user)));
});
afterAll(() => server.stop());

it('says of hundreds of documents what is missing, with a hundred of them in memory at a time', async () => {
  const docs = Array.from({ length: 230 }, () => aReportedCase(worker));
  const rows = (await server.as(worker)('POST', '/records/_bulk_docs', { docs })).body as BulkRow[];
  const { store } = server.opened.server.databases.served.records;
  const { current } = store;
  const read: number[] = [];
  const counting: typeof current = (ids) => {
    read.push(ids.length);
    return current(ids);
  };
  Object.assign(store, { current: counting });
  const nowhere = anId('case');
  const asked = {
    ...Object.fromEntries(rows.map(({ id, rev = '' }, nth) => [id, nth === 200 ? [rev, '9-a'] : [rev]])),
    [nowhere]: ['1-a'],
  };
  const missing = { [rows[200]?.id ?? '']: { missing: ['9-a'] }, [nowhere]: { missing: ['1-a'] } };
  expect((await server.as(worker)('POST', '/records/_revs_diff', asked)).body).toMatchObject(missing);
  expect(read).toEqual([100, 100, 31]);
  const { body } = await server.as(stranger)('POST', '/records/_revs_diff', asked);
  expect(body).toEqual(Object.fromEntries(Object.entries(asked).map(([id, revs]) => [id, { missing: revs }])));
});

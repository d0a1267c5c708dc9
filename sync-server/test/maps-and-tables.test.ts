import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BulkRow } from '../../shared/sync/wire.ts';
import { CURRENT_FORM } from '../../shared/migrations/forms.ts';
import { anId, aUser, GRID, STREET } from '../../shared/testing/builders.ts';
import { anArea, OTHER_STREET } from './harness/street.ts';
import { inMemory, remote, replicate } from './harness/pouch.ts';
import { PASSWORD, startServer, type TestServer } from './harness/start-server.ts';

let server: TestServer;
const admin = aUser('systemAdmin');
const worker = aUser('gridWorker');
const elsewhere = aUser('systemAdmin', { scope: OTHER_STREET });

beforeAll(async () => {
  server = await startServer();
  await Promise.all([admin, worker, elsewhere].map((user) => server.add(user)));
});
afterAll(() => server.stop());

const push = async (user: typeof admin, document: object, more: object = {}): Promise<BulkRow | undefined> =>
  (
    (await server.as(user)('POST', '/records/_bulk_docs?returns=docs', { docs: [document], ...more })).body as BulkRow[]
  )[0];

it('are written whole, on top of the revision in force', async () => {
  const area = anArea(GRID, 'grid');
  const first = await push(admin, area);
  expect(first).toMatchObject({ ok: true });
  expect(await push(admin, area)).toEqual(first); // the same again
  const renamed = { ...area, name: '新名' };
  expect(await push(admin, renamed)).toMatchObject({
    error: 'conflict',
    document: { _rev: first?.rev, name: area.name },
  });
  expect(await push(admin, { ...renamed, _rev: first?.rev })).toMatchObject({ ok: true, document: { name: '新名' } });
  expect(await push(admin, { ...area, name: '旧的', _rev: first?.rev })).toMatchObject({ error: 'conflict' });
});

it('keep what a newer version wrote into them', async () => {
  const area = { ...anArea(GRID, 'grid'), ofTomorrow: { a: [1] } };
  expect(await push(admin, area)).toMatchObject({ ok: true, document: { ofTomorrow: { a: [1] } } });
});

it('are not written by those whose post it is not, nor from elsewhere', async () => {
  const area = anArea(GRID, 'grid');
  expect(await push(worker, area)).toMatchObject({ error: 'forbidden', refusal: { code: 'type' } });
  expect(await push(elsewhere, area)).toMatchObject({ error: 'forbidden', refusal: { code: 'out-of-scope' } });
});

it('leave a tombstone that tells everyone who saw them', async () => {
  const area = anArea(GRID, 'grid');
  const row = await push(admin, area);
  const since = ((await server.as(worker)('GET', '/records/_changes')).body as { last_seq: string }).last_seq;
  expect((await server.as(admin)('DELETE', `/records/${area._id}?rev=${row?.rev ?? ''}`)).status).toBe(200);
  const { results } = (await server.as(worker)('GET', `/records/_changes?since=${since}&include_docs=true`)).body as {
    results: unknown[];
  };
  expect(results).toMatchObject([{ id: area._id, deleted: true, doc: { _deleted: true, type: 'area', scope: GRID } }]);
  expect((await server.as(worker)('GET', `/records/${area._id}`)).body).toEqual({
    error: 'not_found',
    reason: 'deleted',
  });
  expect((await server.as(elsewhere)('GET', `/records/${area._id}`)).body).toEqual({
    error: 'not_found',
    reason: 'missing',
  });
});

it('come and go through a plain replicator', async () => {
  const mine = inMemory();
  const area = anArea(GRID, 'grid');
  const database = remote(`${server.url}/records`, admin.account, PASSWORD);
  const { rev } = await mine.put(area);
  await replicate(mine, database);
  await mine.put({ ...area, _rev: rev, name: '改名' });
  expect(await replicate(mine, database)).toMatchObject({ docs_written: 1, doc_write_failures: 0 });
  const held = await mine.get(area._id);
  expect((await server.as(worker)('GET', `/records/${area._id}`)).body).toMatchObject({
    name: '改名',
    _rev: held._rev,
  });
});

it('are catalogues that only an administrator publishes, a new version beside the old, which nobody takes away', async () => {
  const catalog = {
    _id: anId('catalog'),
    type: 'catalog',
    kind: 'reasons',
    scope: STREET,
    schema: CURRENT_FORM,
    provenance: { createdAt: '2026-11-20T01:00:00.000Z', createdBy: admin.id, createdDevice: 'T', source: '目录规则' },
    name: '办理理由',
    version: 2,
    validFrom: '2026-12-01',
    entries: [{ code: 'far', act: 'returnToDispatch', label: '不在职责内' }],
  };
  const clerk = aUser('streetClerk');
  await server.add(clerk);
  expect(await push(clerk, catalog)).toMatchObject({
    error: 'forbidden',
    refusal: { code: 'type', why: expect.stringMatching(/岗位/) as string },
  });
  expect(await push(elsewhere, catalog)).toMatchObject({ error: 'forbidden', refusal: { code: 'out-of-scope' } });
  const row = await push(admin, catalog);
  expect(row).toMatchObject({ ok: true });
  expect(await push(admin, { ...catalog, _id: anId('catalog'), entries: [{ code: 'far' }] })).toMatchObject({
    error: 'forbidden',
    refusal: { code: 'shape' },
  });
  expect(await push(admin, { _id: catalog._id, _rev: row?.rev, _deleted: true })).toMatchObject({ error: 'forbidden' });
  expect((await server.as(clerk)('GET', `/records/${catalog._id}`)).body).toMatchObject({ version: 2 });
});

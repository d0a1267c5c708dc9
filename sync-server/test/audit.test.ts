import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { User } from '../../shared/domain/staff.ts';
import { sessionResponse, type BulkRow } from '../../shared/sync/wire.ts';
import { aUlid, aUser } from '../../shared/testing/builders.ts';
import { aChain, aLink, type Device } from './harness/audit-links.ts';
import { PASSWORD, startServer, type TestServer } from './harness/start-server.ts';

let server: TestServer;
const worker = aUser('gridWorker');
const colleague = aUser('gridWorker');
const auditor = aUser('auditor');

beforeAll(async () => {
  server = await startServer();
  await Promise.all([worker, colleague, auditor].map((user) => server.add(user)));
});
afterAll(() => server.stop());

async function aDevice(
  user: User,
  installation = aUlid(),
  key: Buffer = randomBytes(32),
): Promise<Device & { readonly auditSeq: number }> {
  const { body } = await server.as(null)('POST', '/_workstation/session', {
    name: user.account,
    password: PASSWORD,
    protocol: 1,
    installation,
    auditKey: key.toString('base64url'),
  });
  return { installation, key, auditSeq: sessionResponse.parse(body).auditSeq };
}

const push = async (user: User, docs: readonly object[]): Promise<readonly BulkRow[]> =>
  (await server.as(user)('POST', '/audit/_bulk_docs', { docs })).body as readonly BulkRow[];

const REFUSED = { error: 'forbidden', refusal: { code: 'audit-chain' } };

it('takes a chain in any order of arrival within a push, and tells how far it came', async () => {
  const device = await aDevice(worker);
  const links = aChain(device, worker, 5);
  expect((await push(worker, [...links].reverse())).every((row) => row.ok)).toBe(true);
  expect((await push(worker, links)).every((row) => row.ok)).toBe(true); // again
  expect((await aDevice(worker, device.installation, device.key)).auditSeq).toBe(5);
});

it('takes no link over a gap, off the chain, or changed on the way', async () => {
  const device = await aDevice(worker);
  const [first, second, third] = aChain(device, worker, 3);
  if (first === undefined || second === undefined || third === undefined) throw new Error('three links');
  expect(await push(worker, [first, third])).toMatchObject([{ ok: true }, REFUSED]);
  expect(await push(worker, [{ ...second, act: 'print' }])).toMatchObject([REFUSED]);
  expect(await push(worker, [aLink(device, worker, 2, 'b'.repeat(64))])).toMatchObject([REFUSED]);
  expect(await push(worker, [aLink({ ...device, key: randomBytes(32) }, worker, 2, first.mac)])).toMatchObject([
    REFUSED,
  ]);
  expect(await push(worker, [aLink(device, worker, 1, '', { act: 'print' })])).toMatchObject([
    { refusal: { code: 'immutable' } },
  ]);
  expect(await push(worker, [second, third])).toMatchObject([{ ok: true }, { ok: true }]);
});

it('takes only what one did oneself, where one works', async () => {
  const device = await aDevice(worker);
  await aDevice(colleague, device.installation);
  expect(await push(colleague, aChain(device, worker, 1))).toMatchObject([{ refusal: { code: 'author' } }]);
  expect(await push(worker, [aLink(device, worker, 1, '', { scope: '310115006' })])).toMatchObject([
    { refusal: { code: 'shape' } },
  ]);
  expect(await push(worker, [aLink({ installation: aUlid(), key: device.key }, worker, 1, '')])).toMatchObject([
    REFUSED,
  ]);
});

it('keeps the key that was registered first', async () => {
  const device = await aDevice(worker);
  const other = await aDevice(worker, device.installation);
  expect(await push(worker, aChain(other, worker, 1))).toMatchObject([REFUSED]);
  expect(await push(worker, aChain(device, worker, 1))).toMatchObject([{ ok: true }]);
});

it('is read by the auditor alone', async () => {
  const device = await aDevice(worker);
  const [link] = aChain(device, worker, 1);
  await push(worker, [link ?? {}]);
  const path = `/audit/${encodeURIComponent(link?._id ?? '')}`;
  expect((await server.as(auditor)('GET', path)).body).toMatchObject({ person: worker.id });
  expect((await server.as(worker)('GET', path)).status).toBe(404);
});

it('two pushes of one chain at once leave one chain', async () => {
  const device = await aDevice(worker);
  const links = aChain(device, worker, 6);
  await Promise.all([push(worker, links), push(worker, links.slice(0, 4)), push(worker, links)]);
  const { store } = server.opened.server.databases.served.audit;
  const stored = await store.current(links.map((link) => link._id));
  expect([...stored.values()].map((link) => link['mac'])).toEqual(links.map((link) => link.mac));
});

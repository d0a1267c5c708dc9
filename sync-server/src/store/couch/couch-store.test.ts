import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aCouch, COUCH_URL, type CouchUnderTest } from '../../../test/harness/couch.ts';
import { asCouchError } from '../../http/error-handling.ts';
import { SOON, storeContract } from '../store-contract.ts';
import { StoreAway } from '../store-away.ts';
import { checkVersion, couchAddress, OldCouch, type CouchAddress } from './couch-http.ts';
import { openCouchStore } from './couch-store.ts';

describe.skipIf(COUCH_URL === null)('with COUCHDB_URL', () => {
  storeContract('CouchDB', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'couch-store-'));
    const { address, remove } = aCouch();
    let opened = 0;
    const open = () => openCouchStore(address, 'contract', { logPath: join(folder, String((opened += 1))) });
    return {
      open,
      again: open,
      countsItself: true,
      remove: async () => {
        await remove();
        await rm(folder, { recursive: true, force: true });
      },
    };
  });
});

/** What its administrator does, past every server. */
const asAdministrator = async (address: CouchAddress, method: string, path: string, body?: unknown): Promise<void> => {
  const [node = ''] = address.nodes;
  const answer = await fetch(node + path, {
    method,
    headers: { 'content-type': 'application/json', authorization: address.authorization ?? '' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(await answer.text());
};
const inFolder = async (work: (folder: string, couch: CouchUnderTest) => Promise<void>): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'couch-store-'));
  const couch = aCouch();
  try {
    await work(folder, couch);
  } finally {
    await couch.remove();
    await rm(folder, { recursive: true, force: true });
  }
};
const aCase = (nth: number, changes: object = {}) => ({
  _id: `case:${String(nth)}`,
  type: 'case',
  scope: '3101',
  ...changes,
});

describe.skipIf(COUCH_URL === null)('with COUCHDB_URL, a database', { timeout: 60_000 }, () => {
  it('that was put back to an older state is noticed, by who works on it and by who opens it', () =>
    inFolder(async (folder, { address }) => {
      const [node = ''] = address.nodes;
      const named = (name: string) => ({
        url: `${node}/${address.prefix}-${name}`,
        headers: { authorization: address.authorization },
      });
      const copy = (from: string, to: string) =>
        asAdministrator(address, 'POST', '/_replicate', {
          source: named(from),
          target: named(to),
          create_target: true,
        });
      const replaced: string[] = [];
      const open = (name: string) =>
        openCouchStore(address, 'contract', { logPath: join(folder, name), replaced: () => replaced.push(name) });
      const store = await open('one');
      const idle = await open('two');
      await store.write([aCase(1)], { newEdits: true });
      await copy('contract', 'copy');
      await store.write([aCase(2)], { newEdits: true });
      // Both have read of the second one, from whichever copy of a cluster.
      for (const reader of [store, idle]) await expect.poll(async () => (await reader.info()).head, SOON).toBe(2);
      await store.close();
      await asAdministrator(address, 'DELETE', `/${address.prefix}-contract`);
      await copy('copy', 'contract');
      await expect.poll(() => replaced, { timeout: 20_000 }).toEqual(['two']);
      await expect(idle.changes(0, 10)).rejects.toThrow(StoreAway);
      await expect(idle.write([aCase(3)], { newEdits: true })).rejects.toThrow(StoreAway);
      await idle.close();
      const again = await open('one');
      expect([again.wasPutBack, again.uuid === store.uuid, again.count === store.count]).toEqual([true, false, false]);
      expect((await again.changes(0, 10)).changes.map(({ document }) => document._id)).toEqual(['case:1']);
      // Whoever comes later finds it under its new name.
      const later = await open('two');
      expect([later.wasPutBack, later.uuid]).toEqual([false, again.uuid]);
      await again.close();
      await later.close();
    }));

  it('that is compacted meanwhile says what it said before', () =>
    inFolder(async (folder, { address }) => {
      const store = await openCouchStore(address, 'contract', { logPath: join(folder, 'log') });
      let rev = '';
      for (let nth = 0; nth < 4; nth += 1) {
        const [row] = await store.write([aCase(1, { nth, ...(rev === '' ? {} : { _rev: rev }) })], { newEdits: true });
        rev = row?.ok === true ? row.rev : '';
      }
      const before = { first: (await store.changes(0, 10)).changes[0], living: await store.living('case:1') };
      await asAdministrator(address, 'POST', `/${address.prefix}-contract/_compact`, {});
      await store.write([aCase(2)], { newEdits: true });
      const { _rev } = (await store.current(['case:2'])).get('case:2') ?? {};
      await store.write([aCase(2, { _rev, _deleted: true })], { newEdits: true });
      expect(await store.living('case:1')).toEqual(before.living);
      expect((await store.changes(0, 10)).changes[0]).toEqual(before.first);
      expect(await store.write([aCase(1, { _rev: rev })], { newEdits: true })).toMatchObject([{ ok: true }]);
      await store.close();
    }));

  it('is closed to everybody but administrators, also where somebody had opened it', () =>
    inFolder(async (folder, { address }) => {
      const path = `/${address.prefix}-contract`;
      await asAdministrator(address, 'PUT', path);
      await asAdministrator(address, 'PUT', `${path}/_security`, { members: { names: [], roles: [] } });
      const store = await openCouchStore(address, 'contract', { logPath: join(folder, 'log') });
      const [node = ''] = address.nodes;
      expect((await fetch(node + path)).status).toBe(401);
      await store.close();
    }));
});

describe('where nobody answers', () => {
  it('is away, and says so after a few tries', async () => {
    const address = couchAddress('http://nobody:secret@127.0.0.1:1');
    if (address === null) throw new Error('an address');
    const opening = openCouchStore(address, 'contract', { logPath: '/nowhere' });
    await expect(opening).rejects.toThrow(StoreAway);
    await expect(opening).rejects.not.toThrow(/secret|127/);
  });

  it.each(['', 'ftp://a', 'http://a/b?c', 'http://a/A', 'http://a,', 'http://a/one,http://b/two'])(
    'is no address: %s',
    (url) => {
      expect(couchAddress(url)).toBeNull();
    },
  );
});

it('reads the nodes of a cluster out of one line, with the account and the prefix of whichever says them', () => {
  expect(couchAddress('http://a:1, http://admin:se%20cret@b:2/street,http://c:3')).toEqual({
    nodes: ['http://a:1', 'http://b:2', 'http://c:3'],
    authorization: `Basic ${Buffer.from('admin:se cret').toString('base64')}`,
    prefix: 'street',
  });
});

it('refuses a CouchDB before 3.3, and what is none', async () => {
  let says: object = { couchdb: 'Welcome', version: '3.2.3' };
  const server = createServer((_request, response) => void response.end(JSON.stringify(says)));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = couchAddress(`http://127.0.0.1:1,http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  if (address === null) throw new Error('an address');
  await expect(checkVersion(address)).rejects.toThrow(OldCouch);
  says = { hello: 'world' };
  await expect(checkVersion(address)).rejects.toThrow(StoreAway);
  says = { couchdb: 'Welcome', version: '3.3.0' };
  await checkVersion(address);
  server.close();
  server.closeAllConnections();
});

it('is away while CouchDB breaks every line, in words for whoever writes, and there again when it is back', async () => {
  const lines: Socket[] = [];
  let isThere = true;
  /** A CouchDB of the least there is: one that answers, or breaks every line. */
  const couch = createServer((request, response) => {
    if (!isThere) return void request.socket.destroy();
    const path = request.url ?? '';
    response.setHeader('content-type', 'application/json');
    if (path.includes('_design/workstation')) return void response.end('{"uuid":"one"}');
    if (path.includes('_security')) return void response.end('{}');
    if (path.includes('feed=continuous')) return void response.write('\n');
    if (path.includes('_changes')) return void response.end('{"results":[],"last_seq":"0-x"}');
    if (request.method === 'PUT') return void response.writeHead(412).end('{}');
    response.end('{"update_seq":"0-x","doc_count":4}');
  });
  couch.on('connection', (socket) => lines.push(socket));
  await new Promise<void>((listening) => couch.listen(0, '127.0.0.1', listening));
  const folder = await mkdtemp(join(tmpdir(), 'couch-away-'));
  const address = couchAddress(`http://127.0.0.1:${(couch.address() as AddressInfo).port}`);
  if (address === null) throw new Error('an address');
  const store = await openCouchStore(address, 'records', { logPath: join(folder, 'log') });
  expect(await store.info()).toEqual({ head: 0, documents: 3 });
  isThere = false;
  for (const line of lines) line.destroy();
  const failed = await store.write([{ _id: 'case:1' }], { newEdits: true }).then(
    () => new Error('written'),
    (error: unknown) => error as Error,
  );
  const answer = asCouchError(failed);
  expect(answer?.status).toBe(503);
  expect(answer?.body()).toMatchObject({
    refusal: { code: 'store-away', fix: expect.stringContaining('自动补送') as string },
  });
  isThere = true;
  expect(await store.info()).toEqual({ head: 0, documents: 3 });
  await store.close();
  couch.closeAllConnections();
  couch.close();
  await rm(folder, { recursive: true });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aCouch, COUCH_URL } from '../../../test/harness/couch.ts';
import { asCouchError } from '../../http/error-handling.ts';
import { storeContract } from '../store-contract.ts';
import { couchAddress, StoreAway } from './couch-http.ts';
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

describe('where nobody answers', () => {
  it('is away, and says so after a few tries', async () => {
    const address = couchAddress('http://nobody:secret@127.0.0.1:1');
    if (address === null) throw new Error('an address');
    const opening = openCouchStore(address, 'contract', { logPath: '/nowhere' });
    await expect(opening).rejects.toThrow(StoreAway);
    await expect(opening).rejects.not.toThrow(/secret|127/);
  });

  it.each(['', 'ftp://a', 'http://a/b?c', 'http://a/A'])('is no address: %s', (url) => {
    expect(couchAddress(url)).toBeNull();
  });
});

it('is away while CouchDB breaks every line, in words for whoever writes, and there again when it is back', async () => {
  const lines: Socket[] = [];
  let isThere = true;
  /** A CouchDB of the least there is: one that answers, or breaks every line. */
  const couch = createServer((request, response) => {
    if (!isThere) return void request.socket.destroy();
    const path = request.url ?? '';
    response.setHeader('content-type', 'application/json');
    if (path.includes('_local/workstation-store')) return void response.end('{"uuid":"one"}');
    if (path.includes('feed=continuous')) return void response.write('\n');
    if (path.includes('_changes')) return void response.end('{"results":[],"last_seq":"0-x"}');
    if (request.method === 'PUT') return void response.writeHead(412).end('{}');
    response.end('{"update_seq":"0-x","doc_count":3}');
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

import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { aReportedCase, aUlid, aUser } from '../../shared/testing/builders.ts';
import { sessionResponse } from '../../shared/sync/wire.ts';
import { runMove } from '../cli/commands/move.ts';
import { couchdbOf } from '../cli/couchdb-of-folder.ts';
import { PARTS } from '../src/backup/backup-format.ts';
import { checksumOf } from '../src/backup/checksum.ts';
import { moveStores, NotMoved } from '../src/backup/move-stores.ts';
import { openStores, type Stores } from '../src/open-databases.ts';
import { Retired } from '../src/store/couch/couch-identity.ts';
import { openCouchStores } from '../src/store/couch/couch-stores.ts';
import type { Store } from '../src/store/port.ts';
import { StoreAway } from '../src/store/store-away.ts';
import { aCouch, COUCH_URL, couchUrl } from './harness/couch.ts';
import { aStreet } from './harness/street.ts';
import { call, PASSWORD, startServer } from './harness/start-server.ts';

let scratch: string;
/** An installation at rest: every type, photos, a document that was changed, one that is deleted, a session. */
let folder: string;
let token: string;
let photo: { readonly path: string; readonly text: string };
const worker = aUser('gridWorker');
const clerk = aUser('communityClerk');

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'move-'));
  folder = join(scratch, 'office');
  const server = await startServer({ folder, couch: null });
  await Promise.all([worker, clerk].map((user) => server.add(user)));
  const street = await aStreet(server);
  const signedIn = await server.as(null)('POST', '/_workstation/session', {
    ...{ name: worker.account, password: PASSWORD, protocol: 1, installation: aUlid(), auditKey: 'A'.repeat(43) },
  });
  ({ token } = sessionResponse.parse(signedIn.body));
  const { records } = server.opened.stores;
  const note = { _id: 'area:01JZZZZZZZZZZZZZZZZZZZZZZZ', type: 'area', scope: '310115' };
  for (const change of [{}, { name: '改过' }, { _deleted: true }]) {
    const there = (await records.current([note._id])).get(note._id);
    await records.write([{ ...note, ...change, ...(there === undefined ? {} : { _rev: there._rev }) }], {
      newEdits: true,
    });
  }
  const path = `/evidence/${street.documents.find(({ type }) => type === 'photo')?._id ?? ''}/original.jpg`;
  photo = { path, text: (await server.as(street.users['streetClerk'] ?? clerk)('GET', path)).text };
  await server.app.close();
  await server.opened.close();
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

const quiet = (): void => undefined;
const everything = (): boolean => true;
const sumsOf = (stores: Stores) => Promise.all(PARTS.map((part) => checksumOf(stores[part], everything)));

it('puts every document down elsewhere, goes on where it was cut off, and takes no place that is somebody else’s', async () => {
  const from = await openStores(folder);
  const to = await openStores(join(scratch, 'elsewhere'));
  const other = await openStores(join(scratch, 'other'));
  try {
    const { write } = to.evidence;
    let written = 0;
    const failing: Store['write'] = (...given) => {
      written += 1;
      return written > 1 ? write(...given) : Promise.reject(new Error('the disk is full'));
    };
    Object.assign(to.evidence, { write: failing });
    await expect(moveStores(from, to, quiet)).rejects.toThrow('the disk is full');
    // What was there already is not written again.
    let again = 0;
    const { write: records } = to.records;
    const counting: Store['write'] = (documents, options) => {
      again += documents.length;
      return records(documents, options);
    };
    Object.assign(to.records, { write: counting });
    const sums = await moveStores(from, to, quiet);
    expect(again).toBe(0);
    expect(Object.values(sums)).toEqual(await sumsOf(from));
    expect(await sumsOf(to)).toEqual(await sumsOf(from));
    expect(sums.system.documents).toBeGreaterThan(2);
    const changed = await to.records.living('area:01JZZZZZZZZZZZZZZZZZZZZZZZ');
    expect(changed).toEqual([]);

    await other.records.write([{ ...aReportedCase(worker) }], { newEdits: true });
    await expect(moveStores(from, other, quiet)).rejects.toThrow(NotMoved);
    const { changes } = from.audit;
    const hiding: Store['changes'] = async (...given) => {
      const page = await changes(...given);
      return { ...page, changes: page.changes.slice(1) };
    };
    Object.assign(from.audit, { changes: hiding });
    await expect(moveStores(from, to, quiet)).rejects.toThrow('校验和不一致');
  } finally {
    for (const stores of [from, to, other]) await stores.close();
  }
});

it('refuses in words what cannot be moved, and changes nothing', async () => {
  await expect(runMove(['--data', folder])).rejects.toThrow('--couchdb');
  await expect(runMove(['--data', folder, '--back'])).rejects.toThrow('不在 CouchDB 上');
  await expect(runMove(['--data', join(scratch, 'nowhere'), '--back'])).rejects.toThrow('没有目录');
  await expect(runMove(['--data', folder, '--couchdb', 'http://127.0.0.1:1'])).rejects.toThrow('连不上 CouchDB');
  expect(await couchdbOf(folder, null)).toBeNull();
});

/** A folder as a move leaves it that was cut off while the parts changed places. */
async function cutOff(name: string, here: readonly string[], there: readonly string[]): Promise<string> {
  const half = join(scratch, name);
  for (const part of here) await mkdir(join(half, part), { recursive: true });
  for (const part of there) await mkdir(join(half, 'from-couchdb', part), { recursive: true });
  await writeFile(join(half, 'couchdb.json'), JSON.stringify({ url: 'http://127.0.0.1:1/first' }));
  return half;
}

it('goes on with the last step of a move that was cut off in it, towards the same place and no other', async () => {
  const log = vi.spyOn(console, 'log').mockImplementation(quiet);
  try {
    const going = await cutOff('going', ['audit', 'records'], []);
    await expect(runMove(['--data', going, '--couchdb', 'http://127.0.0.1:1/second'])).rejects.toThrow('另一个地址');
    await expect(runMove(['--data', going, '--back'])).rejects.toThrow('先把那条命令再运行一次');
    await runMove(['--data', going, '--couchdb', 'http://127.0.0.1:1/first']);
    expect((await readdir(join(going, 'before-couchdb'))).sort()).toEqual(['audit', 'records']);

    const coming = await cutOff('coming', ['evidence', 'system'], ['audit', 'records']);
    await expect(runMove(['--data', coming, '--couchdb', 'http://127.0.0.1:1/first'])).rejects.toThrow('move --back');
    await runMove(['--data', coming, '--back']);
    expect((await readdir(coming)).filter((name) => name !== 'lock').sort()).toEqual([...PARTS].sort());
  } finally {
    log.mockRestore();
  }
});

it.skipIf(COUCH_URL === null)(
  'with COUCHDB_URL: to a CouchDB and back by one command each',
  { timeout: 120_000 },
  async () => {
    const couch = aCouch();
    const log = vi.spyOn(console, 'log').mockImplementation(quiet);
    try {
      const before = await openStores(folder);
      const sums = await sumsOf(before);
      await before.close();
      await runMove(['--data', folder, '--couchdb', couchUrl(couch.address.prefix)]);
      expect(await readdir(folder)).toEqual(expect.arrayContaining(['before-couchdb', 'couchdb.json']));
      expect((await couchdbOf(folder, null))?.address).toEqual(couch.address);
      const server = await startServer({
        folder: join(scratch, 'beside'),
        couch: { ...couch, remove: () => Promise.resolve() },
      });
      // Nobody signs in again, and the photos are there.
      expect((await call(server.url, `Bearer ${token}`, ['GET', '/records'])).status).toBe(200);
      const streetClerk = await server.add(aUser('streetClerk'));
      expect((await server.as(streetClerk)('GET', photo.path)).text).toBe(photo.text);
      await server.opened.server.accounts.setLocked(streetClerk.account, true, 1);
      const added = aReportedCase(worker);
      await server.as(worker)('POST', '/records/_bulk_docs', { docs: [added] });
      await server.stop();
      // Forgotten on another machine: it hears of it, and takes nothing that nobody would see again.
      const index = join(scratch, 'forgotten');
      const replaced = vi.fn();
      const forgotten = await openCouchStores(couch.address, index, { replaced });
      await runMove(['--data', folder, '--back']);
      await vi.waitFor(() => {
        expect(replaced).toHaveBeenCalled();
      }, 20_000);
      await expect(forgotten.records.write([{ ...aReportedCase(worker) }], { newEdits: true })).rejects.toThrow(
        StoreAway,
      );
      await forgotten.close();
      await expect(openCouchStores(couch.address, index)).rejects.toThrow(Retired);
      expect(await couchdbOf(folder, null)).toBeNull();
      const back = await openStores(folder);
      const now = await sumsOf(back);
      expect(now[0]?.documents).toBe((sums[0]?.documents ?? 0) + 1);
      expect(now.slice(1, 3)).toEqual(sums.slice(1, 3));
      expect((await back.records.current([added._id])).size).toBe(1);
      await back.close();
    } finally {
      log.mockRestore();
      await couch.remove();
    }
  },
);

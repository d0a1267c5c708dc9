import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { User } from '../../shared/domain/staff.ts';
import { aReportedCase, aUser, OTHER_GRID } from '../../shared/testing/builders.ts';
import { COUCH_URL } from './harness/couch.ts';
import { aJpeg, aPhotoOf, aThumbOf } from './harness/jpegs.ts';
import { call, PASSWORD, startServer, type TestServer } from './harness/start-server.ts';

/** CouchDB's own replicator, unchanged, within the rights of a session: the databases here belong to CouchDB, the server is one of its peers. */
describe.skipIf(COUCH_URL === null)('with COUCHDB_URL, CouchDB’s replicator', () => {
  let server: TestServer;
  const worker = aUser('gridWorker');
  const clerk = aUser('communityClerk');
  const stranger = aUser('gridWorker', { scope: OTHER_GRID });
  const subject = aReportedCase(worker);
  const made: string[] = [];
  const { origin, username, password } = new URL(COUCH_URL ?? 'http://nobody:nothing@127.0.0.1');
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const couch = (method: string, path: string, body?: unknown) => call(origin, authorization, [method, path, body]);
  const aDatabase = async (): Promise<string> => {
    const name = `peer-${randomBytes(6).toString('hex')}`;
    made.push(name);
    await couch('PUT', `/${name}`);
    return name;
  };
  const ours = (database: string, user: User) => ({
    url: `${server.url}/${database}`,
    auth: { basic: { username: user.account, password: PASSWORD } },
  });
  const theirs = (name: string) => ({ url: `${origin}/${name}`, auth: { basic: { username, password } } });
  interface Done {
    readonly ok?: boolean;
    /** Nothing came: the history is that of the time before. */
    readonly no_changes?: boolean;
    readonly history?: readonly { readonly docs_written: number; readonly doc_write_failures: number }[];
  }
  const replicated = async (source: object, target: object): Promise<unknown> => {
    const { body, text } = await couch('POST', '/_replicate', { source, target });
    const { ok, no_changes: isNothing, history = [] } = body as Done;
    if (ok !== true) throw new Error(text);
    const [last] = isNothing === true ? [] : history;
    return [last?.docs_written ?? 0, last?.doc_write_failures ?? 0];
  };

  beforeAll(async () => {
    server = await startServer();
    await Promise.all([worker, clerk, stranger].map((user) => server.add(user)));
  });
  afterAll(async () => {
    for (const name of made) await couch('DELETE', `/${name}`);
    await server.stop();
  });

  it('carries cases and photos in and out, byte for byte, to who may see them', { timeout: 120_000 }, async () => {
    const [records, evidence] = [await aDatabase(), await aDatabase()];
    const others = Array.from({ length: 20 }, () => aReportedCase(worker));
    await couch('POST', `/${records}/_bulk_docs`, { docs: [subject, ...others] });
    expect(await replicated(theirs(records), ours('records', worker))).toEqual([21, 0]);

    const jpeg = aJpeg(600_000);
    const photo = aPhotoOf(worker, subject._id, {}, jpeg);
    const foreign = aPhotoOf(stranger, subject._id);
    const broken = { ...aPhotoOf(worker, subject._id), sha256: '0'.repeat(64) };
    const docs = [foreign, broken, photo, aThumbOf(worker, photo), aPhotoOf(worker, subject._id)];
    await couch('POST', `/${evidence}/_bulk_docs`, { docs });
    // What is refused keeps nothing back that stands behind it.
    expect(await replicated(theirs(evidence), ours('evidence', worker))).toEqual([3, 2]);

    const copy = await aDatabase();
    expect(await replicated(ours('evidence', clerk), theirs(copy))).toEqual([3, 0]);
    const back = await fetch(`${origin}/${copy}/${photo._id}/original.jpg`, { headers: { authorization } });
    expect(Buffer.from(await back.arrayBuffer()).equals(jpeg)).toBe(true);
    expect(await replicated(ours('evidence', clerk), theirs(copy))).toEqual([0, 0]);
    expect(await replicated(ours('records', clerk), theirs(await aDatabase()))).toEqual([21, 0]);
    expect(await replicated(ours('evidence', stranger), theirs(await aDatabase()))).toEqual([0, 0]);
  });

  it('stays and brings what comes', { timeout: 120_000 }, async () => {
    const copy = await aDatabase();
    const job = `job-${copy}`;
    await couch('PUT', `/_replicator/${job}`, {
      source: ours('records', clerk),
      target: theirs(copy),
      continuous: true,
    });
    const has = async (id: string): Promise<boolean> => (await couch('GET', `/${copy}/${id}`)).status === 200;
    await expect.poll(() => has(subject._id), { timeout: 60_000 }).toBe(true);
    const fresh = aReportedCase(worker);
    await server.as(worker)('POST', '/records/_bulk_docs', { docs: [fresh] });
    await expect.poll(() => has(fresh._id), { timeout: 60_000 }).toBe(true);
    const { _rev: rev } = (await couch('GET', `/_replicator/${job}`)).body as { readonly _rev: string };
    expect((await couch('DELETE', `/_replicator/${job}?rev=${rev}`)).status).toBe(200);
  });
});

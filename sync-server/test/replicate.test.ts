import { afterAll, beforeAll, expect, it } from 'vitest';
import { aReportedCase, anEntry, anId, aStandard, aUser, GRID, OTHER_GRID } from '../../shared/testing/builders.ts';
import type { CaseDocument } from '../../shared/domain/case.ts';
import { boundaryOf, partsOf } from '../src/http/multipart.ts';
import { aJpeg, aPhotoOf, aThumbOf } from './harness/jpegs.ts';
import { inMemory, remote, replicate, type Replication } from './harness/pouch.ts';
import { PASSWORD, startServer, type TestServer } from './harness/start-server.ts';

let server: TestServer;
const worker = aUser('gridWorker');
const clerk = aUser('communityClerk');
const stranger = aUser('gridWorker', { scope: OTHER_GRID });

beforeAll(async () => {
  server = await startServer();
  await Promise.all([worker, clerk, stranger].map((user) => server.add(user)));
});
afterAll(() => server.stop());

const happens = (replication: Replication, event: string): Promise<void> =>
  new Promise((resolve) => {
    replication.on(event, () => {
      resolve();
    });
  });

const database = (name: string, user: typeof worker) => remote(`${server.url}/${name}`, user.account, PASSWORD);

it('pushes cases and pulls them as somebody else who may see them', async () => {
  const mine = inMemory();
  const cases = Array.from({ length: 30 }, () => aReportedCase(worker));
  await mine.bulkDocs(cases);
  const pushed = await replicate(mine, database('records', worker), { batch_size: 10 });
  expect(pushed).toMatchObject({ ok: true, docs_written: 30, doc_write_failures: 0 });

  const theirs = inMemory();
  const pulled = await replicate(database('records', clerk), theirs, { batch_size: 7 });
  expect(pulled).toMatchObject({ ok: true, docs_written: 30 });
  const { rows } = await theirs.allDocs({ include_docs: true });
  for (const row of rows)
    expect(row.doc).toMatchObject({ state: 'reported', number: expect.stringMatching(/^310115\d{13}$/) as string });

  const nothing = inMemory();
  await replicate(database('records', stranger), nothing);
  expect((await nothing.allDocs()).rows).toEqual([]);
});

it('gives a plain replicator back what the server made of its push, without a conflict', async () => {
  const mine = inMemory();
  const document = aReportedCase(worker);
  await mine.put(document);
  await replicate(mine, database('records', worker));
  await replicate(database('records', worker), mine);
  const after = (await mine.get(document._id, { conflicts: true })) as unknown as CaseDocument & {
    _conflicts?: string[];
  };
  expect(after.number).toMatch(/^\d{19}$/);
  expect(after.log[0]?.stamp).toBeDefined();
  expect(after._conflicts).toBeUndefined();
});

it('merges edits that two people made to the same revision, and both end with the same document', async () => {
  const [mine, theirs] = [inMemory(), inMemory()];
  const document = aReportedCase(worker);
  await mine.put(document);
  await replicate(mine, database('records', worker));
  await replicate(database('records', worker), mine);
  await replicate(database('records', clerk), theirs);

  const edit = async (pouch: typeof mine, user: typeof worker, act: string, data: object) => {
    const held = await pouch.get(document._id);
    const log = held['log'] as CaseDocument['log'];
    await pouch.put({ ...held, log: [...log, anEntry(user, act, { ...data }, log.at(-1) ?? null)] });
  };
  await edit(mine, worker, 'note', { text: '现场有两堆' });
  // More edits than the server will have revisions: the merged one must win in this database all the same.
  for (const text of ['又来了一堆', '第三堆', '第四堆', '第五堆']) await edit(mine, worker, 'note', { text });
  await edit(theirs, clerk, 'accept', {});
  await replicate(theirs, database('records', clerk));
  await replicate(mine, database('records', worker));
  await replicate(database('records', worker), mine);
  await replicate(database('records', clerk), theirs);

  const [a, b] = [await mine.get(document._id), await theirs.get(document._id)];
  expect(a).toEqual(b);
  expect((a as unknown as CaseDocument).log.map((entry) => entry.act)).toEqual([
    'report',
    'accept',
    ...Array<string>(5).fill('note'),
  ]);
  expect(a['state']).toBe('pendingOpen');
});

it('keeps a live pull going: first what is there, then what comes', async () => {
  const mine = inMemory();
  const live = replicate(database('records', clerk), mine, { live: true, retry: false });
  const arrived = (id: string) =>
    new Promise<void>((resolve) => {
      live.on('change', (detail) => {
        if ((detail as { docs: { _id: string }[] }).docs.some((doc) => doc._id === id)) resolve();
      });
    });
  await happens(live, 'paused');
  const fresh = aReportedCase(worker);
  const came = arrived(fresh._id);
  const answer = await server.as(worker)('POST', '/records/_bulk_docs', { docs: [fresh] });
  expect(answer.body).toMatchObject([{ ok: true }]);
  await came;
  const done = happens(live, 'complete');
  live.cancel();
  await done;
});

it('round-trips photos byte for byte, to those who may see the case', async () => {
  const subject = aReportedCase(worker);
  await server.as(worker)('POST', '/records/_bulk_docs', { docs: [subject] });
  const jpeg = aJpeg(2_000_000);
  const photo = aPhotoOf(worker, subject._id, {}, jpeg);
  const mine = inMemory();
  await mine.bulkDocs([photo, aThumbOf(worker, photo)]);
  const pushed = await replicate(mine, database('evidence', worker));
  expect(pushed).toMatchObject({ docs_written: 2, doc_write_failures: 0 });

  const theirs = inMemory();
  await replicate(database('evidence', clerk), theirs);
  expect((await theirs.getAttachment(photo._id, 'original.jpg')).equals(jpeg)).toBe(true);
  expect((await theirs.get(photo._id))._rev).toBe((await mine.get(photo._id))._rev);

  const nothing = inMemory();
  await replicate(database('evidence', stranger), nothing);
  expect((await nothing.allDocs()).rows).toEqual([]);
});

it('speaks with CouchDB’s replicator about photos: out in parts, in by their own revision', async () => {
  const subject = aReportedCase(worker);
  await server.as(worker)('POST', '/records/_bulk_docs', { docs: [subject] });
  const jpeg = aJpeg(30_000);
  const { _attachments, ...words } = aPhotoOf(worker, subject._id, {}, jpeg);
  const id = 'd'.repeat(32);
  const named = { content_type: 'image/jpeg', revpos: 1, length: jpeg.length, follows: true };
  const document = { ...words, _rev: `1-${id}`, _revisions: { start: 1, ids: [id] } };
  const put = (changed: object, attachment: object = named) =>
    server.as(worker)(
      'PUT',
      `/evidence/${words._id}?new_edits=false`,
      Buffer.concat([
        Buffer.from(
          `--abc\r\nContent-Type: application/json\r\n\r\n${JSON.stringify({ ...document, ...changed, _attachments: { 'original.jpg': attachment } })}\r\n--abc\r\nContent-Disposition: attachment; filename="original.jpg"\r\nContent-Type: image/jpeg\r\nContent-Length: ${jpeg.length}\r\n\r\n`,
        ),
        jpeg,
        Buffer.from('\r\n--abc--'),
      ]),
      { 'content-type': 'multipart/related; boundary="abc"' },
    );
  // It steps over 403 and stops for ever at 400.
  expect((await put({ sha256: '0'.repeat(64) })).status).toBe(403);
  expect((await put({ _what: 1 })).status).toBe(403);
  expect((await put({}, { ...named, content_type: 'text/html' })).status).toBe(403);
  for (const _twice of [1, 2])
    expect(await put({})).toMatchObject({ status: 201, body: { ok: true, rev: document._rev } });

  const revs = encodeURIComponent(JSON.stringify([document._rev, `3-${id}`]));
  const url = `${server.url}/evidence/${words._id}?revs=true&open_revs=${revs}&latest=true&atts_since=${revs}`;
  const authorization = `Basic ${Buffer.from(`${clerk.account}:${PASSWORD}`).toString('base64')}`;
  const answer = await fetch(url, { headers: { accept: 'multipart/mixed', authorization } });
  const outer = boundaryOf(answer.headers.get('content-type') ?? '', 'mixed') ?? '';
  const [found, missing, ...none] = partsOf(Buffer.from(await answer.arrayBuffer()), outer);
  expect(none).toEqual([]);
  expect(missing).toMatchObject({ headers: { 'content-type': 'application/json; error="true"' } });
  expect(missing?.bytes.toString()).toBe(JSON.stringify({ missing: `3-${id}` }));
  const inner = boundaryOf(found?.headers['content-type'], 'related') ?? '';
  const [json, bytes] = partsOf(found?.bytes ?? Buffer.alloc(0), inner);
  expect(JSON.parse(json?.bytes.toString() ?? '')).toMatchObject({
    ...document,
    _attachments: { 'original.jpg': named },
  });
  expect(bytes?.bytes.equals(jpeg)).toBe(true);
});

it('brings photos into the sight of a department when their case is dispatched to it', async () => {
  const clerkOfStreet = await server.add(aUser('streetClerk'));
  const dispatcher = await server.add(aUser('dispatcher'));
  const roads = await server.add(aUser('department', { department: 'dept:roads' }));
  const subject = aReportedCase(worker, { gridCode: GRID });
  await server.as(worker)('POST', '/records/_bulk_docs', { docs: [subject] });
  const photo = aPhotoOf(worker, subject._id);
  await server.as(worker)('POST', '/evidence/_bulk_docs', { docs: [photo] });

  const theirs = inMemory();
  const before = await replicate(database('evidence', roads), theirs);
  expect(before.docs_written).toBe(0);

  const step = async (user: typeof worker, act: string, data: object) => {
    const held = (await server.as(clerkOfStreet)('GET', `/records/${subject._id}`)).body as CaseDocument;
    const entry = anEntry(user, act, { ...data }, held.log.at(-1) ?? null);
    const answer = await server.as(user)('POST', '/records/_bulk_docs', {
      docs: [{ ...held, log: [...held.log, entry] }],
    });
    expect(answer.body).toMatchObject([{ ok: true }]);
  };
  await step(clerk, 'accept', {});
  await step(clerkOfStreet, 'open', { standard: aStandard });
  await step(dispatcher, 'dispatch', { department: 'dept:roads', departmentName: '道路' });
  await replicate(database('evidence', roads), theirs);
  expect((await theirs.get(photo._id))['subject']).toBe(subject._id);
});

it('stops bringing a document that left the scope, brings it again when it comes back, and deletes nothing', async () => {
  const { records } = server.opened.server.databases.served;
  const put = async (scope: string, name: string): Promise<string> => {
    const stored = (await records.store.current([id])).get(id);
    const [row] = await records.write(
      [{ _id: id, type: 'person', scope, name, ...(stored === undefined ? {} : { _rev: stored._rev }) }],
      { newEdits: true },
    );
    if (row?.ok !== true) throw new Error('not written');
    return row.rev;
  };
  const id = anId('person');
  const mine = inMemory();
  await put(GRID, '在这里');
  // Stopped midway and resumed, one-shot and live: each goes on from the checkpoint of the one before.
  const first = await replicate(database('records', worker), mine, { batch_size: 1 });
  expect(first.ok).toBe(true);
  expect(await mine.get(id)).toMatchObject({ name: '在这里' });

  await put(OTHER_GRID, '在别处');
  await replicate(database('records', worker), mine);
  expect(await mine.get(id)).toMatchObject({ name: '在这里' });

  const live = replicate(database('records', worker), mine, { live: true, retry: false });
  await happens(live, 'paused');
  const back = new Promise<void>((resolve) => {
    live.on('change', (detail) => {
      if ((detail as { docs: { _id: string }[] }).docs.some((doc) => doc._id === id)) resolve();
    });
  });
  const rev = await put(GRID, '回来了');
  await back;
  expect(await mine.get(id)).toMatchObject({ name: '回来了', _rev: rev });
  const done = happens(live, 'complete');
  live.cancel();
  await done;
});

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { personKey } from '../../shared/domain/staff.ts';
import { anEntry, anId, aReportedCase, aUser, GRID, OTHER_GRID } from '../../shared/testing/builders.ts';
import { aKeeper } from './harness/keeper.ts';
import { aPhotoOf } from './harness/jpegs.ts';
import { startServer, type TestServer } from './harness/start-server.ts';
import type { WriteDocument } from '../src/store/port.ts';

let server: TestServer;
const worker = aUser('gridWorker');
const next = aUser('gridWorker', { scope: OTHER_GRID });
const carer = aUser('communityClerk', { scope: '310115005003' });

beforeEach(async () => {
  server = await startServer();
  await Promise.all([worker, next, carer].map((user) => server.add(user)));
});
afterEach(() => server.stop());

const aPerson = (scope: string, changes: object = {}) => ({ _id: anId('person'), type: 'person', scope, ...changes });

/** Writes past the judges, which have rules of their own about who may move what. */
async function put(...documents: readonly WriteDocument[]): Promise<void> {
  const { records } = server.opened.server.databases.served;
  const there = await records.store.current(documents.map(({ _id }) => _id));
  const rows = await records.write(
    documents.map((document) => ({ ...document, ...revOf(there.get(document._id)) })),
    { newEdits: true },
  );
  expect(rows.filter((row) => !row.ok)).toEqual([]);
}
const revOf = (stored: { readonly _rev: string } | undefined) => (stored === undefined ? {} : { _rev: stored._rev });

const ids = (...documents: readonly { readonly _id: string }[]): readonly string[] =>
  documents.map(({ _id }) => _id).sort();
const idsHeld = ({ held }: ReturnType<typeof aKeeper>): readonly string[] => [...held.keys()].sort();

interface Page {
  readonly results: readonly Readonly<Record<string, unknown>>[];
  readonly last_seq: string;
  readonly reset?: boolean;
}
const changes = async (user: typeof worker, query: string, database = 'records'): Promise<Page> =>
  (await server.as(user)('GET', `/${database}/_changes?${query}`)).body as Page;

describe('a document that leaves', () => {
  it('is named to who could see it, without revision, content or place, and to nobody else', async () => {
    const moving = aPerson(GRID);
    await put(moving);
    const mine = (await changes(worker, '')).last_seq;
    const theirs = (await changes(carer, '')).last_seq;
    await put({ ...moving, scope: OTHER_GRID, name: '别处' });
    expect((await changes(worker, `removals=1&include_docs=true&since=${mine}`)).results).toEqual([
      { seq: expect.any(String) as string, id: moving._id, changes: [], removed: true },
    ]);
    expect((await changes(carer, `removals=1&since=${theirs}`)).results).toEqual([]);
    // A standard replicator just stops receiving.
    expect((await changes(worker, `since=${mine}`)).results).toEqual([]);
  });

  it('is named once, however often it changes where it is now', async () => {
    const moving = aPerson(GRID);
    await put(moving);
    const keeper = aKeeper(server, worker);
    await keeper.catchUp();
    await put({ ...moving, scope: OTHER_GRID });
    await keeper.catchUp();
    for (const name of ['甲', '乙']) await put({ ...moving, scope: OTHER_GRID, name });
    await keeper.catchUp();
    expect(keeper.removed).toEqual([moving._id]);
    expect(keeper.held.size).toBe(0);
  });

  it('is not missed by who pages, though it moved on behind the page', async () => {
    const moving = aPerson(GRID);
    const others = Array.from({ length: 6 }, () => aPerson(GRID));
    await put(moving, ...others);
    const keeper = aKeeper(server, worker);
    await keeper.catchUp();
    // Read from the store, where only the last of its changes is left: behind all the others.
    server = await server.restart();
    await put({ ...moving, scope: OTHER_GRID });
    for (const other of others) await put({ ...other, name: '改' });
    await put({ ...moving, scope: '310115005009001' });
    server = await server.restart();
    await keeper.catchUp(2, server);
    expect(keeper.removed).toEqual([moving._id]);
    expect(idsHeld(keeper)).toEqual(ids(...others));
  });

  it('is named also when it was deleted where it went, and not when it came back', async () => {
    const [deleted, back] = [aPerson(GRID), aPerson(GRID)];
    await put(deleted, back);
    const keeper = aKeeper(server, worker);
    await keeper.catchUp();
    await put({ ...deleted, scope: OTHER_GRID }, { ...back, scope: OTHER_GRID });
    await put({ ...deleted, scope: OTHER_GRID, _deleted: true }, back);
    server = await server.restart();
    await keeper.catchUp(1, server);
    expect(keeper.removed).toEqual([deleted._id]);
    expect(idsHeld(keeper)).toEqual(ids(back));
  });

  it('that was deleted, and made anew elsewhere, is named to who had it before', async () => {
    const reborn = aPerson(GRID);
    await put(reborn);
    const keeper = aKeeper(server, worker);
    await keeper.catchUp();
    await put({ ...reborn, _deleted: true });
    await put({ ...reborn, scope: OTHER_GRID });
    server = await server.restart();
    await keeper.catchUp(1, server);
    expect(idsHeld(keeper)).toEqual([]);
  });

  it('is named when the audience was taken away, care files too', async () => {
    const file = { _id: anId('careFile'), type: 'careFile', scope: GRID, audience: [personKey(worker.id)] };
    await put(file);
    const keeper = aKeeper(server, worker);
    await keeper.catchUp();
    expect(idsHeld(keeper)).toEqual(ids(file));
    await put({ ...file, audience: [] });
    await keeper.catchUp();
    expect(idsHeld(keeper)).toEqual([]);
    await put(file);
    await keeper.catchUp();
    expect(idsHeld(keeper)).toEqual(ids(file));
  });

  it('is one of a whole grid that somebody else takes over', async () => {
    const grid = Array.from({ length: 40 }, () => aPerson(GRID));
    await put(...grid);
    const [before, after] = [aKeeper(server, worker), aKeeper(server, next)];
    await Promise.all([before.catchUp(), after.catchUp()]);
    await put(...grid.map((one) => ({ ...one, scope: OTHER_GRID })));
    await Promise.all([before.catchUp(7), after.catchUp(7)]);
    expect(idsHeld(before)).toEqual([]);
    expect(idsHeld(after)).toEqual(ids(...grid));
  });

  it('takes its photos along, and they come again with it', async () => {
    const subject = aReportedCase(worker);
    await server.as(worker)('POST', '/records/_bulk_docs', { docs: [subject] });
    const photos = [aPhotoOf(worker, subject._id), aPhotoOf(worker, subject._id)];
    await server.as(worker)('POST', '/evidence/_bulk_docs', { docs: photos });
    const held = (await server.as(worker)('GET', `/records/${subject._id}`)).body as WriteDocument;
    const keeper = aKeeper(server, worker, 'evidence');
    const stranger = aKeeper(server, carer, 'evidence');
    await keeper.catchUp();
    await stranger.catchUp();
    await put({ ...held, scope: OTHER_GRID, audience: [] });
    await keeper.catchUp(1);
    await stranger.catchUp();
    expect(keeper.removed).toEqual(ids(...photos));
    expect(stranger.removed).toEqual([]);
    await put(held);
    await keeper.catchUp();
    expect(idsHeld(keeper)).toEqual(ids(...photos));
  });

  it('comes through every kind of feed, filtered by its id alone', async () => {
    const [moving, other] = [aPerson(GRID), aPerson(GRID)];
    await put(moving, other);
    const since = (await changes(worker, '')).last_seq;
    const waiting = changes(worker, `removals=1&feed=longpoll&timeout=20000&since=${since}`);
    await put({ ...moving, scope: OTHER_GRID }, { ...other, scope: OTHER_GRID });
    expect((await waiting).results[0]).toMatchObject({ removed: true });
    for (const feed of ['continuous', 'eventsource']) {
      const { text } = await server.as(worker)(
        'GET',
        `/records/_changes?removals=1&feed=${feed}&timeout=1&since=${since}`,
      );
      expect(text.match(/"changes":\[\],"removed":true/g), feed).toHaveLength(2);
    }
    const post = (filter: string, body: object) =>
      server.as(worker)('POST', `/records/_changes?removals=1&since=${since}&filter=${filter}`, body);
    const named = (await post('_doc_ids', { doc_ids: [moving._id] })).body as Page;
    expect(named.results).toEqual([expect.objectContaining({ id: moving._id, removed: true })]);
    // Whether it matches would tell what it says where it is now.
    for (const scope of [GRID, OTHER_GRID]) {
      const selected = (await post('_selector', { selector: { scope } })).body as Page;
      expect(selected.results).toHaveLength(2);
    }
  });

  it('resumes from every row', async () => {
    const many = Array.from({ length: 5 }, () => aPerson(GRID));
    await put(...many);
    const since = (await changes(worker, '')).last_seq;
    await put(...many.map((one) => ({ ...one, scope: OTHER_GRID })));
    const { results } = await changes(worker, `removals=1&since=${since}`);
    expect(results).toHaveLength(5);
    for (const [at, row] of results.entries()) {
      const rest = await changes(worker, `removals=1&since=${String(row['seq'])}`);
      expect(rest.results.map(({ id }) => id)).toEqual(results.slice(at + 1).map(({ id }) => id));
    }
  });
});

describe('a copy that cannot be told what left', () => {
  const rebuilt = async (): Promise<void> => {
    server = await server.restart(() => rm(join(server.folder, 'index'), { recursive: true }));
  };

  it('is replaced when the index was built anew, on every page until it is over', async () => {
    const [leaving, ...staying] = Array.from({ length: 7 }, () => aPerson(GRID));
    if (leaving === undefined) throw new Error('seven');
    await put(leaving, ...staying);
    const keeper = aKeeper(server, worker);
    await keeper.catchUp();
    await put({ ...leaving, scope: OTHER_GRID });
    await rebuilt();
    expect(await keeper.page(3, server)).toBe(true);
    const fresh = aPerson(GRID);
    await put(fresh);
    await keeper.catchUp(3, server);
    expect(keeper.resets()).toBe(3);
    expect(idsHeld(keeper)).toEqual(ids(fresh, ...staying));
    // And a standard replicator just goes on.
    expect(await changes(worker, `since=${keeper.since()}`)).not.toHaveProperty('reset');
  });

  it('goes on as before where the index only stayed closed', async () => {
    await put(aPerson(GRID));
    const keeper = aKeeper(server, worker);
    await keeper.catchUp();
    server = await server.restart();
    await keeper.catchUp(10, server);
    expect(keeper.resets()).toBe(0);
  });

  it('is replaced when the index is built anew once more in the middle of it', async () => {
    const people = Array.from({ length: 4 }, () => aPerson(GRID));
    await put(...people);
    const keeper = aKeeper(server, worker);
    await keeper.catchUp();
    await rebuilt();
    await keeper.page(2, server);
    const [first] = keeper.held.keys();
    await put(...people.map((one) => (one._id === first ? { ...one, scope: OTHER_GRID } : one)));
    await rebuilt();
    await keeper.catchUp(2, server);
    expect(idsHeld(keeper)).toEqual(ids(...people.filter((one) => one._id !== first)));
  });

  it('is replaced under other posts: what moved meanwhile is not named to who never saw it there', async () => {
    const [moved, here, gained] = [aPerson(GRID), aPerson(GRID), aPerson('310115005002009')];
    await put(moved, here, gained);
    const keeper = aKeeper(server, worker);
    await keeper.catchUp();
    await put({ ...moved, scope: '310115005003001' });
    await server.add({ ...worker, posts: [...worker.posts, { role: 'gridWorker', scope: '310115005002009' }] });
    await keeper.catchUp(1);
    expect(keeper.removed).toEqual([]);
    expect(idsHeld(keeper)).toEqual(ids(here, gained));
  });

  it('says in a live feed when the replacing begins and when it is over', async () => {
    await put(aPerson(GRID));
    const { last_seq } = await changes(worker, '');
    await put(aPerson(OTHER_GRID));
    await rebuilt();
    const { text } = await server.as(worker)(
      'GET',
      `/records/_changes?removals=1&feed=continuous&timeout=1&since=${last_seq}`,
    );
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(lines).toEqual([
      { reset: true, resetBegins: true },
      expect.objectContaining({ changes: expect.any(Array) as unknown[] }),
      { reset: false },
      { last_seq: expect.any(String) as string },
    ]);
  });
});

it('keeps what a merged case takes along out of the removals of who still sees it', async () => {
  const subject = aReportedCase(worker);
  await server.as(worker)('POST', '/records/_bulk_docs', { docs: [subject] });
  const keeper = aKeeper(server, worker);
  await keeper.catchUp();
  const log = [...subject.log, anEntry(worker, 'note', { text: '补充' }, subject.log.at(-1) ?? null)];
  await server.as(worker)('POST', '/records/_bulk_docs', { docs: [{ ...subject, log }] });
  await keeper.catchUp();
  expect(keeper.removed).toEqual([]);
  expect(idsHeld(keeper)).toEqual(ids(subject));
});

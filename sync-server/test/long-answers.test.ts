import { createHash } from 'node:crypto';
import { request, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { User } from '../../shared/domain/staff.ts';
import { aReportedCase, anId, aUser, GRID, OTHER_GRID } from '../../shared/testing/builders.ts';
import type { StoredDocument, WriteDocument } from '../src/store/port.ts';
import { aJpeg, aPhotoOf, aThumbOf } from './harness/jpegs.ts';
import { basic, startServer, type Caller, type TestServer } from './harness/start-server.ts';

let server: TestServer;
const worker = aUser('gridWorker');
const leaver = aUser('gridWorker');
const subject = aReportedCase(worker);

/** A photo with a past: asked for any of its revisions with `latest=true`, it is answered itself. */
const PAST = 40;
const hashes = Array.from({ length: PAST }, (_, nth) => createHash('md5').update(String(nth)).digest('hex'));
const revisions = hashes.map((hash, nth) => `${String(PAST - nth)}-${hash}`);
const jpeg = aJpeg(2_000_000);
const { _attachments, ...words } = aPhotoOf(worker, subject._id, {}, jpeg);
const photo: WriteDocument = {
  ...words,
  _rev: `${String(PAST)}-${hashes[0] ?? ''}`,
  _revisions: { start: PAST, ids: hashes },
  _attachments: { 'original.jpg': { content_type: 'image/jpeg', data: jpeg } },
};
/** For who goes away in the middle: what is being read for him then is not what the next test counts. */
const leftBehind: WriteDocument = { ...photo, _id: anId('photo') };
const aThumb = (): WriteDocument => {
  const { _attachments: none, ...thumb } = aThumbOf(worker, words);
  return { ...thumb, _id: anId('thumb') };
};
const people = (scope: string, count: number): readonly WriteDocument[] =>
  Array.from({ length: count }, () => ({ _id: anId('person'), type: 'person', scope }));
/** Some 80 MB as they are read below: far more than lies in the buffers of a line. */
const here = people(GRID, 400);
const LONG = '长'.repeat(70_000);

beforeAll(async () => {
  server = await startServer();
  await Promise.all([worker, leaver].map((user) => server.add(user)));
  await server.as(worker)('POST', '/records/_bulk_docs', { docs: [subject] });
  const { records, evidence } = server.opened.server.databases.served;
  await evidence.write([photo, leftBehind], { newEdits: false });
  await evidence.write([aThumb(), aThumb(), aThumb()], { newEdits: true });
  await records.write([...here, ...people(OTHER_GRID, 20)], { newEdits: true });
});
afterAll(() => server.stop());

type Asked = Parameters<Caller>;
const json = (value: unknown): string => encodeURIComponent(JSON.stringify(value));
const openRevisions = (more = '', id = photo._id): string =>
  `/evidence/${id}?open_revs=${json(revisions)}&latest=true${more}`;

const ANSWERS_WITH_PHOTOS: readonly (readonly [string, Asked])[] = [
  [
    '_bulk_get',
    [
      'POST',
      '/evidence/_bulk_get?latest=true&attachments=true',
      { docs: revisions.map((rev) => ({ id: words._id, rev })) },
    ],
  ],
  ['open_revs', ['GET', openRevisions('&attachments=true')]],
  ['open_revs in parts', ['GET', openRevisions(), undefined, { accept: 'multipart/mixed' }]],
];

/** The head of an answer, of whose body nothing is taken. */
const headOf = (user: User, [method, path, body, headers = {}]: Asked): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const asked = request(server.url + path, {
      method,
      agent: false,
      headers: { authorization: basic(user.account), 'content-type': 'application/json', ...headers },
    });
    asked.once('response', (answer) => {
      onTestFinished(() => {
        answer.destroy();
      });
      resolve(answer);
    });
    asked.once('error', reject);
    asked.end(body === undefined ? undefined : JSON.stringify(body));
  });

/** The rest of an answer; false where the connection broke before its end. */
async function isWhole(answer: IncomingMessage): Promise<boolean> {
  answer.resume();
  await new Promise((resolve) => {
    answer.once('close', resolve);
    answer.once('error', () => undefined);
  });
  return answer.complete;
}

/** Puts something in the place of a method until the test is over. */
function inPlace<T extends object, K extends keyof T>(of: T, name: K, made: (before: T[K]) => T[K]): void {
  const before = of[name];
  Object.assign(of, { [name]: made(before) });
  onTestFinished(() => {
    Object.assign(of, { [name]: before });
  });
}

/** Hears of each opening of a photo before it happens. */
function atOpening(of: WriteDocument, hear: () => void): void {
  inPlace(server.opened.server.databases.served.evidence.store, 'open', (open) => async (id, options) => {
    if (id === of._id) hear();
    return open(id, options);
  });
}

function countOpened(of = photo): () => number {
  let opened = 0;
  atOpening(of, () => {
    opened += 1;
  });
  return () => opened;
}

type ByIds = (ids: readonly string[]) => Promise<ReadonlyMap<string, StoredDocument>>;

/** Counts the documents of `/records` that are read, wherever from; `more` is added to each. */
function countRead(more: object = {}): () => number {
  let read = 0;
  const counting =
    (documents: ByIds): ByIds =>
    async (ids) => {
      const found = await documents(ids);
      read += found.size;
      return new Map([...found].map(([id, document]) => [id, { ...document, ...more }]));
    };
  const { index, store } = server.opened.server.databases.served.records;
  inPlace(index, 'documents', counting);
  inPlace(store, 'current', counting);
  inPlace(index, 'page', (page) => async (...args) => {
    const rows = await page(...args);
    read += rows.length;
    return rows.map((row) => ({ ...row, document: { ...row.document, ...more } }));
  });
  return () => read;
}

/** Meanwhile the server does what it would do unasked. */
async function othersAreServed(): Promise<void> {
  for (let nth = 0; nth < 50; nth += 1)
    expect((await server.as(worker)('GET', '/records/_local/none')).status).toBe(404);
}

describe('whoever takes nothing of a long answer', () => {
  it.each(ANSWERS_WITH_PHOTOS)('has no photo read for him beyond what is on its way: %s', async (_name, asked) => {
    const opened = countOpened();
    const answer = await headOf(worker, asked);
    expect(answer.statusCode).toBe(200);
    await othersAreServed();
    expect(opened()).toBeLessThan(PAST / 2);
    expect(await isWhole(answer)).toBe(true);
    expect(opened()).toBe(PAST);
  });

  it.each<[string, Asked]>([
    ['all in sight', ['GET', '/records/_all_docs?include_docs=true']],
    ['by keys', ['POST', '/records/_all_docs?include_docs=true', { keys: here.map(({ _id }) => _id) }]],
    [
      'the same key again and again',
      ['POST', '/records/_all_docs?include_docs=true', { keys: Array(10_000).fill(here[0]?._id) }],
    ],
  ])('has no document read for him beyond what is on its way: _all_docs, %s', async (_name, asked) => {
    const read = countRead({ note: LONG });
    const answer = await headOf(worker, asked);
    expect(answer.statusCode).toBe(200);
    await othersAreServed();
    expect(read()).toBeLessThan(here.length / 2);
  });

  it('has nothing more read for him when he is gone or his session has ended', async () => {
    const opened = countOpened(leftBehind);
    const asked: Asked = ['GET', openRevisions('&attachments=true', leftBehind._id)];
    (await headOf(leaver, asked)).destroy();
    const answer = await headOf(leaver, asked);
    const { accounts, clock } = server.opened.server;
    await accounts.setLocked(leaver.account, true, clock.nowMs());
    expect(await isWhole(answer)).toBe(false);
    expect(opened()).toBeLessThan(PAST);
  });
});

it('reads no more than the beginning of what only the head is asked of', async () => {
  const opened = countOpened();
  const { status, text } = await server.as(worker)('HEAD', openRevisions('&attachments=true'));
  await othersAreServed();
  expect([status, text, opened()]).toEqual([200, '', 1]);
});

describe('an error', () => {
  const failAt = (nth: number): void => {
    let opened = 0;
    atOpening(photo, () => {
      opened += 1;
      if (opened === nth) throw new Error('the disk');
    });
  };

  it.each(ANSWERS_WITH_PHOTOS)('in the middle of an answer never makes it look whole: %s', async (_name, asked) => {
    failAt(PAST - 1);
    const answer = await headOf(worker, asked);
    expect([answer.statusCode, await isWhole(answer)]).toEqual([200, false]);
  });

  it.each(ANSWERS_WITH_PHOTOS)('before its head is said: %s', async (_name, asked) => {
    failAt(1);
    const { status, body } = await server.as(worker)(...asked);
    expect([status, body]).toEqual([500, expect.objectContaining({ error: 'internal_server_error' })]);
  });
});

it('reads and answers a revision once, however often it is named', async () => {
  const opened = countOpened();
  const [rev = '', older = ''] = revisions;
  const docs = Array.from({ length: 10_000 }, (_, nth) => ({
    id: words._id,
    ...[{ rev }, { rev: older }, {}][nth % 3],
  }));
  const got = await server.as(worker)('POST', '/evidence/_bulk_get?attachments=true', { docs });
  const missing = { error: { id: words._id, rev: older, error: 'not_found', reason: 'missing' } };
  const whole = { ok: { _id: words._id, _rev: rev } };
  expect(got.body).toMatchObject({ results: [whole, missing, whole].map((one) => ({ id: words._id, docs: [one] })) });
  expect(got.text.split(jpeg.toString('base64')).length).toBe(3);
  expect(opened()).toBe(3);

  const named = Array.from({ length: 200 }, (_, nth) => (nth % 2 === 0 ? rev : older));
  const path = `/evidence/${words._id}?attachments=true&open_revs=${json(named)}`;
  expect((await server.as(worker)('GET', path)).body).toMatchObject([whole, { missing: older }]);
  expect(opened()).toBe(5);
});

it('says the same as before it was read piece by piece: one compact JSON text', async () => {
  for (const [method, path, body] of [
    ['POST', '/records/_bulk_get', { docs: [] }],
    ['POST', '/records/_bulk_get', { docs: here.map(({ _id: id }) => ({ id })) }],
    ['GET', `/evidence/${words._id}?open_revs=[]`],
    ['GET', `/evidence/${words._id}?open_revs=all`],
    ['GET', '/records/_all_docs?include_docs=true'],
    ['GET', '/records/_all_docs?limit=0'],
    ['POST', '/records/_all_docs', { keys: [] }],
  ] satisfies Asked[]) {
    const answer = await server.as(worker)(method, path, body);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
    expect(answer.text).toBe(JSON.stringify(answer.body));
  }
});

describe('_all_docs', () => {
  interface Listed {
    readonly total_rows: number;
    readonly offset: number;
    readonly rows: readonly { readonly id: string; readonly key: string; readonly value: { readonly rev: string } }[];
  }
  const listed = async (database: string, query: string): Promise<Listed> =>
    (await server.as(worker)('GET', `/${database}/_all_docs?${query}`)).body as Listed;

  it('reads the documents that it lists and no other', async () => {
    const read = countRead();
    const total = here.length + 1; // the case
    expect(await listed('records', 'limit=1')).toMatchObject({ total_rows: total, offset: 0, rows: [{}] });
    expect(read()).toBe(1);
    const only = here[7]?._id ?? '';
    const { rows } = await listed('records', `key=${json(only)}`);
    expect(rows).toMatchObject([{ id: only, key: only }]);
    expect((await listed('records', 'skip=100000')).rows).toEqual([]);
    expect(read()).toBe(2);
  });

  it.each(['records', 'evidence'])(
    'lists a range of /%s in order, with its count of all in sight',
    async (database) => {
      const all = await listed(database, '');
      const ids = all.rows.map(({ id }) => id);
      expect(ids).toEqual([...ids].sort());
      expect([all.total_rows, new Set(ids).size]).toEqual([ids.length, ids.length]);
      const [low = '', high = ''] = [ids[1], ids.at(-1)];
      const between = ids.filter((id) => id >= low && id <= high);
      const down = [...between].reverse();
      for (const [query, expected] of [
        [`startkey=${json(low)}&endkey=${json(high)}`, between],
        [`start_key=${json(low)}&end_key=${json(high)}&inclusive_end=false`, between.slice(0, -1)],
        [`startkey=${json(high)}&endkey=${json(low)}&descending=true`, down],
        [`startkey=${json(low)}&skip=1&limit=2`, between.slice(1, 3)],
        [`startkey=${json(high)}&descending=true&skip=1&limit=1`, ids.slice(-2, -1)],
      ] as const) {
        const { rows, ...counts } = await listed(database, query);
        expect(rows, query).toEqual(expected.map((id) => all.rows[ids.indexOf(id)]));
        expect(counts, query).toEqual({ total_rows: ids.length, offset: 0 });
      }
    },
  );

  it('leaves out what left the sight after it was counted', async () => {
    const [leaving] = here;
    inPlace(server.opened.server.databases.served.records.index, 'documents', (documents) => async (ids) => {
      const found = await documents(ids);
      return new Map([...found].map(([id, one]) => [id, id === leaving?._id ? { ...one, scope: OTHER_GRID } : one]));
    });
    const { rows } = await listed('records', 'startkey="person:"');
    expect(rows.map(({ id }) => id)).toEqual(
      here
        .slice(1)
        .map(({ _id }) => _id)
        .sort(),
    );
  });
});

it('gives requests ids from which nobody reads how many there were', async () => {
  const id = async (): Promise<string> => (await server.as(worker)('GET', '/_up')).headers.get('x-request-id') ?? '';
  const [run, one] = (await id()).split('-');
  const [sameRun, other] = (await id()).split('-');
  expect(sameRun).toBe(run);
  for (const half of [one, other]) expect(half).toMatch(/^[0-9a-f]{12}$/);
  expect(other).not.toBe(one);
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES } from '../../shared/domain/roles.ts';
import { aReportedCase, aUser, GRID } from '../../shared/testing/builders.ts';
import { anArea } from './harness/street.ts';
import { startServer, type Answer, type TestServer } from './harness/start-server.ts';

let server: TestServer;
const users = ROLES.map((role) => aUser(role));
const [worker = aUser('gridWorker')] = users;
const admin = users.find((user) => user.posts[0]?.role === 'systemAdmin') ?? worker;
const subject = aReportedCase(worker);

beforeAll(async () => {
  server = await startServer();
  await Promise.all(users.map((user) => server.add(user)));
  await server.as(worker)('POST', '/records/_bulk_docs', { docs: [subject] });
});
afterAll(() => server.stop());

const isCouchError = (answer: Answer): void => {
  expect(answer.body).toMatchObject({ error: expect.any(String) as string, reason: expect.any(String) as string });
};

/** Sequences of the stores: nothing of what follows may move them. */
const written = async (): Promise<readonly number[]> => {
  const { served } = server.opened.server.databases;
  const lasts = [served.records, served.evidence, served.audit].map(
    async ({ store }) => (await store.changes(0, 10_000)).last,
  );
  return Promise.all(lasts);
};

const deep = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

describe('a request that makes no sense', () => {
  it.each<[string, string, string, unknown, number, string, Readonly<Record<string, string>>?]>([
    ['broken JSON', 'POST', '/records/_bulk_docs', '{"docs":[', 400, 'bad_request'],
    ['no UTF-8', 'POST', '/records/_bulk_docs', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 400, 'bad_request'],
    ['a body that is no object', 'POST', '/records/_bulk_docs', '7', 400, 'bad_request'],
    ['no body', 'POST', '/records/_bulk_docs', undefined, 400, 'bad_request'],
    ['no docs', 'POST', '/records/_bulk_docs', {}, 400, 'bad_request'],
    ['docs that are no list', 'POST', '/records/_bulk_docs', { docs: {} }, 400, 'bad_request'],
    ['new_edits that is no boolean', 'POST', '/records/_bulk_docs', { docs: [], new_edits: 'no' }, 400, 'bad_request'],
    ['nesting without end', 'POST', '/records/_bulk_docs', `{"docs":${deep(50_000)}}`, 400, 'bad_request'],
    ['a prototype', 'POST', '/records/_bulk_docs', '{"docs":[{"__proto__":{"x":1}}]}', 400, 'bad_request'],
    [
      'a form',
      'POST',
      '/records/_bulk_docs',
      'docs=1',
      415,
      'bad_content_type',
      { 'content-type': 'application/x-www-form-urlencoded' },
    ],
    ['plain text', 'PUT', '/records/case:x', 'hello', 415, 'bad_content_type', { 'content-type': 'text/plain' }],
    ...(
      [
        ['without a boundary', '--b\r\n\r\n{}\r\n--b--', 'multipart/related'],
        ['without what it says parts them', 'hello', 'multipart/related; boundary=b'],
        ['cut off', '--b\r\nx: y\r\n\r\n{"a":1}', 'multipart/related; boundary=b'],
        ['whose first is no document', '--b\r\nx: y\r\n\r\n[7\r\n--b--', 'multipart/related; boundary=b'],
        [
          'more than the document names',
          '--b\r\nx: y\r\n\r\n{}\r\n--b\r\nx: y\r\n\r\nz\r\n--b--',
          'multipart/related; boundary="b"',
        ],
        ['without end', `--b${'\r\nx: y\r\n\r\nz\r\n--b'.repeat(5_000)}--`, 'multipart/related; boundary=b'],
      ] as const
    ).map(
      ([what, body, type]) =>
        [`parts ${what}`, 'PUT', '/evidence/photo:x', body, 400, 'bad_request', { 'content-type': type }] as [
          string,
          string,
          string,
          unknown,
          number,
          string,
          Readonly<Record<string, string>>,
        ],
    ),
    ['too much for a document', 'PUT', '/records/case:x', `"${'x'.repeat(25_200_000)}"`, 413, 'too_large'],
    ['too much for a session', 'POST', '/_session', `"${'x'.repeat(20_000)}"`, 413, 'too_large'],
    ['ids that are numbers', 'POST', '/records/_bulk_get', { docs: [{ id: 7 }] }, 400, 'bad_request'],
    ['revisions that are no list', 'POST', '/records/_revs_diff', { a: 'b' }, 400, 'bad_request'],
    ['revisions that are none', 'POST', '/records/_revs_diff', { a: ['x'] }, 400, 'bad_request'],
    [
      'a selector that multiplies',
      'POST',
      '/records/_changes?filter=_selector',
      { selector: { $and: [{ $or: [{ a: 1 }, { b: 1 }] }, { $or: [{ c: 1 }, { d: 1 }] }] } },
      400,
      'bad_request',
    ],
    [
      'revisions of more than anybody has at once',
      'POST',
      '/records/_revs_diff',
      Object.fromEntries(Array.from({ length: 10_001 }, (_one, nth) => [`case:${String(nth)}`, ['1-a']])),
      400,
      'bad_request',
    ],
    ['keys that are no list', 'POST', '/records/_all_docs', { keys: 'a' }, 400, 'bad_request'],
    ['keys that are no JSON', 'GET', '/records/_all_docs?keys=[', undefined, 400, 'bad_request'],
    ['a startkey that is no string', 'GET', '/records/_all_docs?startkey=7', undefined, 400, 'bad_request'],
    ['a revision that is none', 'DELETE', '/records/case:x?rev=x', undefined, 400, 'bad_request'],
    ['open_revs that are none', 'GET', '/records/case:x?open_revs=7', undefined, 400, 'bad_request'],
    ['percent signs', 'GET', '/records/%E0%A4%A', undefined, 400, 'bad_request'],
    ['an unknown database', 'GET', '/nothing', undefined, 404, 'not_found'],
    ['an unknown document', 'GET', '/records/case:x', undefined, 404, 'not_found'],
    ['an unknown method', 'PATCH', '/records/case:x', undefined, 404, 'not_found'],
    ['a design document', 'GET', '/records/_design/x', undefined, 404, 'not_found'],
    ['a view', 'GET', '/records/_design/x/_view/y', undefined, 404, 'not_found'],
    ['a find', 'POST', '/records/_find', { selector: {} }, 404, 'not_found'],
    ['an unknown path', 'GET', '/a/b/c/d/e', undefined, 404, 'not_found'],
    ['creating a database', 'PUT', '/records', undefined, 412, 'file_exists'],
    ['deleting a database', 'DELETE', '/records', undefined, 403, 'forbidden'],
    ['a session without a name', 'POST', '/_session', { password: 'x' }, 400, 'bad_request'],
    [
      'a session of ours without a key',
      'POST',
      '/_workstation/session',
      { name: 'a', password: 'b' },
      400,
      'bad_request',
    ],
    ['a local document that is a list', 'PUT', '/records/_local/x', [], 400, 'bad_request'],
  ])('%s', async (_what, method, path, body, status, error, headers) => {
    const before = await written();
    const answer = await server.as(worker)(method, path, body, headers);
    expect([answer.status, answer.body]).toMatchObject([status, { error }]);
    isCouchError(answer);
    expect(await written()).toEqual(before);
  });
});

describe('a document that makes no sense is refused by itself', () => {
  const bad: Readonly<Record<string, unknown>> = {
    'a number': 7,
    'a list': [],
    nothing: null,
    'no id': { type: 'case' },
    'an empty id': { _id: '' },
    'an id of CouchDB': { _id: '_design/x' },
    'an id without a type': { _id: 'x' },
    'a type nobody knows': { _id: 'room:01M7V7FC3016KFABYZN7KR7XQD', type: 'room' },
    'an unknown special member': { ...aReportedCase(worker), _foo: 1 },
    'a revision that is none': { ...aReportedCase(worker), _rev: 'x' },
    'revisions that are none': { ...aReportedCase(worker), _revisions: { start: 0, ids: [] } },
    'an empty log': { ...aReportedCase(worker), log: [] },
    'a log of nonsense': { ...aReportedCase(worker), log: [{ act: 'report' }] },
    'no provenance': { ...aReportedCase(worker), provenance: undefined },
    'an attachment': { ...aReportedCase(worker), _attachments: { x: { content_type: 'a/b', data: '' } } },
    'a deletion': { _id: subject._id, _deleted: true },
    'another type than its id': { ...anArea(GRID, 'grid'), type: 'building' },
  };

  it.each(Object.keys(bad))('%s', async (what) => {
    const good = aReportedCase(worker);
    const answer = await server.as(worker)('POST', '/records/_bulk_docs', { docs: [bad[what], good] });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject([
      { error: expect.stringMatching(/^(forbidden|doc_validation)$/) as string },
      { id: good._id, ok: true },
    ]);
  });

  it('also one whose schema is wrong, by whoever may write its type', async () => {
    const docs = [
      anArea('12', 'grid'),
      anArea('310115005001001', 'grid', { polygon: { type: 'Polygon', coordinates: [[1]] } }),
    ];
    const answer = await server.as(admin)('POST', '/records/_bulk_docs', { docs });
    expect(answer.body).toMatchObject([
      { error: 'forbidden', refusal: { code: 'shape' } },
      { error: 'forbidden', refusal: { code: 'shape' } },
    ]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mayRead } from '../../shared/access/rights.ts';
import { actorOf, anEntry, aUlid } from '../../shared/testing/builders.ts';
import type { User } from '../../shared/domain/staff.ts';
import { hasHistory } from '../../shared/domain/change.ts';
import { typeOfId } from '../../shared/domain/document-types.ts';
import { aStreet, type Street, type StreetDocument } from './harness/street.ts';
import { startServer, type Answer, type Caller, type TestServer } from './harness/start-server.ts';

let server: TestServer;
let street: Street;

beforeAll(async () => {
  server = await startServer();
  street = await aStreet(server);
});
afterAll(() => server.stop());

/** Written independently of the server: `shared/access` on the subject's place for evidence, on its own for the rest. */
function sees(user: User, document: StreetDocument): boolean {
  const { subject } = document;
  if (document.database !== 'evidence' || subject === undefined) return mayRead(user, document);
  return mayRead(user, { ...document, scope: subject.scope, audience: subject.audience });
}

interface Target {
  readonly database: string;
  readonly id: string;
  /** A revision that exists for a document of the street. */
  readonly rev: string;
  readonly document: Readonly<Record<string, unknown>>;
}

type Probe = (target: Target, user: User) => Parameters<Caller>;

const enc = encodeURIComponent;
const json = (value: unknown): string => enc(JSON.stringify(value));
const attachmentOf = (id: string): string => (typeOfId(id) === 'thumb' ? 'thumb.jpg' : 'original.jpg');
/** An edit by the prober on top of what he believes to be there. */
function editOf({ document, id, rev }: Target, user: User): object {
  const { database: _database, subject, ...fields } = document;
  const link = typeOfId(id) === 'audit' ? { installation: id.split(':')[1], person: user.id } : {};
  const edited = {
    ...fields,
    ...link,
    _id: id,
    _rev: rev,
    ...(subject === undefined
      ? {}
      : { subject: typeof subject === 'object' ? (subject as { _id: string })._id : subject }),
  };
  const log = document['log'] as readonly object[] | undefined;
  if (log === undefined) return edited;
  return {
    ...edited,
    log: [...log, anEntry(user, 'note', { text: '探' }, log.at(-1) as never, { by: actorOf(user) })],
  };
}
/** As CouchDB's replicator sends a document with attachments. */
function inParts(document: object): string {
  const { _attachments: attachments = {} } = document as { readonly _attachments?: Readonly<Record<string, object>> };
  const following = Object.entries(attachments).map(([name, one]) => [
    name,
    { ...one, data: undefined, follows: true },
  ]);
  const words = JSON.stringify({ ...document, _attachments: Object.fromEntries(following) as unknown });
  return `${[words, ...following.map(() => 'ÿØÿ')].map((part) => `--b\r\nx: y\r\n\r\n${part}\r\n`).join('')}--b--`;
}
const revisionsOf = (rev: string): object => ({ start: 2, ids: ['f'.repeat(32), rev.slice(rev.indexOf('-') + 1)] });

/** Every way there is to ask for, list, compare or write one document by its id. */
const PROBES: Readonly<Record<string, Probe>> = {
  'GET doc': ({ database, id }) => ['GET', `/${database}/${enc(id)}`],
  'HEAD doc': ({ database, id }) => ['HEAD', `/${database}/${enc(id)}`],
  'GET doc with revs': ({ database, id }) => [
    'GET',
    `/${database}/${enc(id)}?revs=true&attachments=true&conflicts=true`,
  ],
  'GET doc at rev': ({ database, id, rev }) => ['GET', `/${database}/${enc(id)}?rev=${rev}`],
  'GET doc if none match': ({ database, id, rev }) => [
    'GET',
    `/${database}/${enc(id)}`,
    undefined,
    { 'if-none-match': `"${rev}"` },
  ],
  'GET open_revs=all': ({ database, id }) => ['GET', `/${database}/${enc(id)}?open_revs=all`],
  'GET open_revs': ({ database, id, rev }) => [
    'GET',
    `/${database}/${enc(id)}?open_revs=${json([rev])}&latest=true&revs=true`,
  ],
  'GET open_revs in parts': ({ database, id, rev }) => [
    'GET',
    `/${database}/${enc(id)}?open_revs=${json([rev])}&latest=true&revs=true`,
    undefined,
    { accept: 'multipart/mixed' },
  ],
  'GET attachment': ({ database, id }) => ['GET', `/${database}/${enc(id)}/${attachmentOf(id)}`],
  'GET attachment at rev': ({ database, id, rev }) => ['GET', `/${database}/${enc(id)}/${attachmentOf(id)}?rev=${rev}`],
  'PUT attachment': ({ database, id, rev }) => [
    'PUT',
    `/${database}/${enc(id)}/x.jpg?rev=${rev}`,
    'x',
    { 'content-type': 'image/jpeg' },
  ],
  'DELETE attachment': ({ database, id, rev }) => ['DELETE', `/${database}/${enc(id)}/${attachmentOf(id)}?rev=${rev}`],
  'POST _bulk_get': ({ database, id }) => ['POST', `/${database}/_bulk_get?attachments=true`, { docs: [{ id }] }],
  'POST _bulk_get at rev': ({ database, id, rev }) => [
    'POST',
    `/${database}/_bulk_get?revs=true&latest=true`,
    { docs: [{ id, rev }] },
  ],
  'POST _revs_diff': ({ database, id, rev }) => ['POST', `/${database}/_revs_diff`, { [id]: [rev, '9-abc'] }],
  'GET _all_docs keys': ({ database, id }) => ['GET', `/${database}/_all_docs?include_docs=true&keys=${json([id])}`],
  'POST _all_docs keys': ({ database, id }) => ['POST', `/${database}/_all_docs`, { keys: [id] }],
  'GET _all_docs key': ({ database, id }) => ['GET', `/${database}/_all_docs?key=${json(id)}`],
  'GET _all_docs from': ({ database, id }) => ['GET', `/${database}/_all_docs?startkey=${json(id)}&endkey=${json(id)}`],
  'POST _changes ids': ({ database, id }) => [
    'POST',
    `/${database}/_changes?filter=_doc_ids&include_docs=true`,
    { doc_ids: [id] },
  ],
  'GET _changes ids': ({ database, id }) => ['GET', `/${database}/_changes?filter=_doc_ids&doc_ids=${json([id])}`],
  'POST _changes selector': ({ database, id }) => [
    'POST',
    `/${database}/_changes?filter=_selector`,
    { selector: { _id: id } },
  ],
  'POST _changes longpoll': ({ database, id }) => [
    'POST',
    `/${database}/_changes?feed=longpoll&timeout=1&filter=_doc_ids`,
    { doc_ids: [id] },
  ],
  'PUT doc': (target, user) => ['PUT', `/${target.database}/${enc(target.id)}`, editOf(target, user)],
  'PUT doc, new_edits=false': (target, user) => [
    'PUT',
    `/${target.database}/${enc(target.id)}?new_edits=false`,
    { ...editOf(target, user), _rev: `2-${'f'.repeat(32)}`, _revisions: revisionsOf(target.rev) },
  ],
  'PUT doc in parts': (target, user) => [
    'PUT',
    `/${target.database}/${enc(target.id)}?new_edits=false`,
    inParts({ ...editOf(target, user), _rev: `2-${'f'.repeat(32)}`, _revisions: revisionsOf(target.rev) }),
    { 'content-type': 'multipart/related; boundary="b"' },
  ],
  'DELETE doc': ({ database, id, rev }) => ['DELETE', `/${database}/${enc(id)}?rev=${rev}`],
  'POST doc': (target, user) => ['POST', `/${target.database}`, editOf(target, user)],
  'POST _bulk_docs': (target, user) => [
    'POST',
    `/${target.database}/_bulk_docs?returns=docs`,
    { docs: [editOf(target, user)] },
  ],
  'POST _bulk_docs, new_edits=false': (target, user) => [
    'POST',
    `/${target.database}/_bulk_docs?returns=docs`,
    {
      new_edits: false,
      docs: [{ ...editOf(target, user), _rev: `2-${'f'.repeat(32)}`, _revisions: revisionsOf(target.rev) }],
    },
  ],
  'POST _bulk_docs, deleted': ({ database, id, rev }) => [
    'POST',
    `/${database}/_bulk_docs`,
    { docs: [{ _id: id, _rev: rev, _deleted: true }] },
  ],
};

/** What an answer says, with what differs from one asking to the next taken out. */
function said(answer: Answer, id: string): unknown {
  const text = answer.text
    .replaceAll(id, 'ID')
    .replaceAll(enc(id), 'ID')
    .replaceAll(/"(last_seq|seq)":"[A-Za-z0-9_-]+"/g, (_all, name: string) => `"${name}":"…"`)
    .replaceAll(/^--[0-9a-f]{32}/gm, '--BOUNDARY');
  const headers = ['content-type', 'content-length', 'etag', 'location', 'allow', 'www-authenticate'];
  return {
    status: answer.status,
    text,
    headers: headers.map((name) => [
      name,
      name === 'content-length' ? '' : answer.headers.get(name)?.replace(/boundary="[0-9a-f]{32}"/, 'BOUNDARY'),
    ]),
  };
}

async function targetOf(document: StreetDocument): Promise<Target> {
  const stored = (await server.opened.server.databases.served[document.database].store.current([document._id])).get(
    document._id,
  );
  return { database: document.database, id: document._id, rev: stored?._rev ?? '', document };
}

const NAMES = [
  'gridWorker',
  'communityClerk',
  'streetClerk',
  'dispatcher',
  'department',
  'supervisor',
  'systemAdmin',
  'securityAdmin',
  'auditor',
  'gridWorker next door',
  'communityClerk next door',
  'streetClerk elsewhere',
  'department of others',
  'auditor elsewhere',
];

/** The nearest and the farthest of each type say enough; staff alone would be two dozen. */
function someOfEachType(documents: readonly StreetDocument[]): readonly StreetDocument[] {
  const isEdge = (document: StreetDocument): boolean => {
    const same = documents.filter((other) => other.type === document.type);
    // The kinds of the ledger go one way through every route: one of each is enough.
    return document === same[0] || (document === same.at(-1) && !hasHistory(document.type));
  };
  return documents.filter(isEdge);
}

function userNamed(name: string): User {
  const user = street.users[name];
  if (user === undefined) throw new Error(name);
  return user;
}

/**
 * Every name with every probe, every name with every kind of document, and every probe with every kind of document: each pair is met, a fourth of the
 * triples. All of them would take two minutes.
 */
const isMet = (name: number, kind: number, probe: number): boolean => (name + kind + probe) % 4 === 0;

describe.each(NAMES)('%s', (name) => {
  it('is told of a document out of sight exactly what is told of one that does not exist', async () => {
    const user = userNamed(name);
    const hidden = someOfEachType(street.documents.filter((document) => !sees(user, document)));
    expect(hidden.length).toBeGreaterThan(0);
    for (const [kind, document] of hidden.entries()) {
      const target = await targetOf(document);
      const unknown = {
        ...target,
        id: `${typeOfId(document._id)}:${document._id.includes('audit') ? `${aUlid()}:0000000001` : aUlid()}`,
      };
      for (const [nth, [probe, ask]] of Object.entries(PROBES).entries()) {
        if (!isMet(NAMES.indexOf(name), kind, nth)) continue;
        const ofHidden = await server.inside(user)(...ask(target, user));
        const ofUnknown = await server.inside(user)(...ask(unknown, user));
        expect(said(ofHidden, target.id), `${name} · ${probe} · ${document._id} (${document.scope})`).toEqual(
          said(ofUnknown, unknown.id),
        );
      }
      const after = (await server.opened.server.databases.served[document.database].store.current([document._id])).get(
        document._id,
      );
      expect(after?._rev).toBe(target.rev);
    }
  });

  it('finds every document in sight on every reading route', async () => {
    const user = userNamed(name);
    const visible = street.documents.filter((one) => sees(user, one));
    const targets = await Promise.all(visible.map(targetOf));
    for (const target of targets) {
      for (const probe of [
        'GET doc',
        'GET doc at rev',
        'GET open_revs in parts',
        'POST _bulk_get',
        'GET _all_docs keys',
      ] as const) {
        const answer = await server.inside(user)(...(PROBES[probe] as Probe)(target, user));
        expect(answer.status, probe).toBe(200);
        expect(answer.text, `${name} · ${probe} · ${target.id}`).toContain(target.rev);
      }
    }
    // Each of these walks through all that he may see: asked once for all of a database.
    for (const database of new Set(visible.map((document) => document.database))) {
      const ofDatabase = targets.filter((target) => target.database === database);
      const ids = ofDatabase.map(({ id }) => id);
      for (const [filter, body] of [
        ['_doc_ids', { doc_ids: ids }],
        ['_selector', { selector: { _id: { $in: ids } } }],
      ] as const) {
        const { status, text } = await server.inside(user)('POST', `/${database}/_changes?filter=${filter}`, body);
        expect(status, filter).toBe(200);
        const missing = ofDatabase.filter(({ rev, id }) => !text.includes(`"id":"${id}","changes":[{"rev":"${rev}"}]`));
        expect(missing, `${name} · ${filter}`).toEqual([]);
      }
    }
    for (const document of visible) {
      if (document.database !== 'evidence') continue;
      const bytes = await server.as(user)('GET', `/evidence/${enc(document._id)}/${attachmentOf(document._id)}`);
      expect([bytes.status, bytes.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    }
  });

  it('lists exactly what is in sight, on every listing route', async () => {
    const user = userNamed(name);
    for (const database of ['records', 'evidence', 'audit'] as const) {
      const all = street.documents.filter((document) => document.database === database);
      const expected = all.filter((document) => sees(user, document)).map((document) => document._id);
      for (const path of [
        '_changes',
        '_changes?include_docs=true',
        '_changes?feed=longpoll&timeout=1',
        '_changes?feed=continuous&timeout=1',
        '_changes?feed=eventsource&timeout=1',
        '_changes?style=all_docs&limit=500',
        '_all_docs',
        '_all_docs?include_docs=true',
      ]) {
        const { status, text } = await server.as(user)('GET', `/${database}/${path}`);
        expect(status, path).toBe(200);
        const listed = all
          .map((document) => document._id)
          .filter((id) => new RegExp(`"id":"${id}","(changes|key)"`).test(text));
        expect(listed.sort(), `${name} · ${database}/${path}`).toEqual([...expected].sort());
        // Cases name their photos, and staff their posts; nothing else may name what is hidden.
        const hiddenCases = all.filter((one) => typeOfId(one._id) === 'case' && !expected.includes(one._id));
        for (const hidden of hiddenCases) expect(text).not.toContain(hidden._id);
      }
    }
  });
});

it('tells nobody how much there is or how much is written', async () => {
  const user = userNamed('gridWorker');
  for (const database of ['records', 'evidence', 'audit']) {
    const info = await server.as(user)('GET', `/${database}`);
    expect(info.body).toMatchObject({ doc_count: 0, doc_del_count: 0, sizes: { file: 0, external: 0, active: 0 } });
    const { text } = await server.as(user)('GET', `/${database}/_changes?limit=3`);
    expect(text).not.toContain('pending');
    const sequences = [...text.matchAll(/"(?:last_)?seq":([^,}\s]*)/g)].map(([, sequence]) => sequence);
    expect(sequences.length).toBeGreaterThan(0);
    // Sealed, whatever it begins with: neither a number nor a number with a tail as CouchDB's own.
    for (const sequence of sequences) expect(sequence).toMatch(/^"[\w-]{120,}"$/);
  }
});

it('asks strangers to sign in on every route of a database, before anything else', async () => {
  const target = await targetOf(street.documents[0] as StreetDocument);
  const user = userNamed('gridWorker');
  for (const ask of Object.values(PROBES)) {
    const answer = await server.as(null)(...ask(target, user));
    expect(answer.status).toBe(401);
    if (answer.text !== '')
      expect(answer.body).toEqual({ error: 'unauthorized', reason: 'You are not authorized to access this db.' });
  }
  for (const path of ['/records', '/evidence/_changes', '/audit/_all_docs', '/records/_local/x']) {
    expect((await server.as(null)('GET', path)).status).toBe(401);
  }
});

it('keeps the checkpoints of one from another', async () => {
  const [mine, theirs] = [userNamed('gridWorker'), userNamed('supervisor')];
  expect((await server.as(mine)('PUT', '/records/_local/point', { last: 3 })).status).toBe(201);
  expect((await server.as(mine)('GET', '/records/_local/point')).body).toMatchObject({ _id: '_local/point', last: 3 });
  expect((await server.as(theirs)('GET', '/records/_local/point')).body).toEqual({
    error: 'not_found',
    reason: 'missing',
  });
});

it('has no system database', async () => {
  const user = userNamed('systemAdmin');
  for (const path of ['/system', '/system/_all_docs', '/system/identity', '/_users', '/_all_dbs']) {
    expect((await server.as(user)('GET', path)).status).toBe(404);
  }
});

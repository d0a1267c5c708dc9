import { afterAll, beforeAll, expect, it } from 'vitest';
import { mayRead } from '../../shared/access/rights.ts';
import type { User } from '../../shared/domain/staff.ts';
import { seededRandom } from '../../shared/lib/random.ts';
import { PATHS } from '../../shared/sync/wire.ts';
import { aReportedCase, anEntry, actorOf, aUlid } from '../../shared/testing/builders.ts';
import type { StoredDocument } from '../src/store/port.ts';
import { aPhotoOf } from './harness/jpegs.ts';
import { nonsense, type Nonsense } from './harness/nonsense.ts';
import { aStreet, type Street } from './harness/street.ts';
import { basic, PASSWORD, startServer, type TestServer } from './harness/start-server.ts';

/**
 * Anything at all, sent to every route by everybody: no answer is a 5xx, and none holds a byte of a document out of the asker's sight that he did not bring along himself.
 * The first seed is new ground when it is changed; those behind it once found something and stay.
 */
const SEEDS: readonly (readonly [seed: number, requests: number])[] = [[20_261_128, 20_000]];
/** `FUZZ_SEED=… npx vitest run sync-server/test/fuzz` looks elsewhere. */
const CHOSEN = process.env['FUZZ_SEED'];
const RUNS = CHOSEN === undefined ? SEEDS : [[Number(CHOSEN), 20_000] as const];
const AT_ONCE = 16;

let server: TestServer;
let street: Street;
let askers: readonly Asker[];
let lures: Lures;

interface Asker {
  readonly user: User | null;
  readonly authorization: string | undefined;
  /** Marks of everything that he may not see. */
  readonly hidden: ReadonlySet<string>;
}

/** Things that are there, to ask for and to build on. */
interface Lures {
  readonly ids: readonly string[];
  readonly revs: readonly string[];
  readonly documents: readonly object[];
  readonly sequences: readonly string[];
  readonly authorizations: readonly string[];
}

const mark = (nth: number): string => `zqm${nth.toString(36).padStart(6, '0')}xqzzq`;
/** Marks, ids, revisions, hashes, digests, and marks within base64. */
const TELLTALE =
  /zqm[0-9a-z]{6}xqzzq|enFt[A-Za-z0-9+/]{15}|[0-9A-HJKMNP-TV-Z]{26}|\b\d+-[0-9a-f]{32}\b|\b[0-9a-f]{64}\b|md5-[A-Za-z0-9+/]{22}==/g;
const telltales = (text: string): readonly string[] => text.match(TELLTALE) ?? [];

const stores = () => Object.values(server.opened.server.databases.served).map(({ store }) => store);
const everything = async (): Promise<readonly StoredDocument[]> =>
  (await Promise.all(stores().map((store) => store.changes(0, 10_000)))).flatMap(({ changes }) =>
    changes.map(({ document }) => document),
  );

/** Every document of the street gets a mark of its own in its words, those with bytes also there. */
async function plant(): Promise<void> {
  let nth = 0;
  const { records, evidence, audit } = server.opened.server.databases.served;
  for (const database of [records, audit]) {
    const { changes } = await database.store.changes(0, 10_000);
    const marked = changes.map(({ document }) => ({ ...document, remark: mark((nth += 1)) }));
    await database.write(marked as never, { newEdits: true });
  }
  const { changes } = await evidence.store.changes(0, 10_000);
  for (const { document } of changes) {
    const { _rev, _attachments, ...words } = document;
    const bytes = Buffer.from(`\u00ff\u00d8\u00ff${mark((nth += 1))}z`, 'latin1'); // begins and ends on base64's border
    const [name = ''] = Object.keys(_attachments ?? {});
    const again = {
      ...words,
      _rev,
      remark: mark((nth += 1)),
      _attachments: { [name]: { content_type: 'image/jpeg', data: bytes } },
    };
    await evidence.write([again] as never, { newEdits: true });
  }
}

async function marksOf(document: StoredDocument): Promise<readonly string[]> {
  const { _id, _rev, _attachments = {} } = document;
  const [store] = stores().filter((_store, at) =>
    document.type === 'audit' ? at === 2 : ['photo', 'thumb'].includes(document.type) ? at === 1 : at === 0,
  );
  const bytes = await Promise.all(
    Object.keys(_attachments).map(async (name) => {
      const read = await store?.attachment(_id, name, _rev);
      return `${read?.toString('latin1') ?? ''} ${read?.subarray(3).toString('base64') ?? ''}`;
    }),
  );
  const digests = Object.values(_attachments).map(({ digest }) => digest);
  return telltales(
    [_id, _rev, String(document['remark']), ...digests, ...bytes, JSON.stringify(document['sha256'] ?? '')].join(' '),
  );
}

beforeAll(async () => {
  server = await startServer();
  street = await aStreet(server);
  await plant();
  const documents = await everything();
  const subjects = new Map(documents.map((document) => [document._id, document]));
  const marks = await Promise.all(documents.map(marksOf));
  const seen = (user: User, document: StoredDocument): boolean => {
    const subject = subjects.get(String(document['subject']));
    const isEvidence = ['photo', 'thumb'].includes(document.type);
    return mayRead(
      user,
      isEvidence && subject !== undefined
        ? { ...document, scope: subject.scope, audience: subject.audience }
        : document,
    );
  };
  const asker = (user: User | null, authorization: string | undefined): Asker => {
    const visible = new Set(
      documents.flatMap((document, at) => (user !== null && seen(user, document) ? (marks[at] ?? []) : [])),
    );
    // Who somebody is stands in what names him, and a photo names its case.
    const known = new Set([
      ...visible,
      ...telltales(JSON.stringify(documents.filter((document) => user !== null && seen(user, document)))),
      user?.id.slice('staff:'.length) ?? '',
    ]);
    return { user, authorization, hidden: new Set(marks.flat().filter((one) => !known.has(one))) };
  };
  const users = Object.values(street.users);
  askers = [
    ...users.map((user) => asker(user, basic(user.account))),
    asker(null, undefined),
    asker(null, 'Bearer nothing'),
    asker(null, 'Basic ====='),
  ];
  for (const { hidden } of askers) expect(hidden.size).toBeGreaterThan(20);

  const sequences: string[] = [];
  const authorizations: string[] = ['Basic', 'Bearer', 'Digest x', `Basic ${'A'.repeat(9_000)}`];
  for (const user of users.slice(0, 5)) {
    const { body } = await server.as(user)('GET', '/records/_changes?limit=2');
    sequences.push(String((body as { last_seq: unknown }).last_seq));
    authorizations.push(basic(user.account, 'wrong'));
  }
  for (const user of users.slice(0, 6)) {
    const body = {
      name: user.account,
      password: PASSWORD,
      protocol: 1,
      installation: aUlid(),
      auditKey: 'A'.repeat(43),
    };
    const { token } = (await server.as(null)('POST', PATHS.session, body)).body as { token: string };
    await server.as(null)('DELETE', PATHS.session, undefined, { authorization: `Bearer ${token}` });
    authorizations.push(`Bearer ${token}`, `Bearer ${token.slice(1)}`); // signed out
  }
  await stores()[0]?.local.put(`${users[0]?.id ?? ''}/point`, { remark: mark(999_999) });
  lures = {
    ids: documents.map(({ _id }) => _id),
    revs: documents.map(({ _rev }) => _rev),
    documents: documents.map(({ _attachments, ...document }) => document),
    sequences,
    authorizations,
  };
});
afterAll(() => server.stop());

/** A document and the bytes behind it, as CouchDB's replicator sends them. */
const inParts = (document: unknown, count: number): string =>
  `${[JSON.stringify(document), ...Array.from({ length: count }, () => 'ÿØÿ\r\n-')]
    .map((part) => `--parts\r\ncontent-type: x\r\n\r\n${part}\r\n`)
    .join('')}--parts--`;

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: string | Buffer | undefined;
  readonly asker: Asker;
}

const DATABASES = ['records', 'evidence', 'audit'];
const enc = encodeURIComponent;
const json = (value: unknown): string => enc(JSON.stringify(value));

/** A lone surrogate has no percent encoding. */
const wellFormed = (text: string): string => text.replaceAll(/[\ud800-\udfff]/g, '?');

function requestOf(from: Nonsense): Asked {
  const { oneOf, chance, below, value, text, spoilt } = from;
  const id = (): string => (chance(0.8) ? oneOf(lures.ids) : wellFormed(text()));
  const rev = (): string => (chance(0.7) ? oneOf(lures.revs) : wellFormed(text()));
  const sequence = (): string => {
    const known = oneOf([...lures.sequences, '0', 'now', '1', '999999999999999999']);
    if (chance(0.8) || known === '') return known;
    const at = below(known.length);
    return known.slice(0, at) + wellFormed(text()).slice(0, 3) + known.slice(at + 1);
  };
  const asker = oneOf(askers);
  const writer = asker.user ?? Object.values(street.users)[0];
  const newDocument = (): object => {
    if (writer === undefined) return {};
    const reporter = writer.posts[0]?.role === 'gridWorker' ? writer : street.users['gridWorker'];
    const reported = aReportedCase(reporter ?? writer);
    if (chance(0.4)) return reported;
    if (chance(0.3)) return aPhotoOf(writer, id());
    const known = oneOf(lures.documents) as { readonly log?: readonly object[] };
    if (known.log === undefined || chance(0.4)) return known;
    return {
      ...known,
      log: [...known.log, anEntry(writer, 'note', { text: '探' }, known.log.at(-1) as never, { by: actorOf(writer) })],
    };
  };
  const pushed = (): unknown => (chance(0.5) ? newDocument() : chance(0.7) ? spoilt(newDocument()) : value());
  const documents = (): unknown => ({
    docs: Array.from({ length: 1 + below(3) }, pushed),
    ...(chance(0.4) ? { new_edits: chance(0.7) ? false : value() } : {}),
  });
  const flags = (): string => {
    const names = [
      'include_docs',
      'attachments',
      'revs',
      'latest',
      'conflicts',
      'descending',
      'inclusive_end',
      'removals',
      'meta',
      'local_seq',
      'att_encoding_info',
    ];
    return Array.from(
      { length: below(4) },
      () => `&${oneOf(names)}=${oneOf(['true', 'true', 'true', 'false', '1', ''])}`,
    ).join('');
  };
  const db = oneOf(DATABASES);
  const session = (): object => ({
    name: chance(0.5) ? 'nobody.here' : text(),
    password: text(),
    protocol: 1,
    installation: aUlid(),
    auditKey: 'A'.repeat(43),
  });
  const ids = (): readonly string[] => Array.from({ length: below(5) }, id);
  const templates: readonly (readonly [number, () => readonly [method: string, url: string, body?: unknown]])[] = [
    [6, () => ['GET', `/${db}/${enc(id())}?x=1${flags()}${chance(0.4) ? `&rev=${enc(rev())}` : ''}`]],
    [2, () => ['GET', `/${db}/${enc(id())}?open_revs=${chance(0.5) ? 'all' : json([rev(), rev()])}${flags()}`]],
    [
      3,
      () => [
        'GET',
        `/${db}/${enc(id())}/${oneOf(['original.jpg', 'thumb.jpg', 'x', '..%2fx', enc(wellFormed(text()))])}?x=1${chance(0.3) ? `&rev=${enc(rev())}` : ''}`,
      ],
    ],
    [
      2,
      () => [
        'PUT',
        `/${db}/${enc(id())}?x=1${chance(0.4) ? `&rev=${enc(rev())}` : ''}${chance(0.3) ? '&new_edits=false' : ''}`,
        pushed(),
      ],
    ],
    [
      1,
      () => [
        'PUT',
        `/evidence/${enc(id())}?x=1${chance(0.7) ? '&new_edits=false' : ''}`,
        inParts(pushed(), chance(0.7) ? 1 : below(25)),
      ],
    ],
    [1, () => ['PUT', `/${db}/${enc(id())}/original.jpg?rev=${enc(rev())}`, value()]],
    [1, () => ['DELETE', `/${db}/${enc(id())}${chance(0.5) ? '/original.jpg' : ''}?rev=${enc(rev())}`]],
    [1, () => ['POST', `/${db}`, pushed()]],
    [4, () => ['POST', `/${db}/_bulk_docs?x=1${chance(0.6) ? '&returns=docs' : ''}`, documents()]],
    [
      3,
      () => [
        'POST',
        `/${db}/_bulk_get?x=1${flags()}`,
        { docs: ids().map((one) => ({ id: one, ...(chance(0.5) ? { rev: rev() } : {}) })) },
      ],
    ],
    [3, () => ['POST', `/${db}/_revs_diff`, Object.fromEntries(ids().map((one) => [one, [rev(), rev()]]))]],
    [2, () => ['POST', `/${db}/_all_docs?x=1${flags()}`, { keys: ids() }]],
    [
      2,
      () => [
        'GET',
        `/${db}/_all_docs?${oneOf(['key', 'startkey', 'endkey', 'keys', 'start_key'])}=${json(chance(0.7) ? id() : value())}&limit=${below(30)}&skip=${below(3)}${flags()}`,
      ],
    ],
    [
      3,
      () => [
        'GET',
        `/${db}/_changes?since=${enc(sequence())}&limit=${oneOf(['0', '1', '5', '40', '-1', '1e3', ''])}${flags()}`,
      ],
    ],
    [
      2,
      () => [
        'GET',
        `/${db}/_changes?feed=${oneOf(['longpoll', 'continuous', 'eventsource', 'live', 'x'])}&since=${enc(sequence())}${flags()}&timeout=1`,
      ],
    ],
    [
      2,
      () => [
        'POST',
        `/${db}/_changes?filter=${oneOf(['_doc_ids', '_selector', '_view', '_design', 'x/y'])}&style=all_docs${flags()}`,
        {
          doc_ids: ids(),
          selector: chance(0.5) ? { _id: { [oneOf(['$gt', '$regex', '$in', '$where', '$eq'])]: value() } } : value(),
        },
      ],
    ],
    [
      2,
      () => [
        oneOf(['GET', 'PUT', 'DELETE']),
        `/${db}/_local/${oneOf(['point', enc(wellFormed(text())), `..%2f${enc(id())}%2fpoint`, `${enc(Object.values(street.users)[0]?.id ?? '')}/point`])}?rev=0-1`,
        { last: value() },
      ],
    ],
    [
      1,
      () => [
        'GET',
        `/${oneOf([...DATABASES, 'system', '_users', '_all_dbs', '_metrics', '_config', '_node', '_up', '_uuids?count=3', ''])}`,
      ],
    ],
    [
      1,
      () => [
        'POST',
        `/${db}/${oneOf(['_find', '_explain', '_index', '_purge', '_compact', '_ensure_full_commit', '_design/x', '_security', '_missing_revs'])}`,
        { selector: value() },
      ],
    ],
    [2, () => ['POST', oneOf(['/_session', PATHS.session, PATHS.window, PATHS.launch]), session()]],
    [1, () => [oneOf(['GET', 'DELETE']), oneOf(['/_session', PATHS.session])]],
    // Ours, also those that are newer than this list: by what their bodies may name.
    [
      4,
      () => [
        oneOf(['GET', 'POST', 'PUT', 'DELETE']),
        `${oneOf(Object.values(PATHS))}?x=1${flags()}`,
        {
          entries: ids().map((one) => ({ id: one.slice(-26), case: id() })),
          changes: ids(),
          photos: ids(),
          handovers: ids(),
          ids: ids(),
          docs: ids(),
          token: text(),
          installation: aUlid(),
          name: 'nobody.here',
          password: 'x',
        },
      ],
    ],
    [
      1,
      () => [
        oneOf(['GET', 'PATCH', 'OPTIONS', 'PUT']),
        `/${wellFormed(text())}/${enc(id())}/${enc(wellFormed(text()))}`,
      ],
    ],
  ];
  const total = templates.reduce((sum, [weight]) => sum + weight, 0);
  let at = from.random() * total;
  const [, make] = templates.find(([weight]) => (at -= weight) < 0) ?? templates[0] ?? [1, () => ['GET', '/'] as const];
  const [usual, path, body] = make();
  const method = chance(0.06) ? oneOf(['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH']) : usual;
  const isBodiless = method === 'GET' || method === 'HEAD';
  const sent = chance(0.25) ? spoilt(body) : body;
  const raw = sent === undefined ? undefined : typeof sent === 'string' ? sent : JSON.stringify(sent);
  const broken = (): string | Buffer =>
    chance(0.5)
      ? (raw ?? '').slice(0, below((raw ?? '').length + 1))
      : Buffer.from(Array.from({ length: below(40) }, () => below(256)));
  const payload = isBodiless || raw === undefined ? undefined : chance(0.06) ? broken() : raw;
  const query = chance(0.08)
    ? `${path.includes('?') ? '&' : '?'}${oneOf(['limit', 'since', 'rev', 'keys', 'feed', 'skip', 'heartbeat', 'count', '__proto__'])}=${enc(wellFormed(text()))}`
    : '';
  const isOther = chance(0.06);
  const authorization = isOther ? oneOf(lures.authorizations) : asker.authorization;
  // Whoever comes with what opens nothing is nobody.
  const nobody = askers.find(({ user }) => user === null) ?? asker;
  return {
    method,
    url: /heartbeat/.test(query) ? path : path + query,
    headers: {
      host: chance(0.02) ? 'evil.example' : '127.0.0.1',
      ...(authorization === undefined ? {} : { authorization }),
      ...(payload === undefined
        ? {}
        : {
            'content-type': chance(0.95)
              ? (raw ?? '').startsWith('--parts')
                ? 'multipart/related; boundary="parts"'
                : 'application/json'
              : oneOf(['text/plain', 'application/x-www-form-urlencoded', 'multipart/related; boundary=x', '']),
          }),
      ...(chance(0.05)
        ? { 'if-none-match': `"${rev()}"`.replaceAll(/[^\x20-\x7e]/g, '?'), 'if-match': oneOf(lures.revs) }
        : {}),
      ...(chance(0.03) ? { origin: oneOf(['https://evil.example', 'app://workstation', 'null']) } : {}),
      ...(chance(0.03)
        ? { cookie: `AuthSession=${oneOf(['x', '', lures.authorizations.at(-1)?.slice(7) ?? ''])}` }
        : {}),
      ...(chance(0.03) ? { range: 'bytes=0-5', 'x-forwarded-for': '10.0.0.1' } : {}),
      ...(chance(path.includes('open_revs') ? 0.5 : 0.03) ? { accept: 'multipart/mixed' } : {}),
    },
    payload,
    asker: isOther ? nobody : asker,
  };
}

async function send({
  method,
  url,
  headers,
  payload,
}: Asked): Promise<{ readonly status: number; readonly text: string }> {
  const answer = await server.app.inject({
    method: method as 'GET',
    url,
    headers,
    ...(payload === undefined ? {} : { payload }),
    remoteAddress: '10.1.2.3',
  });
  return {
    status: answer.statusCode,
    text: `${JSON.stringify(answer.headers)}\n${answer.rawPayload.toString('latin1')}`,
  };
}

it.each(RUNS)(
  'seed %i: %i requests get an answer below 500, without a byte from out of sight',
  { timeout: 240_000 },
  async (seed, count) => {
    const from = nonsense(seededRandom(seed));
    const statuses = new Map<number, number>();
    let nth = 0;
    /** What somebody brought along may come back to anybody who sees it where he wrote it. */
    const brought = new Set<string>();
    const worker = async (): Promise<void> => {
      while (nth < count) {
        nth += 1;
        const asked = requestOf(from);
        const where = `seed ${seed}, request ${nth}, ${asked.asker.user?.posts[0]?.role ?? 'nobody'}: ${asked.method} ${asked.url}\n${String(asked.payload).slice(0, 2_000)}`;
        const sent = `${asked.url} ${decodeURIComponent(asked.url.replaceAll(/%(?![0-9A-Fa-f]{2})|%[89A-Fa-f][0-9A-Fa-f]/g, '_'))} ${JSON.stringify(asked.headers)} ${asked.payload?.toString('latin1') ?? ''}`;
        const own = new Set(telltales(sent));
        if (asked.payload !== undefined) for (const one of own) brought.add(one);
        const { status, text } = await send(asked);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (status >= 500) throw new Error(`${status} for ${where}\n${text.slice(0, 500)}`);
        for (const one of telltales(text)) {
          if (asked.asker.hidden.has(one) && !own.has(one) && !brought.has(one))
            throw new Error(`told ${one} to ${where}\n${text.slice(0, 1_000)}`);
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));

    // The net is only worth something while it reaches into the routes.
    for (const status of [200, 201, 400, 401, 403, 404, 409, 412, 415, 421])
      expect(statuses.get(status) ?? 0, `status ${status}`).toBeGreaterThan(3);
    const visited = new Set(
      ((await server.opened.server.metrics.instruments[0]?.samples()) ?? []).map(({ labels }) => labels?.['route']),
    );
    // Below a route another is printed without what they have in common.
    for (const [, route = '?'] of server.app.printRoutes({ commonPrefix: false }).matchAll(/── (\/\S*)/g))
      expect(
        [...visited].some((one) => one?.startsWith(route) === true || one?.endsWith(route) === true),
        `nobody asked for ${route}`,
      ).toBe(true);
    expect((await server.as(null)('GET', '/_up')).body).toEqual({ status: 'ok' });
  },
);

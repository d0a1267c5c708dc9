import { PATHS } from '../../../shared/sync/wire.ts';
import { aReportedCase, anEntry, actorOf, aUlid } from '../../../shared/testing/builders.ts';
import { aPhotoOf } from '../harness/jpegs.ts';
import type { Nonsense } from '../harness/nonsense.ts';
import type { Asker, Ground } from './marked-street.ts';

/** A document and the bytes behind it, as CouchDB's replicator sends them. */
const inParts = (document: unknown, count: number): string =>
  `${[JSON.stringify(document), ...Array.from({ length: count }, () => 'ÿØÿ\r\n-')]
    .map((part) => `--parts\r\ncontent-type: x\r\n\r\n${part}\r\n`)
    .join('')}--parts--`;

/** One request, and who asks it. */
export interface Asked {
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

/** Anything at all that may be asked on this ground: mostly what a route takes, of things that are there, and every part of it spoilt now and then. */
export function anyRequest(from: Nonsense, { street, askers, lures }: Ground): Asked {
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

import { mayRead } from '../../../shared/access/rights.ts';
import type { User } from '../../../shared/domain/staff.ts';
import { PATHS } from '../../../shared/sync/wire.ts';
import { aUlid } from '../../../shared/testing/builders.ts';
import type { StoredDocument } from '../../src/store/port.ts';
import { basic, PASSWORD, type TestServer } from '../harness/start-server.ts';
import { aStreet, type Street } from '../harness/street.ts';

/** Somebody who asks, and what no answer may tell him. */
export interface Asker {
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

/** A street whose every document carries a mark of its own. */
export interface Ground {
  readonly street: Street;
  readonly askers: readonly Asker[];
  readonly lures: Lures;
}

const mark = (nth: number): string => `zqm${nth.toString(36).padStart(6, '0')}xqzzq`;
/** Marks, ids, revisions, hashes, digests, and marks within base64. */
const TELLTALE =
  /zqm[0-9a-z]{6}xqzzq|enFt[A-Za-z0-9+/]{15}|[0-9A-HJKMNP-TV-Z]{26}|\b\d+-[0-9a-f]{32}\b|\b[0-9a-f]{64}\b|md5-[A-Za-z0-9+/]{22}==/g;
export const telltales = (text: string): readonly string[] => text.match(TELLTALE) ?? [];

const storesOf = (server: TestServer) => Object.values(server.opened.server.databases.served).map(({ store }) => store);
const everythingOn = async (server: TestServer): Promise<readonly StoredDocument[]> =>
  (await Promise.all(storesOf(server).map((store) => store.changes(0, 10_000)))).flatMap(({ changes }) =>
    changes.map(({ document }) => document),
  );

/** Every document of the street gets a mark of its own in its words, those with bytes also there. */
async function plant(server: TestServer): Promise<void> {
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

async function marksOf(server: TestServer, document: StoredDocument): Promise<readonly string[]> {
  const { _id, _rev, _attachments = {} } = document;
  const [store] = storesOf(server).filter((_store, at) =>
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

/** Every role, nobody, and two who come with nonsense instead of a name. */
async function askersOn(
  server: TestServer,
  users: readonly User[],
  documents: readonly StoredDocument[],
): Promise<readonly Asker[]> {
  const subjects = new Map(documents.map((document) => [document._id, document]));
  const marks = await Promise.all(documents.map((document) => marksOf(server, document)));
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
    const visible = documents.map((document) => user !== null && seen(user, document));
    // Who somebody is stands in what names him, and a photo names its case.
    const known = new Set([
      ...marks.filter((_marks, nth) => visible[nth]).flat(),
      ...telltales(JSON.stringify(documents.filter((_document, nth) => visible[nth]))),
      user?.id.slice('staff:'.length) ?? '',
    ]);
    return { user, authorization, hidden: new Set(marks.flat().filter((one) => !known.has(one))) };
  };
  return [
    ...users.map((user) => asker(user, basic(user.account))),
    asker(null, undefined),
    asker(null, 'Bearer nothing'),
    asker(null, 'Basic ====='),
  ];
}

async function luresOn(
  server: TestServer,
  users: readonly User[],
  documents: readonly StoredDocument[],
): Promise<Lures> {
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
  return {
    ids: documents.map(({ _id }) => _id),
    revs: documents.map(({ _rev }) => _rev),
    documents: documents.map(({ _attachments, ...document }) => document),
    sequences,
    authorizations,
  };
}

/** Fills the server and marks what is there, also what somebody keeps for himself on it. */
export async function markedStreet(server: TestServer): Promise<Ground> {
  const street = await aStreet(server);
  await plant(server);
  const users = Object.values(street.users);
  const documents = await everythingOn(server);
  const askers = await askersOn(server, users, documents);
  const lures = await luresOn(server, users, documents);
  await storesOf(server)[0]?.local.put(`${users[0]?.id ?? ''}/point`, { remark: mark(999_999) });
  return { street, askers, lures };
}

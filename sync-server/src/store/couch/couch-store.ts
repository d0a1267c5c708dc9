import { randomBytes } from 'node:crypto';
import { assert } from '../../../../shared/lib/assert.ts';
import { systemClock, type Clock } from '../../../../shared/lib/clock.ts';
import type {
  LocalDocument,
  LocalDocuments,
  OpenOptions,
  RevsDiff,
  Store,
  StoreChange,
  StoredDocument,
  WriteDocument,
  WriteRow,
} from '../port.ts';
import { winnerFirst } from '../winner-first.ts';
import { writeInOrder } from '../write-in-order.ts';
import { couchMarks } from './couch-marks.ts';
import { couchHttp, StoreAway, type CouchAddress, type CouchHttp } from './couch-http.ts';
import { couchNews } from './couch-news.ts';
import { openSequenceLog, type SequenceLog } from './sequence-log.ts';

/** Ids in one question. */
const MOST_KEYS = 1_000;
/** Rows of the feed, or documents, in one answer. */
const PAGE = 500;
/** Bytes of attachments in one request: more goes in several. */
const MOST_BYTES = 24 * 1_024 * 1_024;
const IDENTITY = '/_local/workstation-store';
/** Comes after everything that an id of ours holds: CouchDB lists ids by their bytes. */
const LAST = '\ufff0';

const enc = encodeURIComponent;
const json = (value: unknown): string => enc(JSON.stringify(value));

function inPieces<T>(items: readonly T[], sizeOf: (item: T) => number, most: number): readonly (readonly T[])[] {
  const pieces: T[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const item of items) {
    size += sizeOf(item);
    if (size > most) {
      pieces.push([]);
      size = sizeOf(item);
    }
    pieces.at(-1)?.push(item);
  }
  return pieces;
}

/** The database and who it is: made by whichever server comes first. Nobody but the administrators of the CouchDB reads or writes it directly. */
async function openDatabase(http: CouchHttp): Promise<string> {
  const made = await http.read('', { method: 'PUT', expected: [412] });
  if (made.status === 201 || made.status === 202) {
    const admins = { names: [], roles: ['_admin'] };
    await http.read('/_security', { method: 'PUT', body: { admins, members: admins } });
  }
  for (;;) {
    const found = await http.read(IDENTITY, { expected: [404] });
    const { uuid } = found.body as { readonly uuid?: unknown };
    if (found.status === 200 && typeof uuid === 'string') return uuid;
    const body = { uuid: randomBytes(16).toString('hex') };
    const put = await http.read(IDENTITY, { method: 'PUT', body, expected: [409] });
    if (put.status !== 409) return body.uuid;
  }
}

interface FeedPage {
  readonly results: readonly {
    readonly id: string;
    readonly seq: string;
    readonly changes: readonly { readonly rev: string }[];
    readonly doc?: StoredDocument | null;
  }[];
  readonly last_seq: string;
}

interface Listed {
  readonly rows: readonly {
    readonly id?: string;
    readonly value?: { readonly rev: string; readonly deleted?: boolean };
    readonly doc?: StoredDocument | null;
  }[];
}

/** Attachments are named without saying each time that they are not there. */
function stored(document: StoredDocument): StoredDocument {
  const { _attachments: attachments } = document;
  if (attachments === undefined) return document;
  const named = Object.entries(attachments).map(([name, { stub: _stub, ...one }]) => [name, one] as const);
  return { ...document, _attachments: Object.fromEntries(named) };
}

/** One document of `_bulk_get` each, tombstones included. */
async function atRevisions(
  http: CouchHttp,
  wanted: readonly { readonly id: string; readonly rev: string }[],
): Promise<readonly StoredDocument[]> {
  if (wanted.length === 0) return [];
  const { body } = await http.read('/_bulk_get', { method: 'POST', body: { docs: wanted } });
  const { results } = body as { results: readonly { docs: readonly { readonly ok?: StoredDocument }[] }[] };
  return results.flatMap(({ docs }) => docs.flatMap(({ ok }) => (ok === undefined ? [] : [stored(ok)])));
}

async function currentDocuments(http: CouchHttp, ids: readonly string[]): Promise<ReadonlyMap<string, StoredDocument>> {
  const found = new Map<string, StoredDocument>();
  for (const keys of inPieces(ids, () => 1, MOST_KEYS)) {
    const { body } = await http.read('/_all_docs?include_docs=true', { method: 'POST', body: { keys } });
    const { rows } = body as Listed;
    const gone = rows.flatMap(({ id, value }) =>
      id !== undefined && value?.deleted === true ? [{ id, rev: value.rev }] : [],
    );
    for (const { doc } of rows) if (doc !== undefined && doc !== null) found.set(doc._id, stored(doc));
    // Of what is deleted only the revision is listed.
    for (const document of await atRevisions(http, gone)) found.set(document._id, document);
  }
  return found;
}

async function openDocument(http: CouchHttp, id: string, options: OpenOptions): Promise<StoredDocument | null> {
  const { rev, latest = false, revisions = false, attachments = false } = options;
  if (rev === '') return null;
  const how = `revs=${String(revisions)}&attachments=${String(attachments)}`;
  if (rev !== undefined && latest) {
    // Asked for one revision and its newest, CouchDB gives whatever is in force where it does not know that one; asked for several, it says so.
    const { status, body } = await http.read(`/${enc(id)}?${how}&open_revs=${json([rev])}&latest=true`, {
      expected: [400, 404],
    });
    const [newest] = status === 200 ? (body as readonly { readonly ok?: StoredDocument }[]) : [];
    return newest?.ok === undefined ? null : stored(newest.ok);
  }
  const at = rev === undefined ? '' : `&rev=${enc(rev)}`;
  const { status, body } = await http.read(`/${enc(id)}?${how}${at}`, { expected: [400, 404] });
  return status === 200 ? stored(body as StoredDocument) : null;
}

function rowOf(id: string, rev: string | undefined, answer: unknown): WriteRow {
  const row = answer as { readonly ok?: boolean; readonly rev?: string; readonly error?: string; reason?: string };
  if (row.error === undefined) return { ok: true, id, rev: row.rev ?? rev ?? '' };
  if (row.error === 'conflict') return { ok: false, id, error: 'conflict', reason: row.reason ?? '' };
  // A shard that is away speaks for its documents alone.
  if (/timeout|internal|unknown|unavailable/.test(row.error))
    throw new StoreAway(`a write is answered with ${row.error}`);
  return { ok: false, id, error: 'invalid', reason: row.reason ?? row.error };
}

/** Under a revision that is brought along CouchDB does not know when the bytes came: with that revision. */
const revposOf = ({ _rev: rev }: WriteDocument): object =>
  rev === undefined ? {} : { revpos: Number.parseInt(rev, 10) };

const inBase64 = ({ _attachments: attachments, ...document }: WriteDocument): object =>
  attachments === undefined
    ? document
    : {
        ...document,
        _attachments: Object.fromEntries(
          Object.entries(attachments).map(([name, one]) => [
            name,
            { ...one, ...revposOf(document), data: one.data.toString('base64') },
          ]),
        ),
      };

const bytesOf = ({ _attachments: attachments = {} }: WriteDocument): number =>
  Object.values(attachments).reduce((sum, { data }) => sum + data.length, 1_000);

async function writePiece(
  http: CouchHttp,
  documents: readonly WriteDocument[],
  newEdits: boolean,
): Promise<readonly WriteRow[]> {
  const body = { docs: documents.map(inBase64), new_edits: newEdits };
  const answer = await http.write('/_bulk_docs', { method: 'POST', body, expected: [417] });
  const answers = answer.body as readonly { readonly id?: string }[];
  if (newEdits) {
    assert(answers.length === documents.length, 'CouchDB answers every document');
    return documents.map(({ _id, _rev }, at) => rowOf(_id, _rev, answers[at]));
  }
  // Only what failed is named.
  const failed = new Map(answers.map((row) => [row.id, row]));
  return documents.map(({ _id, _rev }) => rowOf(_id, _rev, failed.get(_id) ?? {}));
}

/** CouchDB takes nothing on top of a tombstone that names it, and anything that names none: what it refused for that is written so. */
async function onTopOfTombstones(
  http: CouchHttp,
  documents: readonly WriteDocument[],
  rows: readonly WriteRow[],
): Promise<readonly WriteRow[]> {
  const isRefused = ({ _rev, _deleted }: WriteDocument, at: number): boolean =>
    rows[at]?.ok === false && rows[at].error === 'conflict' && _rev !== undefined && _deleted !== true;
  const refused = documents.filter(isRefused);
  if (refused.length === 0) return rows;
  const inForce = await currentDocuments(
    http,
    refused.map(({ _id }) => _id),
  );
  const onTop = refused.filter(({ _id, _rev }) => {
    const there = inForce.get(_id);
    return there?._deleted === true && there._rev === _rev;
  });
  if (onTop.length === 0) return rows;
  const written = await writePiece(
    http,
    onTop.map(({ _rev, ...document }) => document),
    true,
  );
  return rows.map((row, at) => written[onTop.indexOf(documents[at] as WriteDocument)] ?? row);
}

function localDocuments(http: CouchHttp): LocalDocuments {
  const path = (id: string): string => `/_local/${enc(id)}`;
  const get: LocalDocuments['get'] = async (id) => {
    const { status, body } = await http.read(path(id), { expected: [404] });
    return status === 404 ? null : (body as LocalDocument);
  };
  return {
    get,
    put: async (id, document) => {
      // CouchDB asks for no revision here, and takes whatever comes without one.
      const { _rev: rev } = (await get(id)) ?? {};
      if (rev !== document._rev) return null;
      const { status, body } = await http.write(path(id), { method: 'PUT', body: document, expected: [409] });
      return status === 409 ? null : (body as { readonly rev: string }).rev;
    },
    remove: async (id, rev) => {
      const { _rev: inForce } = (await get(id)) ?? {};
      if (inForce === undefined) return 'missing';
      if (inForce !== rev) return 'conflict';
      const { status } = await http.write(`${path(id)}?rev=${enc(rev)}`, { method: 'DELETE', expected: [404, 409] });
      return status === 404 ? 'missing' : status === 409 ? 'conflict' : 'removed';
    },
  };
}

/** Reads CouchDB's feed, one question after the other, and counts what it tells. */
function numberedChanges(http: CouchHttp, log: SequenceLog, clock: Clock): Pick<Store, 'changes'> {
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work, work);
    turn = mine;
    return mine;
  };
  /** At most so many of what has come since it was last asked; `isAll`: there is no more. */
  const readOn = async (
    limit: number,
  ): Promise<{ readonly changes: readonly StoreChange[]; readonly isAll: boolean }> => {
    const query = `include_docs=true&limit=${limit}&since=${enc(log.seq())}`;
    const askedMs = clock.nowMs();
    const { body } = await http.read(`/_changes?${query}`);
    const readMs = clock.nowMs();
    const { results, last_seq: last } = body as FeedPage;
    const documents = results.flatMap(({ doc, id }) =>
      doc === undefined || doc === null || id.startsWith('_') ? [] : [stored(doc)],
    );
    const rows = documents.map(({ _id, _rev }) => ({ id: _id, rev: _rev }));
    const numbers = await log.append(rows, { seq: last, askedMs, readMs });
    const changes = documents.flatMap((document, at): StoreChange[] => {
      const seq = numbers[at];
      return seq === null || seq === undefined ? [] : [{ seq, document }];
    });
    return { changes, isAll: results.length < limit };
  };
  /** What stands in our count already, and how far it was gone through. */
  const known = async (after: number, limit: number): Promise<Counted> => {
    const places = await log.after(after, Math.min(limit, MOST_KEYS));
    const documents = await currentDocuments(
      http,
      places.map(({ id }) => id),
    );
    const changes = places.flatMap(({ number, id }): StoreChange[] => {
      const document = documents.get(id);
      return document === undefined ? [] : [{ seq: number, document }];
    });
    return { changes, last: places.at(-1)?.number ?? log.head() };
  };
  return {
    changes: (after, limit) =>
      inTurn(async () => {
        const changes: StoreChange[] = [];
        let last = after;
        while (last < log.head() && changes.length < limit) {
          const counted = await known(last, limit - changes.length);
          changes.push(...counted.changes);
          last = counted.last;
        }
        // A short answer ends at what was there when it was asked for.
        for (let isAll = false; changes.length < limit && !isAll;) {
          const read = await readOn(Math.min(limit - changes.length, PAGE));
          changes.push(...read.changes);
          isAll = read.isAll;
          last = Math.max(last, log.head());
        }
        return { changes, last };
      }),
  };
}

interface Counted {
  readonly changes: readonly StoreChange[];
  readonly last: number;
}

export interface CouchStoreOptions {
  /** Where this server counts what it reads. Its own: no two servers share one. */
  readonly logPath: string;
  readonly clock?: Clock;
  /** Hears of a feed that broke off; it is taken up again. */
  readonly away?: (error: unknown) => void;
}

/** One database of an Apache CouchDB (3.3 or later, alone or a cluster), over HTTP. Any number of servers may work on it. */
export async function openCouchStore(address: CouchAddress, name: string, options: CouchStoreOptions): Promise<Store> {
  const http = couchHttp(address, name);
  const identity = await openDatabase(http);
  const { update_seq: seq } = (await http.read('')).body as { readonly update_seq: string };
  const log = await openSequenceLog(options.logPath, identity);
  const news = couchNews(http, seq, options.away ?? (() => undefined));
  const { changes } = numberedChanges(http, log, options.clock ?? systemClock);
  const write: Store['write'] = async (documents, { newEdits }) => {
    const rows: WriteRow[] = [];
    for (const piece of inPieces(documents, bytesOf, MOST_BYTES))
      rows.push(
        ...(await news.writing(async () => {
          const answered = await writePiece(http, piece, newEdits);
          return newEdits ? onTopOfTombstones(http, piece, answered) : answered;
        })),
      );
    return rows;
  };

  return {
    uuid: identity,
    count: log.name,
    marks: couchMarks(http, log),
    info: async () => {
      const { body } = await http.read('');
      for (let isMore = true; isMore;) isMore = (await changes(log.head(), PAGE)).changes.length === PAGE;
      return { head: log.head(), documents: (body as { readonly doc_count: number }).doc_count };
    },
    changes,
    onChange: news.onChange,
    current: (ids) => currentDocuments(http, ids),
    open: (id, openOptions) => openDocument(http, id, openOptions),
    leaves: async (id) => {
      const { status, body } = await http.read(`/${enc(id)}?open_revs=all`, { expected: [404] });
      const leaves = status === 404 ? [] : (body as readonly { readonly ok?: StoredDocument }[]);
      return leaves
        .flatMap(({ ok }) => ok ?? [])
        .sort(winnerFirst)
        .map(({ _rev }) => _rev);
    },
    revsDiff: async (wanted) => {
      if (Object.keys(wanted).length === 0) return {};
      const { body } = await http.read('/_revs_diff', { method: 'POST', body: wanted });
      return body as Readonly<Record<string, RevsDiff>>;
    },
    write,
    writeWith: writeInOrder(write),
    attachment: (id, attachment, rev) => http.bytes(`/${enc(id)}/${enc(attachment)}?rev=${enc(rev)}`),
    lastUnder: async (prefix) => {
      const range = `startkey=${json(prefix + LAST)}&endkey=${json(prefix)}`;
      const { body } = await http.read(`/_all_docs?${range}&descending=true&limit=1&include_docs=true`);
      const document = (body as Listed).rows[0]?.doc;
      return document === undefined || document === null ? null : stored(document);
    },
    idsUnder: async (prefix) => {
      const { body } = await http.read(`/_all_docs?startkey=${json(prefix)}&endkey=${json(prefix + LAST)}`);
      return (body as Listed).rows.flatMap(({ id }) => id ?? []);
    },
    local: localDocuments(http),
    close: async () => {
      await news.close();
      await log.close();
    },
  };
}

import type { LivingLeaf, OpenOptions, StoredDocument, WriteDocument } from '../port.ts';
import { winnerFirst } from '../winner-first.ts';
import type { CouchHttp } from './couch-http.ts';

/** Ids in one question. */
export const MOST_KEYS = 1_000;
/**
 * The field under which a document keeps what was written with it, in the very revision: whoever reads that can put down what a server that stopped left
 * undone. Never leaves this room.
 */
export const BESIDE = '+beside';
/** Comes after everything that an id of ours holds: CouchDB lists ids by their bytes. */
const LAST = '\ufff0';

export const enc = encodeURIComponent;
const json = (value: unknown): string => enc(JSON.stringify(value));

/** `.` and `..` lead elsewhere in a path, however they are written; half a character cannot be written in one, nor in anything else that CouchDB takes. */
export const isSegment = (name: string): boolean =>
  name !== '' && name !== '.' && name !== '..' && !/\p{Surrogate}/u.test(name);
/** CouchDB answers under other names as well: `_bulk_get`, `_security`. Nothing of ours is called so, and nothing of its own is anybody's to read. */
export const isOurs = (id: string): boolean => isSegment(id) && !id.startsWith('_');

export function inPieces<T>(items: readonly T[], sizeOf: (item: T) => number, most: number): readonly (readonly T[])[] {
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

interface Listed {
  readonly rows: readonly {
    readonly id?: string;
    readonly value?: { readonly rev: string; readonly deleted?: boolean };
    readonly doc?: StoredDocument | null;
  }[];
}

/** As the port has it: attachments named without saying each time that they are not there, nothing of what is CouchDB's or ours alone. */
export function stored({ [BESIDE]: _beside, _conflicts, ...document }: StoredDocument): StoredDocument {
  const { _attachments: attachments } = document;
  if (attachments === undefined) return document;
  const named = Object.entries(attachments).map(([name, { stub: _stub, ...one }]) => [name, one] as const);
  return { ...document, _attachments: Object.fromEntries(named) };
}

export const besideOf = (document: StoredDocument): readonly WriteDocument[] =>
  (document[BESIDE] as readonly WriteDocument[] | undefined) ?? [];

/** Every leaf, winner first, as most copies have it. Tombstones included; empty where the document never was. */
export async function leavesOf(http: CouchHttp, id: string, revisions = false): Promise<readonly StoredDocument[]> {
  if (!isOurs(id)) return [];
  const path = `/${enc(id)}?open_revs=all&revs=${String(revisions)}`;
  const { status, body } = await http.read(path, { expected: [404] });
  const leaves = status === 404 ? [] : (body as readonly { readonly ok?: StoredDocument }[]);
  return leaves.flatMap(({ ok }) => ok ?? []).sort(winnerFirst);
}

export async function livingLeaves(http: CouchHttp, id: string): Promise<readonly LivingLeaf[]> {
  const leaves = await leavesOf(http, id, true);
  return leaves
    .filter(({ _deleted }) => _deleted !== true)
    .map((leaf) => {
      const { _revisions: revisions, ...document } = stored(leaf);
      return { document, revisions: revisions as LivingLeaf['revisions'], beside: besideOf(leaf) };
    });
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

export async function currentDocuments(
  http: CouchHttp,
  wanted: readonly string[],
): Promise<ReadonlyMap<string, StoredDocument>> {
  const found = new Map<string, StoredDocument>();
  const ids = wanted.filter(isOurs);
  const [only] = ids;
  if (only !== undefined && ids.length === 1) {
    // Of a list of ids CouchDB asks one copy each; of one document most of them: a session counts on the next server at once.
    const [winner] = await leavesOf(http, only);
    return winner === undefined ? found : found.set(only, stored(winner));
  }
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

/** Which of these ids are in use, tombstones too. */
export async function idsInUse(http: CouchHttp, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const keys of inPieces(ids, () => 1, MOST_KEYS)) {
    const { body } = await http.read('/_all_docs', { method: 'POST', body: { keys } });
    for (const { id } of (body as Listed).rows) if (id !== undefined) found.add(id);
  }
  return found;
}

export async function openDocument(http: CouchHttp, id: string, options: OpenOptions): Promise<StoredDocument | null> {
  const { rev, latest = false, revisions = false, attachments = false } = options;
  if (rev === '' || !isOurs(id)) return null;
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

/** The last document whose id begins with the prefix. */
export async function lastUnder(http: CouchHttp, prefix: string): Promise<StoredDocument | null> {
  const range = `startkey=${json(prefix + LAST)}&endkey=${json(prefix)}`;
  const { body } = await http.read(`/_all_docs?${range}&descending=true&limit=1&include_docs=true`);
  const document = (body as Listed).rows[0]?.doc;
  return document === undefined || document === null ? null : stored(document);
}

export async function idsUnder(http: CouchHttp, prefix: string): Promise<readonly string[]> {
  const { body } = await http.read(`/_all_docs?startkey=${json(prefix)}&endkey=${json(prefix + LAST)}`);
  return (body as Listed).rows.flatMap(({ id }) => id ?? []);
}

import { assert } from '../../../shared/lib/assert.ts';
import { overlay } from '../../../shared/lib/overlay.ts';
import type {
  AccompaniedDocument,
  LocalDocument,
  LocalDocuments,
  OpenOptions,
  RevsDiff,
  Store,
  StoreChange,
  StoredDocument,
  WriteDocument,
  WriteRow,
} from './port.ts';
import { PouchDB, type Pouch } from './pouchdb.ts';
import { StoreAway } from './store-away.ts';
import { syncedLeveldown } from './synced-leveldown.ts';
import { wholeBatches, type WholeBatches } from './whole-batches.ts';
import { makeWholeLevel } from './whole-level.ts';
import { winnerFirst } from './winner-first.ts';
import { writeInOrder } from './write-in-order.ts';
import { writtenTail } from './written-tail.ts';

interface PouchFailure {
  readonly status?: number;
  readonly name?: string;
  readonly message?: string;
  readonly reason?: string;
}

/** PouchDB answers 404 both for what never was and for what is deleted. */
const isMissing = (error: unknown): boolean => (error as PouchFailure).status === 404;
const isConflict = (error: unknown): boolean => (error as PouchFailure).status === 409;

/** The value, or null where PouchDB says 404. */
async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

// PouchDB's documents carry what we wrote: every writer goes through this server, which places each of them.
const asStored = (document: unknown): StoredDocument => document as StoredDocument;

function localDocuments(pouch: Pouch): LocalDocuments {
  const path = (id: string): string => `_local/${id}`;
  return {
    get: (id) => orNull(pouch.get(path(id)) as Promise<LocalDocument>),
    put: async (id, document) => {
      try {
        const { rev } = await pouch.put({ ...document, _id: path(id) });
        return rev;
      } catch (error) {
        if (isConflict(error)) return null;
        throw error;
      }
    },
    remove: async (id, rev) => {
      try {
        await pouch.remove({ _id: path(id), _rev: rev });
        return 'removed';
      } catch (error) {
        if (isMissing(error)) return 'missing';
        if (isConflict(error)) return 'conflict';
        throw error;
      }
    },
  };
}

/** Tombstones come without a document from `allDocs`: fetched by revision. */
async function currentDocuments(pouch: Pouch, ids: readonly string[]): Promise<ReadonlyMap<string, StoredDocument>> {
  const found = new Map<string, StoredDocument>();
  if (ids.length === 0) return found;
  const { rows } = await pouch.allDocs({ keys: [...ids], include_docs: true });
  for (const row of rows) {
    if (row.error !== undefined) continue;
    const document = row.value.deleted === true ? await pouch.get(row.id, { rev: row.value.rev }) : row.doc;
    if (document !== null && document !== undefined) found.set(row.id, asStored(document));
  }
  return found;
}

interface Revisions {
  readonly start: number;
  readonly ids: readonly string[];
}

/** All leaves with their ancestors, winner first: PouchDB gives them in the order in which it read them. */
async function leavesOf(pouch: Pouch, id: string): Promise<readonly StoredDocument[]> {
  const leaves = (await orNull(pouch.get(id, { open_revs: 'all', revs: true }))) as
    readonly { readonly ok?: StoredDocument }[] | null;
  return (leaves ?? []).flatMap((leaf) => (leaf.ok === undefined ? [] : [leaf.ok])).sort(winnerFirst);
}

/** The leaf that a revision has grown into. PouchDB's own `latest` throws where nobody can catch it when it does not know the revision, and the process ends. */
async function newestOf(pouch: Pouch, id: string, rev: string): Promise<string | null> {
  const [generation = '', hash] = rev.split('-');
  const grown = (await leavesOf(pouch, id)).find((leaf) => {
    const { start, ids } = leaf['_revisions'] as Revisions;
    return hash !== undefined && ids[start - Number(generation)] === hash;
  });
  return grown?._rev ?? null;
}

async function openDocument(pouch: Pouch, id: string, options: OpenOptions): Promise<StoredDocument | null> {
  const { latest = false } = options;
  const rev = options.rev !== undefined && latest ? await newestOf(pouch, id, options.rev) : options.rev;
  if (rev === null || rev === '') return null; // PouchDB takes an empty one for none at all
  const document = await orNull(
    pouch.get(id, {
      ...(rev === undefined ? {} : { rev }),
      revs: options.revisions ?? false,
      attachments: options.attachments ?? false,
    }),
  );
  return document === null ? null : asStored(document);
}

function writeRow(id: string, answer: unknown, rev: string | undefined): WriteRow {
  // With new_edits=false PouchDB answers only what failed.
  if (answer === undefined) return { ok: true, id, rev: rev ?? '' };
  const row = answer as PouchFailure & { readonly ok?: boolean; readonly rev?: string };
  if (row.ok === true && row.rev !== undefined) return { ok: true, id, rev: row.rev };
  return {
    ok: false,
    id,
    error: row.status === 409 ? 'conflict' : 'invalid',
    reason: row.reason ?? row.message ?? 'not written',
  };
}

/** What lies there now of what was written, where that is all that was sent and no more. */
function inForce(documents: readonly WriteDocument[], rows: readonly WriteRow[]): readonly StoredDocument[] {
  return documents.flatMap((document, at) => {
    const row = rows[at];
    const isPlain = document._deleted === undefined && document._attachments === undefined;
    return row?.ok === true && isPlain ? [asStored(overlay(document, { _rev: row.rev }))] : [];
  });
}

async function writeAll(
  pouch: Pouch,
  documents: readonly WriteDocument[],
  newEdits: boolean,
): Promise<readonly WriteRow[]> {
  if (documents.length === 0) return [];
  const answers = await pouch.bulkDocs(documents, { new_edits: newEdits });
  if (newEdits) return documents.map((document, at) => writeRow(document._id, answers[at], undefined));
  const failed = new Map(answers.map((answer) => [(answer as { readonly id?: string }).id, answer]));
  return documents.map((document) => writeRow(document._id, failed.get(document._id), document._rev));
}

/** PouchDB's own work grows with the square of a batch. */
const MOST_AT_ONCE = 500;

/** In one batch where PouchDB takes every document of it, else one after the other. */
async function writeTogether(
  write: Store['write'],
  batches: WholeBatches,
  accompanied: readonly AccompaniedDocument[],
): Promise<readonly WriteRow[]> {
  const documents = accompanied.map(({ document }) => document);
  const beside = accompanied.flatMap((one) => one.beside);
  const owners = new Map(accompanied.flatMap((one) => one.beside.map(({ _id }) => [_id, one.document._id] as const)));
  const expectation = batches.expect(owners);
  try {
    const rows = await write([...documents, ...beside], { newEdits: true });
    return rows.slice(0, documents.length);
  } catch (error) {
    if (!expectation.isBroken()) throw error;
  } finally {
    expectation.over();
  }
  if (accompanied.length === 1) return writeInOrder(write)(accompanied);
  // One of them was refused: each for itself, so that of those that are taken none stands without its lines.
  const rows: WriteRow[] = [];
  for (const one of accompanied) rows.push(...(await writeTogether(write, batches, [one])));
  return rows;
}

/** Opens one database in a folder. One process holds it (`data-lock.ts`). */
export async function openPouchStore(
  path: string,
  options: {
    readonly keepsOldRevisions: boolean;
    /** Names of former revisions that are kept with a document, 1,000 where absent: PouchDB reads and writes all of them with every revision. */
    readonly formerRevisions?: number;
    /** Hears that a write failed; nothing more is written until the store is opened anew. */
    readonly broken?: (error: Error) => void;
  },
): Promise<Store> {
  await makeWholeLevel(path);
  const tail = writtenTail();
  const batches = wholeBatches();
  const leveldown = syncedLeveldown(tail, batches, options.broken);
  const pouch = new PouchDB(path, {
    adapter: 'leveldb',
    db: leveldown.open,
    auto_compaction: !options.keepsOldRevisions,
    ...(options.formerRevisions === undefined ? {} : { revs_limit: options.formerRevisions }),
  });
  const listeners = new Set<() => void>();
  const uuid = await pouch.id();
  const write: Store['write'] = async (documents, { newEdits }) => {
    const rows = await writeAll(pouch, documents, newEdits).catch((error: unknown) => {
      throw leveldown.isBroken() ? new StoreAway('the disk takes no write', error) : error;
    });
    if (newEdits) tail.wrote(inForce(documents, rows));
    if (rows.some((row) => row.ok)) for (const listener of listeners) listener();
    return rows;
  };

  return {
    uuid,
    count: '',
    info: async () => {
      const { update_seq: head, doc_count: documents } = await pouch.info();
      return { head, documents };
    },
    changes: async (after, limit) => {
      const written = tail.after(after, limit);
      if (written !== null) return written;
      const page = await pouch.changes({ since: after, limit, include_docs: true });
      const changes = page.results.map((row): StoreChange => {
        assert(row.doc !== undefined, 'a change comes with its document');
        return { seq: row.seq, document: asStored(row.doc) };
      });
      return { changes, last: Math.max(after, page.last_seq) };
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    current: (ids) => currentDocuments(pouch, ids),
    open: (id, openOptions) => openDocument(pouch, id, openOptions),
    leaves: async (id) => (await leavesOf(pouch, id)).map((leaf) => leaf._rev),
    living: async (id) =>
      (await leavesOf(pouch, id))
        .filter((leaf) => leaf._deleted !== true)
        .map(({ _revisions: revisions, ...document }) => ({
          document,
          revisions: revisions as Revisions,
          beside: [],
        })),
    revsDiff: (wanted) => pouch.revsDiff(wanted) as Promise<Readonly<Record<string, RevsDiff>>>,
    write,
    writeWith: async (accompanied) => {
      const ids = new Set(accompanied.map(({ document }) => document._id));
      // Another handle opened the database: what it writes does not pass here.
      if (!leveldown.isOpened() || ids.size < accompanied.length) return writeInOrder(write)(accompanied);
      const rows: WriteRow[] = [];
      for (let at = 0; at < accompanied.length; at += MOST_AT_ONCE)
        rows.push(...(await writeTogether(write, batches, accompanied.slice(at, at + MOST_AT_ONCE))));
      return rows;
    },
    attachment: (id, name, rev) => orNull(pouch.getAttachment(id, name, { rev })),
    lastUnder: async (prefix) => {
      const page = await pouch.allDocs({
        startkey: `${prefix}\ufff0`,
        endkey: prefix,
        descending: true,
        limit: 1,
        include_docs: true,
      });
      const document = page.rows[0]?.doc;
      return document === undefined || document === null ? null : asStored(document);
    },
    idsUnder: async (prefix) => {
      const { rows } = await pouch.allDocs({ startkey: prefix, endkey: `${prefix}\ufff0` });
      return rows.map((row) => row.id);
    },
    local: localDocuments(pouch),
    close: () => pouch.close(),
  };
}

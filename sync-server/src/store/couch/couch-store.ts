import { systemClock, type Clock } from '../../../../shared/lib/clock.ts';
import { allOrNone } from '../../../../shared/lib/opened-so-far.ts';
import type {
  LocalDocument,
  LocalDocuments,
  RevsDiff,
  Store,
  StoreBranches,
  WriteDocument,
  WriteRow,
} from '../port.ts';
import { StoreAway } from '../store-away.ts';
import type { Broken } from '../until-it-fails.ts';
import { documentsAtHand } from './couch-at-hand.ts';
import { couchBeside } from './couch-beside.ts';
import {
  currentDocuments,
  enc,
  idsUnder,
  isOurs,
  isSegment,
  inPieces,
  lastUnder,
  leavesOf,
  livingLeaves,
  openDocument,
} from './couch-documents.ts';
import { couchFeed, PAGE, type CouchFeed } from './couch-feed.ts';
import { couchHttp, type CouchAddress, type CouchHttp } from './couch-http.ts';
import {
  identityOf,
  isIdentity,
  isPutBack,
  nameAnew,
  openDatabase,
  OWN_DOCUMENTS,
  Retired,
  setRetired,
} from './couch-identity.ts';
import { couchMarks } from './couch-marks.ts';
import { couchNews } from './couch-news.ts';
import { bytesOf, confirmed, MOST_BYTES, writePiece } from './couch-writes.ts';
import { openSequenceLog, type SequenceLog } from './sequence-log.ts';

const LATE_EVERY_MS = 1_000;

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

function branchesOf(
  log: SequenceLog,
  feed: CouchFeed,
): { readonly branches: StoreBranches; readonly told: () => void } {
  const listeners = new Set<() => void>();
  return {
    told: () => {
      for (const listener of listeners) listener();
    },
    branches: {
      seen: log.branched.all,
      onSeen: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      settled: (branched) => feed.inTurn(() => log.branched.settled(branched)),
    },
  };
}

export interface CouchStoreOptions {
  /** Where this server counts what it reads. Its own: no two servers share one. */
  readonly logPath: string;
  readonly clock?: Clock;
  /** Hears of a feed that broke off; it is taken up again. */
  readonly away?: (error: unknown) => void;
  /** Hears that the database was put back to an older state, or is another: this handle is of no use any more. */
  readonly replaced?: () => void;
  /** Hears that the disk of this server did not take what it counts: likewise. */
  readonly broken?: Broken;
  /** Opens it also where nobody is to serve it any more: to move it away. */
  readonly evenRetired?: boolean;
}

export interface CouchStore extends Store {
  /** It was found put back to an older state when it was opened, and has a new name since. */
  readonly wasPutBack: boolean;
  /** Every server that has it open hears that it is not in use any more, or, `false`, that it is again. */
  readonly setRetired: (isRetired: boolean) => Promise<void>;
}

interface Counted {
  readonly log: SequenceLog;
  readonly uuid: string;
  readonly wasPutBack: boolean;
  /** Where the database stands. */
  readonly seq: string;
}

/** The database with what this server has counted of it, which begins anew where the database was put back. Throws `Retired`. */
function openCounted(http: CouchHttp, { logPath, broken, evenRetired = false }: CouchStoreOptions): Promise<Counted> {
  return allOrNone(async ({ also, close }) => {
    const open = async (uuid: string): Promise<SequenceLog> => {
      const log = await openSequenceLog(logPath, uuid, broken);
      also(log.close);
      return log;
    };
    const found = await openDatabase(http);
    if (found.isRetired && !evenRetired) throw new Retired();
    let log = await open(found.uuid);
    const wasPutBack = await isPutBack(http, log);
    const { uuid } = wasPutBack ? await nameAnew(http, found) : found;
    if (wasPutBack) {
      await close();
      log = await open(uuid);
    }
    const { update_seq: seq } = (await http.read('')).body as { readonly update_seq: string };
    return { log, uuid, wasPutBack, seq };
  });
}

/** One database of an Apache CouchDB (3.3 or later, alone or a cluster), over HTTP. Any number of servers may work on it. */
export async function openCouchStore(
  address: CouchAddress,
  name: string,
  options: CouchStoreOptions,
): Promise<CouchStore> {
  const http = couchHttp(address, name);
  const { log, uuid, wasPutBack, seq } = await openCounted(http, options);
  let isReplaced = false;
  const write = async (documents: readonly WriteDocument[], newEdits: boolean): Promise<readonly WriteRow[]> => {
    if (isReplaced) throw new StoreAway('it is another than it was');
    const rows: WriteRow[] = [];
    for (const piece of inPieces(documents, bytesOf, MOST_BYTES))
      rows.push(
        ...(await news.writing(async () => {
          const written = await writePiece(http, piece, newEdits);
          // What is closed under a revision of its own need not change what is in force, or may be there already.
          const echoes = newEdits ? written : written.filter((_row, at) => piece[at]?._deleted !== true);
          await feed.wrote(echoes);
          return { rows: written, echoes };
        })),
      );
    return rows;
  };
  const atHand = documentsAtHand((id) => feed.isAwaited(id));
  const beside = couchBeside(http, (documents) => write(documents, true), atHand.keep);
  const feed: CouchFeed = couchFeed({
    http,
    log,
    atHand,
    clock: options.clock ?? systemClock,
    met: beside.met,
    branched: () => {
      told();
    },
  });
  const { branches, told } = branchesOf(log, feed);
  const { evenRetired = false } = options;
  const isStill = async (): Promise<boolean> => {
    const now = await identityOf(http);
    return now.uuid === uuid && (evenRetired || !now.isRetired);
  };
  const gone = (): void => {
    if (!isReplaced) options.replaced?.();
    isReplaced = true;
  };
  const heard = async (id: string, rev: string): Promise<void> => {
    if (isReplaced) return;
    if (isOurs(id)) await feed.wrote([{ ok: true, id, rev }]);
    else if (isIdentity(id) && !(await isStill())) gone();
  };
  const news = couchNews({
    http,
    since: seq,
    away: options.away ?? (() => undefined),
    isAwaited: feed.isAwaited,
    heard,
    back: async () => {
      if (isReplaced || !(await isStill()) || (await isPutBack(http, log))) {
        gone();
        throw new StoreAway('it is another than it was');
      }
    },
  });
  const late = setInterval(() => {
    if (feed.isLate()) news.tell();
  }, LATE_EVERY_MS);
  late.unref();
  const changes: Store['changes'] = (after, limit) => {
    if (isReplaced) return Promise.reject(new StoreAway('it is another than it was'));
    return feed.changes(after, limit);
  };

  return {
    wasPutBack,
    setRetired: (isRetired) => setRetired(http, isRetired),
    uuid,
    count: log.name,
    marks: couchMarks(http, log),
    branches,
    info: async () => {
      const { body } = await http.read('');
      for (let isMore = true; isMore;) isMore = (await changes(log.head(), PAGE)).changes.length === PAGE;
      const { doc_count: documents } = body as { readonly doc_count: number };
      return { head: log.head(), documents: documents - OWN_DOCUMENTS };
    },
    changes,
    onChange: news.onChange,
    current: (ids) => currentDocuments(http, ids),
    open: (id, openOptions) => openDocument(http, id, openOptions),
    leaves: async (id) => (await leavesOf(http, id)).map(({ _rev }) => _rev),
    living: (id) => livingLeaves(http, id),
    revsDiff: async (wanted) => {
      if (Object.keys(wanted).length === 0) return {};
      const { body } = await http.read('/_revs_diff', { method: 'POST', body: wanted });
      return body as Readonly<Record<string, RevsDiff>>;
    },
    confirm: (id, rev) => confirmed(http, id, rev),
    write: async (documents, { newEdits }) => {
      const rows = await write(documents, newEdits);
      if (newEdits) atHand.keep(documents, rows);
      return rows;
    },
    writeWith: (accompanied) => beside.writeWith(accompanied),
    attachment: (id, attachment, rev) =>
      isOurs(id) && isSegment(attachment)
        ? http.bytes(`/${enc(id)}/${enc(attachment)}?rev=${enc(rev)}`)
        : Promise.resolve(null),
    lastUnder: (prefix) => lastUnder(http, prefix),
    idsUnder: (prefix) => idsUnder(http, prefix),
    local: localDocuments(http),
    close: async () => {
      clearInterval(late);
      await news.close();
      await log.close();
    },
  };
}

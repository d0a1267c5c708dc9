import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { sameJson } from '../../../../shared/lib/canonical-json.ts';
import { isUnder, type Revisions } from '../one-leaf.ts';
import { StoreAway } from '../store-away.ts';
import { leavesOf } from './couch-documents.ts';
import type { CouchHttp } from './couch-http.ts';
import type { SequenceLog } from './sequence-log.ts';

/** An ordinary document, for it is on every copy and two servers cannot both be the first to write it. Feeds and lists of ids leave its kind out. */
const IDENTITY = '/_design/workstation';
/** Documents of a database that are not ours to count. */
export const OWN_DOCUMENTS = 1;

const ADMINS = { names: [], roles: ['_admin'] };
const CLOSED = { admins: ADMINS, members: ADMINS };

export interface Identity {
  readonly uuid: string;
  /** Of the document that says it: whoever names the database anew does so on top of what he read. */
  readonly rev: string;
  /** Everything in it was moved away, or is on its way: nobody serves it any more. */
  readonly isRetired: boolean;
}

/** Whether a row of the feed is the document that says who a database is. */
export const isIdentity = (id: string): boolean => `/${id}` === IDENTITY;

/** The databases were moved back into a data folder, or are being moved. */
export class Retired extends Error {}

/** Puts a new name under the database, or takes the one that somebody else was faster with. */
async function name(http: CouchHttp, rev: string | undefined): Promise<Identity> {
  const body = { uuid: randomBytes(16).toString('hex'), ...(rev === undefined ? {} : { _rev: rev }) };
  await http.read(IDENTITY, { method: 'PUT', body, expected: [409] });
  return identityOf(http);
}

export async function identityOf(http: CouchHttp): Promise<Identity> {
  const found = await http.read(IDENTITY, { expected: [404] });
  const {
    uuid,
    _rev: rev,
    retired,
  } = found.body as {
    readonly uuid?: unknown;
    readonly _rev?: string;
    readonly retired?: unknown;
  };
  return typeof uuid === 'string' ? { uuid, rev: rev ?? '', isRetired: retired === true } : name(http, rev);
}

/** Says to every server that works on the database, and to each that opens it from now on, that it is not in use any more; or that it is again. */
export async function setRetired(http: CouchHttp, isRetired: boolean): Promise<void> {
  for (;;) {
    const { uuid, rev, isRetired: was } = await identityOf(http);
    if (was === isRetired) return;
    // Somebody else's word in between is read again.
    await http.read(IDENTITY, {
      method: 'PUT',
      body: { uuid, _rev: rev, ...(isRetired ? { retired: true } : {}) },
      expected: [409],
    });
  }
}

/** A database that was put back is another from here on: positions in what it was before say nothing in it. */
export const nameAnew = (http: CouchHttp, { rev }: Identity): Promise<Identity> => name(http, rev);

/** Makes the database where it is not there; closes it to everybody but the administrators of the CouchDB; says who it is. It needs no index or view of its own. */
export async function openDatabase(http: CouchHttp): Promise<Identity> {
  await http.read('', { method: 'PUT', expected: [412] });
  const { body } = await http.read('/_security');
  if (!sameJson(body, CLOSED)) await http.read('/_security', { method: 'PUT', body: CLOSED });
  return identityOf(http);
}

/** Revisions that were counted last: so many are looked for. Enough that some lie in every part of a database. */
const LOOKED_FOR = 200;
/** Of those that one copy does not know: so many are asked of most copies. */
const LOOKED_AT = 20;
/** A copy that has only just come back is behind for a while. */
const PATIENCE_MS = [0, 300, 1_000] as const;

/** CouchDB forgets names that lie a thousand revisions back (`_revs_limit`), as of a counter or a terminal that reports for days: of those a leaf says nothing. */
const mayKnow = (revisions: Revisions, rev: string): boolean =>
  revisions.start - Number.parseInt(rev, 10) >= revisions.ids.length || isUnder({ revisions }, rev);

/**
 * Whether the database has forgotten what it told of: it was put back to an older state, by its files, past every server. CouchDB keeps the names of revisions
 * that were written on top of, so that what was counted here last is known to it or was taken away.
 */
export async function isPutBack(http: CouchHttp, log: SequenceLog): Promise<boolean> {
  const newest = await log.newest(LOOKED_FOR);
  if (newest.length === 0) return false;
  const wanted = Object.fromEntries(newest.map(({ id, rev }) => [id, [rev]]));
  let missing: readonly string[] = [];
  for (const ms of PATIENCE_MS) {
    await pause(ms);
    const { status, body } = await http.read('/_revs_diff', { method: 'POST', body: wanted, expected: [404] });
    if (status === 404) throw new StoreAway('the database is not there');
    missing = Object.keys(body as object);
    if (missing.length === 0) return false;
  }
  // One copy has answered so far. Most of them know what was acknowledged.
  for (const id of missing.slice(0, LOOKED_AT)) {
    const leaves = await leavesOf(http, id, true);
    const [rev = ''] = wanted[id] ?? [];
    if (!leaves.some((leaf) => mayKnow(leaf['_revisions'] as Revisions, rev))) return true;
  }
  return false;
}

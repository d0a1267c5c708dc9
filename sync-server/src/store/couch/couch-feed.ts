import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../../../../shared/lib/clock.ts';
import type { Store, StoreChange, StoredDocument, WriteRow } from '../port.ts';
import { StoreAway } from '../store-away.ts';
import type { AtHand, Told } from './couch-at-hand.ts';
import { currentDocuments, enc, isOurs, leavesOf, MOST_KEYS, stored } from './couch-documents.ts';
import type { CouchHttp } from './couch-http.ts';
import type { SequenceLog } from './sequence-log.ts';

/** Rows of the feed in one answer that brings their documents. */
export const PAGE = 500;
/** A copy of a cluster that the feed is read from may be behind those that took a write: so long it is waited for. */
const AWAITED_MS = 2_000;
const AGAIN_AFTER_MS = 20;
/** After this it will not come: something else was written over it. */
const FORGOTTEN_MS = 60_000;

interface FeedRow extends Told {
  readonly doc?: StoredDocument | null;
}

interface FeedPage {
  readonly results: readonly FeedRow[];
  readonly last_seq: string;
  readonly pending?: number;
}

interface Counted {
  readonly changes: readonly StoreChange[];
  readonly last: number;
}

const generationOf = (rev: string): number => Number.parseInt(rev, 10);

export interface CouchFeed extends Pick<Store, 'changes'> {
  /** What was written, here or where somebody told of it, is in every answer that is asked for from when this resolves. */
  readonly wrote: (rows: readonly WriteRow[]) => Promise<void>;
  /** Written, and not read yet. */
  readonly isAwaited: (id: string) => boolean;
  /** Something is awaited that no answer has waited for to the end. */
  readonly isLate: () => boolean;
  /** Does something between two answers. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
}

export interface CouchFeedOptions {
  readonly http: CouchHttp;
  readonly log: SequenceLog;
  readonly clock: Clock;
  readonly atHand: AtHand;
  /** Hears of documents as CouchDB gave them, before they are counted. */
  readonly met: (documents: readonly StoredDocument[]) => Promise<void>;
  /** Hears of rows that named several living revisions, once they are noted. */
  readonly branched: () => void;
}

/** Reads CouchDB's feed, one question after the other, and counts what it tells. */
export function couchFeed({ http, log, clock, atHand, met, branched }: CouchFeedOptions): CouchFeed {
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work, work);
    turn = mine;
    return mine;
  };
  const awaited = new Map<string, { readonly rev: string; readonly sinceMs: number }>();
  /** It is there, or gave way to something as high. */
  const noted = (id: string, leaves: readonly string[]): void => {
    const own = awaited.get(id)?.rev;
    if (own === undefined) return;
    if (leaves.some((rev) => generationOf(rev) >= generationOf(own))) awaited.delete(id);
  };
  const isYoung = ({ sinceMs }: { readonly sinceMs: number }): boolean => performance.now() - sinceMs < AWAITED_MS;

  /**
   * What is in force, where a row may speak of what was in force before: a feed that began again further back, a copy that is behind. Of those rows the
   * whole document is asked for, of most copies.
   */
  const inForce = async (documents: readonly StoredDocument[]): Promise<readonly StoredDocument[]> => {
    const revisions = await log.revisions(documents.map(({ _id }) => _id));
    const counted = new Map(documents.map(({ _id }, at) => [_id, revisions[at] ?? null]));
    const found: StoredDocument[] = [];
    for (const document of documents) {
      const before = counted.get(document._id) ?? null;
      const isNewer = before === null || before === document._rev || generationOf(document._rev) > generationOf(before);
      const now = isNewer ? document : ((await leavesOf(http, document._id))[0] ?? document);
      // Told of twice in one answer: the second time this counts.
      counted.set(now._id, now._rev);
      found.push(now);
    }
    return found;
  };

  const pageAfter = async (limit: number, withDocuments: boolean): Promise<FeedPage> => {
    const documents = withDocuments ? 'include_docs=true&conflicts=true&' : '';
    const query = `${documents}style=all_docs&limit=${limit}&since=`;
    const { status, body } = await http.read(`/_changes?${query}${enc(log.seq())}`, { expected: [400, 404] });
    if (status === 404) throw new StoreAway('the database is not there');
    if (status === 200) return body as FeedPage;
    // A sequence that it no longer knows. Everything is read again, and counted where it is new.
    await log.rewind();
    return (await http.read(`/_changes?${query}${enc(log.seq())}`)).body as FeedPage;
  };

  /** What has come, where all of it was written here; `null`: there is more than that, or nothing at hand. */
  const ownPage = async (limit: number): Promise<FeedPage | null> => {
    if (atHand.isEmpty()) return null;
    const page = await pageAfter(limit, false);
    const results = page.results.map((row) => ({ ...row, doc: atHand.of(row) ?? null }));
    return results.every(({ id, doc }) => doc !== null || !isOurs(id)) ? { ...page, results } : null;
  };

  /** At most so many of what has come since it was last asked; `isAll`: there is no more. */
  const readOn = async (
    most: number,
  ): Promise<{ readonly changes: readonly StoreChange[]; readonly isAll: boolean }> => {
    const askedMs = clock.nowMs();
    const own = await ownPage(most);
    const limit = own === null ? Math.min(most, PAGE) : most;
    const { results, last_seq: last, pending = 0 } = own ?? (await pageAfter(limit, true));
    const readMs = clock.nowMs();
    const told = results.flatMap(({ doc, id }) => (doc === undefined || doc === null || !isOurs(id) ? [] : [doc]));
    const documents = await inForce(told);
    await met(documents);
    const rows = documents.map(({ _id, _rev, _conflicts }, at) => ({
      id: _id,
      rev: _rev,
      isBranched: _conflicts !== undefined || told[at]?.['_conflicts'] !== undefined,
    }));
    const numbers = await log.append(rows, { seq: last, askedMs, readMs });
    atHand.forget(rows.map(({ id }) => id));
    if (rows.some(({ isBranched }) => isBranched)) branched();
    for (const { id, changes } of results)
      noted(
        id,
        changes.map(({ rev }) => rev),
      );
    const changes = documents.flatMap((document, at): StoreChange[] => {
      const seq = numbers[at];
      return seq === null || seq === undefined ? [] : [{ seq, document: stored(document) }];
    });
    return { changes, isAll: results.length < limit && (pending === 0 || results.length === 0) };
  };

  /** What stands in our count already, and how far it was gone through. */
  const known = async (after: number, limit: number): Promise<Counted> => {
    const places = await log.after(after, Math.min(limit, MOST_KEYS));
    const ids = places.map(({ id }) => id);
    const revisions = await log.revisions(ids);
    const documents = await currentDocuments(http, ids);
    const changes: StoreChange[] = [];
    for (const [at, { number, id }] of places.entries()) {
      const counted = revisions[at] ?? '';
      const found = documents.get(id);
      const isAsCounted = found?._rev === counted;
      // What was written since stands at a number of its own, behind everything that it came after.
      if (!isAsCounted && found !== undefined && generationOf(found._rev) > generationOf(counted)) continue;
      const [winner] = isAsCounted ? [] : await leavesOf(http, id);
      const document = winner === undefined ? found : stored(winner);
      if (document !== undefined) changes.push({ seq: number, document });
    }
    return { changes, last: places.at(-1)?.number ?? log.head() };
  };

  return {
    inTurn,
    wrote: async (rows) => {
      const written = rows.flatMap((row) => (row.ok ? [row] : []));
      const sinceMs = performance.now();
      for (const { id, rev } of written) awaited.set(id, { rev, sinceMs });
      // Read in between, or there before: what is written twice is told once.
      const counted = await log.revisions(written.map(({ id }) => id));
      written.forEach(({ id }, at) => {
        const rev = counted[at];
        if (rev !== null && rev !== undefined) noted(id, [rev]);
      });
    },
    isAwaited: (id) => awaited.has(id),
    isLate: () => {
      for (const [id, { sinceMs }] of awaited) if (performance.now() - sinceMs > FORGOTTEN_MS) awaited.delete(id);
      return [...awaited.values()].some((one) => !isYoung(one));
    },
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
          const read = await readOn(limit - changes.length);
          changes.push(...read.changes);
          last = Math.max(last, log.head());
          const isShort = read.isAll && [...awaited.values()].some(isYoung);
          if (isShort) await pause(AGAIN_AFTER_MS);
          isAll = read.isAll && !isShort;
        }
        return { changes, last };
      }),
  };
}

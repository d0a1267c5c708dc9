import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { optionalJsonBody } from '../http/body.ts';
import { badQuery, badRequest, CouchError } from '../http/couch-error.ts';
import { queryOf, type Query } from '../http/query.ts';
import type { StoredDocument } from '../store/port.ts';
import { readSelector } from './selector.ts';

export type FeedKind = 'normal' | 'longpoll' | 'continuous' | 'eventsource';

export interface ChangesQuery {
  readonly feed: FeedKind;
  /** `0`, `now` or one of our tokens. */
  readonly since: string;
  readonly limit: number;
  readonly includeDocs: boolean;
  readonly attachments: boolean;
  readonly timeoutMs: number;
  /** Null: the feed ends when the time is up. */
  readonly heartbeatMs: number | null;
  /** Rows also for what left the sight (shared/sync/README.md, 1). */
  readonly removals: boolean;
  readonly wants: (row: WantedRow) => boolean;
}

/** What a filter looks at. A removal row has no content: a selector lets it pass, or it would tell what it must not. */
export interface WantedRow {
  readonly id: string;
  readonly document: StoredDocument | null;
}

const DEFAULT_TIMEOUT_MS = 60_000;
const DEFAULT_HEARTBEAT_MS = 60_000;
/** Faster heartbeats than this are only work. */
const LEAST_HEARTBEAT_MS = 250;
/** CouchDB's own limit. Who asks for longer waits is answered sooner: a connection over which nothing goes for minutes counts as dead (`silentMs` in http/limits.ts). */
const MOST_MS = 60_000;
const MOST_IDS = 10_000;

const changesBody = z.looseObject({
  doc_ids: z.array(z.string()).max(MOST_IDS).optional(),
  selector: z.unknown().optional(),
});

const isFeed = (feed: string): feed is FeedKind => ['normal', 'longpoll', 'continuous', 'eventsource'].includes(feed);

/** `live` is an old name of continuous. */
function feedOf(query: Query): FeedKind {
  const feed = query.text('feed') ?? 'normal';
  if (feed === 'live') return 'continuous';
  if (isFeed(feed)) return feed;
  throw badRequest('Supported `feed` types: normal, continuous, live, longpoll, eventsource');
}

function sinceOf(request: FastifyRequest, query: Query): string {
  const lastEvent = request.headers['last-event-id'];
  const since =
    query.text('since') ?? query.text('last-event-id') ?? (typeof lastEvent === 'string' ? lastEvent : undefined);
  // Some clients send a token as the JSON string it came as.
  return since === undefined || since === '' || since === 'null' ? '0' : since.replace(/^"(.*)"$/, '$1');
}

function heartbeatOf(query: Query): number | null {
  const text = query.text('heartbeat');
  if (text === undefined || text === 'false') return null;
  if (text === 'true') return DEFAULT_HEARTBEAT_MS;
  const ms = query.count('heartbeat') ?? 0;
  if (ms === 0) throw badQuery('Invalid value for heartbeat');
  return Math.min(Math.max(ms, LEAST_HEARTBEAT_MS), MOST_MS);
}

function wantedBy(request: FastifyRequest, query: Query): ChangesQuery['wants'] {
  const body = optionalJsonBody(request, changesBody, 'Request body must be a JSON object');
  const filter = query.text('filter');
  switch (filter) {
    case undefined:
    case '':
      // PouchDB names ids without naming the filter.
      return body?.doc_ids === undefined && query.text('doc_ids') === undefined
        ? () => true
        : wantedIds(query, body?.doc_ids);
    case '_doc_ids':
      return wantedIds(query, body?.doc_ids);
    case '_selector': {
      const selector = readSelector(body?.selector);
      if (selector === null)
        throw badRequest(
          'Selector must be a JSON object of 8 KB at most, without $regex and without $and over several $or',
        );
      return ({ document }) => document === null || selector(document);
    }
    default:
      throw new CouchError(404, 'not_found', 'missing');
  }
}

function wantedIds(query: Query, given: readonly string[] | undefined): ChangesQuery['wants'] {
  const parsed = z
    .array(z.string())
    .max(MOST_IDS)
    .safeParse(given ?? query.json('doc_ids'));
  if (!parsed.success) throw badRequest('`doc_ids` filter parameter is not a list of doc ids.');
  const ids = new Set(parsed.data);
  return ({ id }) => ids.has(id);
}

/** `removals=1`, or `true` as CouchDB writes its own. */
function removalsOf(query: Query): boolean {
  const text = query.text('removals');
  return text === '1' || (text !== '0' && query.flag('removals'));
}

/** What a `_changes` request asks for. */
export function readChangesQuery(request: FastifyRequest): ChangesQuery {
  const query = queryOf(request);
  if (query.flag('descending')) throw badRequest('`descending` is not offered: sequences go one way.');
  const limit = query.count('limit');
  return {
    feed: feedOf(query),
    since: sinceOf(request, query),
    limit: limit === undefined ? Number.POSITIVE_INFINITY : Math.max(limit, 1),
    includeDocs: query.flag('include_docs'),
    attachments: query.flag('attachments'),
    timeoutMs: Math.min(query.count('timeout') ?? DEFAULT_TIMEOUT_MS, MOST_MS),
    heartbeatMs: heartbeatOf(query),
    removals: removalsOf(query),
    wants: wantedBy(request, query),
  };
}

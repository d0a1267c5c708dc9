import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { WALK_START } from '../feed/position.ts';
import { optionalJsonBody } from '../http/body.ts';
import { badRequest } from '../http/couch-error.ts';
import { entryOf, type Entry } from '../http/entry.ts';
import { bodyLimitOf } from '../http/limits.ts';
import { present } from '../http/present.ts';
import { queryOf, type Query } from '../http/query.ts';
import { keysOf } from '../index/index-keys.ts';
import type { StoredDocument } from '../store/port.ts';
import { JSON_TEXT, listText, sendInPieces } from './in-pieces.ts';

const allDocsBody = z.looseObject({ keys: z.array(z.string()).max(10_000).optional() });

/** So many documents lie in memory at a time, whoever asks for how many. */
const PAGE = 50;

function* pagesOf(ids: readonly string[]): Generator<readonly string[]> {
  for (let at = 0; at < ids.length; at += PAGE) yield ids.slice(at, at + PAGE);
}

type Row = Readonly<Record<string, unknown>>;

const rowOf = (document: StoredDocument, includeDocs: boolean): Row => ({
  id: document._id,
  key: document._id,
  value: document._deleted === true ? { rev: document._rev, deleted: true } : { rev: document._rev },
  ...(includeDocs ? { doc: document._deleted === true ? null : present(document) } : {}),
});

/** Those of some documents that the session may see, by id. */
async function visibleOf(
  { sight }: Entry,
  stored: ReadonlyMap<string, StoredDocument>,
): Promise<ReadonlyMap<string, StoredDocument>> {
  const documents = [...stored.values()];
  await sight.refresh();
  const seen = await sight.sees(documents);
  return new Map(documents.filter((_document, at) => seen[at]).map((document) => [document._id, document]));
}

/** Rows in the order of the keys; unknown and out of sight look the same. */
async function* rowsOfKeys(entry: Entry, keys: readonly string[], includeDocs: boolean): AsyncGenerator<Row> {
  for (const page of pagesOf(keys)) {
    const visible = await visibleOf(entry, await entry.database.store.current([...new Set(page)]));
    for (const key of page) {
      const document = visible.get(key);
      yield document === undefined ? { key, error: 'not_found' } : rowOf(document, includeDocs);
    }
  }
}

/** The ids of everything in sight. Of what says itself where it belongs only keys are read; what evidence is seen shows only on the way through its subjects. */
async function idsInSight({ database, sight }: Entry): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  if (sight.stretches === null) {
    for await (const { document } of database.walk(sight, WALK_START)) ids.add(document._id);
    return ids;
  }
  for (const range of sight.ranges) {
    for await (const key of database.index.keys(keysOf(range))) ids.add(key.slice(key.lastIndexOf('!') + 1));
  }
  return ids;
}

/** Rows of ids that were in sight. What has left it since is left out. */
async function* rowsOfIds(entry: Entry, ids: readonly string[], includeDocs: boolean): AsyncGenerator<Row> {
  for (const page of pagesOf(ids)) {
    const visible = await visibleOf(entry, await entry.database.index.documents(page));
    for (const id of page) {
      const document = visible.get(id);
      if (document !== undefined) yield rowOf(document, includeDocs);
    }
  }
}

/** What is asked for of everything in sight, by id; the counts count that alone. Documents are read only of what is answered. */
async function rowsInSight(
  entry: Entry,
  query: Query,
  includeDocs: boolean,
): Promise<{ readonly total: number; readonly rows: AsyncIterable<Row> }> {
  const isDescending = query.flag('descending');
  const isWithin = withinOf(query, isDescending);
  const skip = query.count('skip') ?? 0;
  const limit = query.count('limit') ?? Number.POSITIVE_INFINITY;
  const inSight = await idsInSight(entry);
  const within = [...inSight].filter(isWithin).sort();
  if (isDescending) within.reverse();
  return { total: inSight.size, rows: rowsOfIds(entry, within.slice(skip, skip + limit), includeDocs) };
}

function keyOf(query: Query, ...names: readonly string[]): string | undefined {
  const name = names.find((one) => query.text(one) !== undefined);
  if (name === undefined) return undefined;
  const value = query.json(name);
  if (typeof value !== 'string') throw badRequest(`\`${name}\` must be a string in JSON`);
  return value;
}

function withinOf(query: Query, isDescending: boolean): (id: string) => boolean {
  const key = keyOf(query, 'key');
  if (key !== undefined) return (id) => id === key;
  const start = keyOf(query, 'startkey', 'start_key');
  const end = keyOf(query, 'endkey', 'end_key');
  const [low, high] = isDescending ? [end, start] : [start, end];
  const endIsIn = query.text('inclusive_end') !== 'false';
  return (id) => (low === undefined || id >= low) && (high === undefined || id <= high) && (endIsIn || id !== end);
}

/** GET and POST /:db/_all_docs */
export function allDocsRoute(app: FastifyInstance): void {
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const entry = entryOf(request);
    const query = queryOf(request);
    const body = optionalJsonBody(request, allDocsBody, '`keys` body member must be an array.');
    const inQuery = z.array(z.string()).max(10_000).optional().safeParse(query.json('keys'));
    if (!inQuery.success) throw badRequest('`keys` must be an array of strings.');
    const keys = body?.keys ?? inQuery.data;
    const includeDocs = query.flag('include_docs');
    const { total, rows } =
      keys === undefined
        ? await rowsInSight(entry, query, includeDocs)
        : { total: 0, rows: rowsOfKeys(entry, keys, includeDocs) };
    return sendInPieces(entry, reply, JSON_TEXT, listText(`{"total_rows":${total},"offset":0,"rows":[`, rows, ']}'));
  };
  app.get('/:db/_all_docs', answer);
  app.post('/:db/_all_docs', { bodyLimit: bodyLimitOf('keys') }, answer);
}

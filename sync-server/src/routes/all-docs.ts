import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { WALK_START } from '../feed/position.ts';
import { optionalJsonBody } from '../http/body.ts';
import { badRequest } from '../http/couch-error.ts';
import { entryOf, type Entry } from '../http/entry.ts';
import { bodyLimitOf } from '../http/limits.ts';
import { present } from '../http/present.ts';
import { queryOf, type Query } from '../http/query.ts';
import type { StoredDocument } from '../store/port.ts';

const allDocsBody = z.looseObject({ keys: z.array(z.string()).max(10_000).optional() });

type Row = Readonly<Record<string, unknown>>;

const rowOf = (document: StoredDocument, includeDocs: boolean): Row => ({
  id: document._id,
  key: document._id,
  value: document._deleted === true ? { rev: document._rev, deleted: true } : { rev: document._rev },
  ...(includeDocs ? { doc: document._deleted === true ? null : present(document) } : {}),
});

/** Rows in the order of the keys; unknown and out of sight look the same. */
async function rowsOfKeys(
  { database, sight }: Entry,
  keys: readonly string[],
  includeDocs: boolean,
): Promise<readonly Row[]> {
  const stored = await database.store.current([...new Set(keys)]);
  const documents = [...stored.values()];
  await sight.refresh();
  const seen = await sight.sees(documents);
  const visible = new Map(documents.filter((_document, at) => seen[at]).map((document) => [document._id, document]));
  return keys.map((key) => {
    const document = visible.get(key);
    return document === undefined ? { key, error: 'not_found' } : rowOf(document, includeDocs);
  });
}

/** Everything in sight, by id. Costs what is in the scope; the counts count that alone. */
async function rowsInSight(
  { database, sight }: Entry,
  query: Query,
): Promise<{ readonly total: number; readonly rows: readonly Row[] }> {
  const includeDocs = query.flag('include_docs');
  const rows: { readonly id: string; readonly row: Row }[] = [];
  for await (const { document } of database.walk(sight, WALK_START))
    rows.push({ id: document._id, row: rowOf(document, includeDocs) });
  const isDescending = query.flag('descending');
  rows.sort((a, b) => (a.id < b.id ? -1 : 1) * (isDescending ? -1 : 1));
  const isWithin = withinOf(query, isDescending);
  const within = rows.filter(({ id }) => isWithin(id));
  const skip = query.count('skip') ?? 0;
  return {
    total: rows.length,
    rows: within.slice(skip, skip + (query.count('limit') ?? within.length)).map(({ row }) => row),
  };
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
    void reply.type('application/json');
    if (keys !== undefined)
      return { total_rows: 0, offset: 0, rows: await rowsOfKeys(entry, keys, query.flag('include_docs')) };
    const { total, rows } = await rowsInSight(entry, query);
    return { total_rows: total, offset: 0, rows };
  };
  app.get('/:db/_all_docs', answer);
  app.post('/:db/_all_docs', { bodyLimit: bodyLimitOf('keys') }, answer);
}

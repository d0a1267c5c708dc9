import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { jsonBody } from '../http/body.ts';
import { badRequest } from '../http/couch-error.ts';
import { entryOf, type Entry } from '../http/entry.ts';
import { bodyLimitOf } from '../http/limits.ts';
import { REVISION_PATTERN } from '../write/pushed-document.ts';

const MOST_DOCUMENTS = 10_000;
/** So many documents lie in memory at a time. */
const PAGE = 100;

const revsDiffRequest = z.record(z.string(), z.array(z.string()));

type Wanted = Readonly<Record<string, readonly string[]>>;

async function diffOf({ database, sight }: Entry, wanted: Wanted): Promise<Readonly<Record<string, unknown>>> {
  const stored = await database.store.current(Object.keys(wanted));
  const documents = [...stored.values()];
  await sight.refresh();
  const seen = await sight.sees(documents);
  const visible = new Set(documents.filter((_document, at) => seen[at]).map((document) => document._id));
  const known = Object.fromEntries(Object.entries(wanted).filter(([id]) => visible.has(id)));
  const missing = Object.entries(wanted).filter(([id, revs]) => !visible.has(id) && revs.length > 0);
  return {
    ...(await database.store.revsDiff(known)),
    ...Object.fromEntries(missing.map(([id, revs]) => [id, { missing: revs }])),
  };
}

/** POST /:db/_revs_diff. Documents out of sight count as missing, like those that do not exist. */
export function revsDiffRoute(app: FastifyInstance): void {
  app.post('/:db/_revs_diff', { bodyLimit: bodyLimitOf('keys') }, async (request) => {
    const wanted = Object.entries(jsonBody(request, revsDiffRequest, 'Request body must be a JSON object'));
    if (!wanted.every(([, revs]) => revs.every((rev) => REVISION_PATTERN.test(rev))))
      throw badRequest('Invalid rev format');
    if (wanted.length > MOST_DOCUMENTS) throw badRequest(`More than ${MOST_DOCUMENTS} documents at once`);
    const pages: Readonly<Record<string, unknown>>[] = [];
    for (let at = 0; at < wanted.length; at += PAGE)
      pages.push(await diffOf(entryOf(request), Object.fromEntries(wanted.slice(at, at + PAGE))));
    return Object.fromEntries(pages.flatMap((page) => Object.entries(page)));
  });
}

import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { jsonBody } from '../http/body.ts';
import { badRequest } from '../http/couch-error.ts';
import { entryOf } from '../http/entry.ts';
import { bodyLimitOf } from '../http/limits.ts';
import { REVISION_PATTERN } from '../write/pushed-document.ts';

const revsDiffRequest = z.record(z.string(), z.array(z.string()));

/** POST /:db/_revs_diff. Documents out of sight count as missing, like those that do not exist. */
export function revsDiffRoute(app: FastifyInstance): void {
  app.post('/:db/_revs_diff', { bodyLimit: bodyLimitOf('keys') }, async (request) => {
    const { database, sight } = entryOf(request);
    const wanted = jsonBody(request, revsDiffRequest, 'Request body must be a JSON object');
    if (
      !Object.values(wanted)
        .flat()
        .every((rev) => REVISION_PATTERN.test(rev))
    )
      throw badRequest('Invalid rev format');
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
  });
}

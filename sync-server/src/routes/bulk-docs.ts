import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { jsonBody } from '../http/body.ts';
import { entryOf } from '../http/entry.ts';
import { bodyLimitOf } from '../http/limits.ts';
import { queryOf } from '../http/query.ts';
import type { Server } from '../server.ts';
import { bulkWrite } from '../write/bulk-write.ts';

const MOST_DOCUMENTS = 5_000;

const bulkDocsRequest = z.looseObject({
  docs: z.array(z.unknown()).max(MOST_DOCUMENTS),
  new_edits: z.boolean().optional(),
});

/** POST /:db/_bulk_docs: one verdict per document. `?returns=docs` brings what is in force afterwards (shared/sync/wire.ts, `bulkRow`). */
export function bulkDocsRoute(app: FastifyInstance, server: Server): void {
  app.post('/:db/_bulk_docs', { bodyLimit: bodyLimitOf('documents') }, async (request, reply) => {
    const { database, session } = entryOf(request);
    const { docs, new_edits: newEdits = true } = jsonBody(
      request,
      bulkDocsRequest,
      '`docs` parameter must be an array.',
    );
    const returnsDocs = queryOf(request).text('returns') === 'docs';
    const rows = await bulkWrite(server.writers[database.name], session.user, docs, { newEdits, returnsDocs });
    void reply.code(201);
    return rows;
  });
}

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { jsonBody } from '../http/body.ts';
import { conflict, missing } from '../http/couch-error.ts';
import { entryOf } from '../http/entry.ts';
import { bodyLimitOf } from '../http/limits.ts';
import { queryOf } from '../http/query.ts';
import type { LocalDocuments } from '../store/port.ts';

const localDocument = z.looseObject({ _rev: z.string().max(80).optional() });

interface Named {
  readonly local: LocalDocuments;
  /** As the client names it. */
  readonly id: string;
  /** As the store does: everyone has his own. */
  readonly key: string;
}

function named(request: FastifyRequest): Named {
  const { database, session } = entryOf(request);
  const { '*': name = '' } = request.params as { readonly '*'?: string };
  return { local: database.store.local, id: `_local/${name}`, key: `${session.user.id}/${name.slice(0, 300)}` };
}

/** /:db/_local/:id: checkpoints of replicators, one set per person. */
export function localDocumentsRoute(app: FastifyInstance): void {
  app.get('/:db/_local/*', async (request) => {
    const { local, id, key } = named(request);
    const document = await local.get(key);
    if (document === null) throw missing();
    return { ...document, _id: id };
  });

  app.put('/:db/_local/*', { bodyLimit: bodyLimitOf('small') }, async (request, reply) => {
    const { local, id, key } = named(request);
    const sent = jsonBody(request, localDocument, 'Document must be a JSON object');
    const content = Object.fromEntries(Object.entries(sent).filter(([field]) => !field.startsWith('_')));
    const rev = await local.put(key, sent._rev === undefined ? content : { ...content, _rev: sent._rev });
    if (rev === null) throw conflict();
    void reply.code(201);
    return { ok: true, id, rev };
  });

  app.delete('/:db/_local/*', async (request) => {
    const { local, id, key } = named(request);
    const outcome = await local.remove(key, queryOf(request).text('rev') ?? '');
    if (outcome === 'missing') throw missing();
    if (outcome === 'conflict') throw conflict();
    return { ok: true, id, rev: '0-0' };
  });
}

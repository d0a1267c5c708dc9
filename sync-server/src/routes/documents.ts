import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { BulkRow } from '../../../shared/sync/wire.ts';
import { jsonBody } from '../http/body.ts';
import { badRequest, conflict, CouchError, forbidden, missing } from '../http/couch-error.ts';
import { entryOf } from '../http/entry.ts';
import { bodyLimitOf } from '../http/limits.ts';
import { multipartDocument } from '../http/multipart-document.ts';
import { currentVisible, openVisible } from '../http/open-visible.ts';
import { queryOf, type Query } from '../http/query.ts';
import type { Server } from '../server.ts';
import { bulkWrite } from '../write/bulk-write.ts';
import { REVISION_PATTERN } from '../write/pushed-document.ts';
import { answerRevisions } from './open-revisions.ts';

const anyDocument = z.record(z.string(), z.unknown());

const idOf = (request: FastifyRequest): string => (request.params as { readonly id: string }).id;

interface Answered {
  readonly status: 200 | 201;
  readonly newEdits: boolean;
}

/** One verdict as CouchDB answers a single write. */
function answerRow(reply: FastifyReply, row: BulkRow | undefined, { status, newEdits }: Answered): unknown {
  if (row?.ok === true) {
    void reply.code(status).header('etag', `"${row.rev ?? ''}"`);
    return { ok: true, id: row.id, rev: row.rev };
  }
  switch (row?.error) {
    case 'conflict':
      throw conflict();
    case 'forbidden':
      throw forbidden(row.reason ?? '', row.refusal === undefined ? {} : { refusal: row.refusal });
    case 'doc_validation':
      // CouchDB's replicator steps over what is forbidden and stops for ever at anything else (DESIGN §5.6).
      if (!newEdits) throw forbidden(row.reason ?? '');
      throw new CouchError(400, 'doc_validation', row.reason ?? '');
    default:
      throw new CouchError(500, 'internal_server_error', 'not written');
  }
}

/** The revision a write builds on, from wherever CouchDB's clients put it. */
function revisionOf(request: FastifyRequest, query: Query): string | undefined {
  const rev = query.text('rev') ?? request.headers['if-match']?.replaceAll('"', '');
  if (rev !== undefined && !REVISION_PATTERN.test(rev)) throw badRequest('Invalid rev format');
  return rev;
}

interface Written {
  readonly document: unknown;
  readonly status: 200 | 201;
}

async function writeOne(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
  { document, status }: Written,
): Promise<unknown> {
  const { database, session } = entryOf(request);
  const newEdits = queryOf(request).text('new_edits') !== 'false';
  const [row] = await bulkWrite(server.writers[database.name], session.user, [document], {
    newEdits,
    returnsDocs: false,
  });
  return answerRow(reply, row, { status, newEdits });
}

/** /:db/:id: one document at a time, by the same rights and verdicts as in bulk. */
export function documentsRoute(app: FastifyInstance, server: Server): void {
  app.get('/:db/:id', async (request, reply) => {
    const entry = entryOf(request);
    const query = queryOf(request);
    const id = idOf(request);
    if (query.text('open_revs') !== undefined) return answerRevisions(request, reply, id);
    const rev = query.text('rev');
    const document = await openVisible(entry, id, {
      ...(rev === undefined ? {} : { rev }),
      latest: query.flag('latest'),
      revisions: query.flag('revs'),
      attachments: query.flag('attachments'),
    });
    if (document === null) {
      const tombstone = rev === undefined ? await currentVisible(entry, id) : null;
      throw missing(tombstone?._deleted === true ? 'deleted' : 'missing');
    }
    const etag = `"${document._rev}"`;
    void reply.header('etag', etag);
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    return document;
  });

  app.put('/:db/:id', { bodyLimit: bodyLimitOf('document') }, (request, reply) => {
    const sent = multipartDocument(request) ?? jsonBody(request, anyDocument, 'Document must be a JSON object');
    const rev = revisionOf(request, queryOf(request));
    const document = { ...(rev === undefined ? {} : { _rev: rev }), ...sent, _id: idOf(request) };
    return writeOne(server, request, reply, { document, status: 201 });
  });

  app.delete('/:db/:id', (request, reply) => {
    const rev = revisionOf(request, queryOf(request));
    const document = { ...(rev === undefined ? {} : { _rev: rev }), _id: idOf(request), _deleted: true };
    return writeOne(server, request, reply, { document, status: 200 });
  });

  app.post('/:db', { bodyLimit: bodyLimitOf('document') }, (request, reply) => {
    const document = jsonBody(request, anyDocument, 'Document must be a JSON object');
    return writeOne(server, request, reply, { document, status: 201 });
  });
}

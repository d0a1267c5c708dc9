import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Budget } from '../http/body-budget.ts';
import type { StoredAttachment } from '../store/port.ts';
import { forbidden, missing } from '../http/couch-error.ts';
import { entryOf } from '../http/entry.ts';
import { bodyLimitOf } from '../http/limits.ts';
import { openVisible } from '../http/open-visible.ts';
import { queryOf } from '../http/query.ts';
import { REFUSALS } from '../../../shared/sync/refusal.ts';

const paramsOf = (request: FastifyRequest): { readonly id: string; readonly '*': string } =>
  request.params as { readonly id: string; readonly '*': string };

/** /:db/:id/:attachment: bytes of a photo, for whom the photo's subject may be seen by. They are written with their document and never alone. */
export function attachmentsRoute(app: FastifyInstance, take: Budget): void {
  app.get('/:db/:id/*', async (request, reply) => {
    const entry = entryOf(request);
    const { id, '*': name } = paramsOf(request);
    const rev = queryOf(request).text('rev');
    const document = await openVisible(entry, id, rev === undefined ? {} : { rev });
    const attachments: Readonly<Record<string, StoredAttachment>> = document?._attachments ?? {};
    const attachment = Object.hasOwn(attachments, name) ? attachments[name] : undefined;
    if (document === null || attachment === undefined) throw missing();
    const etag = `"${attachment.digest}"`;
    void reply.header('etag', etag);
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    take(request, reply, attachment.length ?? 0);
    const bytes = await entry.database.store.attachment(id, name, document._rev);
    if (bytes === null) throw missing();
    return reply.type(attachment.content_type).send(bytes);
  });

  const refuse = (): never => {
    throw forbidden(REFUSALS.immutable.why, { refusal: REFUSALS.immutable });
  };
  app.put('/:db/:id/*', { bodyLimit: bodyLimitOf('attachment') }, refuse);
  app.delete('/:db/:id/*', refuse);
}

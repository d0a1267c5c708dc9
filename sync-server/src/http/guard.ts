import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { TIME_HEADER } from '../../../shared/sync/wire.ts';
import type { Server, Surface } from '../server.ts';
import { CouchError, forbidden } from './couch-error.ts';

const METHODS = 'GET, HEAD, POST, PUT, DELETE';
const HEADERS = 'authorization, content-type, accept, if-match, if-none-match';

const hostName = (host: string): string => host.replace(/:\d+$/, '').toLowerCase();

/** Our own page, the desktop edition, or nobody: a page of anyone else gets nothing, whatever cookies it brings. */
function checkOrigin(request: FastifyRequest, reply: FastifyReply, surface: Surface): void {
  const { origin, host = '' } = request.headers;
  if (origin === undefined) return;
  if (origin === `${surface.usesTls ? 'https' : 'http'}://${host}`) return;
  if (!surface.allowedOrigins.includes(origin)) throw forbidden('This origin may not use the server.');
  void reply
    .header('access-control-allow-origin', origin)
    .header('access-control-expose-headers', `${TIME_HEADER}, retry-after`)
    .header('vary', 'origin');
}

/** What holds for every request, before anything is read of it. */
export function guardRequests(
  app: FastifyInstance,
  surface: Surface,
  { clock, gates }: Pick<Server, 'clock' | 'gates'>,
): void {
  app.addHook('onRequest', (request, reply, done) => {
    void reply
      .header(TIME_HEADER, clock.nowMs())
      // Nothing of ours may lie readable in a browser's cache: the local stores are sealed.
      .header('cache-control', 'no-store')
      .header('x-content-type-options', 'nosniff')
      .header('referrer-policy', 'no-referrer')
      .header('cross-origin-resource-policy', 'same-site');
    if (surface.hostNames !== null && !surface.hostNames.includes(hostName(request.headers.host ?? ''))) {
      throw new CouchError(421, 'bad_request', 'This server does not answer to that host name.');
    }
    checkOrigin(request, reply, surface);
    gates.request(request.ip);
    if (request.method !== 'OPTIONS') {
      done();
      return;
    }
    void reply
      .header('access-control-allow-methods', METHODS)
      .header('access-control-allow-headers', HEADERS)
      .header('access-control-max-age', '600')
      .code(204)
      .send();
  });
}

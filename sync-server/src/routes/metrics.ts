import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { noDatabase } from '../http/couch-error.ts';
import type { Server, Surface } from '../server.ts';
import { prometheusText } from '../watch/instruments.ts';

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** With a token: who has it. Without: this machine itself, and not through a proxy on it, whose callers all come from here. */
function mayAsk(request: FastifyRequest, token: string | undefined): boolean {
  const { authorization = '' } = request.headers;
  if (token !== undefined) return timingSafeEqual(digest(authorization), digest(`Bearer ${token}`));
  const isProxied = ['forwarded', 'x-forwarded-for', 'via'].some((name) => request.headers[name] !== undefined);
  return !isProxied && LOOPBACK.has(request.socket.remoteAddress ?? '');
}

/** GET /_metrics: figures for Prometheus. Whoever may not ask gets the answer of a path that is not there. */
export function metricsRoute(app: FastifyInstance, server: Server, surface: Surface): void {
  app.get('/_metrics', async (request, reply) => {
    if (!mayAsk(request, surface.metricsToken)) throw noDatabase();
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(await prometheusText(server.instruments));
  });
}

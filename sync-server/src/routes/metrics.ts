import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { noDatabase } from '../http/couch-error.ts';
import type { Server, Surface } from '../server.ts';
import { prometheusText } from '../watch/instruments.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Who has the token. Not this machine as such: behind a proxy on it everybody comes from here, and not every proxy says so. */
function mayAsk({ headers: { authorization = '' } }: FastifyRequest, token: string | undefined): boolean {
  return token !== undefined && timingSafeEqual(digest(authorization), digest(`Bearer ${token}`));
}

/** GET /_metrics: figures for Prometheus. Whoever may not ask gets the answer of a path that is not there. */
export function metricsRoute(app: FastifyInstance, server: Server, surface: Surface): void {
  app.get('/_metrics', async (request, reply) => {
    if (!mayAsk(request, surface.metricsToken)) throw noDatabase();
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(await prometheusText(server.instruments));
  });
}

import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { queryOf } from '../http/query.ts';
import type { Server, Surface } from '../server.ts';

const MOST_UUIDS = 1_000;

/** GET /: what CouchDB's clients look for. The uuid names the data, and with it their checkpoints. GET /_up, GET /_uuids. */
export function welcomeRoutes(app: FastifyInstance, server: Server, surface: Surface): void {
  app.get('/', () => ({
    couchdb: 'Welcome',
    version: '3.3.3',
    uuid: server.identity.serverId,
    features: [],
    vendor: { name: 'grid-governance-workstation', version: surface.version },
  }));
  app.get('/_up', () => ({ status: 'ok' }));
  app.get('/_uuids', (request) => {
    const count = Math.min(queryOf(request).count('count') ?? 1, MOST_UUIDS);
    return { uuids: Array.from({ length: count }, () => randomBytes(16).toString('hex')) };
  });
}

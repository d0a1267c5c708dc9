import type { FastifyInstance } from 'fastify';
import { isoAt } from '../../../shared/lib/clock.ts';
import { PATHS, PROTOCOL_VERSION, type HelloResponse } from '../../../shared/sync/wire.ts';
import type { Server, Surface } from '../server.ts';

/** GET, open: who the server is; on a demonstration server also whom one may sign in as. */
export function helloRoute(app: FastifyInstance, server: Server, surface: Surface): void {
  app.get(PATHS.hello, (): HelloResponse => ({
    product: 'grid-governance-workstation',
    version: surface.version,
    protocol: PROTOCOL_VERSION,
    serverId: server.identity.serverId,
    title: surface.title,
    time: isoAt(server.clock.nowMs()),
    ...(server.demoAccounts.length === 0 ? {} : { demoAccounts: [...server.demoAccounts] }),
  }));
}

import type { ServerOptions as HttpOptions } from 'node:http';
import type { ServerOptions as TlsOptions } from 'node:https';
import fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import type { IsProxy } from './http/addresses.ts';
import { budgetBodies, openBudget } from './http/body-budget.ts';
import { KILOBYTE, parseBodies } from './http/body.ts';
import { limitConnections } from './http/connections.ts';
import { unauthorized } from './http/couch-error.ts';
import { enter, entryOf } from './http/entry.ts';
import { handleErrors, sendError } from './http/error-handling.ts';
import { guardRequests } from './http/guard.ts';
import type { Limits } from './http/limits.ts';
import { allDocsRoute } from './routes/all-docs.ts';
import { appFilesRoute } from './routes/app-files.ts';
import { attachmentsRoute } from './routes/attachments.ts';
import { bulkDocsRoute } from './routes/bulk-docs.ts';
import { bulkGetRoute } from './routes/bulk-get.ts';
import { changesRoute } from './routes/changes.ts';
import { couchSessionRoute } from './routes/couch-session.ts';
import { databaseRoute } from './routes/database.ts';
import { devicesRoutes } from './routes/devices.ts';
import { documentsRoute } from './routes/documents.ts';
import { helloRoute } from './routes/hello.ts';
import { launchRoute } from './routes/launch.ts';
import { localDocumentsRoute } from './routes/local-documents.ts';
import { metricsRoute } from './routes/metrics.ts';
import { receiptsRoute } from './routes/receipts.ts';
import { revsDiffRoute } from './routes/revs-diff.ts';
import { totalsRoute } from './routes/totals.ts';
import { welcomeRoutes } from './routes/welcome.ts';
import { workstationSessionRoute } from './routes/workstation-session.ts';
import type { Server, Surface } from './server.ts';
import { frameworkLogger, observeRequests, requestIds } from './watch/observe-requests.ts';

export interface AppOptions {
  readonly tls: TlsOptions | null;
}

const NOBODY = (): boolean => false;

/** A client that dribbles its request does not hold a socket for ever. Feeds are answers and not meant: they may last as long as they beat. */
const timesOf = (limits: Limits): HttpOptions => ({
  headersTimeout: limits.headMs,
  requestTimeout: limits.requestMs,
  keepAliveTimeout: limits.keepAliveMs,
  connectionsCheckingInterval: limits.lookedAtEveryMs,
});

function serverOptions({ tls }: AppOptions, { log, limits }: Server, isProxy: IsProxy): FastifyServerOptions {
  const times = timesOf(limits);
  const options: FastifyServerOptions = {
    loggerInstance: frameworkLogger(log),
    genReqId: requestIds(),
    bodyLimit: 64 * KILOBYTE,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 2_000, ignoreDuplicateSlashes: false },
    // The framework sets these of the server once more.
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionTimeout: limits.silentMs,
    // A socket that is gone already has no address.
    trustProxy: (address: string | undefined) => address !== undefined && isProxy(address),
    frameworkErrors: (error, request, reply) => {
      sendError(error, request, reply);
    },
  };
  const ofNode = tls === null ? { http: times } : { https: { ...tls, ...times, handshakeTimeout: limits.handshakeMs } };
  return { ...options, ...ofNode };
}

/** The server without listening: everything it knows comes in. One endpoint per file in `routes/`. */
export async function createApp(server: Server, surface: Surface, options: AppOptions): Promise<FastifyInstance> {
  const { limits, metrics } = server;
  const { isProxy = NOBODY } = surface;
  const app = fastify(serverOptions(options, server, isProxy));
  limitConnections(app.server, limits, isProxy, () => {
    metrics.limited('connections');
  });
  observeRequests(app, server.log, metrics);
  parseBodies(app);
  handleErrors(app);
  guardRequests(app, surface, server);
  app.decorateRequest('entry', null);

  welcomeRoutes(app, server, surface);
  helloRoute(app, server, surface);
  metricsRoute(app, server, surface);
  launchRoute(app, server);
  workstationSessionRoute(app, server);
  totalsRoute(app, server);
  receiptsRoute(app, server);
  devicesRoutes(app, server, surface);
  couchSessionRoute(app, server, surface);
  await appFilesRoute(app, surface);

  await app.register((databases, _options, done) => {
    databases.addHook('onRequest', async (request) => {
      request.entry = await enter(server, request);
    });
    budgetBodies(
      databases,
      openBudget(limits, () => {
        metrics.limited('bodies');
      }),
    );
    const photos = openBudget(limits, () => {
      metrics.limited('photos');
    });
    // A body may take minutes to arrive.
    databases.addHook('preHandler', (request, _reply, done) => {
      if (entryOf(request).session.ended.isOver()) throw unauthorized('Session is over.');
      done();
    });
    databaseRoute(databases, server);
    changesRoute(databases, server);
    allDocsRoute(databases);
    bulkDocsRoute(databases, server);
    bulkGetRoute(databases);
    revsDiffRoute(databases);
    localDocumentsRoute(databases);
    documentsRoute(databases, server);
    attachmentsRoute(databases, photos);
    done();
  });
  return app;
}

import type { ServerOptions as TlsOptions } from 'node:https';
import fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { KILOBYTE, parseBodies } from './http/body.ts';
import { enter } from './http/entry.ts';
import { handleErrors, sendError } from './http/error-handling.ts';
import { guardRequests } from './http/guard.ts';
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
import type { Log } from './watch/log.ts';
import { frameworkLogger, observeRequests, requestIds } from './watch/observe-requests.ts';

export interface AppOptions {
  readonly tls: TlsOptions | null;
}

function serverOptions({ tls }: AppOptions, log: Log): FastifyServerOptions {
  const options: FastifyServerOptions = {
    loggerInstance: frameworkLogger(log),
    genReqId: requestIds(),
    bodyLimit: 64 * KILOBYTE,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 2_000, ignoreDuplicateSlashes: false },
    // A client that dribbles its request does not hold a socket for ever; feeds are answers and not meant.
    requestTimeout: 900_000,
    frameworkErrors: (error, request, reply) => {
      sendError(error, request, reply);
    },
  };
  return tls === null ? options : ({ ...options, https: tls } as FastifyServerOptions);
}

/** The server without listening: everything it knows comes in. One endpoint per file in `routes/`. */
export async function createApp(server: Server, surface: Surface, options: AppOptions): Promise<FastifyInstance> {
  const app = fastify(serverOptions(options, server.log));
  observeRequests(app, server.log, server.metrics);
  parseBodies(app);
  handleErrors(app);
  guardRequests(app, surface, server.clock);
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
    databaseRoute(databases, server);
    changesRoute(databases, server);
    allDocsRoute(databases);
    bulkDocsRoute(databases, server);
    bulkGetRoute(databases);
    revsDiffRoute(databases);
    localDocumentsRoute(databases);
    documentsRoute(databases, server);
    attachmentsRoute(databases);
    done();
  });
  return app;
}

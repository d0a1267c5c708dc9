import { randomBytes } from 'node:crypto';
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from 'fastify';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';

/** The first half tells the runs of a server apart in one file of lines. The second is no count: from two of his own anybody could read how much all others ask. */
export function requestIds(): () => string {
  const run = randomBytes(3).toString('hex');
  return () => `${run}-${randomBytes(6).toString('hex')}`;
}

export const REQUEST_ID_HEADER = 'x-request-id';

const WAITING = new Set(['longpoll', 'continuous', 'live', 'eventsource']);

function isWaitingFeed(request: FastifyRequest): boolean {
  const { feed } = request.query as { readonly feed?: unknown };
  return (request.routeOptions.url ?? '').endsWith('/_changes') && typeof feed === 'string' && WAITING.has(feed);
}

const KNOWN_METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']);

const lengthOf = (value: unknown): number =>
  typeof value === 'string' || typeof value === 'number' ? Number(value) || 0 : 0;

/** Every request ends in one line and in the counts, also one that is cut off. */
export function observeRequests(app: FastifyInstance, log: Log, metrics: Metrics): void {
  app.addHook('onRequest', (request, reply, done) => {
    const socket = request.raw.socket;
    // Answers of one connection come one after the other: the difference is this one, head included.
    const before = lengthOf(socket.bytesWritten);
    const isFeed = isWaitingFeed(request);
    if (isFeed) metrics.feedOpened();
    void reply.header(REQUEST_ID_HEADER, request.id);
    // After its end as well as without one.
    reply.raw.once('close', () => {
      if (isFeed) metrics.feedClosed();
      const route = request.routeOptions.url ?? 'unknown';
      const ms = reply.elapsedTime;
      const status = reply.raw.statusCode;
      metrics.requested({ route, status, seconds: ms / 1_000, isWaitingFeed: isFeed });
      log.request({
        id: request.id,
        method: KNOWN_METHODS.has(request.method) ? request.method : 'other',
        route,
        status,
        ms: Math.round(ms * 10) / 10,
        bytesIn: lengthOf(request.headers['content-length']),
        bytesOut: Math.max(0, lengthOf(socket.bytesWritten) - before),
        cut: !reply.raw.writableFinished,
      });
    });
    done();
  });
}

const nothing = (): void => undefined;

/**
 * What the framework itself has to say, for example that a stream broke after its head was sent: of it only failures are kept, and of those only what
 * `Log.failure` keeps.
 */
export function frameworkLogger(log: Log, request?: string): FastifyBaseLogger {
  const failed = (about: unknown): void => {
    const error = typeof about === 'object' && about !== null && 'err' in about ? about.err : about;
    if (error instanceof Error) log.failure(error, request);
  };
  return {
    level: 'warn',
    silent: nothing,
    trace: nothing,
    debug: nothing,
    info: nothing,
    warn: failed,
    error: failed,
    fatal: failed,
    child: (bindings: { readonly reqId?: unknown }) =>
      frameworkLogger(log, typeof bindings.reqId === 'string' ? bindings.reqId : request),
  } as FastifyBaseLogger;
}

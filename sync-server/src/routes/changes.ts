import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { changesAnswer } from '../feed/changes-answer.ts';
import { readChangesQuery, type ChangesQuery } from '../feed/changes-query.ts';
import type { Sequence } from '../feed/position.ts';
import type { TokenScope } from '../feed/seq-token.ts';
import { badRequest } from '../http/couch-error.ts';
import { entryOf, scopeOf, type Entry } from '../http/entry.ts';
import { bodyLimitOf } from '../http/limits.ts';
import type { Server } from '../server.ts';

/** GET and POST /:db/_changes: an ordinary feed from outside; inside, a walk first and the change feed after (DESIGN §5.2). */
export function changesRoute(app: FastifyInstance, server: Server): void {
  const waiting = openFeeds(server.limits.feedsOfAccount);
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const entry = entryOf(request);
    const query = readChangesQuery(request);
    const scope = scopeOf(entry);
    // Before anything is waited for: a client that leaves meanwhile is noticed.
    const stop =
      query.feed === 'normal'
        ? breakingOff(reply, entry.session.ended)
        : stopOf(reply, [entry.session.ended, server.closing, waiting.enter(entry.session.account, reply)]);
    const from = await startOf(server, entry, scope, query);
    const text = changesAnswer({ entry, query, stop, seal: (sequence) => server.seal.seal(scope, sequence) }, from);
    return reply
      .type(query.feed === 'eventsource' ? 'text/event-stream' : 'application/json')
      .send(Readable.from(text, { objectMode: false }));
  };
  app.get('/:db/_changes', answer);
  app.post('/:db/_changes', { bodyLimit: bodyLimitOf('keys') }, answer);
}

/** The feeds of each account that may wait, oldest first. Of more than so many the oldest is let go: it ends as if its time were up, and its client goes on where it was. */
function openFeeds(most: number): { readonly enter: (account: string, reply: FastifyReply) => AbortSignal } {
  const open = new Map<string, Set<AbortController>>();
  return {
    enter: (account, reply) => {
      const own = open.get(account) ?? new Set();
      open.set(account, own);
      const [oldest] = own;
      if (own.size >= most && oldest !== undefined) {
        own.delete(oldest);
        oldest.abort();
      }
      const mine = new AbortController();
      own.add(mine);
      reply.raw.once('close', () => {
        own.delete(mine);
        if (own.size === 0 && open.get(account) === own) open.delete(account);
      });
      return mine.signal;
    },
  };
}

/**
 * An answer that says everything up to now must not end well before it has: a replicator takes its end for the end of it all. When the server stops it goes on for
 * as long as it is let; when its session ends nothing more may be said, and it breaks off.
 */
function breakingOff(reply: FastifyReply, ended: AbortSignal): AbortSignal {
  const stop = stopOf(reply, [ended]);
  const breakOff = (): void => {
    if (ended.aborted) reply.raw.destroy();
  };
  stop.addEventListener('abort', breakOff, { once: true });
  breakOff();
  return stop;
}

/** Aborted when the client leaves or one of the signals says so. Lets go of the signals then: they outlive thousands of feeds. */
function stopOf(reply: FastifyReply, signals: readonly AbortSignal[]): AbortSignal {
  const controller = new AbortController();
  const stop = (): void => {
    for (const signal of signals) signal.removeEventListener('abort', stop);
    controller.abort();
  };
  for (const signal of signals) signal.addEventListener('abort', stop);
  reply.raw.once('close', stop);
  if (signals.some((signal) => signal.aborted)) stop();
  return controller.signal;
}

async function startOf(server: Server, { database }: Entry, scope: TokenScope, query: ChangesQuery): Promise<Sequence> {
  const { changes } = database;
  if (query.since === '0') return changes.beginning();
  if (query.since === 'now') return changes.now();
  const token = server.seal.unseal(scope, query.since);
  if (token !== null) return changes.goOn(token, query);
  // Sealed by another key: the data is not what it was. Who keeps a copy compares it, or what left his sight before would stay there for ever.
  if (query.removals) return changes.replacing();
  throw badRequest("Malformed sequence supplied in 'since' parameter.");
}

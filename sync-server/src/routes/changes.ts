import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { changesAnswer } from '../feed/changes-answer.ts';
import { readChangesQuery, type ChangesQuery } from '../feed/changes-query.ts';
import type { Sequence } from '../feed/position.ts';
import type { TokenScope } from '../feed/seq-token.ts';
import { badRequest, CouchError } from '../http/couch-error.ts';
import { entryOf, scopeOf, type Entry } from '../http/entry.ts';
import { bodyLimitOf } from '../http/limits.ts';
import type { Server } from '../server.ts';

/** GET and POST /:db/_changes: an ordinary feed from outside; inside, a walk first and the change feed after (DESIGN §5.2). */
export function changesRoute(app: FastifyInstance, server: Server): void {
  const waiting = openFeeds();
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const entry = entryOf(request);
    const query = readChangesQuery(request);
    const scope = scopeOf(entry);
    if (query.feed !== 'normal') waiting.enter(entry.session.account, reply);
    // Before anything is waited for: a client that leaves meanwhile is noticed.
    const stop = stopOf(reply, [entry.session.ended, server.closing]);
    const from = await startOf(server, entry, scope, query);
    const text = changesAnswer({ entry, query, stop, seal: (sequence) => server.seal.seal(scope, sequence) }, from);
    return reply
      .type(query.feed === 'eventsource' ? 'text/event-stream' : 'application/json')
      .send(Readable.from(text, { objectMode: false }));
  };
  app.get('/:db/_changes', answer);
  app.post('/:db/_changes', { bodyLimit: bodyLimitOf('keys') }, answer);
}

/** Our client has one; replicators one each. Beyond this somebody opens them and lets them lie. */
const MOST_WAITING = 32;

/** Counts the feeds of each account that may wait. */
function openFeeds(): { readonly enter: (account: string, reply: FastifyReply) => void } {
  const counts = new Map<string, number>();
  return {
    enter: (account, reply) => {
      const count = counts.get(account) ?? 0;
      if (count >= MOST_WAITING) {
        void reply.header('retry-after', '5');
        throw new CouchError(
          429,
          'too_many_requests',
          `Close some of the ${MOST_WAITING} feeds of this account first.`,
        );
      }
      counts.set(account, count + 1);
      reply.raw.once('close', () => {
        const left = (counts.get(account) ?? 1) - 1;
        if (left > 0) counts.set(account, left);
        else counts.delete(account);
      });
    },
  };
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

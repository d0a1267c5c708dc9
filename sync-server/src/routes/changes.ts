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
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const entry = entryOf(request);
    const query = readChangesQuery(request);
    const scope = scopeOf(entry);
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
  if (token === null) throw badRequest("Malformed sequence supplied in 'since' parameter.");
  return changes.goOn(token, query);
}

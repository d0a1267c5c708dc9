import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { changesAnswer } from '../feed/changes-answer.ts';
import { readChangesQuery } from '../feed/changes-query.ts';
import { WALK_START, type Sequence } from '../feed/position.ts';
import { planFingerprint, type TokenScope } from '../feed/seq-token.ts';
import { badRequest } from '../http/couch-error.ts';
import { entryOf, type Entry } from '../http/entry.ts';
import { bodyLimitOf } from '../http/limits.ts';
import type { Server } from '../server.ts';

/** GET and POST /:db/_changes: an ordinary feed from outside; inside, a walk first and the change feed after (DESIGN §5.2). */
export function changesRoute(app: FastifyInstance, server: Server): void {
  const answer = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const entry = entryOf(request);
    const query = readChangesQuery(request);
    const scope = { database: entry.database.name, plan: planFingerprint(entry.sight.ranges) };
    const from = startOf(server, entry, scope, query.since);
    const stop = stopOf(reply, [entry.session.ended, server.closing]);
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

/** From zero a walk begins, before which the feed's position is taken: what changes meanwhile comes after it. */
function startOf(server: Server, { database }: Entry, scope: TokenScope, since: string): Sequence {
  const beginning: Sequence = { position: database.changes.now().position, walk: WALK_START };
  if (since === '0') return beginning;
  if (since === 'now') return database.changes.now();
  const sequence = server.seal.unseal(scope, since);
  if (sequence === null) throw badRequest("Malformed sequence supplied in 'since' parameter.");
  return sequence === 'stale' ? beginning : sequence;
}

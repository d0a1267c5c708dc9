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
import { ending, type End } from '../session/ending.ts';
import { beginningWith } from './in-pieces.ts';

/** GET and POST /:db/_changes: an ordinary feed from outside; inside, a walk first and the change feed after (DESIGN §5.2). */
export function changesRoute(app: FastifyInstance, server: Server): void {
  const waiting = openFeeds(server.limits.feedsOfAccount);
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const entry = entryOf(request);
    const query = readChangesQuery(request);
    const scope = scopeOf(entry);
    const { account, ended } = entry.session;
    // Before anything is waited for: a client that leaves meanwhile is noticed.
    const stop =
      query.feed === 'normal'
        ? breakingOff(reply, ended)
        : stopOf(reply, [ended.whenOver, server.closing.whenOver, waiting.letGoOf(account)]);
    const from = await startOf(server, entry, scope, query);
    const text = changesAnswer({ entry, query, stop, seal: (sequence) => server.seal.seal(scope, sequence) }, from);
    void reply.type(query.feed === 'eventsource' ? 'text/event-stream' : 'application/json');
    const first = await text.next();
    // Most are short, and sent in one go; a stream for each would cost more than the rest of the answer.
    return reply.send(first.done === true ? first.value : Readable.from(beginningWith(first.value, text), TEXT));
  };
  app.get('/:db/_changes', answer);
  app.post('/:db/_changes', { bodyLimit: bodyLimitOf('keys') }, answer);
}

const TEXT = { objectMode: false };

/** The feeds of each account that may wait, oldest first. Of more than so many the oldest is let go: it ends as if its time were up, and its client goes on where it was. */
function openFeeds(most: number): { readonly letGoOf: (account: string) => End['whenOver'] } {
  const open = new Map<string, Set<() => void>>();
  return {
    letGoOf: (account) => (stop) => {
      const own = open.get(account) ?? new Set();
      open.set(account, own);
      const [oldest] = own;
      own.add(stop);
      if (own.size > most) oldest?.();
      return () => {
        own.delete(stop);
        if (own.size === 0 && open.get(account) === own) open.delete(account);
      };
    },
  };
}

/**
 * An answer that says everything up to now must not end well before it has: a replicator takes its end for the end of it all. When the server stops it goes on for
 * as long as it is let; when its session ends nothing more may be said, and it breaks off.
 */
function breakingOff(reply: FastifyReply, ended: End): End {
  const stop = stopOf(reply, [ended.whenOver]);
  stop.whenOver(() => {
    if (ended.isOver()) reply.raw.destroy();
  });
  return stop;
}

/** Comes when the client leaves before it has all, or with one of the ends. Hears of them no more then: they outlive thousands of feeds. */
function stopOf(reply: FastifyReply, ends: readonly End['whenOver'][]): End {
  const stop = ending();
  const leaves: (() => void)[] = [];
  const leave = (): void => {
    for (const one of leaves.splice(0)) one();
  };
  const over = (): void => {
    leave();
    stop.end();
  };
  reply.raw.once('close', () => {
    leave();
    if (!reply.raw.writableFinished) stop.end();
  });
  // Who has left already does not do so again.
  if (reply.raw.destroyed) stop.end();
  for (const whenOver of ends) {
    if (stop.isOver()) break;
    leaves.push(whenOver(over));
  }
  if (stop.isOver()) leave();
  return stop;
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

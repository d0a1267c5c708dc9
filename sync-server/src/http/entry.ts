import type { FastifyRequest } from 'fastify';
import { typesOf, type DatabaseName } from '../../../shared/domain/document-types.ts';
import { assert } from '../../../shared/lib/assert.ts';
import { OLDEST_FORM } from '../../../shared/migrations/forms.ts';
import { VERSION_WORDS } from '../../../shared/sync/wire.ts';
import type { Sight } from '../access/sight.ts';
import { tokenScope, type TokenScope } from '../feed/seq-token.ts';
import type { Database } from '../open-databases.ts';
import type { Server } from '../server.ts';
import type { Caller } from '../session/authenticate.ts';
import type { Session } from '../session/sessions.ts';
import { noDatabase, unauthorized } from './couch-error.ts';

/** What every route of a database works with: who asks, in which database, and what he may see there. */
export interface Entry {
  readonly database: Database;
  readonly session: Session;
  readonly sight: Sight;
}

declare module 'fastify' {
  interface FastifyRequest {
    entry: Entry | null;
  }
}

const isDatabase = (name: string): name is DatabaseName => typesOf(name as DatabaseName).length > 0;

/** The signed-in session of a request, or CouchDB's 401. */
export function sessionOf(caller: Caller): Session {
  switch (caller.kind) {
    case 'session':
      return served(caller.session);
    case 'anonymous':
      throw unauthorized('You are not authorized to access this db.');
    case 'stopped':
      throw unauthorized('Name or password is incorrect.');
    case 'refused':
      throw unauthorized('Name or password is incorrect.', triesOf(caller));
    case 'lockedOut':
      throw unauthorized('Account is temporarily locked.', triesOf(caller));
  }
}

/**
 * A client that was signed in when the server went on to a form it cannot follow: over, like any session that has ended, so that it stops and keeps what it has.
 * It is told why, where it can read that.
 */
function served(session: Session): Session {
  if (session.form !== undefined && session.form < OLDEST_FORM)
    throw unauthorized(VERSION_WORDS.tooOld, { version: 'tooOld' });
  return session;
}

/** What a refused sign-in may know: how many tries are left, or until when it is of no use. */
export function triesOf(caller: Extract<Caller, { kind: 'refused' | 'lockedOut' }>): Readonly<Record<string, unknown>> {
  if (caller.kind === 'lockedOut') return { triesLeft: 0, lockedUntil: caller.lockedUntil };
  return {
    triesLeft: caller.triesLeft,
    ...(caller.lockedUntil === undefined ? {} : { lockedUntil: caller.lockedUntil }),
  };
}

/** Judged before the body is read: a stranger's bytes are not even parsed. */
export async function enter(server: Server, request: FastifyRequest): Promise<Entry> {
  const { db = '' } = request.params as { readonly db?: string };
  if (!isDatabase(db)) throw noDatabase();
  const session = sessionOf(await server.authenticator.callerOf(request));
  const database = server.databases.served[db];
  return { database, session, sight: database.sightOf(session.user) };
}

export function entryOf(request: FastifyRequest): Entry {
  assert(request.entry !== null, 'routes of a database are entered before they run');
  return request.entry;
}

/** What the sequences that the session is given belong to. */
export const scopeOf = ({ database, sight }: Entry): TokenScope =>
  tokenScope(database.name, sight.ranges, database.changes.memory(), database.changes.markOf);

import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { assert } from '../../../shared/lib/assert.ts';
import { badRequest, missing } from '../http/couch-error.ts';
import { entryOf, type Entry } from '../http/entry.ts';
import { currentVisible, openVisible } from '../http/open-visible.ts';
import { queryOf, type Query } from '../http/query.ts';
import type { OpenOptions, StoredDocument } from '../store/port.ts';
import { JSON_TEXT, listText, sendInPieces } from './in-pieces.ts';

type Opened = { readonly missing: string } | { readonly ok: StoredDocument };

async function visibleLeaves(entry: Entry, id: string): Promise<readonly string[]> {
  if ((await currentVisible(entry, id)) === null) throw missing();
  return entry.database.store.leaves(id);
}

async function wantedRevisions(entry: Entry, id: string, query: Query): Promise<readonly string[]> {
  const asked = query.text('open_revs') === 'all' ? await visibleLeaves(entry, id) : query.json('open_revs');
  const revs = z.array(z.string()).max(1_000).safeParse(asked);
  if (!revs.success) throw badRequest('Invalid open_revs');
  // One that is named several times is answered once: every answer may be a photo.
  return [...new Set(revs.data)];
}

/** One after the other, each when it is its turn. */
async function* opened(
  entry: Entry,
  id: string,
  revs: readonly string[],
  options: OpenOptions,
): AsyncGenerator<Opened> {
  for (const rev of revs) {
    const document = await openVisible(entry, id, { ...options, rev });
    yield document === null ? { missing: rev } : { ok: document };
  }
}

/** CouchDB's replicator reads nothing else; everybody who does not name it gets JSON. */
const wantsParts = (request: FastifyRequest): boolean => /\bmultipart\/mixed\b/i.test(request.headers.accept ?? '');

/**
 * GET /:db/:id?open_revs: revisions asked for by name. What is not in sight is as missing as what never was. As JSON, or, where the client says so, as
 * `multipart/mixed`, in which attachments come as bytes behind their document.
 */
export async function answerRevisions(request: FastifyRequest, reply: FastifyReply, id: string): Promise<unknown> {
  const entry = entryOf(request);
  const query = queryOf(request);
  const asParts = wantsParts(request);
  const options = {
    latest: query.flag('latest'),
    revisions: query.flag('revs'),
    attachments: !asParts && query.flag('attachments'),
  };
  const found = opened(entry, id, await wantedRevisions(entry, id, query), options);
  if (!asParts) return sendInPieces(entry, reply, JSON_TEXT, listText('[', found, ']'));
  // Nobody can have written a boundary that was just made up into a photo.
  const boundary = randomBytes(16).toString('hex');
  return sendInPieces(entry, reply, `multipart/mixed; boundary="${boundary}"`, parts(entry, found, boundary));
}

const json = (value: unknown, parameters = ''): string =>
  `content-type: application/json${parameters}\r\n\r\n${JSON.stringify(value)}`;

/** One document after the other, so that only one photo lies in memory. Every attachment is sent: evidence never has an older revision whose bytes the client holds. */
async function* parts(
  entry: Entry,
  found: AsyncIterable<Opened>,
  boundary: string,
): AsyncGenerator<string | Buffer, string> {
  for await (const one of found) {
    yield `--${boundary}\r\n`;
    if ('missing' in one) yield json(one, '; error="true"');
    else if (one.ok._attachments === undefined) yield json(one.ok);
    else yield* related(entry, one.ok);
    yield '\r\n';
  }
  return `--${boundary}--`;
}

async function* related(entry: Entry, document: StoredDocument): AsyncGenerator<string | Buffer> {
  const boundary = randomBytes(16).toString('hex');
  const { _attachments: attachments = {} } = document;
  const following = Object.entries(attachments).map(([name, { stub: _stub, ...one }]) => [
    name,
    { ...one, follows: true },
  ]);
  yield `content-type: multipart/related; boundary="${boundary}"\r\n\r\n--${boundary}\r\n`;
  yield json({ ...document, _attachments: Object.fromEntries(following) as unknown });
  for (const [name, { content_type: type }] of Object.entries(attachments)) {
    const bytes = await entry.database.store.attachment(document._id, name, document._rev);
    // Thrown behind the head of the answer: the connection breaks, and the client asks again.
    assert(bytes !== null, 'a document in force has its attachments');
    yield `\r\n--${boundary}\r\ncontent-disposition: attachment; filename="${encodeURIComponent(name)}"\r\ncontent-type: ${type}\r\ncontent-length: ${bytes.length}\r\n\r\n`;
    yield bytes;
  }
  yield `\r\n--${boundary}--`;
}

import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { parseJson } from './body.ts';
import { badRequest } from './couch-error.ts';
import { boundaryOf, partsOf } from './multipart.ts';

const followed = z.looseObject({
  _attachments: z.record(z.string(), z.looseObject({ follows: z.literal(true).optional() })).optional(),
});

/**
 * The document of a `multipart/related` body, as CouchDB's replicator sends one with attachments: first the words, then the bytes of each attachment that says
 * `follows`, in that order. Null where the body is of another kind. Bytes stand as they came; whoever judges the document judges them too.
 */
export function multipartDocument(request: FastifyRequest): Readonly<Record<string, unknown>> | null {
  const boundary = boundaryOf(request.headers['content-type'], 'related');
  if (boundary === null) return null;
  if (!(request.body instanceof Buffer)) throw badRequest('Document must be a JSON object');
  const [words, ...bytes] = partsOf(request.body, boundary);
  const parsed = followed.safeParse(words === undefined ? undefined : parseJson(words.bytes));
  if (!parsed.success) throw badRequest('Document must be a JSON object');
  const attachments = Object.entries(parsed.data._attachments ?? {});
  const following = attachments.filter(([, { follows }]) => follows === true);
  if (following.length !== bytes.length) throw badRequest('The parts are not the attachments that the document names');
  const withBytes = new Map(
    following.map(([name, { follows: _follows, ...rest }], nth) => [name, { ...rest, data: bytes[nth]?.bytes }]),
  );
  if (withBytes.size === 0) return parsed.data;
  return {
    ...parsed.data,
    _attachments: Object.fromEntries(attachments.map(([name, one]) => [name, withBytes.get(name) ?? one])),
  };
}

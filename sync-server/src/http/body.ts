import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { badRequest, CouchError } from './couch-error.ts';

export const KILOBYTE = 1_024;
export const MEGABYTE = 1_024 * KILOBYTE;

/** Deeper than any document of ours; beyond it code that follows the nesting could run out of stack. */
const DEEPEST = 60;
const [QUOTE, BACKSLASH, OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d];

/** Whether brackets outside of strings nest deeper than allowed. */
function isTooDeep(bytes: Buffer): boolean {
  let depth = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) at = endOfString(bytes, at);
    else if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) {
      depth += 1;
      if (depth > DEEPEST) return true;
    } else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) depth -= 1;
  }
  return false;
}

/** Position of the quote that closes the string beginning at `from`. Photos in base64 make this the hot path. */
function endOfString(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(QUOTE, from + 1); at !== -1; at = bytes.indexOf(QUOTE, at + 1)) {
    let backslashes = 0;
    while (bytes[at - 1 - backslashes] === BACKSLASH) backslashes += 1;
    if (backslashes % 2 === 0) return at;
  }
  return bytes.length;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

export function parseJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  if (isTooDeep(bytes)) throw badRequest('JSON is nested too deeply');
  try {
    const text = utf8.decode(bytes);
    const value = JSON.parse(text, text.includes('__proto__') ? refusePrototype : undefined) as unknown;
    return mayHoldHalves(text) ? whole(value) : value;
  } catch {
    throw badRequest('invalid UTF-8 JSON');
  }
}

/** Halves of characters, or characters that are written as two escapes. */
const mayHoldHalves = (text: string): boolean => text.includes('\\ud') || text.includes('\\uD');

/**
 * Half a character is what remains where a text was cut off in the middle of an emoji. A CouchDB takes no body in which there is one, and everything beside it would be held up: it becomes
 * the sign for what cannot be read, wherever the documents lie.
 */
function whole(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/\p{Surrogate}/gu, '\ufffd');
  if (Array.isArray(value)) return value.map(whole);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [whole(name), whole(one)]));
}

/** `__proto__` as a field is never meant well. Only looked for where the text holds the word: a reviver is slow. */
function refusePrototype(this: unknown, key: string, value: unknown): unknown {
  if (key === '__proto__') throw new SyntaxError('__proto__');
  return value;
}

/** Anything that is not JSON arrives as bytes; routes that take JSON say so (`jsonBody`). */
export function parseBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, bytes, done) => {
    try {
      done(null, parseJson(bytes as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, bytes, done) => {
    done(null, bytes);
  });
}

const isJson = (request: FastifyRequest): boolean =>
  /^application\/json\b/i.test(request.headers['content-type'] ?? '');

/** The JSON body of a request, in the shape a route needs; `reason` is CouchDB's words for any other. */
export function jsonBody<T extends z.ZodType>(request: FastifyRequest, schema: T, reason: string): z.infer<T> {
  if (request.body !== undefined && !isJson(request)) {
    throw new CouchError(415, 'bad_content_type', 'Content-Type must be application/json');
  }
  const parsed = schema.safeParse(request.body);
  if (!parsed.success) throw badRequest(reason);
  return parsed.data;
}

/** A JSON body that may be left out. */
export function optionalJsonBody<T extends z.ZodType>(
  request: FastifyRequest,
  schema: T,
  reason: string,
): z.infer<T> | undefined {
  return request.body === undefined || request.body === null ? undefined : jsonBody(request, schema, reason);
}

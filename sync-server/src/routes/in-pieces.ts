import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { Entry } from '../http/entry.ts';

/** Items are put together to pieces of about so much: each piece is a write of its own to the network. */
const PIECE_CHARACTERS = 64 * 1_024;

export const JSON_TEXT = 'application/json; charset=utf-8';

/** A list as JSON between the words around it, piece by piece, the last one as what it returns. No item is asked for before the pieces made so far have been taken. */
export async function* listText(
  before: string,
  items: AsyncIterable<unknown>,
  behind: string,
): AsyncGenerator<string, string> {
  let text = before;
  let isFirst = true;
  for await (const item of items) {
    text += (isFirst ? '' : ',') + JSON.stringify(item);
    isFirst = false;
    if (text.length < PIECE_CHARACTERS) continue;
    yield text;
    text = '';
  }
  return text + behind;
}

/**
 * An answer that is read while it is sent: whoever reads slowly is read for slowly. When its session ends nothing more may be said, and it breaks off; so it does at an error behind its head:
 * half an answer never looks like a whole one.
 */
export async function sendInPieces<P extends string | Buffer>(
  { session }: Entry,
  reply: FastifyReply,
  type: string,
  pieces: AsyncGenerator<P, P>,
): Promise<FastifyReply> {
  const first = await pieces.next();
  void reply.type(type);
  // Most are short, and sent in one go.
  if (first.done === true) return reply.send(first.value);
  const leave = session.ended.whenOver(() => {
    reply.raw.destroy();
  });
  // Who has left already does not do so again.
  if (reply.raw.destroyed) leave();
  else reply.raw.once('close', leave);
  // The framework reads to its end what nobody takes.
  const taken = reply.request.method === 'HEAD' ? [first.value] : beginningWith(first.value, pieces);
  return reply.send(Readable.from(taken, { objectMode: false }));
}

/** What was read to see whether there is more, then the rest, which hears of it when nobody takes it any more. */
export async function* beginningWith<P extends string | Buffer>(
  first: P,
  rest: AsyncGenerator<P, P>,
): AsyncGenerator<P> {
  let isAll = false;
  try {
    yield first;
    while (!isAll) {
      const { value, done } = await rest.next();
      isAll = done === true;
      if (value.length > 0) yield value;
    }
  } finally {
    if (!isAll) await rest.return(first);
  }
}

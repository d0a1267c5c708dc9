import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { REFUSALS } from '../../../shared/sync/refusal.ts';
import { MEGABYTE } from './body.ts';
import { TooMany } from './couch-error.ts';
import { entryOf } from './entry.ts';
import type { Limits } from './limits.ts';

/** Smaller ones are not counted: requests are limited otherwise. */
const LARGE = MEGABYTE;
const COME_AGAIN_MS = 5_000;

/** What a body may come to: what it says of itself, or where it says nothing what its route takes. */
function bytesOf(request: FastifyRequest): number {
  const said = request.headers['content-length'];
  if (said !== undefined) return Number(said);
  return request.headers['transfer-encoding'] === undefined ? 0 : request.routeOptions.bodyLimit;
}

/** Large bodies lie in memory whole: only so many bytes of them at once, and of one account so many. Before a byte of it is read. */
export function budgetBodies(
  app: FastifyInstance,
  { bodiesAtOnce, bodiesOfAccountAtOnce }: Pick<Limits, 'bodiesAtOnce' | 'bodiesOfAccountAtOnce'>,
  limited: () => void,
): void {
  let all = 0;
  const ofAccounts = new Map<string, number>();
  const take = (account: string, bytes: number, reply: FastifyReply): void => {
    const before = ofAccounts.get(account) ?? 0;
    if (all + bytes > bodiesAtOnce || before + bytes > bodiesOfAccountAtOnce) {
      limited();
      throw new TooMany(REFUSALS.busy, COME_AGAIN_MS);
    }
    // Who has left meanwhile sends nothing more, and does not leave once more: it would be counted for good.
    if (reply.raw.destroyed) return;
    all += bytes;
    ofAccounts.set(account, before + bytes);
    reply.raw.once('close', () => {
      all -= bytes;
      const left = (ofAccounts.get(account) ?? bytes) - bytes;
      if (left > 0) ofAccounts.set(account, left);
      else ofAccounts.delete(account);
    });
  };
  app.addHook('preParsing', (request, reply, payload, done) => {
    const bytes = bytesOf(request);
    // What is larger than its route takes is refused for that, right after this.
    if (bytes > LARGE && bytes <= request.routeOptions.bodyLimit) take(entryOf(request).session.account, bytes, reply);
    done(null, payload);
  });
}

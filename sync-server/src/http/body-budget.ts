import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { REFUSALS } from '../../../shared/sync/refusal.ts';
import { MEGABYTE } from './body.ts';
import { TooMany } from './couch-error.ts';
import { entryOf } from './entry.ts';
import type { Limits } from './limits.ts';

/** Smaller ones are not counted: requests are limited otherwise. */
const LARGE = MEGABYTE;
const isLarge = (bytes: number): boolean => bytes > LARGE;
const COME_AGAIN_MS = 5_000;

/** What a body may come to: what it says of itself, or where it says nothing what its route takes. */
function bytesOf(request: FastifyRequest): number {
  const said = request.headers['content-length'];
  if (said !== undefined) return Number(said);
  return request.headers['transfer-encoding'] === undefined ? 0 : request.routeOptions.bodyLimit;
}

/** Counts what lies in memory whole until its request is over; throws 429 where it is too much. */
export type Budget = (request: FastifyRequest, reply: FastifyReply, bytes: number) => void;

/** Only so many bytes of what is large at once, and of one account so many. */
export function openBudget(
  { bodiesAtOnce, bodiesOfAccountAtOnce }: Pick<Limits, 'bodiesAtOnce' | 'bodiesOfAccountAtOnce'>,
  limited: () => void,
): Budget {
  let all = 0;
  const ofAccounts = new Map<string, number>();
  return (request, reply, bytes) => {
    if (!isLarge(bytes)) return;
    const { account } = entryOf(request).session;
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
}

/** Bodies, before a byte of them is read. */
export function budgetBodies(app: FastifyInstance, take: Budget): void {
  app.addHook('preParsing', (request, reply, payload, done) => {
    const bytes = bytesOf(request);
    // What is larger than its route takes is refused for that, right after this.
    if (bytes <= request.routeOptions.bodyLimit) take(request, reply, bytes);
    done(null, payload);
  });
}

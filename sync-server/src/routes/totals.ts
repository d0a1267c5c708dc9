import type { FastifyInstance } from 'fastify';
import { PATHS, type TotalsResponse } from '../../../shared/sync/wire.ts';
import { sessionOf } from '../http/entry.ts';
import { totalsOf } from '../index/totals.ts';
import type { Server } from '../server.ts';

/** A grid's terminals begin their day together: one count serves all that have the same posts for so long. */
const FRESH_MS = 5_000;
const MOST_KEPT = 1_000;

interface Kept {
  readonly atMs: number;
  readonly totals: Promise<TotalsResponse['totals']>;
}

/** GET: how many documents of each type the caller's own posts show (contract 6). Counts on the index of what he may see, never of anything else. */
export function totalsRoute(app: FastifyInstance, server: Server): void {
  const kept = new Map<string, Kept>();
  const { records } = server.databases.served;
  app.get(PATHS.totals, async (request): Promise<TotalsResponse> => {
    const { user } = sessionOf(await server.authenticator.callerOf(request));
    const { ranges } = records.sightOf(user);
    const key = JSON.stringify(ranges);
    const nowMs = server.clock.nowMs();
    const known = kept.get(key);
    if (known !== undefined && nowMs - known.atMs < FRESH_MS) return { totals: await known.totals };
    if (kept.size >= MOST_KEPT) kept.clear();
    const totals = totalsOf(records.index, ranges);
    kept.set(key, { atMs: nowMs, totals });
    // A count that failed is not given to the next.
    totals.catch(() => kept.delete(key));
    return { totals: await totals };
  });
}

import { PATHS, totalsResponse } from '../../../shared/sync/wire.ts';
import { isOver, pause } from '../../lib/signals.ts';
import { cell, type Known } from '../live.ts';
import type { Counts } from './pull-progress.ts';
import { Refused, Unreachable, type ServerLink } from './server-link.ts';

const RETRY_MS = 5_000;

/** What a first pull will bring, asked once at its beginning; `null` until the server has said so, or when it does not know the question. */
export function pullTotals(
  link: ServerLink,
  signal: AbortSignal,
  onTrouble: (what: string, error: unknown) => void,
): Known<Counts | null> {
  const totals = cell<Counts | null>(null);
  const ask = async (): Promise<void> => {
    while (!isOver(signal)) {
      try {
        await link.whenOpen(signal);
        const answer = await link.ask(totalsResponse, PATHS.totals, { signal });
        totals.set(new Map(Object.entries(answer.totals)));
        return;
      } catch (error) {
        if (isOver(signal) || (error instanceof Refused && error.status === 404)) return;
        if (!(error instanceof Unreachable || error instanceof Refused)) throw error;
      }
      await pause(RETRY_MS, signal);
    }
  };
  void ask().catch((error: unknown) => {
    onTrouble('totals', error);
  });
  return totals;
}

import { isOver } from '../../lib/signals.ts';
import { cell, type Known } from '../live.ts';
import { Refused } from './server-link.ts';

/** How often what waits was sent without an answer, by the id of its row: counted where it is sent, so that what only waited for its turn or for the network has none. */
export interface Tries {
  readonly counts: Known<ReadonlyMap<string, number>>;
  /** Sends these, and counts when that comes to no answer. */
  readonly during: <T>(ids: readonly string[], signal: AbortSignal, send: () => Promise<T>) => Promise<T>;
  readonly failed: (ids: readonly string[], signal: AbortSignal, error: unknown) => void;
  /** What another window has counted that sends in our place. */
  readonly hear: (counts: ReadonlyMap<string, number>) => void;
}

/** The session is over: that is an answer, to whatever was sent. */
const isAnswer = (error: unknown): boolean => error instanceof Refused && error.status === 401;

export function openTries(): Tries {
  const counts = cell<ReadonlyMap<string, number>>(new Map());
  const set = (ids: readonly string[], next: (before: number) => number): void => {
    const changed = ids.filter((id) => next(counts.get().get(id) ?? 0) !== (counts.get().get(id) ?? 0));
    if (changed.length === 0) return;
    const now = new Map(counts.get());
    for (const id of changed) {
      const count = next(now.get(id) ?? 0);
      if (count === 0) now.delete(id);
      else now.set(id, count);
    }
    counts.set(now);
  };
  const failed: Tries['failed'] = (ids, signal, error) => {
    if (!isOver(signal) && !isAnswer(error)) set(ids, (before) => before + 1);
  };
  return {
    counts,
    failed,
    during: async (ids, signal, send) => {
      try {
        const answer = await send();
        set(ids, () => 0);
        return answer;
      } catch (error) {
        failed(ids, signal, error);
        throw error;
      }
    },
    hear: counts.set,
  };
}

import { useCallback, useState } from 'react';
import { successorOf } from './list-rows.ts';

export interface InHand {
  /** Where it stands in the list, and what it is: undefined only where the list is empty. */
  readonly at: number;
  readonly id: string | undefined;
  /** Undefined: the first. `insteadOf`: only where no other one has been taken meanwhile. */
  readonly take: (id: string | undefined, insteadOf?: string) => void;
  /** The one so many further on, at most the last. */
  readonly step: (by: number) => void;
}

/**
 * Which of a list is in hand: from first sight on the same one, whatever comes in before it; when it goes, the one at its place comes.
 * Until the list has `come`, and nothing is taken, the first is in hand.
 */
export function useInHand(ids: readonly string[], hasCome = true): InHand {
  const [held, setHeld] = useState<{ readonly id: string; readonly at: number }>();
  const found = held === undefined ? -1 : ids.indexOf(held.id);
  const at = found >= 0 ? found : (successorOf(held?.at ?? 0, ids.length) ?? 0);
  const id = ids[at];
  const isNew = held === undefined ? hasCome : held.id !== id || held.at !== at;
  if (id !== undefined && isNew) setHeld({ id, at });
  const take = useCallback((next: string | undefined, insteadOf?: string): void => {
    setHeld((before) => {
      if (insteadOf !== undefined && before !== undefined && before.id !== insteadOf) return before;
      return next === undefined ? undefined : { id: next, at: before?.at ?? 0 };
    });
  }, []);
  const step = (by: number): void => {
    take(ids[Math.min(Math.max(at + by, 0), ids.length - 1)]);
  };
  return { at, id, take, step };
}

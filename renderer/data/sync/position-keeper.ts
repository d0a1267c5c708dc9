import { isOver, pause } from '../../lib/signals.ts';
import type { FeedPosition } from './feed.ts';
import type { Counts } from './pull-progress.ts';

/** Where the feed stood after a batch was handed on. */
export interface Handed {
  readonly position: FeedPosition;
  readonly caughtUp: boolean;
  /** What had come up to there, by type. */
  readonly got: Counts;
}

export interface PositionKeeper {
  readonly handed: (one: Handed) => void;
  /** Nothing is being remembered any more. */
  readonly rest: () => Promise<void>;
}

const LOOK_MS = 25;

/**
 * Remembers the latest position up to which everything is written. Positions wait in a row: while a long pull runs there is always a newer batch under way, and whoever
 * looked at the newest alone would remember nothing until the pull rests, and a window closed in the middle would begin again.
 * @param isWritten everything handed on up to this order lies in the store
 * @param onFailed hears why one could not be remembered, as on a full disk; a later one is tried all the same
 */
export function positionKeeper(
  isWritten: (order: number) => boolean,
  remember: (one: Handed) => Promise<void>,
  onFailed: (error: unknown) => void,
  signal: AbortSignal,
): PositionKeeper {
  const waiting: Handed[] = [];
  let keeping: Promise<void> = Promise.resolve();
  let isKeeping = false;

  const keep = async (): Promise<void> => {
    while (waiting.length > 0 && !isOver(signal)) {
      const written = waiting.findLastIndex(({ position }) => isWritten(position.order));
      const latest = waiting[written];
      if (latest === undefined) {
        await pause(LOOK_MS, signal);
        continue;
      }
      waiting.splice(0, written + 1);
      await remember(latest).catch(onFailed);
    }
    isKeeping = false;
  };

  return {
    handed: (one) => {
      waiting.push(one);
      if (isKeeping) return;
      isKeeping = true;
      keeping = keeping.then(keep);
    },
    rest: () => keeping,
  };
}

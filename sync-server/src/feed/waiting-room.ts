import type { ChangeSource, SourceItem } from './change-source.ts';
import { isAt, type Position } from './position.ts';

/** Items looked at in one go; more are a backlog, for which everybody is woken. */
const MOST_AT_ONCE = 500;

export interface Waited {
  readonly reason: 'news' | 'over';
  /** Everything up to here has been looked at and is none of the waiter's business: he goes on from here. */
  readonly position: Position;
}

/** Where those wait who have read everything. A step is read once, and only who it may concern is woken: of a thousand who wait a usual write concerns ten. */
export interface WaitingRoom {
  /** Resolves when something after the position may concern the waiter, when the time is up, or when the signal says stop. */
  readonly wait: (
    from: Position,
    mayConcern: (item: SourceItem) => boolean,
    stop: AbortSignal,
    ms: number,
  ) => Promise<Waited>;
}

interface Waiter {
  position: Position;
  readonly mayConcern: (item: SourceItem) => boolean;
  readonly wake: () => void;
}

export function waitingRoom(source: Pick<ChangeSource, 'head' | 'read' | 'onStep'>): WaitingRoom {
  const waiters = new Set<Waiter>();
  /** Up to here every step was looked at for those who wait. */
  let looked = source.head();
  let isLooking = false;

  const lookOnce = async (): Promise<void> => {
    const { items, reached } = await source.read(looked, MOST_AT_ONCE);
    const before = looked;
    looked = reached;
    for (const waiter of [...waiters]) {
      // Who came in between stands elsewhere: he looks himself.
      const isInStep = isAt(waiter.position, before) && isAt(before, waiter.position);
      if (isInStep && !items.some(waiter.mayConcern)) waiter.position = reached;
      else waiter.wake();
    }
  };
  const look = async (): Promise<void> => {
    if (isLooking) return;
    isLooking = true;
    try {
      while (waiters.size > 0 && !isAt(looked, source.head())) await lookOnce();
    } catch {
      // The store cannot be read now: whoever is woken meets that himself, and says so.
      for (const waiter of [...waiters]) waiter.wake();
    } finally {
      isLooking = false;
    }
  };
  source.onStep(() => {
    void look();
  });

  return {
    wait: (from, mayConcern, stop, ms) =>
      new Promise((resolve) => {
        const over = (reason: Waited['reason']): void => {
          waiters.delete(waiter);
          clearTimeout(timer);
          stop.removeEventListener('abort', stopped);
          resolve({ reason, position: waiter.position });
        };
        const stopped = (): void => {
          over('over');
        };
        const waiter: Waiter = {
          position: from,
          mayConcern,
          wake: () => {
            over('news');
          },
        };
        const timer = setTimeout(stopped, ms);
        stop.addEventListener('abort', stopped);
        if (stop.aborted) stopped();
        else if (!isAt(from, source.head())) waiter.wake();
        else {
          // Alone: nobody looked meanwhile.
          if (waiters.size === 0 && !isLooking) looked = source.head();
          waiters.add(waiter);
        }
      }),
  };
}

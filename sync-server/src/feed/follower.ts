import type { CoveringIndex } from '../index/covering-index.ts';
import type { Store, StoreChange } from '../store/port.ts';

/** Changes kept in memory for live feeds; who is further behind reads from the store again. */
const REMEMBERED = 4_096;
const PAGE = 500;

/**
 * Reads each change of a store once, brings the index up to it, then hands it to everyone who waits (DESIGN §5.4).
 * Nobody is handed a change that the index has not applied.
 */
export interface Follower {
  /** The sequence up to which everything has been applied and can be read here. */
  readonly head: () => number;
  /** Resolves when everything written before the call has been applied. */
  readonly catchUp: () => Promise<void>;
  /** Changes after a sequence, oldest first; `reached` is how far this goes. */
  readonly read: (
    after: number,
    limit: number,
  ) => Promise<{ readonly changes: readonly StoreChange[]; readonly reached: number }>;
  /** Calls on every step forward. */
  readonly onStep: (listener: () => void) => () => void;
  readonly close: () => Promise<void>;
}

export function followStore(store: Store, index: CoveringIndex): Follower {
  const listeners = new Set<() => void>();
  let remembered: StoreChange[] = [];
  /** Moves together with `remembered`: the index may be a moment ahead. */
  let head = index.applied();
  /** Everything after this sequence is in `remembered`. */
  let rememberedFrom = head;
  let current: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;
  let closed = false;

  const remember = (changes: readonly StoreChange[], last: number): void => {
    remembered.push(...changes);
    head = last;
    if (remembered.length < 2 * REMEMBERED) return;
    const forgotten = remembered.length - REMEMBERED;
    rememberedFrom = remembered[forgotten - 1]?.seq ?? rememberedFrom;
    remembered = remembered.slice(forgotten);
  };

  const advance = async (): Promise<void> => {
    for (;;) {
      if (closed) return;
      const { changes, last } = await store.changes(head, PAGE);
      if (last === head) return;
      await index.apply(changes, last);
      remember(changes, last);
      for (const listener of listeners) listener();
      if (changes.length < PAGE) return;
    }
  };

  /** A run that starts after the present one sees all that was written before this call; calls in between share it. */
  const catchUp = (): Promise<void> => {
    next ??= current
      .catch(() => undefined) // told to whoever waits for that run
      .then(() => {
        next = null;
        current = advance();
        return current;
      });
    return next;
  };

  return {
    head: () => head,
    catchUp,
    read: async (after, limit) => {
      if (after >= head) return { changes: [], reached: after };
      if (after < rememberedFrom) {
        const until = head;
        const { changes, last } = await store.changes(after, limit);
        // The store may be ahead of the index: what is not applied yet comes with a later call. A document changed since
        // stands at its newer sequence, so nothing is passed over.
        return { changes: changes.filter((change) => change.seq <= until), reached: Math.min(last, until) };
      }
      const from = firstAfter(remembered, after);
      const changes = remembered.slice(from, from + limit);
      const isAll = from + changes.length >= remembered.length;
      return { changes, reached: isAll ? head : (changes.at(-1)?.seq ?? after) };
    },
    onStep: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      closed = true;
      await catchUp().catch(() => undefined);
      listeners.clear();
    },
  };
}

/** Position of the first change after a sequence; the list is in order. */
function firstAfter(changes: readonly StoreChange[], after: number): number {
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((changes[middle]?.seq ?? 0) <= after) low = middle + 1;
    else high = middle;
  }
  return low;
}

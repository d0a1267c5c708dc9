import { MEGABYTE } from '../http/body.ts';
import type { AppliedChange, CoveringIndex } from '../index/covering-index.ts';
import type { Fall } from '../index/fall-log.ts';
import type { Store, StoreChange, StoredDocument } from '../store/port.ts';

/** Changes kept in memory for live feeds; who is further behind reads from the store again. */
const REMEMBERED = 4_096;
/** And so many characters of them, which the usual ones never come to. */
const REMEMBERED_TEXT = 64 * MEGABYTE;
/** A usual push and the history of it: taken in at once. */
const PAGE = 1_000;
const AGAIN_AFTER_MS = 1_000;

/** What happened at one sequence: a document as it was then, and the keys it stands under no longer. */
export interface Step {
  readonly seq: number;
  readonly id: string;
  /** Null where the document has changed again since: it comes at that later sequence. */
  readonly document: StoredDocument | null;
  readonly fallen: readonly string[];
}

/**
 * Reads each change of a store once, brings the index up to it, then hands it to everyone who waits (DESIGN §5.4).
 * Nobody is handed a change that the index has not applied.
 */
export interface Follower {
  /** The sequence up to which everything has been applied and can be read here. */
  readonly head: () => number;
  /** Resolves when everything written before the call has been applied. */
  readonly catchUp: () => Promise<void>;
  /** What happened after a sequence, oldest first; `reached` is how far this goes. */
  readonly read: (
    after: number,
    limit: number,
  ) => Promise<{ readonly steps: readonly Step[]; readonly reached: number }>;
  /** Calls on every step forward. */
  readonly onStep: (listener: () => void) => () => void;
  readonly close: () => Promise<void>;
}

export function followStore(
  store: Pick<Store, 'changes' | 'onChange'>,
  index: Pick<CoveringIndex, 'applied' | 'apply' | 'falls'>,
  most = REMEMBERED,
  mostText = REMEMBERED_TEXT,
): Follower {
  const listeners = new Set<() => void>();
  let remembered: Step[] = [];
  /** Moves together with `remembered`: the index may be a moment ahead. */
  let head = index.applied();
  /** Everything after this sequence is in `remembered`. */
  let rememberedFrom = head;
  /** Where in `remembered` each document stands as it is now, by its sequence. */
  const latest = new Map<string, number>();
  /** How long the documents in `remembered` are, by their sequence. */
  const lengths = new Map<number, number>();
  let text = 0;
  let current: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;
  let closed = false;
  /** Something was written that no run has begun to read. */
  let isNews = false;

  /** It comes as it is now, at its newer sequence: a case with its whole log for each of its steps would be many times what there is. */
  const supersede = (id: string): void => {
    const seq = latest.get(id);
    if (seq === undefined) return;
    const at = firstAfter(remembered, seq - 1);
    const step = remembered[at];
    if (step?.seq === seq) remembered[at] = { ...step, document: null };
    letGo(seq);
  };
  const letGo = (seq: number): void => {
    text -= lengths.get(seq) ?? 0;
    lengths.delete(seq);
  };
  /** How many of the newest may stay. */
  const staying = (): number => {
    let kept = 0;
    const first = remembered.findLastIndex(({ seq }) => {
      kept += lengths.get(seq) ?? 0;
      return kept > mostText;
    });
    return Math.min(most, remembered.length - 1 - first);
  };
  const remember = (changes: readonly AppliedChange[], last: number): void => {
    for (const { seq, document, fallen, length } of changes) {
      const { _id: id } = document;
      supersede(id);
      latest.set(id, seq);
      remembered.push({ seq, id, document, fallen });
      lengths.set(seq, length);
      text += length;
    }
    head = last;
    if (remembered.length < 2 * most && text <= 2 * mostText) return;
    const from = remembered.length - staying();
    const forgotten = remembered.slice(0, from);
    remembered = remembered.slice(from);
    rememberedFrom = forgotten.at(-1)?.seq ?? rememberedFrom;
    for (const { id, seq } of forgotten) {
      if (latest.get(id) === seq) latest.delete(id);
      letGo(seq);
    }
  };

  const advance = async (): Promise<void> => {
    isNews = false;
    for (;;) {
      if (closed) return;
      const { changes, last } = await store.changes(head, PAGE);
      if (last === head) return;
      remember(await index.apply(changes, last), last);
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

  let retry: NodeJS.Timeout | undefined;
  const followNews = (): void => {
    if (closed) return;
    // Nobody waits for this run: what could not be read is read again in a second, from the same place.
    catchUp().catch(() => {
      retry = setTimeout(followNews, AGAIN_AFTER_MS);
    });
  };

  // What another server wrote. Who writes here reads at once, so that the turn after it there is nothing left to do.
  const unfollow = store.onChange(() => {
    isNews = true;
    setImmediate(() => {
      if (isNews) followNews();
    });
  });

  /** From the store and the index's log: who is further behind than what is remembered. */
  const readBack = async (after: number, limit: number): ReturnType<Follower['read']> => {
    const until = head;
    const { changes, last } = await store.changes(after, limit);
    const falls = await index.falls(after, until, limit);
    const fallsReach = falls.length < limit ? until : (falls.at(-1)?.seq ?? until);
    // The store may be ahead of the index: what is not applied yet comes with a later call. A document changed since
    // stands at its newer sequence, so nothing is passed over.
    const reached = Math.min(last, until, fallsReach);
    return { steps: merged(changes, falls).filter(({ seq }) => seq <= reached), reached };
  };

  return {
    head: () => head,
    catchUp,
    read: (after, limit) => {
      if (after >= head) return Promise.resolve({ steps: [], reached: after });
      if (after < rememberedFrom) return readBack(after, limit);
      const from = firstAfter(remembered, after);
      const steps = remembered.slice(from, from + limit);
      const isAll = from + steps.length >= remembered.length;
      return Promise.resolve({ steps, reached: isAll ? head : (steps.at(-1)?.seq ?? after) });
    },
    onStep: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      closed = true;
      unfollow();
      clearTimeout(retry);
      await catchUp().catch(() => undefined);
      listeners.clear();
    },
  };
}

/** Both in the order of their sequences; at one sequence there is one document. */
function merged(changes: readonly StoreChange[], falls: readonly Fall[]): readonly Step[] {
  const steps = new Map<number, Step>();
  for (const { seq, id, keys } of falls) steps.set(seq, { seq, id, document: null, fallen: keys });
  for (const { seq, document } of changes)
    steps.set(seq, { seq, id: document._id, document, fallen: steps.get(seq)?.fallen ?? [] });
  return [...steps.values()].sort((a, b) => a.seq - b.seq);
}

/** Position of the first step after a sequence; the list is in order. */
function firstAfter(steps: readonly Step[], after: number): number {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((steps[middle]?.seq ?? 0) <= after) low = middle + 1;
    else high = middle;
  }
  return low;
}

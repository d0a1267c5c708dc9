/** One holder per name among all windows of the browser. */
export interface Locks {
  /** Runs `whileHeld` once the lock is ours; it is given back when the promise settles. Waits in line until then; `signal` leaves the line. */
  readonly hold: (name: string, whileHeld: () => Promise<void>, signal: AbortSignal) => Promise<void>;
}

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

export const webLocks: Locks = {
  hold: async (name, whileHeld, signal) => {
    try {
      await navigator.locks.request(name, { signal }, whileHeld);
    } catch (error) {
      if (!isAbort(error)) throw error;
    }
  },
};

/** For one process without Web Locks (tests): the same promise over a map. */
export function memoryLocks(): Locks {
  const tails = new Map<string, Promise<void>>();
  return {
    hold: async (name, whileHeld, signal) => {
      const before = tails.get(name) ?? Promise.resolve();
      const mine = before.then(() => (signal.aborted ? undefined : whileHeld()));
      // The next in line waits for us, however we end.
      tails.set(
        name,
        mine.catch(() => undefined),
      );
      await mine;
    },
  };
}

/** Runs each piece of work while holding the lock, and gives back what it gives. */
export function takingTurns(locks: Locks, name: string): <T>(work: () => Promise<T>) => Promise<T> {
  const never = new AbortController().signal;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    const result: { value?: T } = {};
    await locks.hold(
      name,
      async () => {
        result.value = await work();
      },
      never,
    );
    // The lock is only given back once the work has set it.
    return result.value as T;
  };
}

/** Runs pieces of work one after the other wherever they name a common key. */
export interface KeyLocks {
  readonly holding: <T>(keys: readonly string[], work: () => Promise<T>) => Promise<T>;
}

export function keyLocks(): KeyLocks {
  const tails = new Map<string, Promise<unknown>>();
  return {
    holding: async (keys, work) => {
      const names = [...new Set(keys)];
      // All places in all queues are taken at once, so that two pieces of work never wait for each other.
      const mine = Promise.all(names.flatMap((name) => tails.get(name) ?? [])).then(work);
      const tail = mine.catch(() => undefined);
      for (const name of names) tails.set(name, tail);
      try {
        return await mine;
      } finally {
        for (const name of names) if (tails.get(name) === tail) tails.delete(name);
      }
    },
  };
}

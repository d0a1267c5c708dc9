/** Something that comes to its end once. Lighter than a signal: a server that thousands wait at makes one, and listens to several, for each of them. */
export interface End {
  readonly isOver: () => boolean;
  /** Calls at the end, at once where it has come already; gives back how to hear no more. */
  readonly whenOver: (listener: () => void) => () => void;
}

export interface Ending extends End {
  readonly end: () => void;
}

const NOTHING = (): void => undefined;

export function ending(): Ending {
  const listeners = new Set<() => void>();
  let over = false;
  return {
    isOver: () => over,
    whenOver: (listener) => {
      if (over) {
        listener();
        return NOTHING;
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    end: () => {
      if (over) return;
      over = true;
      // One that hears of it may make another leave, which then hears nothing.
      for (const listener of [...listeners]) if (listeners.delete(listener)) listener();
    },
  };
}

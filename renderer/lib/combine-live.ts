/** What changes and can be read, as the local store offers it. */
interface Changing<T> {
  readonly get: () => T | undefined;
  readonly subscribe: (changed: () => void) => () => void;
}

/** Several changing values as one: a list in the same order, new only when one of them is. */
export function combineLive<T>(lives: readonly Changing<T>[]): Changing<readonly (T | undefined)[]> {
  const state: { last: readonly (T | undefined)[] } = { last: [] };
  return {
    get: () => {
      const now = lives.map((live) => live.get());
      const isSame = now.length === state.last.length && now.every((value, at) => Object.is(value, state.last[at]));
      if (!isSame) state.last = now;
      return state.last;
    },
    subscribe: (changed) => {
      const ends = lives.map((live) => live.subscribe(changed));
      return () => {
        for (const end of ends) end();
      };
    },
  };
}

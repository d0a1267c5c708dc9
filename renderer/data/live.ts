import type { Live } from './api.ts';

/** A `Live` whose value is there from the beginning. */
export interface Known<T> extends Live<T> {
  readonly get: () => T;
}
/** A `Live` that is set by its owner. Setting the very same value says nothing. */
export interface Cell<T> extends Live<T> {
  readonly set: (value: T) => void;
}
export interface KnownCell<T> extends Known<T> {
  readonly set: (value: T) => void;
}

export function cell<T>(): Cell<T>;
export function cell<T>(initial: T): KnownCell<T>;
export function cell<T>(initial?: T): Cell<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set: (next) => {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of [...listeners]) listener();
    },
    subscribe: (changed) => {
      // A wrapper of its own, so that the same function may subscribe twice.
      const listener = (): void => {
        changed();
      };
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

/**
 * A `Live` that works only while somebody listens: `start` is called with the first listener, what it returns with the last one gone.
 * The value stays for the next reader; it is refreshed as soon as somebody listens again.
 */
export function liveWhileHeard<T>(start: (set: (value: T) => void) => () => void): Live<T> {
  const inner = cell<T>();
  let heard = 0;
  let stop: (() => void) | undefined;
  return {
    get: inner.get,
    subscribe: (changed) => {
      const leave = inner.subscribe(changed);
      heard += 1;
      if (heard === 1) stop = start(inner.set);
      return () => {
        leave();
        heard -= 1;
        if (heard > 0) return;
        stop?.();
        stop = undefined;
      };
    },
  };
}

/** Computed from others; computed anew only when one of them changed. */
export function derived<S, T>(source: Live<S>, compute: (value: S) => T): Live<T> {
  let seen: S | undefined;
  let value: T | undefined;
  return {
    get: () => {
      const now = source.get();
      if (now === undefined) return undefined;
      if (!Object.is(now, seen)) {
        seen = now;
        value = compute(now);
      }
      return value;
    },
    subscribe: source.subscribe,
  };
}

/** One `Live` per key: a component may ask for it at every drawing and gets the same. */
export function remembered<K, T>(make: (key: K) => Live<T>): (key: K) => Live<T> {
  const known = new Map<K, Live<T>>();
  return (key) => {
    const there = known.get(key);
    if (there !== undefined) return there;
    const made = make(key);
    known.set(key, made);
    return made;
  };
}

/** The next value for which `holds` is true, the present one included. */
export function once<T>(live: Live<T>, holds: (value: T) => boolean): Promise<T> {
  return new Promise((resolve) => {
    const look = (): boolean => {
      const value = live.get();
      if (value === undefined || !holds(value)) return false;
      resolve(value);
      return true;
    };
    if (look()) return;
    const leave = live.subscribe(() => {
      if (look()) leave();
    });
    // Starting to listen may itself have brought the value.
    if (look()) leave();
  });
}

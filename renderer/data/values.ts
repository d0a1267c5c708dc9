/** A value that changes: read it now, hear of the next. `undefined` until first known. Fits `useSyncExternalStore`. */
export interface Live<T> {
  readonly get: () => T | undefined;
  readonly subscribe: (changed: () => void) => () => void;
}

/** Where what was written here is by now. Handed over: it went to whoever keeps its record now; gone: taken back, or discarded from the 退回箱. */
export type Whereabouts = 'here' | 'delivered' | 'handedOver' | 'refused' | 'gone';

/** Words for a person: what happened, what is safe, what to do next. */
export interface Trouble {
  readonly code: string;
  readonly what: string;
  readonly safe: string;
  readonly next: string;
}
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly trouble: Trouble };

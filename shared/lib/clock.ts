/** Where the time comes from. Passed in, so that tests and the seed can stand still. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  readonly nowMs: () => number;
}

export const systemClock: Clock = { nowMs: () => Date.now() };

/** ISO 8601 in UTC, the only form in which documents hold a time. */
export const isoAt = (ms: number): string => new Date(ms).toISOString();

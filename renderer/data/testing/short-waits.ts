/*
 * Waits between two tries pass ten times as fast: how often something is tried again is what tests are about, not how long nothing happens meanwhile. What a wait of
 * more than five seconds ends (a request that hangs, a feed without news) keeps its time, and so does everything short.
 */

const FROM_MS = 500;
const TO_MS = 5_000;
const FAST = 10;

const trueTimeout = globalThis.setTimeout;
const shorter = (heard: (...given: unknown[]) => void, ms = 0, ...given: unknown[]): ReturnType<typeof setTimeout> =>
  trueTimeout(heard, ms < FROM_MS || ms > TO_MS ? ms : ms / FAST, ...given);
globalThis.setTimeout = Object.assign(shorter, trueTimeout) as typeof setTimeout;

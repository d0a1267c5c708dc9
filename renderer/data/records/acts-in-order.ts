/** Many acts at once, as of a file that is taken in, run ahead of the clock by no more than this. Further back it was put right. */
const ONE_RUN_MS = 10_000;

/** Gives each act the time in ms at which it counts as done: two of one millisecond still stand in their order. */
export function actsInOrder(): (nowMs: number) => number {
  let lastMs = 0;
  return (nowMs) => {
    const isOfOneRun = nowMs <= lastMs && lastMs - nowMs < ONE_RUN_MS;
    lastMs = isOfOneRun ? lastMs + 1 : nowMs;
    return lastMs;
  };
}

/**
 * Runs in a task of its own, as soon as nothing more urgent waits; what comes back calls it off. Not `setTimeout`: one that sets the next waits 4 ms before every slice, which
 * is a fifth of the work.
 */
export function soon(task: () => void): () => void {
  const off = new AbortController();
  scheduler.postTask(task, { signal: off.signal }).catch((cause: unknown) => {
    if (!off.signal.aborted) reportError(cause);
  });
  return () => {
    off.abort();
  };
}

const LONGEST_WAIT_MS = 300;

/** When nothing else waits, but not put off for ever; what comes back calls it off. */
export function whenIdle(task: () => void): () => void {
  const handle = requestIdleCallback(task, { timeout: LONGEST_WAIT_MS });
  return () => {
    cancelIdleCallback(handle);
  };
}

export const idle = (): Promise<void> =>
  new Promise((resolve) => {
    whenIdle(resolve);
  });

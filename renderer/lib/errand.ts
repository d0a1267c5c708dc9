/** Work that is done whenever it is called for, one at a time, and once more after a while when it failed. */
export interface Errand {
  readonly run: () => void;
  /** Waits for what is under way; what fails then is not tried again. */
  readonly end: () => Promise<void>;
}

const AGAIN_MS = 30_000;

/** @param work does what is to be done by now; all of it, for a call that comes meanwhile is another one */
export function errand(work: () => Promise<void>, onFailed: (error: unknown) => void, againMs = AGAIN_MS): Errand {
  let last: Promise<void> = Promise.resolve();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  const run = (): void => {
    clearTimeout(timer);
    last = last.then(work).catch((error: unknown) => {
      onFailed(error);
      clearTimeout(timer);
      if (!isOver) timer = setTimeout(run, againMs);
    });
  };
  return {
    run,
    end: async () => {
      isOver = true;
      clearTimeout(timer);
      await last;
    },
  };
}

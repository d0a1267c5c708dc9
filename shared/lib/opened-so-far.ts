/** What has been opened one after the other, each upon what came before it. */
export interface OpenedSoFar {
  /** How to close what was opened just now. */
  readonly also: (close: () => unknown) => void;
  /** Closes all of it, the last opened first, whether or not the others could be closed; `onFailure` hears of each that could not. Without it the first failure is thrown in the end. */
  readonly close: (onFailure?: (error: unknown) => void) => Promise<void>;
}

export function openedSoFar(): OpenedSoFar {
  const closers: (() => unknown)[] = [];
  return {
    also: (close) => {
      closers.push(close);
    },
    close: async (onFailure) => {
      const failures: unknown[] = [];
      for (let close = closers.pop(); close !== undefined; close = closers.pop()) {
        try {
          await close();
        } catch (error) {
          failures.push(error);
          onFailure?.(error);
        }
      }
      if (onFailure === undefined && failures.length > 0) throw failures[0];
    },
  };
}

/**
 * Opens several things. When one cannot be opened, those before it are closed again, so that the next attempt begins anew; what went wrong first is what is thrown, and
 * `onFailure` hears of what then could not be closed.
 */
export async function allOrNone<T>(
  open: (opened: OpenedSoFar) => Promise<T>,
  onFailure: (error: unknown) => void = () => undefined,
): Promise<T> {
  const opened = openedSoFar();
  try {
    return await open(opened);
  } catch (error) {
    await opened.close(onFailure);
    throw error;
  }
}

/** What has been opened one after the other, each upon what came before it. */
export interface OpenedSoFar {
  /** How to close what was opened just now. */
  readonly also: (close: () => unknown) => void;
  /** Closes all of it, the last opened first, whether or not the others could be closed; `onFailure` hears of each that could not. */
  readonly close: (onFailure: (error: unknown) => void) => Promise<void>;
}

export function openedSoFar(): OpenedSoFar {
  const closers: (() => unknown)[] = [];
  return {
    also: (close) => {
      closers.push(close);
    },
    close: async (onFailure) => {
      for (let close = closers.pop(); close !== undefined; close = closers.pop()) {
        try {
          await close();
        } catch (error) {
          onFailure(error);
        }
      }
    },
  };
}

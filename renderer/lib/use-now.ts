import { useCallback, useSyncExternalStore } from 'react';

/** The present, rounded down to `everyMs`, kept fresh. Components that show times render again only when the words can change. */
export function useNow(nowMs: () => number, everyMs = 30_000): number {
  const subscribe = useCallback(
    (changed: () => void) => {
      const timer = setInterval(changed, Math.min(everyMs, 5_000));
      return () => {
        clearInterval(timer);
      };
    },
    [everyMs],
  );
  return useSyncExternalStore(subscribe, () => Math.floor(nowMs() / everyMs) * everyMs);
}

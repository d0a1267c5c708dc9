import { useEffect, useEffectEvent } from 'react';

/** The page is not closed or loaded anew unasked while `isHalfMade`: the browser asks in its own words, the desktop edition in ours (`main-window.ts`). */
export function useAskBeforeLeaving(isHalfMade: () => boolean): void {
  const ask = useEffectEvent((event: BeforeUnloadEvent) => {
    if (isHalfMade()) event.preventDefault();
  });
  useEffect(() => {
    const leaving = (event: BeforeUnloadEvent): void => {
      ask(event);
    };
    window.addEventListener('beforeunload', leaving);
    return () => {
      window.removeEventListener('beforeunload', leaving);
    };
  }, []);
}

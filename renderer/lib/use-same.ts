import { useCallback, useEffect, useRef } from 'react';

/** A function that stays the same from one drawing to the next and does what the latest one would: for what is drawn again only when it is given something new. Not to be called while drawing. */
export function useSame<Given extends readonly unknown[]>(act: (...given: Given) => void): (...given: Given) => void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  return useCallback((...given: Given) => {
    latest.current(...given);
  }, []);
}

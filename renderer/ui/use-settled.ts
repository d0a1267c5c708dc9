import { useCallback, useEffect, useRef, useState } from 'react';
import { SEARCH_AFTER_MS } from './use-debounced-search.ts';

/**
 * Tells a text: one that changes after a rest at once (the first letter, a word out of an input method, an emptied field), what is typed on top of it a moment after
 * it rests (UX §6). The answer ends the wait: who leaves the field means the text as it stands.
 */
export function useSettled(text: string, onSettled: (text: string) => void): () => void {
  const [told, setTold] = useState(text);
  const [timesLeft, setTimesLeft] = useState(0);
  const seenLeft = useRef(0);
  const latest = useRef(onSettled);
  const changedAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    latest.current = onSettled;
  });
  useEffect(() => {
    const hasLeft = seenLeft.current !== timesLeft;
    seenLeft.current = timesLeft;
    if (told === text) return;
    const tell = (): void => {
      setTold(text);
      latest.current(text);
    };
    const restedMs = performance.now() - changedAt.current;
    changedAt.current = performance.now();
    if (hasLeft || restedMs > SEARCH_AFTER_MS) {
      tell();
      return;
    }
    const timer = setTimeout(tell, SEARCH_AFTER_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [text, told, timesLeft]);
  return useCallback(() => {
    setTimesLeft((times) => times + 1);
  }, []);
}

import { useEffect, useRef, useState } from 'react';
import { SEARCH_AFTER_MS } from './use-debounced-search.ts';

/**
 * Tells a text: one that changes after a rest at once (the first letter, a word out of an input method, an emptied field), what is typed on top of it a moment after
 * it rests (UX §6).
 */
export function useSettled(text: string, onSettled: (text: string) => void): void {
  const [told, setTold] = useState(text);
  const latest = useRef(onSettled);
  const changedAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    latest.current = onSettled;
  });
  useEffect(() => {
    if (told === text) return;
    const tell = (): void => {
      setTold(text);
      latest.current(text);
    };
    const restedMs = performance.now() - changedAt.current;
    changedAt.current = performance.now();
    if (restedMs > SEARCH_AFTER_MS) {
      tell();
      return;
    }
    const timer = setTimeout(tell, SEARCH_AFTER_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [text, told]);
}

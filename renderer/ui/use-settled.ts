import { useEffect, useRef, useState } from 'react';
import { SEARCH_AFTER_MS } from './use-debounced-search.ts';

/** Tells a text a moment after it rests (UX §6). */
export function useSettled(text: string, onSettled: (text: string) => void): void {
  const [told, setTold] = useState(text);
  const latest = useRef(onSettled);
  useEffect(() => {
    latest.current = onSettled;
  });
  useEffect(() => {
    if (told === text) return;
    const timer = setTimeout(() => {
      setTold(text);
      latest.current(text);
    }, SEARCH_AFTER_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [text, told]);
}

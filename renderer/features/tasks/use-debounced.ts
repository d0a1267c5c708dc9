import { useEffect, useState } from 'react';

/** So long after the last change a list is asked again (UX §6). */
const PAUSE_MS = 120;

export function useDebounced(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(text);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [text]);
  return settled;
}

import { useEffect, useEffectEvent, useRef, useState } from 'react';

/** Searches run this long after the last committed change. */
export const SEARCH_AFTER_MS = 120;

export interface SearchResult<Item> {
  /** The text these items answer. */
  readonly text: string;
  readonly items: readonly Item[];
}

/**
 * Runs `search` a moment after `text` rests. An answer that arrives after a newer question is dropped. Nothing found is looked for once more when `source`, what
 * `search` looks in, has changed; what was found stays as it is under the hand.
 */
export function useDebouncedSearch<Item>(
  text: string,
  isOn: boolean,
  search: (text: string) => readonly Item[] | Promise<readonly Item[]>,
  source?: unknown,
): SearchResult<Item> | undefined {
  const [result, setResult] = useState<SearchResult<Item>>();
  const [failure, setFailure] = useState<{ readonly cause: unknown }>();
  const newest = useRef(0);
  const ask = useEffectEvent(() => {
    newest.current += 1;
    const mine = newest.current;
    const answer = async (): Promise<readonly Item[]> => search(text);
    answer().then(
      (items) => {
        if (mine === newest.current) setResult({ text, items });
      },
      (cause: unknown) => {
        if (mine === newest.current) setFailure({ cause });
      },
    );
  });
  useEffect(() => {
    if (!isOn) return;
    const timer = setTimeout(() => {
      ask();
    }, SEARCH_AFTER_MS);
    return () => {
      newest.current += 1;
      clearTimeout(timer);
    };
  }, [text, isOn]);
  const askAgain = useEffectEvent(() => {
    if (isOn && result?.text === text && result.items.length === 0) ask();
  });
  useEffect(() => {
    const timer = setTimeout(() => {
      askAgain();
    }, SEARCH_AFTER_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [source]);
  // A search that throws is a bug: it belongs to the nearest error boundary, not into silence.
  if (failure !== undefined) throw failure.cause;
  return result;
}

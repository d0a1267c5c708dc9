import { useEffect, useEffectEvent, useState } from 'react';

/** Searches run this long after the last committed change. */
export const SEARCH_AFTER_MS = 120;

export interface SearchResult<Item> {
  /** The text these items answer. */
  readonly text: string;
  readonly items: readonly Item[];
}

/** Runs `search` a moment after `text` rests. An answer that arrives after a newer question is dropped. */
export function useDebouncedSearch<Item>(
  text: string,
  isOn: boolean,
  search: (text: string) => readonly Item[] | Promise<readonly Item[]>,
): SearchResult<Item> | undefined {
  const [result, setResult] = useState<SearchResult<Item>>();
  const [failure, setFailure] = useState<{ readonly cause: unknown }>();
  const searchLatest = useEffectEvent(async (asked: string) => search(asked));
  useEffect(() => {
    if (!isOn) return;
    let isWanted = true;
    const timer = setTimeout(() => {
      searchLatest(text).then(
        (items) => {
          if (isWanted) setResult({ text, items });
        },
        (cause: unknown) => {
          if (isWanted) setFailure({ cause });
        },
      );
    }, SEARCH_AFTER_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [text, isOn]);
  // A search that throws is a bug: it belongs to the nearest error boundary, not into silence.
  if (failure !== undefined) throw failure.cause;
  return result;
}

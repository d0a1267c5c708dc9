import { useCallback, useEffect, useRef, useState } from 'react';
import { useWorkstation } from '../../data/hooks.ts';

export interface Note {
  /** Undefined until it is read. */
  readonly text: string | undefined;
  readonly write: (text: string) => void;
  /** The last words could not be kept. */
  readonly isUnsaved: boolean;
}

/** Words that somebody adds to a sheet: kept sealed on this terminal under a key, each change as it is made, so that they are there when he comes back. */
export function useNote(key: string): Note {
  const { indicators } = useWorkstation();
  const [note, setNote] = useState<{ readonly key: string; readonly text: string }>();
  const [isUnsaved, setUnsaved] = useState(false);
  /** One after the other: the last words are the ones that stay. */
  const saving = useRef<Promise<void>>(Promise.resolve());
  useEffect(() => {
    let isWanted = true;
    void saving.current
      .then(() => indicators.keptNote(key))
      .then((text) => {
        if (isWanted) setNote({ key, text });
      });
    return () => {
      isWanted = false;
    };
  }, [indicators, key]);
  const write = useCallback(
    (text: string) => {
      setNote({ key, text });
      saving.current = saving.current
        .then(() => indicators.keepNote(key, text))
        .then(
          () => {
            setUnsaved(false);
          },
          () => {
            setUnsaved(true);
          },
        );
    },
    [indicators, key],
  );
  return { text: note?.key === key ? note.text : undefined, write, isUnsaved };
}

import { useEffect, useState } from 'react';

/**
 * Saves that outlive the form that began them. A form opened meanwhile would begin with the draft as it was before, and put that over what is being saved.
 */
const saves = new Set<Promise<void>>();

/** `save` does not fail: whoever began it has said what went wrong. */
export function saveBehind(save: Promise<void>): void {
  saves.add(save);
  void save.finally(() => saves.delete(save));
}

/** Resolves when every draft that was left is on the disk: its store may be closed then. */
export const draftsSaved = async (): Promise<void> => {
  await Promise.all(saves);
};

/** Whether the drafts on the disk are those that were typed; a form that is open once stays open. */
export function useDraftsSaved(): boolean {
  const [isDone, setDone] = useState(saves.size === 0);
  useEffect(() => {
    if (isDone) return;
    let isWanted = true;
    void Promise.all(saves).then(() => {
      if (isWanted) setDone(true);
    });
    return () => {
      isWanted = false;
    };
  }, [isDone]);
  return isDone;
}

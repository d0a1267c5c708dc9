import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Channel } from '../../../shared/domain/case.ts';
import type { Draft } from '../../data/api.ts';
import { useWorkstation } from '../../data/hooks.ts';
import { saveBehind } from './saves-under-way.ts';
import { createDraftKeeper, type DraftKeeper, type KeptDraft } from './draft-keeper.ts';

/** One draft for as long as the page is open: saved after a pause, when the page is hidden, and on leaving. */
export function useDraft(begin: Draft | Channel): { readonly keeper: DraftKeeper; readonly draft: KeptDraft } {
  const { drafts } = useWorkstation();
  const [keeper] = useState(() =>
    createDraftKeeper(
      {
        drafts,
        later: (run, milliseconds) => {
          const timer = setTimeout(run, milliseconds);
          return () => {
            clearTimeout(timer);
          };
        },
      },
      begin,
    ),
  );
  useEffect(() => {
    const keep = (): void => {
      // While the page goes away there is nobody to tell.
      const save = keeper.flush().then(
        () => undefined,
        (cause: unknown) => {
          console.error('The draft could not be saved while the page was hidden.', cause);
        },
      );
      saveBehind(save);
    };
    const onHide = (): void => {
      if (document.visibilityState === 'hidden') keep();
    };
    document.addEventListener('visibilitychange', onHide);
    window.addEventListener('pagehide', keep);
    return () => {
      document.removeEventListener('visibilitychange', onHide);
      window.removeEventListener('pagehide', keep);
      keep();
    };
  }, [keeper]);
  const draft = useSyncExternalStore(keeper.subscribe, keeper.get);
  return { keeper, draft };
}

import { createContext, useContext, useState } from 'react';
import type { JSX, ReactNode } from 'react';
import { createAnnouncer } from './announcer.ts';

export type Announce = (words: string, topic?: string) => void;

const AnnounceContext = createContext<Announce>(() => undefined);

/** Says something to screen readers without moving the focus: arrivals and sync changes, at most every 10 s. */
export const useAnnounce = (): Announce => useContext(AnnounceContext);

/** The one polite live region of the page. Goes around everything, once. */
export function LiveRegion({ children }: { readonly children: ReactNode }): JSX.Element {
  const [words, setWords] = useState('');
  const [announce] = useState<Announce>(() =>
    createAnnouncer({
      say: setWords,
      now: () => performance.now(),
      wait: (run, milliseconds) => {
        setTimeout(run, milliseconds);
      },
    }),
  );
  return (
    <AnnounceContext value={announce}>
      {children}
      <div className="ui-only-read" aria-live="polite" aria-atomic="true">
        {words}
      </div>
    </AnnounceContext>
  );
}

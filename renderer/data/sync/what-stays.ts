import { isOver, pause } from '../../lib/signals.ts';
import type { Ledger } from './ledger.ts';

/** Between two looks; after every one that found the same there again twice as long, up to the longest. */
const LOOK_MS = 60_000;
const LONGEST_MS = 30 * 60_000;

export interface WhatStaysParts {
  readonly ledger: Pick<Ledger, 'rows'>;
  /** Puts what waits and is in no document into its document: its write was cut off, and could not be taken back. */
  readonly putBack: () => Promise<void>;
  /** There is a server to bring it to, and nobody is bringing anything. */
  readonly isIdle: () => boolean;
  /** Writes what waits once more, so that RxDB brings it. */
  readonly writeAgain: () => Promise<unknown>;
  readonly onTrouble: (what: string, error: unknown) => void;
  readonly lookMs?: number;
}

/**
 * Looks after what stays undelivered though nothing stands against it, as after a disk that was full in the middle of a write: the next start would put it right, but
 * a window is open for days.
 */
export async function lookAfterWhatStays(parts: WhatStaysParts, ending: AbortSignal): Promise<void> {
  const { ledger, putBack, isIdle, writeAgain, onTrouble, lookMs = LOOK_MS } = parts;
  const waiting = (): ReadonlySet<string> =>
    new Set(
      [...ledger.rows.get().values()]
        .filter(({ kind, delivery, handover }) => kind !== 'photo' && delivery === 'queued' && handover === undefined)
        .map(({ id }) => id),
    );
  let before = waiting();
  for (let ms = lookMs; !isOver(ending);) {
    await pause(ms, ending);
    if (isOver(ending)) return;
    const now = waiting();
    const stays = [...now].some((id) => before.has(id));
    before = now;
    ms = stays ? Math.min(2 * ms, LONGEST_MS) : lookMs;
    if (!stays) continue;
    try {
      await putBack();
      if (isIdle()) await writeAgain();
    } catch (error) {
      // A disk that is still full: looked at again.
      if (!isOver(ending)) onTrouble('what stays', error);
    }
  }
}

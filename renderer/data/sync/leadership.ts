import type { Locks } from '../../lib/locks.ts';
import { whenOver } from '../../lib/signals.ts';
import { cell, type Known } from '../live.ts';

export interface Leadership {
  readonly leads: Known<boolean>;
  readonly stop: () => Promise<void>;
}

/** One window per person replicates (DESIGN §5). The others wait in line: when the first closes, the next takes over. */
export function leadership(
  name: string,
  locks: Locks,
  lead: (ending: AbortSignal) => Promise<() => Promise<void>>,
): Leadership {
  const leads = cell(false);
  const ending = new AbortController();
  const holding = locks.hold(
    name,
    async () => {
      if (ending.signal.aborted) return;
      const stop = await lead(ending.signal);
      leads.set(true);
      await whenOver(ending.signal);
      leads.set(false);
      await stop();
    },
    ending.signal,
  );
  return {
    leads,
    stop: async () => {
      ending.abort();
      await holding;
    },
  };
}

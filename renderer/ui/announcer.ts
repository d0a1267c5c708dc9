export interface AnnouncerDeps {
  /** Puts the words where a reader hears them. */
  readonly say: (words: string) => void;
  readonly now: () => number;
  readonly wait: (run: () => void, milliseconds: number) => void;
}

/** Arrivals are told at most this often; a reader that talks all the time is switched off. */
export const LEAST_GAP_MS = 10_000;

/** Collects what is worth saying aloud and says it in one breath, politely spaced. A topic said twice keeps its newest words. */
export function createAnnouncer(deps: AnnouncerDeps): (words: string, topic?: string) => void {
  const pending = new Map<string, string>();
  const state = { nextAt: 0, isWaiting: false };

  const flush = (): void => {
    state.isWaiting = false;
    if (pending.size === 0) return;
    deps.say([...pending.values()].join(' '));
    pending.clear();
    state.nextAt = deps.now() + LEAST_GAP_MS;
  };

  return (words, topic = words) => {
    pending.set(topic, words);
    if (state.isWaiting) return;
    state.isWaiting = true;
    deps.wait(flush, Math.max(0, state.nextAt - deps.now()));
  };
}

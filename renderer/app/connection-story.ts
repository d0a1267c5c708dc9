import type { Live, SyncStatus } from '../data/api.ts';

/** What a person should know of the connection: the present, and that it has just come back. */
export type ConnectionStory =
  | { readonly kind: 'steady' }
  | { readonly kind: 'offline'; readonly since: string; readonly waiting: number }
  | { readonly kind: 'back'; readonly at: string; readonly waiting: number; readonly sentWhile: number };

const STEADY: ConnectionStory = { kind: 'steady' };

/** The next chapter. `back` holds until everything is sent and the person acts again or reads on, or until offline comes again. */
export function nextChapter(story: ConnectionStory, status: SyncStatus): ConnectionStory {
  const waiting = status.counts.queued;
  if (!status.online) return { kind: 'offline', since: status.since, waiting };
  switch (story.kind) {
    case 'steady':
      return STEADY;
    case 'offline':
      return { kind: 'back', at: status.since, waiting, sentWhile: story.waiting };
    case 'back':
      // Something written after all was sent: the person has gone on.
      return story.waiting === 0 && waiting > 0 ? STEADY : { ...story, waiting };
  }
}

export interface ConnectionTeller extends Live<ConnectionStory> {
  /** The person has read on: what came back is no news any more. */
  readonly readOn: () => void;
}

const isSame = (one: ConnectionStory, other: ConnectionStory): boolean => JSON.stringify(one) === JSON.stringify(other);

export function tellConnection(status: Live<SyncStatus>): ConnectionTeller {
  let story: ConnectionStory = STEADY;
  const listeners = new Set<() => void>();
  const set = (next: ConnectionStory): void => {
    if (isSame(story, next)) return;
    story = next;
    for (const listener of [...listeners]) listener();
  };
  const look = (): void => {
    const now = status.get();
    if (now !== undefined) set(nextChapter(story, now));
  };
  return {
    get: () => story,
    subscribe: (changed) => {
      listeners.add(changed);
      const leave = status.subscribe(look);
      look();
      return () => {
        listeners.delete(changed);
        leave();
      };
    },
    readOn: () => {
      if (story.kind === 'back' && story.waiting === 0) set(STEADY);
    },
  };
}

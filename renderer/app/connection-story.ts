import type { Live, SyncStatus } from '../data/api.ts';

/** What a person should know of the connection: the present, and that it has just come back. */
export type ConnectionStory =
  | { readonly kind: 'steady' }
  | { readonly kind: 'offline'; readonly since: string; readonly waiting: number; readonly refused: number }
  | Back;

interface Back {
  readonly kind: 'back';
  readonly at: string;
  readonly waiting: number;
  /** What waited when the centre was there again, and how much lay in the 退回箱 before. */
  readonly sentWhile: number;
  readonly refusedBefore: number;
  /** What came back of it. */
  readonly returned: number;
}

const STEADY: ConnectionStory = { kind: 'steady' };

/** The next chapter. `back` holds until everything is sent and the person acts again or reads on, or until offline comes again. */
export function nextChapter(story: ConnectionStory, status: SyncStatus): ConnectionStory {
  const { queued: waiting, refused } = status.counts;
  if (!status.online) return { kind: 'offline', since: status.since, waiting, refused };
  switch (story.kind) {
    case 'steady':
      return STEADY;
    case 'offline':
      return back({ at: status.since, sentWhile: story.waiting, refusedBefore: story.refused }, status);
    case 'back':
      // Something written after all was sent: the person has gone on.
      return story.waiting === 0 && waiting > 0 ? STEADY : back(story, status);
  }
}

const back = (
  { at, sentWhile, refusedBefore }: Pick<Back, 'at' | 'sentWhile' | 'refusedBefore'>,
  { counts: { queued: waiting, refused } }: SyncStatus,
): Back => ({
  ...{ kind: 'back', at, waiting, sentWhile, refusedBefore },
  returned: Math.min(sentWhile, Math.max(0, refused - refusedBefore)),
});

/** What became of what had waited, once it all has its answer: delivered is only what has a receipt. */
export function backWords({ sentWhile, returned }: Pick<Back, 'sentWhile' | 'returned'>): string {
  if (sentWhile === 0) return '已恢复联机';
  if (returned === 0) return `已恢复联机，待送 ${String(sentWhile)} 条全部送达`;
  const delivered = sentWhile - returned;
  return `已恢复联机，待送 ${String(sentWhile)} 条：${delivered === 0 ? '' : `送达 ${String(delivered)} 条，`}被退回 ${String(returned)} 条`;
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

import type { User } from '../../../shared/domain/staff.ts';
import { canonicalJson } from '../../../shared/lib/canonical-json.ts';
import { cell, type KnownCell } from '../live.ts';
import type { Change, Rooms } from '../rooms/rooms.ts';
import type { PostsChange } from './api.ts';
import type { Swept } from './sweep-sight.ts';

const CHANGED = 'posts-changed';
const CARRIED_OUT = 'posts-carried-out';

/** Written by whichever window hears of other posts. */
interface Changed {
  readonly id: string;
  readonly from: User['posts'];
}

/** Written by whichever window carries a change out. A box of its own: posts may change again while a sweep is under way, and neither writes over the other's. */
interface CarriedOut {
  /** The last change of which all has been taken away. */
  readonly upTo: string | null;
  /** The last of which the person has read. */
  readonly read: string | null;
  /** What was done since. */
  readonly gone: number;
  readonly handedOver: number;
}
const NOTHING_YET: CarriedOut = { upTo: null, read: null, gone: 0, handedOver: 0 };

export const havePostsChanged = (before: User, after: User): boolean =>
  canonicalJson(before.posts) !== canonicalJson(after.posts);

const carriedOutIn = async (rooms: Rooms): Promise<CarriedOut> =>
  ((await rooms.read('memory', CARRIED_OUT)) as CarriedOut | undefined) ?? NOTHING_YET;

/** To be written in one transaction with the new profile: whoever was told of other posts is never shown the old things again, also without the server. */
export const postsChanged = ({ posts: from }: User): Change => ({
  room: 'memory',
  id: CHANGED,
  value: { id: crypto.randomUUID(), from } satisfies Changed,
});

/** Names the last change of posts that was heard of here; `null`: none ever. */
export async function lastPostsChange(rooms: Pick<Rooms, 'read'>): Promise<string | null> {
  return ((await rooms.read('memory', CHANGED)) as Changed | undefined)?.id ?? null;
}

/**
 * At the opening of a store, before anything of it is shown: carries out what a change of posts asks for, page by page, so that cut off at any point it goes on and
 * still counts what was done. Gives what there is to tell, until it is read. A change that comes meanwhile is left for the next opening, which is that under its posts.
 */
export async function tellPostsChange(
  rooms: Rooms,
  sweep: (onPage: (swept: Swept) => Promise<void>) => Promise<void>,
): Promise<{ readonly change: KnownCell<PostsChange | null>; readonly readOn: () => Promise<void> }> {
  const changed = (await rooms.read('memory', CHANGED)) as Changed | undefined;
  if (changed === undefined) return { change: cell<PostsChange | null>(null), readOn: () => Promise.resolve() };
  const note = async (more: Partial<CarriedOut>): Promise<void> => {
    await rooms.write([{ room: 'memory', id: CARRIED_OUT, value: { ...(await carriedOutIn(rooms)), ...more } }]);
  };
  if ((await carriedOutIn(rooms)).upTo !== changed.id) {
    await sweep(async (swept) => {
      const { gone, handedOver } = await carriedOutIn(rooms);
      await note({ gone: gone + swept.gone, handedOver: handedOver + swept.handedOver });
    });
    await note({ upTo: changed.id });
  }
  const { read, gone, handedOver } = await carriedOutIn(rooms);
  const change = cell<PostsChange | null>(read === changed.id ? null : { from: changed.from, gone, handedOver });
  return {
    change,
    readOn: async () => {
      await note({ read: changed.id, gone: 0, handedOver: 0 });
      change.set(null);
    },
  };
}

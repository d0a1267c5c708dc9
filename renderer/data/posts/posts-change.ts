import type { User } from '../../../shared/domain/staff.ts';
import { canonicalJson } from '../../../shared/lib/canonical-json.ts';
import { cell, type KnownCell } from '../live.ts';
import type { Change, Rooms } from '../rooms/rooms.ts';
import type { PostsChange } from './api.ts';
import type { Swept } from './sweep-sight.ts';

const ID = 'posts-changed';

interface Noted extends PostsChange {
  /** What the posts do not show has not all been taken away yet. */
  readonly isOpen: boolean;
}

export const havePostsChanged = (before: User, after: User): boolean =>
  canonicalJson(before.posts) !== canonicalJson(after.posts);

const read = async (rooms: Rooms): Promise<Noted | undefined> => (await rooms.read('memory', ID)) as Noted | undefined;
const noted = (value: Noted): Change => ({ room: 'memory', id: ID, value });

/** To be written in one transaction with the new profile: whoever was told of other posts is never shown the old things again, also without the server. */
export async function postsChanged(rooms: Rooms, before: User): Promise<Change> {
  const unread = await read(rooms);
  return noted({
    from: before.posts,
    gone: unread?.gone ?? 0,
    handedOver: unread?.handedOver ?? 0,
    isOpen: true,
  });
}

/**
 * At the opening of a store, before anything of it is shown: carries out what a change of posts asks for, page by page, so that cut off at any point it goes on and
 * still counts what was done. Gives what there is to tell, until it is read.
 */
export async function tellPostsChange(
  rooms: Rooms,
  sweep: (onPage: (swept: Swept) => Promise<void>) => Promise<void>,
): Promise<{ readonly change: KnownCell<PostsChange | null>; readonly readOn: () => Promise<void> }> {
  let now = await read(rooms);
  if (now?.isOpen === true) {
    let going: Noted = now;
    await sweep(async ({ gone, handedOver }) => {
      going = { ...going, gone: going.gone + gone, handedOver: going.handedOver + handedOver };
      await rooms.write([noted(going)]);
    });
    now = { ...going, isOpen: false };
    await rooms.write([noted(now)]);
  }
  const change = cell<PostsChange | null>(now ?? null);
  return {
    change,
    readOn: async () => {
      await rooms.write([{ room: 'memory', id: ID, gone: true }]);
      change.set(null);
    },
  };
}

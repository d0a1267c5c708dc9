import { lastPostsChange } from '../posts/posts-change.ts';
import type { Change, Rooms } from '../rooms/rooms.ts';

const NAME = 'made-of';

/** Goes with the note that documents of a store are to be fetched anew: what was made of those before is of another. */
export const madeAnew = (): Change => ({ room: 'memory', id: NAME, value: crypto.randomUUID() });

/**
 * Names the documents of a store for what is made and saved of them, the stock and the tallies: another name once they were lost and fetched anew, or left with a change
 * of posts. What was made of the former ones may tell of what has gone since, and nobody would say so again.
 */
export async function madeOf(rooms: Pick<Rooms, 'read' | 'write'>): Promise<string> {
  let name = (await rooms.read('memory', NAME)) as string | undefined;
  if (name === undefined) {
    await rooms.write([madeAnew()]);
    name = (await rooms.read('memory', NAME)) as string | undefined;
  }
  return `${name ?? ''} ${(await lastPostsChange(rooms)) ?? ''}`;
}

import { expect, it } from 'vitest';
import { aUser, OTHER_GRID } from '../../../shared/testing/builders.ts';
import type { Change, Rooms } from '../rooms/rooms.ts';
import { postsChanged, tellPostsChange } from './posts-change.ts';

/** Boxes without a seal. */
function plainRooms(): Rooms {
  const boxes = new Map<string, unknown>();
  return {
    read: (room: string, id: string) => Promise.resolve(boxes.get(`${room}/${id}`)),
    write: (changes: readonly Change[]) => {
      for (const change of changes) if ('value' in change) boxes.set(`${change.room}/${change.id}`, change.value);
      return Promise.resolve();
    },
  } as unknown as Rooms;
}
const before = aUser('gridWorker');
const between = aUser('gridWorker', { scope: OTHER_GRID });
const nothingLeft = (): Promise<void> => Promise.reject(new Error('nothing is left to be swept'));

it('leaves a change that comes during the sweep to the next opening, counts both, and tells until it is read', async () => {
  const rooms = plainRooms();
  await rooms.write([postsChanged(before)]);
  const first = await tellPostsChange(rooms, async (onPage) => {
    await onPage({ gone: 2, handedOver: 1 });
    // In another window.
    await rooms.write([postsChanged(between)]);
    await onPage({ gone: 3, handedOver: 0 });
  });
  expect(first.change.get()).toEqual({ from: before.posts, gone: 5, handedOver: 1 });

  const second = await tellPostsChange(rooms, (onPage) => onPage({ gone: 4, handedOver: 0 }));
  expect(second.change.get()).toEqual({ from: between.posts, gone: 9, handedOver: 1 });
  expect((await tellPostsChange(rooms, nothingLeft)).change.get()).toEqual(second.change.get());
  await second.readOn();
  expect(second.change.get()).toBeNull();
  expect((await tellPostsChange(rooms, nothingLeft)).change.get()).toBeNull();
});

it('is not read away with the one before', async () => {
  const rooms = plainRooms();
  await rooms.write([postsChanged(before)]);
  const first = await tellPostsChange(rooms, () => Promise.resolve());
  await rooms.write([postsChanged(between)]);
  await first.readOn();
  const second = await tellPostsChange(rooms, (onPage) => onPage({ gone: 4, handedOver: 0 }));
  expect(second.change.get()).toEqual({ from: between.posts, gone: 4, handedOver: 0 });
});

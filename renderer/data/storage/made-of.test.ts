import { expect, it } from 'vitest';
import { aUser } from '../../../shared/testing/builders.ts';
import { postsChanged } from '../posts/posts-change.ts';
import type { Change, Rooms } from '../rooms/rooms.ts';
import { madeAnew, madeOf } from './made-of.ts';

it('is the same from start to start, and another once documents were lost or the posts are others', async () => {
  const boxes = new Map<string, unknown>();
  const write = (changes: readonly Change[]): Promise<void> => {
    for (const change of changes) if ('value' in change) boxes.set(change.id, change.value);
    return Promise.resolve();
  };
  const rooms: Pick<Rooms, 'read' | 'write'> = { read: (_room, id) => Promise.resolve(boxes.get(id)), write };
  const names = [await madeOf(rooms)];
  expect(await madeOf(rooms)).toBe(names[0]);
  await write([madeAnew()]);
  names.push(await madeOf(rooms));
  await write([postsChanged(aUser('gridWorker'))]);
  names.push(await madeOf(rooms));
  expect(await madeOf(rooms)).toBe(names[2]);
  expect(new Set(names).size).toBe(3);
});

import { expect, it } from 'vitest';
import { mirrorOf } from './mirror.ts';
import type { Rooms } from './rooms.ts';

/** A room that another window writes in, whose boxes take their time to be opened. */
function aSharedRoom() {
  const stored = new Map<string, unknown>([['a', 'queued']]);
  const heard: ((room: string, ids: readonly string[]) => void)[] = [];
  let opened: () => void = () => undefined;
  const rooms = {
    readAll: async () => {
      const found = new Map(stored);
      await new Promise<void>((resolve) => {
        opened = resolve;
      });
      return found;
    },
    read: (_room: string, id: string) => Promise.resolve(stored.get(id)),
    onForeignChange: (listener: (typeof heard)[number]) => {
      heard.push(listener);
      return () => undefined;
    },
  } as unknown as Rooms;
  return {
    rooms,
    finishReading: () => {
      opened();
    },
    written: (id: string, value: unknown) => {
      if (value === undefined) stored.delete(id);
      else stored.set(id, value);
      for (const listener of heard) listener('writes', [id]);
    },
  };
}

it('has what another window wrote while it was being read', async () => {
  const { rooms, written, finishReading } = aSharedRoom();
  const told: ReadonlyMap<string, unknown>[] = [];
  const opening = mirrorOf(rooms, 'writes', (changes) => told.push(changes));
  written('a', 'delivered');
  written('b', 'queued');
  finishReading();
  const { rows } = await opening;
  await expect.poll(() => Object.fromEntries(rows.get())).toEqual({ a: 'delivered', b: 'queued' });
  written('b', undefined);
  await expect.poll(() => Object.fromEntries(rows.get())).toEqual({ a: 'delivered' });
  expect(told.map((changes) => Object.fromEntries(changes))).toEqual([
    { a: 'delivered' },
    { b: 'queued' },
    { b: null },
  ]);
});

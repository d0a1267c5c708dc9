import 'fake-indexeddb/auto';
import { afterEach, expect, it, vi } from 'vitest';
import { memoryLocks } from '../../lib/locks.ts';
import type { JournalPlace } from '../journal/journal-file.ts';
import { openBoxes } from '../rooms/boxes.ts';
import { newKeyFile } from '../seal/key-file.ts';
import { aFakeFolder } from '../testing/fake-folder.ts';
import { openStore, type OpenStore } from './open-store.ts';

const STORE = 'a-terminal';
const ROW = { delivery: 'queued' };
const { sealer } = await newKeyFile('geheim', { memoryKiB: 64, passes: 1, lanes: 1 }, null);
const folder = aFakeFolder();
const troubles: string[] = [];

const start = (journals: JournalPlace | null = folder.place): Promise<OpenStore> => {
  const settings = { journals, locks: memoryLocks(), onTrouble: (what: string) => troubles.push(what) };
  const remembered = { entry: { unsent: 0 } } as unknown as Parameters<typeof openStore>[3];
  return openStore(settings, STORE, sealer, remembered, 'known');
};

afterEach(() => {
  vi.restoreAllMocks();
});

it('begins no session while a full disk does not take back what only the journal holds, and loses nothing of it', async () => {
  const first = await start();
  await first.rooms.write([
    { room: 'memory', id: 'profile', value: { user: '甲' } },
    { room: 'writes', id: 'w', value: ROW },
  ]);
  first.rooms.close();
  // The store loses its last write.
  const boxes = await openBoxes(`${STORE}-rooms`);
  await boxes.put([{ room: 'writes', id: 'w', gone: true }]);
  boxes.close();

  // A moment later there is room again: for a mark, and for going on.
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  await expect(start()).rejects.toThrow(expect.objectContaining({ name: 'QuotaExceededError' }));
  for (let starts = 0; starts < 2; starts += 1) {
    const { rooms } = await start();
    expect(await rooms.read('writes', 'w')).toEqual(ROW);
    rooms.close();
  }
  expect(troubles).toEqual([]);
});

const unreadable: JournalPlace = {
  ...folder.place,
  file: (store) => ({ ...folder.place.file(store), read: () => Promise.reject(new Error('somebody holds it')) }),
};

it.each([
  ['cannot be read', unreadable],
  ['cannot be reached', null],
])(
  'keeps what only the journal holds of a store that is lost at a start at which the journal %s',
  async (_how, place) => {
    const first = await start();
    await first.rooms.write([
      { room: 'memory', id: 'profile', value: { user: '甲' } },
      { room: 'writes', id: 'w', value: ROW },
      { room: 'drafts', id: 'd', value: '第一稿' },
    ]);
    first.rooms.close();
    await new Promise((resolve) => {
      indexedDB.deleteDatabase(`${STORE}-rooms`).onsuccess = resolve;
    });

    for (const draft of ['第二稿', '第三稿']) {
      const { rooms } = await start(place);
      expect(await rooms.read('writes', 'w')).toBeUndefined();
      await rooms.write([
        { room: 'memory', id: 'profile', value: { user: '甲' } },
        { room: 'drafts', id: 'd', value: draft },
      ]);
      rooms.close();
    }

    for (let starts = 0; starts < 2; starts += 1) {
      const { rooms } = await start();
      expect(await rooms.read('writes', 'w')).toEqual(ROW);
      expect(await rooms.read('drafts', 'd')).toBe('第三稿');
      rooms.close();
    }
    await new Promise((resolve) => {
      indexedDB.deleteDatabase(`${STORE}-rooms`).onsuccess = resolve;
    });
  },
);

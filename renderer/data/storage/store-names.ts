import type { Rooms } from '../rooms/rooms.ts';

/** The databases of the collections of a store that are on the disk now. */
export async function collectionDatabases(store: string): Promise<readonly string[]> {
  const names = (await indexedDB.databases()).flatMap(({ name }) => name ?? []);
  return names.filter((name) => name.startsWith(`rxdb-dexie-${store}--`)).toSorted();
}

export async function deleteCollections(store: string): Promise<void> {
  for (const name of await collectionDatabases(store)) {
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.deleteDatabase(name);
      request.onsuccess = () => {
        resolve();
      };
      request.onerror = () => {
        reject(request.error ?? new Error(`cannot delete ${name}`));
      };
    });
  }
}

const NAMES = 'databases';

/**
 * Whether a database that was here at the last start has gone since: what the feed brought is gone with it, and would not come again from where the feed stands.
 * `before` and `after`: what was there before and after the collections were opened. Remembers what is there now.
 */
export async function hasLost(rooms: Rooms, before: readonly string[], after: readonly string[]): Promise<boolean> {
  const remembered = (await rooms.read('memory', NAMES)) as readonly string[] | undefined;
  const fresh = after.filter((name) => !before.includes(name));
  if (JSON.stringify(remembered) !== JSON.stringify(after)) {
    await rooms.write([{ room: 'memory', id: NAMES, value: after }]);
  }
  return remembered?.some((name) => fresh.includes(name)) ?? false;
}

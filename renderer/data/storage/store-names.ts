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
 * Asked before the collections are opened, which makes them anew: killed in between, the next start would find them there.
 */
export async function hasLost(rooms: Rooms, there: readonly string[]): Promise<boolean> {
  const remembered = (await rooms.read('memory', NAMES)) as readonly string[] | undefined;
  return remembered?.some((name) => !there.includes(name)) ?? false;
}

/** Once they are open, and what was lost is noted. */
export async function rememberDatabases(rooms: Rooms, there: readonly string[]): Promise<void> {
  const remembered = (await rooms.read('memory', NAMES)) as readonly string[] | undefined;
  if (JSON.stringify(remembered) === JSON.stringify(there)) return;
  await rooms.write([{ room: 'memory', id: NAMES, value: there }]);
}

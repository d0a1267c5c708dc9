import type { Bytes } from '../../lib/bytes.ts';
import { committed, openIdb, settled, strictWrite } from '../../lib/idb.ts';

/**
 * What lives only on this terminal, by kind: drafts, the ledger of writes, what was written and has no receipt yet, acts on records that are being written, the 退回箱,
 * small memories; photo bytes and audit links until they are delivered.
 */
export type RoomName =
  | 'memory'
  | 'drafts'
  | 'photos'
  | 'originals'
  | 'thumbs'
  | 'writes'
  | 'unsent'
  | 'pending'
  | 'tray'
  | 'handovers'
  | 'audit';

/** One value as it lies on the disk: one cipher text. */
export interface Box {
  readonly room: RoomName;
  readonly id: string;
  readonly sealed: string | Uint8Array;
}
/** Something that happens to a box. */
export type BoxChange = Box | { readonly room: RoomName; readonly id: string; readonly gone: true };

/** What a writer asks for: sealed on its way to the disk. */
export type Change =
  | { readonly room: RoomName; readonly id: string; readonly value: unknown }
  | { readonly room: RoomName; readonly id: string; readonly bytes: Bytes }
  | { readonly room: RoomName; readonly id: string; readonly gone: true };

/** The boxes of one store as they lie in IndexedDB: one database, one box per (room, id). Knows no key. */
export interface Boxes {
  readonly get: (room: RoomName, id: string) => Promise<Box | undefined>;
  readonly all: (room: RoomName) => Promise<readonly Box[]>;
  readonly ids: (room: RoomName) => Promise<readonly string[]>;
  /** All or nothing, and on disk when it resolves. */
  readonly put: (changes: readonly BoxChange[]) => Promise<void>;
  readonly close: () => void;
}

/** The place a box is sealed for. */
export const placeOfBox = (room: RoomName, id: string): string => `room/${room}/${id}`;

const STORE = 'boxes';

/** `onGone`: the database was deleted or taken away under us, nothing can be read or written here any more. */
export async function openBoxes(name: string, onGone?: () => void): Promise<Boxes> {
  const database = await openIdb(
    name,
    (fresh) => {
      fresh.createObjectStore(STORE, { keyPath: ['room', 'id'] });
    },
    onGone,
  );
  const rangeOf = (room: RoomName): IDBKeyRange => IDBKeyRange.bound([room], [room, []]);
  const reading = (): IDBObjectStore => database.transaction(STORE).objectStore(STORE);
  return {
    // What this store holds under that key path is a Box: nobody else writes here.
    get: async (room, id) => (await settled(reading().get([room, id]))) as Box | undefined,
    all: async (room) => (await settled(reading().getAll(rangeOf(room)))) as Box[],
    ids: async (room) => {
      const keys = (await settled(reading().getAllKeys(rangeOf(room)))) as [RoomName, string][];
      return keys.map(([, id]) => id);
    },
    put: async (changes) => {
      const transaction = strictWrite(database, STORE);
      const store = transaction.objectStore(STORE);
      for (const change of changes) {
        if ('gone' in change) store.delete([change.room, change.id]);
        else store.put(change);
      }
      await committed(transaction);
    },
    close: () => {
      database.close();
    },
  };
}

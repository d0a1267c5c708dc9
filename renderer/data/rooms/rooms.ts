import { committed, openIdb, settled, strictWrite } from '../../lib/idb.ts';
import type { Bytes } from '../../lib/bytes.ts';
import { SealBroken, type Sealer } from '../seal/sealer.ts';

/**
 * What lives only on this terminal, sealed: drafts, the ledger of writes, acts on records that are being written, the 退回箱, small memories; photo bytes and audit links until they are delivered.
 * One IndexedDB database per store, one box per (room, id), one cipher text per box; several boxes change in one transaction or not at all.
 */
export type RoomName =
  'memory' | 'drafts' | 'photos' | 'originals' | 'thumbs' | 'writes' | 'pending' | 'tray' | 'audit';

export type Change =
  | { readonly room: RoomName; readonly id: string; readonly value: unknown }
  | { readonly room: RoomName; readonly id: string; readonly bytes: Bytes }
  | { readonly room: RoomName; readonly id: string; readonly gone: true };

interface Box {
  readonly room: RoomName;
  readonly id: string;
  readonly sealed: string | Uint8Array;
}

export interface BrokenBox {
  readonly room: RoomName;
  readonly id: string;
}

export interface Rooms {
  readonly read: (room: RoomName, id: string) => Promise<unknown>;
  readonly readBytes: (room: RoomName, id: string) => Promise<Bytes | undefined>;
  /** Every box of a room that opens, by id. */
  readonly readAll: (room: RoomName) => Promise<ReadonlyMap<string, unknown>>;
  readonly ids: (room: RoomName) => Promise<readonly string[]>;
  /** All or nothing, and on disk when it resolves. */
  readonly write: (changes: readonly Change[]) => Promise<void>;
  /** After a write of another window. What this window writes, its writer knows. */
  readonly onForeignChange: (heard: (room: RoomName, ids: readonly string[]) => void) => () => void;
  readonly close: () => void;
}

const STORE = 'boxes';
const BATCH = 200;
const placeOf = (room: RoomName, id: string): string => `room/${room}/${id}`;

export async function openRooms(name: string, sealer: Sealer, onBroken: (box: BrokenBox) => void): Promise<Rooms> {
  const database = await openIdb(name, (fresh) => {
    fresh.createObjectStore(STORE, { keyPath: ['room', 'id'] });
  });
  const listeners = new Set<(room: RoomName, ids: readonly string[]) => void>();
  const otherWindows = new BroadcastChannel(name);
  otherWindows.onmessage = (message: MessageEvent<readonly (readonly [RoomName, readonly string[]])[]>) => {
    for (const [room, ids] of message.data) for (const listener of [...listeners]) listener(room, ids);
  };
  const rangeOf = (room: RoomName): IDBKeyRange => IDBKeyRange.bound([room], [room, []]);
  const get = async (room: RoomName, id: string): Promise<Box | undefined> => {
    // What this store holds under that key path is a Box: nobody else writes here.
    return (await settled(database.transaction(STORE).objectStore(STORE).get([room, id]))) as Box | undefined;
  };
  /** A box that does not open is reported and counts as absent; its cipher text stays where it is. */
  const orBroken = async <T>(room: RoomName, id: string, open: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await open();
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
      onBroken({ room, id });
      return undefined;
    }
  };

  return {
    read: async (room, id) => {
      const box = await get(room, id);
      return box && orBroken(room, id, () => sealer.open(placeOf(room, id), box.sealed));
    },
    readBytes: async (room, id) => {
      const sealed = (await get(room, id))?.sealed;
      return sealed instanceof Uint8Array
        ? orBroken(room, id, () => sealer.openBytes(placeOf(room, id), sealed))
        : undefined;
    },
    readAll: async (room) => {
      const boxes = (await settled(database.transaction(STORE).objectStore(STORE).getAll(rangeOf(room)))) as Box[];
      const opened = new Map<string, unknown>();
      for (let start = 0; start < boxes.length; start += BATCH) {
        const batch = boxes.slice(start, start + BATCH);
        const values = await Promise.all(
          batch.map(({ id, sealed }) => orBroken(room, id, () => sealer.open(placeOf(room, id), sealed))),
        );
        for (const [index, box] of batch.entries()) {
          if (values[index] !== undefined) opened.set(box.id, values[index]);
        }
      }
      return opened;
    },
    ids: async (room) => {
      const keys = (await settled(database.transaction(STORE).objectStore(STORE).getAllKeys(rangeOf(room)))) as [
        RoomName,
        string,
      ][];
      return keys.map(([, id]) => id);
    },
    write: async (changes) => {
      if (changes.length === 0) return;
      // Sealed before the transaction begins: it would close itself while WebCrypto works.
      const boxes = await Promise.all(
        changes.map(async (change): Promise<Box | null> => {
          if ('gone' in change) return null;
          const place = placeOf(change.room, change.id);
          const sealed =
            'bytes' in change ? await sealer.sealBytes(place, change.bytes) : await sealer.seal(place, change.value);
          return { room: change.room, id: change.id, sealed };
        }),
      );
      const transaction = strictWrite(database, STORE);
      const store = transaction.objectStore(STORE);
      for (const [index, change] of changes.entries()) {
        const box = boxes[index];
        if (box) store.put(box);
        else store.delete([change.room, change.id]);
      }
      await committed(transaction);
      otherWindows.postMessage(byRoom(changes));
    },
    onForeignChange: (heard) => {
      listeners.add(heard);
      return () => {
        listeners.delete(heard);
      };
    },
    close: () => {
      listeners.clear();
      otherWindows.close();
      database.close();
    },
  };
}

function byRoom(changes: readonly Change[]): [RoomName, string[]][] {
  const rooms = new Map<RoomName, string[]>();
  for (const { room, id } of changes) rooms.set(room, [...(rooms.get(room) ?? []), id]);
  return [...rooms];
}

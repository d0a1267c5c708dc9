import type { Bytes } from '../../lib/bytes.ts';
import { isFull } from '../../lib/idb.ts';
import type { Journal } from '../journal/open-journal.ts';
import { journalled } from '../journal/what-is-kept.ts';
import { SealBroken, type Sealer } from '../seal/sealer.ts';
import { openBoxes, placeOfBox, type BoxChange, type Boxes, type Change, type RoomName } from './boxes.ts';

export type { Change, RoomName } from './boxes.ts';

export interface BrokenBox {
  readonly room: RoomName;
  readonly id: string;
}

/** The boxes of one store, opened: sealed one by one, several change in one transaction or not at all. The one way by which anything of ours is written. */
export interface Rooms {
  readonly read: (room: RoomName, id: string) => Promise<unknown>;
  readonly readBytes: (room: RoomName, id: string) => Promise<Bytes | undefined>;
  /** Every box of a room that opens, by id. */
  readonly readAll: (room: RoomName) => Promise<ReadonlyMap<string, unknown>>;
  readonly ids: (room: RoomName) => Promise<readonly string[]>;
  /** All or nothing, and when it resolves on disk: in the journal, where there is one, and in the store. */
  readonly write: (changes: readonly Change[]) => Promise<void>;
  /** After a write of another window. What this window writes, its writer knows. */
  readonly onForeignChange: (heard: (room: RoomName, ids: readonly string[]) => void) => () => void;
  readonly close: () => void;
}

const BATCH = 200;

export async function openRooms(name: string, sealer: Sealer, onBroken: (box: BrokenBox) => void): Promise<Rooms> {
  return roomsOver(name, await openBoxes(name), sealer, null, onBroken);
}

/** `name`: under which windows of the same store tell one another what they wrote. */
export function roomsOver(
  name: string,
  boxes: Boxes,
  sealer: Sealer,
  journal: Journal | null,
  onBroken: (box: BrokenBox) => void,
  /** A write failed for want of room; it throws all the same. */
  onFull: () => void = () => undefined,
): Rooms {
  const listeners = new Set<(room: RoomName, ids: readonly string[]) => void>();
  const otherWindows = new BroadcastChannel(name);
  otherWindows.onmessage = (message: MessageEvent<readonly (readonly [RoomName, readonly string[]])[]>) => {
    for (const [room, ids] of message.data) for (const listener of [...listeners]) listener(room, ids);
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
      const box = await boxes.get(room, id);
      return box && orBroken(room, id, () => sealer.open(placeOfBox(room, id), box.sealed));
    },
    readBytes: async (room, id) => {
      const sealed = (await boxes.get(room, id))?.sealed;
      return sealed instanceof Uint8Array
        ? orBroken(room, id, () => sealer.openBytes(placeOfBox(room, id), sealed))
        : undefined;
    },
    readAll: async (room) => {
      const all = await boxes.all(room);
      const opened = new Map<string, unknown>();
      for (let start = 0; start < all.length; start += BATCH) {
        const batch = all.slice(start, start + BATCH);
        const values = await Promise.all(
          batch.map(({ id, sealed }) => orBroken(room, id, () => sealer.open(placeOfBox(room, id), sealed))),
        );
        for (const [index, box] of batch.entries()) {
          if (values[index] !== undefined) opened.set(box.id, values[index]);
        }
      }
      return opened;
    },
    ids: boxes.ids,
    write: async (changes) => {
      if (changes.length === 0) return;
      // Sealed before the transaction begins: it would close itself while WebCrypto works.
      const sealed = await Promise.all(
        changes.map(async (change): Promise<BoxChange> => {
          if ('gone' in change) return change;
          const { room, id } = change;
          const place = placeOfBox(room, id);
          return {
            room,
            id,
            sealed:
              'bytes' in change ? await sealer.sealBytes(place, change.bytes) : await sealer.seal(place, change.value),
          };
        }),
      );
      const write = (): Promise<void> => boxes.put(sealed);
      const kept = journal === null ? [] : journalled(changes, sealed);
      try {
        await (journal === null || kept.length === 0 ? write() : journal.write(kept, write));
      } catch (error) {
        if (isFull(error)) onFull();
        throw error;
      }
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
      boxes.close();
    },
  };
}

function byRoom(changes: readonly Change[]): [RoomName, string[]][] {
  const rooms = new Map<RoomName, string[]>();
  for (const { room, id } of changes) rooms.set(room, [...(rooms.get(room) ?? []), id]);
  return [...rooms];
}

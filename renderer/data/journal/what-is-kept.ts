import type { BoxChange, Change, RoomName } from '../rooms/boxes.ts';

/** Rooms whose boxes are in the journal as long as they are in the store. Of `memory` a few, of `writes` what has no receipt. */
export const JOURNALLED: readonly RoomName[] = [
  'memory',
  'drafts',
  'photos',
  'originals',
  'thumbs',
  'writes',
  'unsent',
  'pending',
  'tray',
  'handovers',
  'audit',
];

/** Who this is, the clock, and the audit chain with its key: without these a store could not go on as what it was. Where the feed stood is not among them. */
const MEMORIES: readonly string[] = ['profile', 'clock', 'audit-key', 'audit-head'];

/** A photo as the camera page makes it is a few hundred kilobytes. What is larger than this has no second copy; its row and its draft have. */
const LARGEST_BYTES = 16 * 1024 * 1024;

/** `settled`: stays in the store and needs no second copy any more, because the centre has it. */
export type JournalChange = BoxChange | { readonly room: RoomName; readonly id: string; readonly settled: true };

interface RowLike {
  readonly delivery?: unknown;
}

/** What the journal makes of a write of the rooms. `sealed` holds the same changes, in the same order, as they will lie on the disk. */
export function journalled(changes: readonly Change[], sealed: readonly BoxChange[]): readonly JournalChange[] {
  const named = new Set(changes.map(({ room, id }) => `${room}/${id}`));
  return changes.flatMap((change, index): readonly JournalChange[] => {
    const box = sealed[index];
    const { room, id } = change;
    if (box === undefined || (room === 'memory' && !MEMORIES.includes(id))) return [];
    if ('bytes' in change) return change.bytes.length > LARGEST_BYTES ? [] : [box];
    if ('gone' in change) {
      // With its bytes the photo itself needs no second copy any more: it is delivered.
      return room === 'originals' && !named.has(`photos/${id}`) ? [box, { room: 'photos', id, settled: true }] : [box];
    }
    const hasReceipt = room === 'writes' && (change.value as RowLike).delivery === 'delivered';
    return hasReceipt ? [{ room, id, settled: true }] : [box];
  });
}

/** Whether a box that lies in the store belongs into a new journal. A row of the ledger needs to be opened for that; it is asked by `isWaiting`. */
export function belongs(room: RoomName, id: string, length: number): boolean {
  return room === 'memory' ? MEMORIES.includes(id) : JOURNALLED.includes(room) && length <= LARGEST_BYTES * 1.1;
}

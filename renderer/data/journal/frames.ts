import { fromUtf8, randomBytes, toHex, toUtf8, type Bytes } from '../../lib/bytes.ts';
import { SealBroken, type Sealer } from '../seal/sealer.ts';
import type { Box, RoomName } from '../rooms/boxes.ts';
import type { JournalChange } from './what-is-kept.ts';

/*
 * A journal on the disk, numbers big-endian:
 *
 *   "GGWJ" 1 0 0 0 | epoch (8) | length (4) | head, JSON in clear         then frame after frame:
 *   "frm\n"        | length (4) | sealed
 *
 * A frame is one write: what it put and what it took away, all or nothing. It is sealed for its epoch and its place in the file, so that its tag tells a torn tail, a damaged
 * middle, and a frame that was written for another journal or stood elsewhere in this one; the place is its number in the sequence.
 */
const MAGIC = Uint8Array.of(0x47, 0x47, 0x57, 0x4a, 1, 0, 0, 0);
const MARK = Uint8Array.of(0x66, 0x72, 0x6d, 0x0a);
const EPOCH_BYTES = 8;
/** What tells one journal from the one it was compacted from. */
export const PREFIX_BYTES = MAGIC.length + EPOCH_BYTES;
const FRAME_HEAD_BYTES = MARK.length + 4;

export function joined(parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function length32(length: number): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, length);
  return bytes;
}
const readLength = (bytes: Uint8Array, at: number): number =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at);

const startsWith = (bytes: Uint8Array, what: Uint8Array, at: number): boolean =>
  what.every((byte, index) => bytes[at + index] === byte);

/** The beginning of a new journal, of an epoch that never was. */
export function newBeginning(head: unknown): Bytes {
  const json = toUtf8(JSON.stringify(head));
  return joined([MAGIC, randomBytes(EPOCH_BYTES), length32(json.length), json]);
}

export interface Beginning {
  readonly prefix: Bytes;
  readonly head: unknown;
  /** Where the first frame stands. */
  readonly length: number;
}

/** `null`: no journal, or its beginning is damaged. */
export function readBeginning(bytes: Bytes): Beginning | null {
  if (bytes.length < PREFIX_BYTES + 4 || !startsWith(bytes, MAGIC, 0)) return null;
  const length = PREFIX_BYTES + 4 + readLength(bytes, PREFIX_BYTES);
  if (length > bytes.length) return null;
  try {
    const head = JSON.parse(fromUtf8(bytes.subarray(PREFIX_BYTES + 4, length))) as unknown;
    return { prefix: bytes.slice(0, PREFIX_BYTES), head, length };
  } catch (error) {
    // No JSON, or no UTF-8.
    if (error instanceof SyntaxError || error instanceof TypeError) return null;
    throw error;
  }
}

const placeOf = (prefix: Uint8Array, at: number): string => `journal/${toHex(prefix)}/${at}`;

/** `at`: where the frame will stand, in bytes from the beginning of the file. */
export async function sealFrame(
  sealer: Sealer,
  prefix: Uint8Array,
  at: number,
  changes: readonly JournalChange[],
): Promise<Bytes> {
  const sealed = await sealer.sealBytes(placeOf(prefix, at), encode(changes));
  return joined([MARK, length32(sealed.length), sealed]);
}

export interface Frames {
  /** Every box that stands, as the last write left it. */
  readonly boxes: ReadonlyMap<string, Box>;
  /** What was taken away since the journal was last written anew, and has not come again. */
  readonly gone: readonly Pick<Box, 'room' | 'id'>[];
  /** Where the last whole frame ends; what stands behind it is a torn tail. */
  readonly end: number;
  /** Places in the middle that do not open. What was written after them is here. */
  readonly broken: number;
}

/** Reads all frames. Throws nothing for damage: it is counted, and everything that opens is given back. */
export async function readFrames(sealer: Sealer, bytes: Bytes, { prefix, length }: Beginning): Promise<Frames> {
  const boxes = new Map<string, Box>();
  const gone = new Map<string, Pick<Box, 'room' | 'id'>>();
  let at = length;
  let end = length;
  let broken = 0;
  let isInDamage = false;
  while (at + FRAME_HEAD_BYTES <= bytes.length) {
    const frame = await openFrame(sealer, bytes, prefix, at);
    if (frame === null) {
      // Looks for the next frame that was written for the very place where it stands. Only then was this damage, and no torn tail.
      isInDamage = true;
      at = nextMark(bytes, at + 1);
      continue;
    }
    if (isInDamage) broken += 1;
    isInDamage = false;
    for (const change of frame.changes) {
      const key = `${change.room}/${change.id}`;
      boxes.delete(key);
      gone.delete(key);
      if ('sealed' in change) boxes.set(key, change);
      else if ('gone' in change) gone.set(key, { room: change.room, id: change.id });
    }
    at = frame.end;
    end = at;
  }
  return { boxes, gone: [...gone.values()], end, broken };
}

function nextMark(bytes: Uint8Array, from: number): number {
  let at = bytes.indexOf(MARK[0] ?? 0, from);
  while (at !== -1 && !startsWith(bytes, MARK, at)) at = bytes.indexOf(MARK[0] ?? 0, at + 1);
  return at === -1 ? bytes.length : at;
}

async function openFrame(
  sealer: Sealer,
  bytes: Bytes,
  prefix: Uint8Array,
  at: number,
): Promise<{ readonly changes: readonly JournalChange[]; readonly end: number } | null> {
  if (!startsWith(bytes, MARK, at)) return null;
  const end = at + FRAME_HEAD_BYTES + readLength(bytes, at + MARK.length);
  if (end > bytes.length) return null;
  try {
    const plain = await sealer.openBytes(placeOf(prefix, at), bytes.subarray(at + FRAME_HEAD_BYTES, end));
    return { changes: decode(plain), end };
  } catch (error) {
    if (error instanceof SealBroken) return null;
    throw error;
  }
}

/** What a frame holds before it is sealed: a table of contents, then the cipher texts of the boxes one after the other. */
type Entry = readonly [room: RoomName, id: string, kind: 'text' | 'bytes' | 'gone' | 'settled', length: number];

function kindOf(change: JournalChange): Entry[2] {
  if ('sealed' in change) return typeof change.sealed === 'string' ? 'text' : 'bytes';
  return 'gone' in change ? 'gone' : 'settled';
}

function encode(changes: readonly JournalChange[]): Bytes {
  const parts = changes.map((change) => {
    if (!('sealed' in change)) return new Uint8Array();
    return typeof change.sealed === 'string' ? toUtf8(change.sealed) : change.sealed;
  });
  const entries = changes.map((change, index): Entry => {
    return [change.room, change.id, kindOf(change), parts[index]?.length ?? 0];
  });
  const table = toUtf8(JSON.stringify(entries));
  return joined([length32(table.length), table, ...parts]);
}

/** What was sealed by us, for this place: it is what `encode` made. */
function decode(plain: Bytes): readonly JournalChange[] {
  const tableEnd = 4 + readLength(plain, 0);
  const entries = JSON.parse(fromUtf8(plain.subarray(4, tableEnd))) as readonly Entry[];
  let at = tableEnd;
  return entries.map(([room, id, kind, length]): JournalChange => {
    const part = plain.slice(at, at + length);
    at += length;
    if (kind === 'gone') return { room, id, gone: true };
    if (kind === 'settled') return { room, id, settled: true };
    return { room, id, sealed: kind === 'text' ? fromUtf8(part) : part };
  });
}

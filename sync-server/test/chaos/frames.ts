import { deserialize } from 'node:v8';

/* How IndexedDB lies on a file here (`kept-indexeddb.ts`): frame after frame, a transaction each. */

export type Op =
  | readonly ['put', store: string, key: unknown, value: unknown]
  | readonly ['delete', store: string, range: unknown]
  | readonly ['clear', store: string];
export interface StoreShape {
  readonly name: string;
  readonly keyPath: string | string[] | null;
  readonly autoIncrement: boolean;
  readonly indexes: readonly {
    readonly name: string;
    readonly keyPath: string | string[];
    readonly unique: boolean;
    readonly multiEntry: boolean;
  }[];
}
export interface Shape {
  readonly version: number;
  readonly stores: readonly StoreShape[];
}
export type Frame =
  | { readonly database: string; readonly gone: true }
  | { readonly database: string; readonly shape?: Shape; readonly ops: readonly Op[] };

const HEAD_BYTES = 4;

/** What lies on a disk as frames, one after the other; a torn one at the end is left out. */
export function framesIn(bytes: Buffer): readonly Buffer[] {
  const frames: Buffer[] = [];
  for (let at = 0; at + HEAD_BYTES <= bytes.length;) {
    const end = at + HEAD_BYTES + bytes.readUInt32BE(at);
    if (end > bytes.length) break;
    frames.push(bytes.subarray(at + HEAD_BYTES, end));
    at = end;
  }
  return frames;
}
/** Of so many of them on the disk, in bytes. */
export const lengthOf = (frames: readonly Buffer[]): number =>
  frames.reduce((sum, frame) => sum + HEAD_BYTES + frame.length, 0);
export function framed(frame: Buffer): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32BE(frame.length);
  return Buffer.concat([head, frame]);
}
export const frameOf = (bytes: Buffer): Frame => deserialize(bytes) as Frame;

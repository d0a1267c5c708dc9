import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';

export type PickedFile = { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array<ArrayBuffer> };
export type RefusedFile = { readonly name: string; readonly reason: 'too-large' | 'wrong-kind' | 'unreadable' };
export type Picked =
  { readonly ok: true; readonly file: PickedFile } | { readonly ok: false; readonly file: RefusedFile };

/** Reads a file that the person chose. Its size is asked first: a film picked by mistake is not read into memory. */
export async function readPicked(
  path: string,
  largestBytes: number,
  mediaTypeOf: (bytes: Uint8Array) => string | null,
): Promise<Picked> {
  const name = basename(path);
  try {
    if ((await stat(path)).size > largestBytes) return { ok: false, file: { name, reason: 'too-large' } };
    const bytes = new Uint8Array(await readFile(path));
    const mediaType = mediaTypeOf(bytes);
    if (mediaType === null) return { ok: false, file: { name, reason: 'wrong-kind' } };
    return { ok: true, file: { name, mediaType, bytes } };
  } catch {
    return { ok: false, file: { name, reason: 'unreadable' } }; // gone, locked or not ours to read: told by name
  }
}

import { mkdir, open, readdir, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { storeName } from '../../../shared/ipc/contract.ts';
import { hasCode } from './error-code.ts';
import { inTurns } from './in-turn.ts';
import { whileHeld, writeWhole } from './write-whole.ts';

/**
 * Journals of the page's stores: one file each, sealed by the page; here they are bytes. Everything is on the disk when a promise resolves.
 * Errors are Node's own (`ENOSPC` for a full disk); a write that failed has been cut off again.
 */
export interface JournalFiles {
  readonly stores: () => Promise<readonly string[]>;
  /** `null`: there is none. `atMost`: so many bytes from the beginning. */
  readonly read: (store: string, atMost?: number) => Promise<Uint8Array<ArrayBuffer> | null>;
  /** False, and nothing written, when the file does not begin with `prefix` or is not `at` bytes long. */
  readonly append: (store: string, prefix: Uint8Array, at: number, bytes: Uint8Array) => Promise<boolean>;
  readonly cut: (store: string, at: number) => Promise<void>;
  /** Another file in the place of the old one: after a power cut one of the two is there whole. */
  readonly replace: (store: string, bytes: Uint8Array) => Promise<void>;
}

const SUFFIX = '.ggwj';

export function journalFiles(folder: string, platform: NodeJS.Platform = process.platform): JournalFiles {
  const pathOf = (store: string): string => join(folder, store + SUFFIX);
  /** One after the other: an answer to one call may decide the next. */
  const inTurn = inTurns();
  const using = async <T>(path: string, flags: string, work: (file: FileHandle) => Promise<T>): Promise<T | null> => {
    let file: FileHandle;
    try {
      file = await whileHeld(() => open(path, flags), platform);
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return null;
      throw error;
    }
    try {
      return await work(file);
    } finally {
      await file.close();
    }
  };

  return {
    stores: () =>
      inTurn(async () => {
        await mkdir(folder, { recursive: true });
        const names = await readdir(folder);
        const stores = names.filter((name) => name.endsWith(SUFFIX)).map((name) => name.slice(0, -SUFFIX.length));
        // What else lies there, as a copy that somebody made of a journal, no page asks for.
        return stores.filter((name) => storeName.safeParse(name).success);
      }),
    read: (store, atMost) =>
      inTurn(() =>
        using(pathOf(store), 'r', async (file) => {
          const { size } = await file.stat();
          const bytes = new Uint8Array(Math.min(size, atMost ?? size));
          const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
          return bytes.subarray(0, bytesRead);
        }),
      ),
    append: (store, prefix, at, bytes) =>
      inTurn(async () => {
        const written = await using(pathOf(store), 'r+', async (file) => {
          const there = new Uint8Array(prefix.length);
          await file.read(there, 0, there.length, 0);
          const { size } = await file.stat();
          if (size !== at || !prefix.every((byte, index) => there[index] === byte)) return false;
          try {
            await writeAll(file, bytes, at);
            await file.datasync();
          } catch (error) {
            await file.truncate(at);
            throw error;
          }
          return true;
        });
        return written ?? false;
      }),
    cut: (store, at) =>
      inTurn(async () => {
        await using(pathOf(store), 'r+', async (file) => {
          await file.truncate(at);
          await file.datasync();
        });
      }),
    replace: (store, bytes) =>
      inTurn(async () => {
        await mkdir(folder, { recursive: true });
        await writeWhole(pathOf(store), bytes, { mode: 0o600, platform });
      }),
  };
}

async function writeAll(file: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done);
    done += bytesWritten;
  }
}

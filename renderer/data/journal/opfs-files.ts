import type { Bytes } from '../../lib/bytes.ts';
import type { JournalFile } from './journal-file.ts';

/** What is used of a folder of the browser's own files (OPFS), as a worker sees it. */
export interface Folder {
  readonly names: () => Promise<readonly string[]>;
  /** `null`: there is no such file. */
  readonly open: (name: string) => Promise<Handle | null>;
  readonly create: (name: string) => Promise<Handle>;
  readonly remove: (name: string) => Promise<void>;
}
/** `FileSystemSyncAccessHandle`, as far as it is used. Exclusive: nobody else has the file open. */
export interface Handle {
  readonly getSize: () => number;
  readonly read: (into: Uint8Array, options: { at: number }) => number;
  readonly write: (bytes: Uint8Array<ArrayBuffer>, options: { at: number }) => number;
  readonly truncate: (size: number) => void;
  readonly flush: () => void;
  readonly close: () => void;
}

const SUFFIX = /^(.+)\.(\d+)\.ggwj$/;
const nameOf = (store: string, generation: number): string => `${store}.${generation}.ggwj`;
/** A new file counts only from the moment its first bytes are there, which are written last. */
const FIRST_BYTES = 4;

/** Less than everything was written: the disk is full. Said as the browser says it of IndexedDB. */
class DiskFull extends Error {
  override readonly name = 'QuotaExceededError';
}

function writeAll(handle: Handle, bytes: Bytes, at: number): void {
  if (handle.write(bytes, { at }) !== bytes.length) throw new DiskFull('the disk is full');
}

/** Journals in a folder of OPFS. A file is replaced by one of the next number: renaming over another is not promised by every browser. */
export function opfsFiles(folder: Folder): {
  readonly stores: () => Promise<readonly string[]>;
  readonly file: (store: string) => JournalFile;
} {
  const generationsOf = async (store: string): Promise<readonly number[]> => {
    const found = (await folder.names()).flatMap((name) => {
      const [, of, generation] = SUFFIX.exec(name) ?? [];
      return of === store ? [Number(generation)] : [];
    });
    return found.toSorted((a, b) => b - a);
  };
  const isWhole = (handle: Handle): boolean => {
    const first = new Uint8Array(FIRST_BYTES);
    return handle.read(first, { at: 0 }) === FIRST_BYTES && first.some((byte) => byte !== 0);
  };
  const using = async <T>(handle: Handle, work: (handle: Handle) => T): Promise<T> => {
    try {
      return await Promise.resolve(work(handle));
    } finally {
      handle.close();
    }
  };

  const file = (store: string): JournalFile => {
    let latest: number | null = null;
    /** The newest whole file, opened. Files that a crash left beside it go. */
    const find = async (): Promise<Handle | null> => {
      if (latest !== null && (await folder.open(nameOf(store, latest + 1)).then(closed)) === null) {
        const known = await folder.open(nameOf(store, latest));
        if (known !== null) return known;
      }
      latest = null;
      for (const generation of await generationsOf(store)) {
        const handle = await folder.open(nameOf(store, generation));
        if (handle !== null && isWhole(handle)) {
          latest = generation;
          for (const other of await generationsOf(store)) {
            if (other !== generation) await folder.remove(nameOf(store, other));
          }
          return handle;
        }
        handle?.close();
      }
      return null;
    };
    return {
      read: async (atMost) => {
        const handle = await find();
        if (handle === null) return null;
        return using(handle, () => {
          const bytes = new Uint8Array(Math.min(handle.getSize(), atMost ?? Infinity));
          handle.read(bytes, { at: 0 });
          return bytes;
        });
      },
      append: async (prefix, at, bytes) => {
        const handle = await find();
        if (handle === null) return false;
        return using(handle, () => {
          const there = new Uint8Array(prefix.length);
          handle.read(there, { at: 0 });
          if (handle.getSize() !== at || !prefix.every((byte, index) => there[index] === byte)) return false;
          try {
            writeAll(handle, bytes, at);
            handle.flush();
          } catch (error) {
            // Nothing half written stays: cutting needs no room.
            handle.truncate(at);
            throw error;
          }
          return true;
        });
      },
      cut: async (at) => {
        const handle = await find();
        if (handle === null) return;
        await using(handle, () => {
          handle.truncate(at);
          handle.flush();
        });
      },
      replace: async (bytes) => {
        const [newest = 0] = await generationsOf(store);
        const next = newest + 1;
        const handle = await folder.create(nameOf(store, next));
        try {
          await using(handle, () => {
            handle.truncate(0);
            writeAll(handle, bytes.slice(FIRST_BYTES), FIRST_BYTES);
            handle.flush();
            writeAll(handle, bytes.slice(0, FIRST_BYTES), 0);
            handle.flush();
          });
        } catch (error) {
          await folder.remove(nameOf(store, next));
          throw error;
        }
        latest = next;
        for (const other of await generationsOf(store)) {
          if (other !== next) await folder.remove(nameOf(store, other));
        }
      },
    };
  };
  return {
    file,
    stores: async () => [...new Set((await folder.names()).flatMap((name) => SUFFIX.exec(name)?.[1] ?? []))],
  };
}

function closed(handle: Handle | null): Handle | null {
  handle?.close();
  return handle;
}

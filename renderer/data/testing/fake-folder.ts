import type { JournalPlace } from '../journal/journal-file.ts';
import { opfsFiles, type Folder, type Handle } from '../journal/opfs-files.ts';

/** A folder of the browser's own files in memory, with the same exclusive handles; it outlives whoever opens it. */
export interface FakeFolder {
  readonly files: Map<string, Uint8Array<ArrayBuffer>>;
  readonly place: JournalPlace;
  /** So many bytes fit in all; what goes beyond is not written, as on a full disk. */
  room: number;
  /** Called before every step that changes something, with what it is; throws to die there. */
  onStep: (step: string) => void;
}

export function aFakeFolder(): FakeFolder {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const open = new Set<string>();
  const used = (): number => [...files.values()].reduce((sum, { length }) => sum + length, 0);

  const handleOf = (name: string): Handle => {
    if (open.has(name)) throw new DOMException('the file is open', 'NoModificationAllowedError');
    open.add(name);
    const bytes = (): Uint8Array<ArrayBuffer> => files.get(name) ?? new Uint8Array();
    const resize = (size: number): void => {
      const next = new Uint8Array(size);
      next.set(bytes().subarray(0, size));
      files.set(name, next);
    };
    return {
      getSize: () => bytes().length,
      read: (into, { at }) => {
        const part = bytes().subarray(at, at + into.length);
        into.set(part);
        return part.length;
      },
      write: (what, { at }) => {
        fake.onStep('write');
        const fits = Math.max(0, Math.min(what.length, fake.room - used() + Math.max(0, bytes().length - at)));
        if (bytes().length < at + fits) resize(at + fits);
        bytes().set(what.subarray(0, fits), at);
        return fits;
      },
      truncate: (size) => {
        fake.onStep('truncate');
        resize(size);
      },
      flush: () => {
        fake.onStep('flush');
      },
      close: () => {
        open.delete(name);
      },
    };
  };
  const folder: Folder = {
    names: () => Promise.resolve([...files.keys()]),
    open: (name) => Promise.resolve(files.has(name) ? handleOf(name) : null),
    create: (name) => {
      if (!files.has(name)) files.set(name, new Uint8Array());
      return Promise.resolve(handleOf(name));
    },
    remove: (name) => {
      fake.onStep('remove');
      files.delete(name);
      return Promise.resolve();
    },
  };
  const { stores, file } = opfsFiles(folder);
  const fake: FakeFolder = {
    files,
    place: { kind: 'browser', stores, file },
    room: Infinity,
    onStep: () => undefined,
  };
  return fake;
}

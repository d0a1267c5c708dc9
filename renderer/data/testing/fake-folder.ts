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
  /** As it is found by the next start: after a kill all that was written, after a power cut what was flushed and of the rest nothing, or its last write and not those before. */
  readonly leftWith: (unflushed: 'all' | 'last' | 'nothing') => FakeFolder;
}

interface Unflushed {
  readonly at: number;
  readonly bytes: Uint8Array;
}

const resized = (bytes: Uint8Array, size: number): Uint8Array<ArrayBuffer> => {
  const next = new Uint8Array(size);
  next.set(bytes.subarray(0, size));
  return next;
};

export function aFakeFolder(): FakeFolder {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const flushed = new Map<string, Uint8Array<ArrayBuffer>>();
  const lastUnflushed = new Map<string, Unflushed>();
  const open = new Set<string>();
  const used = (): number => [...files.values()].reduce((sum, { length }) => sum + length, 0);

  const handleOf = (name: string): Handle => {
    if (open.has(name)) throw new DOMException('the file is open', 'NoModificationAllowedError');
    open.add(name);
    const bytes = (): Uint8Array<ArrayBuffer> => files.get(name) ?? new Uint8Array();
    const resize = (size: number): void => {
      files.set(name, resized(bytes(), size));
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
        if (!flushed.has(name)) flushed.set(name, bytes().slice());
        const fits = Math.max(0, Math.min(what.length, fake.room - used() + Math.max(0, bytes().length - at)));
        if (bytes().length < at + fits) resize(at + fits);
        bytes().set(what.subarray(0, fits), at);
        lastUnflushed.set(name, { at, bytes: what.slice(0, fits) });
        return fits;
      },
      truncate: (size) => {
        fake.onStep('truncate');
        resize(size);
      },
      flush: () => {
        fake.onStep('flush');
        flushed.set(name, bytes().slice());
        lastUnflushed.delete(name);
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
    leftWith: (unflushed) => {
      const after = aFakeFolder();
      for (const [name, bytes] of files) {
        const last = lastUnflushed.get(name);
        const isAll = unflushed === 'all' || last === undefined;
        const there = isAll ? bytes : (flushed.get(name) ?? new Uint8Array());
        const more = isAll || unflushed === 'nothing' ? { at: 0, bytes: there } : last;
        const kept = resized(there, Math.max(there.length, more.at + more.bytes.length));
        kept.set(more.bytes, more.at);
        after.files.set(name, kept);
      }
      return after;
    },
  };
  return fake;
}

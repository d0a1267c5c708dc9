import type { Bytes } from '../../lib/bytes.ts';

/** Where journals lie on this machine, outside IndexedDB: a file per store. One writer at a time is the caller's care (`open-journal.ts`). */
export interface JournalPlace {
  /** `desktop`: a file of the system, forced onto the disk. `browser`: the browser's own files, which go when somebody clears the site's data. */
  readonly kind: 'desktop' | 'browser';
  /** The stores that have a journal here. */
  readonly stores: () => Promise<readonly string[]>;
  readonly file: (store: string) => JournalFile;
}

/** Every promise resolves when the bytes are on the disk as far as the machine promises. */
export interface JournalFile {
  /** `atMost`: only so many bytes from the beginning. `null`: there is none. */
  readonly read: (atMost?: number) => Promise<Bytes | null>;
  /** Writes at the end. False, and nothing written, when the file does not begin with `prefix` or is not `at` bytes long: another window was here. */
  readonly append: (prefix: Bytes, at: number, bytes: Bytes) => Promise<boolean>;
  /** Cuts off what stands behind `at`. Needs no room on the disk. */
  readonly cut: (at: number) => Promise<void>;
  /** A new file in the place of the old one: whichever moment the power fails, one of the two is there whole. */
  readonly replace: (bytes: Bytes) => Promise<void>;
}

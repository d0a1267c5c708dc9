/** What can go wrong on the way to the desktop and back. The page turns a code into words. */
export type BridgeErrorCode =
  | 'untrusted-sender'
  | 'bad-request'
  | 'keystore-unavailable'
  | 'key-unreadable'
  | 'file-unwritable'
  | 'disk-full'
  | 'fixed-at-start'
  | 'internal';

export type BridgeError = {
  readonly code: BridgeErrorCode;
  /** For the log, in English; never a path, a name or content. */
  readonly message: string;
  /** Whether the same call may succeed later. */
  readonly retry?: boolean;
};

/** Electron carries only an error's message across processes, so an answer is a value that says which it is. */
export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: BridgeError };

const CODES: ReadonlySet<unknown> = new Set(['LEVEL_IO_ERROR', 'ENOSPC', 'EFBIG', 'EDQUOT', 'EROFS', 'EIO']);
/** The driver under PouchDB gives words and no code; of a lock that somebody holds it says the same. */
const WORDS = /\bIO error\b(?!.*already held)/;

/** Whether a disk did not take what was written (it is full, or broken), as the drivers say it; nobody's mistake. */
export function isDiskFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return CODES.has((error as NodeJS.ErrnoException).code) || WORDS.test(error.message) || isDiskFault(error.cause);
}

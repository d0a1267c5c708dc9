/** Node's word for what went wrong with a file: `ENOSPC`, `EACCES`. */
export const errorCode = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown';

export const hasCode = (error: unknown, ...codes: readonly string[]): boolean => codes.includes(errorCode(error));

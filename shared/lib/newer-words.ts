import type { z } from 'zod';

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Readonly<Record<PropertyKey, unknown>>)[key];
  }
  return at;
}

/**
 * Whether all that stands against a value are words which a closed choice does not know: it was written by a newer version, and is no ruin. Whoever takes it must
 * have an answer for a word he has never heard.
 */
export const saysNewerWords = ({ issues }: z.ZodError, value: unknown): boolean =>
  issues.length > 0 &&
  issues.every(({ code, path }) => code === 'invalid_value' && typeof valueAt(value, path) === 'string');

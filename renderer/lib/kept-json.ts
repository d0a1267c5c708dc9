import type { z } from 'zod';

/** What this terminal keeps in the open under a key, or the usual where nothing readable is kept. Never content of the work. */
export function readKept<T>(key: string, schema: z.ZodType<T>, usual: T): T {
  const kept = localStorage.getItem(key);
  if (kept === null) return usual;
  try {
    const read = schema.safeParse(JSON.parse(kept));
    return read.success ? read.data : usual;
  } catch (cause) {
    if (cause instanceof SyntaxError) return usual;
    throw cause;
  }
}

export function keep(key: string, value: unknown): void {
  localStorage.setItem(key, JSON.stringify(value));
}

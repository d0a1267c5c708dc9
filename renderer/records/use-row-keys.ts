import { useState } from 'react';

/** Keys for the rows of a list whose items have none: a row keeps its own while others come and go. With another list (`of`) all begin anew. */
export function useRowKeys(
  count: number,
  of: unknown,
): { readonly keys: readonly number[]; remove: (at: number) => void } {
  const [rows, setRows] = useState<{ readonly of: unknown; readonly keys: readonly number[]; readonly next: number }>({
    of,
    keys: [],
    next: 0,
  });
  const kept = rows.of === of ? rows.keys.slice(0, count) : [];
  const added = Array.from({ length: count - kept.length }, (_, at) => rows.next + at);
  const keys = added.length === 0 && kept.length === rows.keys.length ? rows.keys : [...kept, ...added];
  if (keys !== rows.keys || rows.of !== of) setRows({ of, keys, next: rows.next + added.length });
  return {
    keys,
    remove: (at) => {
      setRows({ ...rows, keys: keys.filter((_, index) => index !== at) });
    },
  };
}

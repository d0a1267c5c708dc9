import { useCallback, useState } from 'react';
import type { SetStateAction } from 'react';
import { mergeLists, same } from '../data/records/lists.ts';

type Group = Readonly<Record<string, unknown>>;
const isGroup = (value: unknown): value is Group =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What was typed upon a record that somebody changed meanwhile: what the person did not change is as it is now, what he changed stays; lists item by item. */
export function rebased(typed: unknown, was: unknown, now: unknown, field = ''): unknown {
  if (same(typed, was)) return now;
  if (same(was, now)) return typed;
  if (isGroup(typed) && isGroup(was) && isGroup(now)) {
    const keys = new Set([...Object.keys(typed), ...Object.keys(now)]);
    return Object.fromEntries([...keys].map((key) => [key, rebased(typed[key], was[key], now[key], key)]));
  }
  const merged = Array.isArray(typed) ? mergeLists(field, was, now, typed, 'ours') : null;
  return merged === null ? typed : (merged.list ?? []);
}

/** What stands in a form: begun from a record, changed by the person, and carried over to the record as it was read again. Gives what is on record too. */
export function useTyped<R, T>(
  record: R,
  typedOf: (record: R) => T,
): readonly [typed: T, setTyped: (next: SetStateAction<T>) => void, recorded: T] {
  const [held, setHeld] = useState(() => {
    const recorded = typedOf(record);
    return { record, recorded, typed: recorded };
  });
  let now = held;
  if (held.record !== record) {
    const recorded = typedOf(record);
    // Of the form of what it was made of.
    now = { record, recorded, typed: rebased(held.typed, held.recorded, recorded) as T };
    setHeld(now);
  }
  const setTyped = useCallback((next: SetStateAction<T>) => {
    setHeld((before) => ({
      ...before,
      typed: typeof next === 'function' ? (next as (typed: T) => T)(before.typed) : next,
    }));
  }, []);
  return [now.typed, setTyped, now.recorded];
}

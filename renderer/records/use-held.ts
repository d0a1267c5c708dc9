import { useState } from 'react';

/** The last value that was known, while the next is being made. */
export function useHeld<T>(value: T | undefined): T | undefined {
  const [held, setHeld] = useState(value);
  if (value !== undefined && held !== value) setHeld(value);
  return value ?? held;
}

import { useState } from 'react';

/** The record as it was when its form was opened: what was open when typing began is what the edit is told apart from, and what came meanwhile is not set back. */
export function useOpened<T extends object>(record: T): T;
export function useOpened<T extends object>(record: T | null | undefined): T | undefined;
export function useOpened<T extends object>(record: T | null | undefined): T | undefined {
  const [opened, setOpened] = useState(record ?? undefined);
  if (opened === undefined && record !== undefined && record !== null) setOpened(record);
  return opened;
}

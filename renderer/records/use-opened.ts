import { useEffect, useState } from 'react';
import type { HistoryType } from '../../shared/domain/change.ts';
import { useWorkstation } from '../data/hooks.ts';

interface Identified {
  readonly _id: string;
  readonly type: HistoryType;
}

/**
 * The record as it was when its form was opened: what was open when typing began is what the edit is told apart from, and what came meanwhile is not set back.
 * With each of `rereads` (`useAction`) it is read again, and what is there now is what the next attempt begins from.
 */
export function useOpened<T extends Identified>(record: T, rereads?: number): T;
export function useOpened<T extends Identified>(record: T | null | undefined, rereads?: number): T | undefined;
export function useOpened<T extends Identified>(record: T | null | undefined, rereads = 0): T | undefined {
  const { records } = useWorkstation();
  const [opened, setOpened] = useState(record ?? undefined);
  if (opened === undefined && record !== undefined && record !== null) setOpened(record);
  const type = opened?.type;
  const id = opened?._id;
  useEffect(() => {
    if (rereads === 0 || type === undefined || id === undefined) return;
    let isWanted = true;
    void records.many(type, [id]).then(([now]) => {
      // The same record, as it is now.
      if (isWanted && now !== undefined) setOpened(now as unknown as T);
    });
    return () => {
      isWanted = false;
    };
  }, [records, type, id, rereads]);
  return opened;
}

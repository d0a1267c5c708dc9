import { useMemo } from 'react';
import type { HistoryType } from '../../shared/domain/change.ts';
import { useLive, useWorkstation } from '../data/hooks.ts';
import type { RecordOf } from '../../shared/domain/record-of.ts';
import { combineLive } from '../lib/combine-live.ts';

/** Several records of one type, live, by id. Those that are not here (another scope, another right) are `null`, those not yet read are absent. */
export function useMany<T extends HistoryType>(
  type: T,
  ids: readonly string[],
): ReadonlyMap<string, RecordOf[T] | null> {
  const { records } = useWorkstation();
  const key = [...new Set(ids)].join(' ');
  const lives = useMemo(() => {
    const own = key === '' ? [] : key.split(' ');
    return { own, live: combineLive(own.map((id) => records.one(type, id))) };
  }, [records, type, key]);
  const values = useLive(lives.live);
  return useMemo(
    () =>
      new Map(
        lives.own.flatMap((id, at) => {
          const value = values?.[at];
          return value === undefined ? [] : [[id, value] as const];
        }),
      ),
    [lives, values],
  );
}

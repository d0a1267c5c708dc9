import { useCallback, useEffect, useState } from 'react';
import type { ListQuery } from '../../../shared/stock/query.ts';
import { useWorkstation } from '../../data/hooks.ts';
import type { ListPlace } from '../../ui/window-list.tsx';

export const BEGINNING: ListPlace = { at: 0, id: undefined };

export interface Place {
  /** Undefined while it is looked for where the target one arrives at stands. `at` is -1 where the list does not have it. */
  readonly place: ListPlace | undefined;
  readonly setPlace: (to: ListPlace) => void;
}

/**
 * The hand in a list of targets, told to the address. A target that the address names is found wherever it stands; one that the list does not have stays in hand
 * until the person moves: a result is recorded of whoever is shown, so nobody may be put in its place.
 */
export function usePlace(
  query: ListQuery<'target'>,
  total: number,
  target: string | undefined,
  onTarget: (target: string) => void,
): Place {
  const { stock } = useWorkstation();
  const [held, setHeld] = useState(BEGINNING);
  const [isArriving, setArriving] = useState(target !== undefined);
  const [failure, setFailure] = useState<{ readonly cause: unknown }>();
  const place = held.id === target ? held : target === undefined ? BEGINNING : { at: -1, id: target };
  const isSought = place.at < 0;
  // Also when others come into the list: it may be among them.
  useEffect(() => {
    if (!isSought || target === undefined) return;
    let isWanted = true;
    stock.ids(query).then(
      (ids) => {
        setArriving(false);
        if (isWanted) setHeld({ at: ids.indexOf(target), id: target });
      },
      (cause: unknown) => {
        if (isWanted) setFailure({ cause });
      },
    );
    return () => {
      isWanted = false;
    };
  }, [isSought, stock, query, total, target]);
  // What cannot be read belongs to the nearest error boundary, not into silence.
  if (failure !== undefined) throw failure.cause;

  const setPlace = useCallback(
    ({ at, id }: ListPlace) => {
      setHeld({ at, id: id ?? target });
      if (id !== undefined && id !== target) onTarget(id);
    },
    [target, onTarget],
  );
  return { place: isArriving ? undefined : place, setPlace };
}

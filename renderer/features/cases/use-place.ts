import { useCallback, useEffect, useState } from 'react';
import type { ListQuery } from '../../../shared/stock/query.ts';
import { useWorkstation } from '../../data/hooks.ts';
import type { ListPlace } from '../../ui/window-list.tsx';
import type { QueueKey } from './queues.ts';

/** Where the hand was in each queue: with the session, in memory. */
const memories = new WeakMap<object, Map<string, ListPlace>>();

function memoryOf(session: object): Map<string, ListPlace> {
  const known = memories.get(session) ?? new Map<string, ListPlace>();
  memories.set(session, known);
  return known;
}

const BEGINNING: ListPlace = { at: 0, id: undefined };

export interface Place {
  /** Undefined while it is looked for where the picked case stands. */
  readonly place: ListPlace | undefined;
  readonly setPlace: (place: ListPlace) => void;
}

/** The hand in a list of cases, told to the address; an address that names a case finds it wherever it stands. */
export function usePlace(
  queue: QueueKey,
  query: ListQuery,
  picked: string | undefined,
  onMove: (queue: QueueKey, picked: string | undefined) => void,
): Place {
  const workstation = useWorkstation();
  const { stock } = workstation;
  const [place, setPlaceAlone] = useState((): ListPlace | undefined => {
    if (picked === undefined) return BEGINNING;
    const before = memoryOf(workstation).get(queue);
    return before?.id === picked ? before : undefined;
  });
  const [failure, setFailure] = useState<{ readonly cause: unknown }>();
  const isSought = place === undefined;
  useEffect(() => {
    if (!isSought || picked === undefined) return;
    let isWanted = true;
    stock.ids(query).then(
      (ids) => {
        const at = ids.indexOf(picked);
        if (isWanted) setPlaceAlone(at < 0 ? BEGINNING : { at, id: picked });
      },
      (cause: unknown) => {
        if (isWanted) setFailure({ cause });
      },
    );
    return () => {
      isWanted = false;
    };
  }, [isSought, stock, query, picked]);
  // What cannot be read belongs to the nearest error boundary, not into silence.
  if (failure !== undefined) throw failure.cause;

  const setPlace = useCallback(
    (next: ListPlace) => {
      memoryOf(workstation).set(queue, next);
      setPlaceAlone(next);
      if (next.id !== undefined) onMove(queue, next.id);
    },
    [workstation, queue, onMove],
  );
  return { place, setPlace };
}

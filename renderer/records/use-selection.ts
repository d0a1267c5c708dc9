import { useEffect, useState } from 'react';
import type { ListQuery } from '../../shared/stock/query.ts';
import { useWorkstation } from '../data/hooks.ts';
import type { ListPlace, WindowSelection } from '../ui/window-list.tsx';

export interface Selection {
  readonly ids: ReadonlySet<string>;
  readonly forList: WindowSelection;
  readonly set: (ids: ReadonlySet<string>) => void;
}

interface Range {
  readonly start: ListPlace;
  readonly end: ListPlace;
  readonly isAdding: boolean;
}

/** Where an end of a range stands among the ids of the list; what left the list meanwhile counts where it stood. */
function standingOf({ at, id }: ListPlace, ids: readonly string[]): number {
  const found = id === undefined ? -1 : ids.indexOf(id);
  return found < 0 ? at : found;
}

/** What is selected of a list that is not held: ranges and 全部 are asked of the stock. Another question empties it; `question` says which one it is where the query changes with the clock. */
export function useSelection(query: ListQuery, total: number, question: unknown = query): Selection {
  const { stock } = useWorkstation();
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [failure, setFailure] = useState<{ readonly cause: unknown }>();
  const [asked, setAsked] = useState(question);
  if (asked !== question) {
    setAsked(question);
    setIds(new Set());
  }
  const [wanted, setWanted] = useState<Range>();
  useEffect(() => {
    if (wanted === undefined) return;
    let isWanted = true;
    stock.ids(query).then(
      (all) => {
        if (!isWanted) return;
        setIds((before) => {
          const next = new Set(before);
          const ends = [standingOf(wanted.start, all), standingOf(wanted.end, all)];
          for (const id of all.slice(Math.min(...ends), Math.max(...ends) + 1)) {
            if (wanted.isAdding) next.add(id);
            else next.delete(id);
          }
          return next;
        });
        setWanted(undefined);
      },
      (cause: unknown) => {
        if (isWanted) setFailure({ cause });
      },
    );
    return () => {
      isWanted = false;
    };
  }, [stock, query, wanted]);
  // What cannot be read belongs to the nearest error boundary, not into silence.
  if (failure !== undefined) throw failure.cause;

  return {
    ids,
    set: setIds,
    forList: {
      has: (id) => ids.has(id),
      state: ids.size === 0 ? 'none' : ids.size >= total ? 'all' : 'some',
      onToggle: (id) => {
        setIds((before) => {
          const next = new Set(before);
          if (!next.delete(id)) next.add(id);
          return next;
        });
      },
      onRange: (start, end, isAdding) => {
        setWanted({ start, end, isAdding });
      },
      onAll: (isAdding) => {
        if (isAdding)
          setWanted({ start: { at: 0, id: undefined }, end: { at: total - 1, id: undefined }, isAdding: true });
        else setIds(new Set());
      },
    },
  };
}

import { useCallback, useEffect, useState } from 'react';
import { useWorkstation } from '../../data/hooks.ts';
import { namedFilter } from '../../lib/named-filters.ts';
import type { ListPlace } from '../../ui/window-list.tsx';
import { keepList, readKeptList, type KeptList } from '../../records/kept-lists.ts';
import { USUAL_FILTER, type Filtered, type ListKind } from './list-kinds.ts';
import { rememberedList, rememberListState, type RememberedList } from './list-memory.ts';

export interface ListState {
  readonly state: RememberedList;
  /** The text as it stands in the field; the list shows `state.text` until it rests. */
  readonly committed: string;
  readonly commit: (text: string) => void;
  readonly kept: KeptList;
  /** A new question begins at its first row. */
  readonly ask: (change: Partial<Filtered>) => void;
  readonly onPlace: (place: ListPlace) => void;
  readonly keep: (change: Partial<KeptList>) => void;
}

const BEGINNING: ListPlace = { at: 0, id: undefined };

/** Where one is in a list: what is asked and where the hand is live with the session, what one likes on this terminal. */
export function useListState(list: ListKind, filter: string | undefined, today: string): ListState {
  const workstation = useWorkstation();
  const { account } = workstation.user;
  const [kept, setKept] = useState(() => readKeptList(account, list.key));
  const [state, setState] = useState((): RememberedList => {
    const { sort } = kept;
    const before = rememberedList(workstation, list.key) ?? {
      ...USUAL_FILTER,
      sort,
      place: BEGINNING,
      taken: undefined,
    };
    const named = namedFilter(filter);
    // Coming back by the same address finds the list as it was left; a new one asks anew.
    if (named === undefined || before.taken === filter) return { ...before, taken: filter };
    return { ...USUAL_FILTER, sort, where: named.where(today), place: BEGINNING, taken: filter };
  });
  const [committed, commit] = useState(state.text);
  useEffect(() => {
    // Whoever goes on before the text rests finds it as it was typed.
    rememberListState(workstation, list.key, { ...state, text: committed });
  }, [workstation, list.key, state, committed]);

  const keep = useCallback(
    (change: Partial<KeptList>) => {
      setKept((before) => {
        const next = { ...before, ...change };
        keepList(account, list.key, next);
        return next;
      });
    },
    [account, list.key],
  );
  const ask = useCallback(
    (change: Partial<Filtered>) => {
      setState((before) => ({ ...before, ...change, place: BEGINNING }));
      if (change.sort !== undefined) keep({ sort: change.sort });
    },
    [keep],
  );
  const onPlace = useCallback((place: ListPlace) => {
    setState((before) =>
      before.place?.at === place.at && before.place.id === place.id ? before : { ...before, place },
    );
  }, []);
  return { state, committed, commit, kept, ask, onPlace, keep };
}

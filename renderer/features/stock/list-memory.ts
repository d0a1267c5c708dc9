import type { ListPlace } from '../../ui/window-list.tsx';
import type { Filtered } from './list-kinds.ts';

/** Where one was in a list. */
export interface RememberedList extends Filtered {
  readonly place: ListPlace | undefined;
  /** The named filter that was last taken from the address. */
  readonly taken: string | undefined;
}

/** In memory, with the session: a text typed into a list may be somebody's name. */
const memories = new WeakMap<object, Map<string, RememberedList>>();

export const rememberedList = (session: object, list: string): RememberedList | undefined =>
  memories.get(session)?.get(list);

export function rememberListState(session: object, list: string, state: RememberedList): void {
  const all = memories.get(session) ?? new Map<string, RememberedList>();
  all.set(list, state);
  memories.set(session, all);
}

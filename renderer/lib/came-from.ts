/** The order of the list a case was opened from, so that its page can go on to the next one. In memory, with the session. */
const lists = new WeakMap<object, readonly string[]>();

export function rememberList(session: object, ids: readonly string[]): void {
  lists.set(session, ids);
}

/** The next one of that list that is still to do: first those below, then those above. */
export function nextInList(session: object, id: string, isToDo: (id: string) => boolean): string | undefined {
  const ids = lists.get(session) ?? [];
  const at = ids.indexOf(id);
  return at < 0 ? undefined : [...ids.slice(at + 1), ...ids.slice(0, at)].find(isToDo);
}

import { cell, type Known } from '../live.ts';
import type { Contact } from './server-link.ts';

/** A request that failed and was answered at the next try is no absence: banner and button would flash by and move the page under the hand. */
export const TELLS_AFTER_MS = 1_500;

export interface SteadyContact {
  readonly contact: Known<Contact>;
  readonly close: () => void;
}

/** The contact as people are told of it: what a window finds at its start and every return at once, an absence when it has lasted. */
export function steadyContact(contact: Known<Contact>): SteadyContact {
  const told = cell<Contact>(contact.get());
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const { online, sinceMs } = contact.get();
    if (online !== told.get().online || sinceMs !== told.get().sinceMs) told.set({ online, sinceMs });
  };
  const leave = contact.subscribe(() => {
    if (contact.get().online || !told.get().online) tell();
    else timer ??= setTimeout(tell, TELLS_AFTER_MS);
  });
  return {
    contact: told,
    close: () => {
      leave();
      clearTimeout(timer);
    },
  };
}

import type { Register } from '../accounts/register.ts';
import type { AnchoredClock } from '../clock.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { heardAt } from './offline-rules.ts';
import type { ServerLink } from '../sync/server-link.ts';

/** How often the last contact is written down while all is well. */
const KEEP_EVERY_MS = 30_000;

/** Keeps the last contact, sealed for the clock and in the register for the days of offline sign-in. */
export function keepContact(
  rooms: Rooms,
  register: Register,
  key: string,
  link: ServerLink,
  clock: AnchoredClock,
  onTrouble: (what: string, error: unknown) => void,
): () => Promise<void> {
  let kept = clock.lastContactMs();
  let writing: Promise<void> = Promise.resolve();
  const keep = (): void => {
    const memory = clock.memory();
    if (memory === null || memory.serverMs === kept) return;
    kept = memory.serverMs;
    writing = writing
      .then(async () => {
        await rooms.write([{ room: 'memory', id: 'clock', value: memory }]);
        await register.change(key, (entry) => heardAt(entry, memory.serverMs, memory.serverMs + memory.deviationMs));
      })
      .catch((error: unknown) => {
        // A full disk: said again at the next turn, and no reason not to close.
        kept = null;
        onTrouble('keeping the last contact', error);
      });
  };
  kept = null;
  keep();
  const timer = setInterval(keep, KEEP_EVERY_MS);
  const leave = link.contact.subscribe(keep);
  return async () => {
    clearInterval(timer);
    leave();
    keep();
    await writing;
  };
}

/** The browser knows of a pulled cable before any request fails. */
export function hearCables(link: ServerLink): () => void {
  if (typeof window === 'undefined') return () => undefined;
  window.addEventListener('offline', link.lost);
  window.addEventListener('online', link.back);
  return () => {
    window.removeEventListener('offline', link.lost);
    window.removeEventListener('online', link.back);
  };
}

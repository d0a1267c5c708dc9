import type { Bytes } from '../../lib/bytes.ts';
import { takingTurns, type Locks } from '../../lib/locks.ts';
import type { Box } from '../rooms/boxes.ts';
import type { Sealer } from '../seal/sealer.ts';
import { joined, newBeginning, readBeginning, readFrames, sealFrame, type Frames } from './frames.ts';
import type { JournalFile, JournalPlace } from './journal-file.ts';
import type { JournalChange } from './what-is-kept.ts';

/** Grown by so much since it was last written anew, a journal is written anew: most of what is in it has its receipt by then. */
const GROWN_BYTES = 1024 * 1024;
const QUIET_MS = 3_000;

/** Every local write of one store until its receipt, outside IndexedDB (DESIGN §5, point 11). */
export interface Journal {
  readonly kind: JournalPlace['kind'];
  /**
   * One write: first here and on the disk, then `store`. When `putIntoStore` fails, it is taken back here. Nothing else writes meanwhile, in no window, so that
   * journal and store are always in one order.
   */
  readonly write: (changes: readonly JournalChange[], putIntoStore: () => Promise<void>) => Promise<void>;
  /**
   * Compares with the store at a start. `work` gets what is here (`null`: there was no journal that opens) and gives back what the journal shall hold from now on.
   * The new one is written before anything else may write.
   */
  readonly agree: (head: unknown, work: (found: Frames | null) => Promise<Iterable<Box>>) => Promise<void>;
  /** Written anew with what stands, under a new head where one is given. */
  readonly compact: (head?: unknown) => Promise<void>;
  readonly close: () => Promise<void>;
}

interface Known {
  readonly prefix: Bytes;
  readonly head: unknown;
  size: number;
  /** Size when it was last written anew. */
  readonly born: number;
}

export interface JournalParts {
  readonly place: JournalPlace;
  readonly store: string;
  readonly sealer: Sealer;
  readonly locks: Locks;
  readonly onTrouble: (what: string, error: unknown) => void;
}

/** One at a time over all windows: the browser gives a file to one of them only. */
export const takingTurnsAt = (store: string, locks: Locks): ReturnType<typeof takingTurns> =>
  takingTurns(locks, `ggw-journal-${store}`);

export function openJournal({ place, store, sealer, locks, onTrouble }: JournalParts): Journal {
  const file: JournalFile = place.file(store);
  const inTurn = takingTurnsAt(store, locks);
  let known: Known | null = null;
  let agreed: Parameters<Journal['agree']> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let compacting: Promise<void> = Promise.resolve();

  /** What is on the disk now: at the start, and when another window has written. */
  const read = async (): Promise<Frames | null> => {
    const bytes = await file.read();
    const beginning = bytes === null ? null : readBeginning(bytes);
    if (bytes === null || beginning === null) return null;
    const frames = await readFrames(sealer, bytes, beginning);
    if (frames.end < bytes.length) await file.cut(frames.end);
    known = { prefix: beginning.prefix, head: beginning.head, size: frames.end, born: known?.born ?? frames.end };
    return frames;
  };

  const renew = async (head: unknown, boxes: Iterable<Box>): Promise<void> => {
    const beginning = newBeginning(head);
    const start = readBeginning(beginning);
    if (start === null) throw new Error('a new beginning can be read');
    const parts: Bytes[] = [beginning];
    let at = beginning.length;
    for (const box of boxes) {
      // One frame each, so that damage takes one with it and not all.
      const frame = await sealFrame(sealer, start.prefix, at, [box]);
      parts.push(frame);
      at += frame.length;
    }
    await file.replace(joined(parts));
    known = { prefix: start.prefix, head, size: at, born: at };
  };

  /** Puts a frame at the end; gives back where it stands. */
  const append = async (changes: readonly JournalChange[]): Promise<{ readonly now: Known; readonly at: number }> => {
    for (;;) {
      if (known === null) await read();
      // Cleared away under us while the store is still there: it is made anew from the store.
      if (known === null && agreed !== null) await renew(agreed[0], await agreed[1](null));
      const now = known;
      if (now === null) throw new Error(`the journal of ${store} is gone`);
      const at = now.size;
      const frame = await sealFrame(sealer, now.prefix, at, changes);
      if (await file.append(now.prefix, at, frame)) {
        now.size += frame.length;
        return { now, at };
      }
      // Another window has written, or written the journal anew.
      known = null;
    }
  };
  /** The store refused what is here already: cutting needs no room, so it works on a full disk too. */
  const takeBack = async (now: Known, at: number): Promise<void> => {
    try {
      await file.cut(at);
      now.size = at;
    } catch (error) {
      // It stays, and the next start carries out what this window said was not written: twice is found out by its id, never is not.
      onTrouble('journal: taking back', error);
      known = null;
    }
  };

  const compactNow = async (head?: unknown): Promise<void> => {
    const frames = await read();
    if (frames !== null && known !== null) await renew(head ?? known.head, frames.boxes.values());
  };

  const tidyWhenQuiet = ({ size, born }: Known): void => {
    if (size - born < Math.max(GROWN_BYTES, born)) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      compacting = inTurn(() => compactNow()).catch((error: unknown) => {
        onTrouble('journal: compaction', error);
      });
    }, QUIET_MS);
  };

  return {
    kind: place.kind,
    write: (changes, putIntoStore) =>
      inTurn(async () => {
        const { now, at } = await append(changes);
        try {
          await putIntoStore();
        } catch (error) {
          await takeBack(now, at);
          throw error;
        }
        tidyWhenQuiet(now);
      }),
    agree: (head, work) =>
      inTurn(async () => {
        agreed = [head, work];
        await renew(head, await work(await read()));
      }),
    compact: (head) =>
      inTurn(async () => {
        if (agreed !== null && head !== undefined) agreed = [head, agreed[1]];
        await compactNow(head);
      }),
    close: async () => {
      clearTimeout(timer);
      await compacting;
    },
  };
}

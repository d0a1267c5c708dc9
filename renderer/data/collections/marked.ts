import { pause } from '../../lib/signals.ts';
import { cell, type Known } from '../live.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { LocalCollection } from './open-database.ts';
import { readMany, readSince, watch, type ReadTo } from './store-access.ts';

/** The few documents of a large collection that somebody has to look at, found without an index in clear that would say which they are. */
export interface Marked<T> {
  readonly rows: Known<ReadonlyMap<string, T>>;
  /** Resolves when everything that lay in the store at the start has been looked at. */
  readonly caughtUp: Promise<void>;
  readonly close: () => Promise<void>;
}

export interface MarkedParts<D, T> {
  readonly collection: LocalCollection;
  readonly rooms: Rooms;
  /** Where it is remembered (room `memory`), sealed: which they are, and how far the collection has been read. */
  readonly box: string;
  /** What is kept of a document; `null` where it is not one of them. */
  readonly pick: (document: D) => T | null;
  readonly onTrouble: (what: string, error: unknown) => void;
}

interface Box {
  readonly lwt: number;
  readonly ids: readonly string[];
}

const BATCH = 500;
/** Two windows may finish their writes in another order than they began them: so much is read once more, which changes nothing. */
const OVERLAP_MS = 60_000;
/** After so many documents it is remembered how far it was read. */
const SAVE_EVERY = 2_000;

/**
 * Reads on from where the last start ended, then follows what is written. Costs nothing for what was looked at before: only the marked ones are opened again.
 */
export async function markedDocuments<D, T>(parts: MarkedParts<D, T>): Promise<Marked<T>> {
  const { collection, rooms, box, pick, onTrouble } = parts;
  const ending = new AbortController();
  const saved = ((await rooms.read('memory', box)) as Box | undefined) ?? { lwt: 0, ids: [] };
  const known = await readMany<D>(collection, saved.ids);
  const rows = cell<ReadonlyMap<string, T>>(kept(known));
  let lwt = saved.lwt;
  let unsaved = 0;
  let saving: Promise<void> = Promise.resolve();
  /** What was heard while reading is newer than what was read. */
  let heard: Set<string> | null = new Set();

  function kept(documents: ReadonlyMap<string, D>): ReadonlyMap<string, T> {
    const found = new Map<string, T>();
    for (const [id, document] of documents) {
      const row = pick(document);
      if (row !== null) found.set(id, row);
    }
    return found;
  }
  const save = (): void => {
    unsaved = 0;
    saving = saving
      .then(() => rooms.write([{ room: 'memory', id: box, value: { lwt, ids: [...rows.get().keys()] } satisfies Box }]))
      .catch((error: unknown) => {
        onTrouble(`remembering ${box}`, error);
      });
  };
  const take = (changes: Iterable<readonly [string, D | null]>): void => {
    let next: Map<string, T> | null = null;
    let count = 0;
    for (const [id, document] of changes) {
      count += 1;
      const row = document === null ? null : pick(document);
      if (row === null && !(next ?? rows.get()).has(id)) continue;
      next ??= new Map(rows.get());
      if (row === null) next.delete(id);
      else next.set(id, row);
    }
    unsaved += count;
    if (next !== null) rows.set(next);
    if (next !== null || unsaved >= SAVE_EVERY) save();
  };
  const stop = watch<D>(collection, (changes, latest) => {
    for (const id of changes.keys()) heard?.add(id);
    // Until all has been read, what is heard says nothing of how far it was read.
    if (heard === null) lwt = Math.max(lwt, latest);
    take(changes);
  });

  const catchUp = async (): Promise<void> => {
    // A store that holds nothing written so late is another one: lost, and made again by a clock that is behind the one before.
    const isOfThisStore = lwt > 0 && (await readSince<D>(collection, { id: '', lwt }, 1)).changes.size > 0;
    let to: ReadTo | undefined = isOfThisStore ? { id: '', lwt: Math.max(1, lwt - OVERLAP_MS) } : undefined;
    for (;;) {
      const batch: { readonly changes: ReadonlyMap<string, D | null>; readonly to: ReadTo | undefined } =
        await readSince<D>(collection, to, BATCH);
      if (ending.signal.aborted) return;
      take([...batch.changes].filter(([id]) => heard?.has(id) !== true));
      to = batch.to;
      lwt = to?.lwt ?? lwt;
      if (batch.changes.size < BATCH) break;
      await pause(0, ending.signal);
    }
    heard = null;
    save();
  };
  const caughtUp = catchUp().catch((error: unknown) => {
    // The store closes under a reading that goes on: that is no trouble.
    if (!ending.signal.aborted) onTrouble(`reading ${box}`, error);
  });

  return {
    rows,
    caughtUp,
    close: async () => {
      ending.abort();
      stop();
      await caughtUp;
      if (unsaved > 0 && heard === null) save();
      await saving;
    },
  };
}

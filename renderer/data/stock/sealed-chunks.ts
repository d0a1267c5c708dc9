import { fromUtf8, toUtf8 } from '../../lib/bytes.ts';
import { committed, openIdb, settled } from '../../lib/idb.ts';
import type { Sealer } from '../seal/sealer.ts';
import type { Checkpoints } from './feed.ts';

/*
 * What was made of the documents of a store, so that the next start need not read every one again. A cache: it may be thrown away at any time, and is where anything about
 * it is wrong. Values lie in chunks by a hash of their id; a chunk is one sealed box. The head, which says how far the store had been read, is written last: chunks may be
 * newer than it says, never older.
 */

const CHUNKS = 512;
const STORE = 'boxes';
const HEAD = 'head';
/** So many chunks are opened or sealed at once. */
const BATCH = 32;

/** How values are kept, and what they were made by: what is of another form is made anew. */
export type FormName = number | string;

interface Head {
  readonly form: FormName;
  readonly checkpoints: Checkpoints;
}

export interface SealedChunks<T> {
  /** Gives what was saved, chunk by chunk; `null` where there is nothing (any more). */
  readonly load: (take: (values: readonly T[]) => void) => Promise<Checkpoints | null>;
  /** Notes that what is kept of a record changed. */
  readonly touch: (id: string) => void;
  readonly isDirty: () => boolean;
  /** Writes the chunks that changed, then the head. `all`: every value there is, by the id of its record; `checkpoints`: as of now. Both are read before anything is awaited. */
  readonly save: (all: Iterable<readonly [id: string, value: T]>, checkpoints: Checkpoints) => Promise<void>;
  /** Everything is written anew with the next save: what is there is not to be trusted. */
  readonly touchAll: () => void;
  readonly close: () => void;
}

/** The end of a ULID is chance. */
function chunkOf(id: string): number {
  let hash = 0;
  for (let at = Math.max(0, id.length - 8); at < id.length; at += 1) hash = (hash * 31 + id.charCodeAt(at)) >>> 0;
  return hash % CHUNKS;
}

/** `pack` and `unpack`: where a value is kept shorter than it is; both JSON. */
export function openSealedChunks<T>(
  name: string,
  sealer: Sealer,
  form: FormName,
  pack: (value: T) => unknown = (value) => value,
  // What this form holds was put there as such.
  unpack: (kept: unknown) => T = (kept) => kept as T,
): SealedChunks<T> {
  let opening: Promise<IDBDatabase> | undefined;
  /** Opened when it is first needed, and anew where that failed, as on a full disk: the work goes on without it. */
  const database = (): Promise<IDBDatabase> => {
    opening ??= openIdb(name, (fresh) => {
      fresh.createObjectStore(STORE);
    }).catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
  const dirty = new Set<number>();
  let isHeadDirty = false;
  const placeOf = (key: number | typeof HEAD): string => `${STORE}/${String(key)}`;
  const opens = async (key: number | typeof HEAD, box: Uint8Array): Promise<unknown> =>
    JSON.parse(fromUtf8(await sealer.openBytes(placeOf(key), box))) as unknown;
  const readHead = async (): Promise<unknown> => {
    const box: unknown = await settled((await database()).transaction(STORE).objectStore(STORE).get(HEAD));
    return box instanceof Uint8Array ? opens(HEAD, box) : undefined;
  };
  /** The chunks [first, first + BATCH) that there are, in one request. */
  const boxesFrom = async (first: number): Promise<readonly (readonly [number, Uint8Array])[]> => {
    const store = (await database()).transaction(STORE).objectStore(STORE);
    const range = IDBKeyRange.bound(first, first + BATCH, false, true);
    const [found, boxes] = await Promise.all([settled(store.getAllKeys(range)), settled(store.getAll(range))]);
    // What this store holds under a number is a sealed chunk: nobody else writes here.
    return found.map((key, at) => [key as number, boxes[at] as Uint8Array]);
  };
  const write = async (boxes: readonly (readonly [number | typeof HEAD, unknown])[]): Promise<void> => {
    const sealed = await Promise.all(
      boxes.map(
        async ([key, value]) => [key, await sealer.sealBytes(placeOf(key), toUtf8(JSON.stringify(value)))] as const,
      ),
    );
    const transaction = (await database()).transaction(STORE, 'readwrite');
    for (const [key, box] of sealed) transaction.objectStore(STORE).put(box, key);
    await committed(transaction);
  };

  return {
    load: async (take) => {
      const head = (await readHead()) as Head | undefined;
      if (head?.form !== form) return null;
      let next = boxesFrom(0);
      for (let first = 0; first < CHUNKS; first += BATCH) {
        const boxes = await next;
        // Read ahead: the disk works while the engine takes in what came.
        if (first + BATCH < CHUNKS) next = boxesFrom(first + BATCH);
        const opened = await Promise.all(boxes.map(([chunk, box]) => opens(chunk, box)));
        for (const values of opened) take((values as readonly unknown[]).map(unpack));
      }
      return head.checkpoints;
    },
    touch: (id) => {
      dirty.add(chunkOf(id));
      isHeadDirty = true;
    },
    isDirty: () => isHeadDirty,
    save: async (values, checkpoints) => {
      const chunks = new Map<number, T[]>([...dirty].map((chunk) => [chunk, []]));
      dirty.clear();
      isHeadDirty = false;
      for (const [id, value] of values) chunks.get(chunkOf(id))?.push(value);
      const all = [...chunks];
      try {
        for (let first = 0; first < all.length; first += BATCH)
          await write(all.slice(first, first + BATCH).map(([key, some]) => [key, some.map(pack)]));
        await write([[HEAD, { form, checkpoints } satisfies Head]]);
      } catch (error) {
        // A later head must not speak for chunks that were never written.
        for (const chunk of chunks.keys()) dirty.add(chunk);
        isHeadDirty = true;
        throw error;
      }
    },
    touchAll: () => {
      for (let chunk = 0; chunk < CHUNKS; chunk += 1) dirty.add(chunk);
      isHeadDirty = true;
    },
    close: () => {
      opening?.then(
        (database) => {
          database.close();
        },
        () => undefined, // never opened
      );
    },
  };
}

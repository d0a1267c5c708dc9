import { FACT_TYPES, type Fact } from '../../../shared/stock/slim.ts';
import type { Facts } from '../../../shared/stock/facts.ts';
import { fromUtf8, toUtf8 } from '../../lib/bytes.ts';
import { committed, openIdb, settled } from '../../lib/idb.ts';
import type { Sealer } from '../seal/sealer.ts';
import type { Checkpoints } from './feed.ts';

/*
 * The stock as it was, so that the next start need not read every document again. A cache: it may be thrown away at any time, and is where anything about it is wrong.
 * Records lie in chunks by a hash of their id; a chunk is one sealed box. The head, which says how far the store had been read, is written last: chunks may be newer
 * than it says, never older.
 */

/** Raised when facts are kept in another way: what was saved before is then read anew. */
const FORM = 4;
const CHUNKS = 512;
const STORE = 'boxes';
const HEAD = 'head';
/** So many chunks are opened or sealed at once. */
const BATCH = 32;

interface Head {
  readonly form: number;
  readonly checkpoints: Checkpoints;
}

export interface SavedForm {
  /** Gives what was saved, chunk by chunk; `null` where there is nothing (any more). */
  readonly load: (take: (facts: readonly Fact[]) => void) => Promise<Checkpoints | null>;
  /** Notes that a record changed. */
  readonly touch: (id: string) => void;
  readonly isDirty: () => boolean;
  /** Writes the chunks that changed, then the head. `checkpoints`: as of now, when all of `facts` are in. */
  readonly save: (facts: Facts, checkpoints: Checkpoints) => Promise<void>;
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

export async function openSavedForm(name: string, sealer: Sealer): Promise<SavedForm> {
  const database = await openIdb(name, (fresh) => {
    fresh.createObjectStore(STORE);
  });
  const dirty = new Set<number>();
  let isHeadDirty = false;
  const placeOf = (key: number | typeof HEAD): string => `${STORE}/${String(key)}`;
  const opens = async (key: number | typeof HEAD, box: Uint8Array): Promise<unknown> =>
    JSON.parse(fromUtf8(await sealer.openBytes(placeOf(key), box))) as unknown;
  const readHead = async (): Promise<unknown> => {
    const box: unknown = await settled(database.transaction(STORE).objectStore(STORE).get(HEAD));
    return box instanceof Uint8Array ? opens(HEAD, box) : undefined;
  };
  /** The chunks [first, first + BATCH) that there are, in one request. */
  const boxesFrom = async (first: number): Promise<readonly (readonly [number, Uint8Array])[]> => {
    const store = database.transaction(STORE).objectStore(STORE);
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
    const transaction = database.transaction(STORE, 'readwrite');
    for (const [key, box] of sealed) transaction.objectStore(STORE).put(box, key);
    await committed(transaction);
  };

  return {
    load: async (take) => {
      const head = (await readHead()) as Head | undefined;
      if (head?.form !== FORM) return null;
      let next = boxesFrom(0);
      for (let first = 0; first < CHUNKS; first += BATCH) {
        const boxes = await next;
        // Read ahead: the disk works while the engine takes in what came.
        if (first + BATCH < CHUNKS) next = boxesFrom(first + BATCH);
        const opened = await Promise.all(boxes.map(([chunk, box]) => opens(chunk, box)));
        for (const facts of opened) take(facts as readonly Fact[]);
      }
      return head.checkpoints;
    },
    touch: (id) => {
      dirty.add(chunkOf(id));
      isHeadDirty = true;
    },
    isDirty: () => isHeadDirty,
    save: async (facts, checkpoints) => {
      const chunks = new Map<number, Fact[]>([...dirty].map((chunk) => [chunk, []]));
      dirty.clear();
      isHeadDirty = false;
      for (const type of FACT_TYPES) {
        for (const [id, fact] of facts.all(type)) chunks.get(chunkOf(id))?.push(fact);
      }
      for (const [id, fact] of facts.voided()) chunks.get(chunkOf(id))?.push(fact);
      const all = [...chunks];
      try {
        for (let first = 0; first < all.length; first += BATCH) await write(all.slice(first, first + BATCH));
        await write([[HEAD, { form: FORM, checkpoints } satisfies Head]]);
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
      database.close();
    },
  };
}

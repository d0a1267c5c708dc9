import type { CollectionName } from '../../../shared/domain/document-types.ts';
import type { Incoming } from '../../../shared/stock/slim.ts';
import type { ReadTo } from '../collections/store-access.ts';
import type { Heard } from './protocol.ts';
import type { StoreReader } from './store-reader.ts';

export type Checkpoints = Readonly<Partial<Record<CollectionName, ReadTo>>>;

export interface Feed {
  /** Reads what was written since the checkpoints; resolves when that is done. */
  readonly catchUp: () => Promise<void>;
  readonly heard: (collection: CollectionName, writes: readonly Heard[]) => void;
  readonly checkpoints: () => Checkpoints;
  /** Records still to be read, as far as is known. */
  readonly behind: () => number;
  /** More is to be read than one batch: whatever can wait for that, should. */
  readonly isFarBehind: () => boolean;
  readonly stop: () => Promise<void>;
}

export interface FeedParts {
  readonly reader: StoreReader;
  readonly collections: readonly CollectionName[];
  readonly from: Checkpoints;
  readonly apply: (changes: readonly (readonly [string, Incoming | null])[]) => void;
  readonly onProgress: () => void;
  readonly onTrouble: (what: string, error: unknown) => void;
}

const BATCH = 500;
/** Two windows may finish their writes in another order than they began them: after a restart so much is read once more, which changes nothing. */
const OVERLAP_MS = 60_000;

/** Lets messages in between two batches: whoever asks is not to wait for the whole reading. */
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

interface Reading {
  to: ReadTo | undefined;
  /** As it was remembered, until it is known to be of this store. */
  remembered: ReadTo | undefined;
  wanted: boolean;
  behind: number;
  /** Written with an older time than was already read: fetched by name. */
  late: Set<string>;
}

/** Follows the store in the order of its writing, one batch after the other, collection by collection. */
export function stockFeed({ reader, collections, from, apply, onProgress, onTrouble }: FeedParts): Feed {
  const readings = new Map<CollectionName, Reading>(
    collections.map((name) => {
      const remembered = from[name];
      const to = remembered && { id: '', lwt: Math.max(1, remembered.lwt - OVERLAP_MS) };
      return [name, { to, remembered, wanted: true, behind: 0, late: new Set() }];
    }),
  );
  let stopped = false;
  let running: Promise<void> | undefined;

  const readLate = async (name: CollectionName, reading: Reading): Promise<void> => {
    const ids = [...reading.late].slice(0, BATCH);
    for (const id of ids) reading.late.delete(id);
    apply(await reader.byId(name, ids));
  };
  /** A store that holds nothing written so late is another one: lost, and made again by a clock that is behind the one before. */
  const isOfThisStore = async (name: CollectionName, { lwt }: ReadTo): Promise<boolean> =>
    (await reader.since(name, { id: '', lwt }, 1)).documents.length > 0;
  const readNext = async (name: CollectionName, reading: Reading): Promise<void> => {
    if (reading.remembered !== undefined && !(await isOfThisStore(name, reading.remembered))) reading.to = undefined;
    reading.remembered = undefined;
    // What is heard of while reading is read in the next round.
    reading.wanted = false;
    const { documents, to } = await reader.since(name, reading.to, BATCH);
    apply(documents);
    reading.to = to;
    reading.behind = Math.max(0, reading.behind - documents.length);
    if (documents.length > 0) reading.wanted = true;
    else reading.behind = 0;
  };
  const loop = async (): Promise<void> => {
    for (;;) {
      const next = [...readings].find(([, { wanted, late }]) => wanted || late.size > 0);
      if (next === undefined || stopped) return;
      const [name, reading] = next;
      await (reading.late.size > 0 ? readLate(name, reading) : readNext(name, reading));
      onProgress();
      await pause();
    }
  };
  const run = (): Promise<void> => {
    running ??= loop()
      .catch((error: unknown) => {
        // The store closes under a reading that goes on: that is no trouble.
        if (!stopped) onTrouble('stock: reading the store', error);
      })
      .finally(() => {
        running = undefined;
        // Who waited for the reading hears that it rests.
        if (!stopped) onProgress();
      });
    return running;
  };
  const behind = (): number => [...readings.values()].reduce((sum, one) => sum + one.behind + one.late.size, 0);

  return {
    catchUp: async () => {
      for (const [name, reading] of readings) reading.behind = await reader.countSince(name, reading.to);
      onProgress();
      await run();
    },
    heard: (collection, writes) => {
      const reading = readings.get(collection);
      if (reading === undefined || stopped) return;
      const read = reading.to?.lwt ?? 0;
      for (const { id, lwt } of writes) {
        if (lwt <= read) reading.late.add(id);
        else {
          reading.wanted = true;
          reading.behind += 1;
        }
      }
      void run();
    },
    checkpoints: () =>
      Object.fromEntries([...readings].flatMap(([name, { to }]) => (to === undefined ? [] : [[name, to]]))),
    behind,
    isFarBehind: () => running !== undefined && behind() > BATCH,
    stop: async () => {
      stopped = true;
      await running;
    },
  };
}

import type { RxStorageInstance } from 'rxdb/plugins/core';
import { isFull } from '../../lib/idb.ts';
import { isOver, pause } from '../../lib/signals.ts';
import { overtaken } from './overtaken.ts';
import { layerOf, type StorageLayer } from './storage-layer.ts';

export interface HeldWritesParts {
  /** A write failed for want of room, whoever wrote. */
  readonly onFull: () => void;
  readonly onTrouble: (what: string, error: unknown) => void;
}

export interface HeldWrites {
  readonly over: StorageLayer;
  /** Replication begins: what it writes and the store does not take is held from now on. Gives the way to end it; what is held then is let fall. */
  readonly begin: () => () => void;
}

/** How RxDB names what its replication writes: documents it pulled, its notes of them, how far it came. */
const OF_REPLICATION = 'replication-';
const CHECKPOINT = 'replication-set-checkpoint';
/** The last one for as long as it takes. */
const AGAIN_MS = [500, 1_000, 2_000, 5_000] as const;

/**
 * What RxDB's replication writes and the store does not take, as on a full disk, is written again until it does. RxDB itself drops a batch that failed and goes on: the
 * next one moves the position past it, so that what was in it never comes; and one note of the position that failed ends all later ones until the next start. Held
 * here, the order stays as it is, the feed waits behind it, and a window closed meanwhile asks for the batch again, because the position has not moved.
 */
export function heldWrites({ onFull, onTrouble }: HeldWritesParts): HeldWrites {
  let ending = AbortSignal.abort();

  const holding = <D, Internals, Options>(instance: RxStorageInstance<D, Internals, Options>): void => {
    const write = instance.bulkWrite.bind(instance);
    instance.bulkWrite = async (rows, context) => {
      const until = ending;
      let told = '';
      for (let nth = 0; ; nth += 1) {
        try {
          return await write(rows, context);
        } catch (error) {
          if (isFull(error)) onFull();
          if (!context.startsWith(OF_REPLICATION)) throw error;
          if (!isOver(until)) {
            const words = String(error);
            if (words !== told) onTrouble(`${instance.collectionName}: held until the store takes it`, error);
            told = words;
            await pause(AGAIN_MS[Math.min(nth, AGAIN_MS.length - 1)] ?? 0, until);
          }
          if (!isOver(until)) continue;
          // RxDB waits for nobody's answer to this one: a failure would be nobody's. Told that somebody was faster, it looks whether it has ended, and ends.
          if (context === CHECKPOINT) return { error: overtaken(instance, rows, context) };
          throw error;
        }
      }
    };
  };

  return {
    over: layerOf(holding),
    begin: () => {
      const run = new AbortController();
      ending = run.signal;
      return () => {
        run.abort();
      };
    },
  };
}

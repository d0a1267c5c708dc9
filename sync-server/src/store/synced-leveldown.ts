import leveldown, { type LevelDown } from 'leveldown';
import { changesIn } from './pouch-batch.ts';
import { StoreAway } from './store-away.ts';
import { syncedNames } from './sync-folder.ts';
import type { WholeBatches } from './whole-batches.ts';
import type { WrittenTail } from './written-tail.ts';

/**
 * LevelDB as PouchDB opens it, but every batch is synced to disk before it counts: acknowledged survives a power cut (about 0.1–0.3 ms each). LevelDB syncs the file that it
 * writes into and not the name of a new one, so that is done here. What is on disk is noted in the tail. A batch that is not admitted fails and changes nothing. `isOpened`:
 * within a process PouchDB opens a location once, by whichever handle came first.
 *
 * After a write that failed (a full disk) nothing more is written: LevelDB would go on behind a place in its log that it reckons otherwise than it lies there, and could
 * not read at the next start what it took from there on, synced or not. `broken` is told; opened anew it is sound.
 */
export function syncedLeveldown(
  tail: Pick<WrittenTail, 'note' | 'forget'>,
  { admits }: Pick<WholeBatches, 'admits'>,
  broken: (error: Error) => void = () => undefined,
): {
  readonly open: (location: string) => LevelDown;
  readonly isOpened: () => boolean;
  readonly isBroken: () => boolean;
} {
  let opened = false;
  let isBroken = false;
  const open = (location: string): LevelDown => {
    opened = true;
    const database = leveldown(location);
    const batch = database._batch.bind(database);
    const namesSynced = syncedNames(location);
    database._batch = (operations, options, callback) => {
      if (isBroken) {
        process.nextTick(callback, new StoreAway('a write failed: it is to be opened anew'));
        return;
      }
      const changes = changesIn(operations);
      if (!admits(changes)) {
        process.nextTick(callback, new Error('held back: it lacks what something in it belongs to'));
        return;
      }
      const written = (error?: Error | null): void => {
        if (error === undefined || error === null) tail.note(changes);
        else {
          tail.forget();
          isBroken = true;
          broken(error);
        }
        callback(error);
      };
      batch(operations, { ...options, sync: true }, (error) => {
        if (error === undefined || error === null) namesSynced(written);
        else written(error);
      });
    };
    return database;
  };
  return {
    open: Object.assign(open, { destroy: leveldown.destroy }),
    isOpened: () => opened,
    isBroken: () => isBroken,
  };
}

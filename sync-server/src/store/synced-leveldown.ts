import leveldown, { type LevelDown } from 'leveldown';
import { syncedNames } from './sync-folder.ts';
import type { WholeBatches } from './whole-batches.ts';
import type { WrittenTail } from './written-tail.ts';

/**
 * LevelDB as PouchDB opens it, but every batch is synced to disk before it counts: acknowledged survives a power cut (about 0.1–0.3 ms each). LevelDB syncs the file that it
 * writes into and not the name of a new one, so that is done here. What is on disk is noted in the tail. A batch that is not admitted fails and changes nothing. `isOpened`:
 * within a process PouchDB opens a location once, by whichever handle came first.
 */
export function syncedLeveldown(
  tail: Pick<WrittenTail, 'note' | 'forget'>,
  { admits }: Pick<WholeBatches, 'admits'>,
): { readonly open: (location: string) => LevelDown; readonly isOpened: () => boolean } {
  let opened = false;
  const open = (location: string): LevelDown => {
    opened = true;
    const database = leveldown(location);
    const batch = database._batch.bind(database);
    const namesSynced = syncedNames(location);
    database._batch = (operations, options, callback) => {
      if (!admits(operations)) {
        process.nextTick(callback, new Error('held back: it lacks what something in it belongs to'));
        return;
      }
      const written = (error?: Error | null): void => {
        if (error === undefined || error === null) tail.note(operations);
        else tail.forget();
        callback(error);
      };
      batch(operations, { ...options, sync: true }, (error) => {
        if (error === undefined || error === null) namesSynced(written);
        else written(error);
      });
    };
    return database;
  };
  return { open: Object.assign(open, { destroy: leveldown.destroy }), isOpened: () => opened };
}
